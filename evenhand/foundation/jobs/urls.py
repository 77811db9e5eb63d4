"""Addresses of long work."""

from django.urls import path

from evenhand.foundation.jobs import views

urlpatterns = [
    path("jobs/", views.job_list, name="job_list"),
    path("jobs/<str:ref>/", views.job, name="job"),
    path("jobs/<str:ref>/state/", views.job_state, name="job_state"),
    path("jobs/<str:ref>/stop/", views.job_stop, name="job_stop"),
]
