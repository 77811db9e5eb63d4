"""The gallery of components."""

from django.urls import path

from evenhand.foundation.ui import views

urlpatterns = [path("components/", views.components, name="components")]
