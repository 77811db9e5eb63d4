"""Addresses of acknowledgements."""

from django.urls import path

from evenhand.features.communication import views

urlpatterns = [
    path("acknowledgements/", views.acknowledgement_list, name="acknowledgement_list"),
    path("acknowledgements/<slug:ref>/", views.acknowledgement, name="acknowledgement"),
    path("acknowledgements/<slug:ref>/reply/", views.acknowledgement_reply, name="acknowledgement_reply"),
    path("acknowledgements/<slug:ref>/questions/", views.acknowledgement_questions, name="acknowledgement_questions"),
    path("acknowledgement-rounds/<slug:ref>/", views.acknowledgement_round, name="acknowledgement_round"),
    path("questions/<slug:ref>/", views.question, name="question"),
]  # fmt: skip
