"""All addresses: one line for each slice."""

from django.urls import include, path

from evenhand.website.health import health
from evenhand.website.home import home

urlpatterns = [
    path("", home, name="home"),
    path("health/", health, name="health"),
    path("", include("evenhand.foundation.access.urls")),
    path("", include("evenhand.foundation.audit.urls")),
    path("", include("evenhand.foundation.jobs.urls")),
    path("", include("evenhand.foundation.files.urls")),
    path("", include("evenhand.foundation.notices.urls")),
    path("", include("evenhand.foundation.guests.urls")),
    path("", include("evenhand.foundation.ui.urls")),
    path("", include("evenhand.features.people.urls")),
    path("", include("evenhand.features.sources.urls")),
    path("", include("evenhand.features.contacts.urls")),
    path("", include("evenhand.features.communication.urls")),
    path("", include("evenhand.features.standards.urls")),
    path("", include("evenhand.features.attainment.urls")),
    path("", include("evenhand.features.insights.urls")),
    path("", include("evenhand.features.governance.urls")),
]

handler404 = "evenhand.website.errors.not_found"
handler500 = "evenhand.website.errors.failed"
