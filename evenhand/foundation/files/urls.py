"""The address of files."""

from django.urls import path

from evenhand.foundation.files import views

urlpatterns = [path("files/<str:ref>/", views.file, name="file")]
