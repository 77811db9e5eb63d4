"""All addresses: one line for each slice."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

from evenhand.website.health import health
from evenhand.website.home import home


def _slice(app: str) -> list:
    # Temporary: features arrive one after another, and within one the pages come last.
    if app not in settings.INSTALLED_APPS or not find_spec(f"{app}.urls"):
        return []
    return [path("", include(f"{app}.urls"))]


urlpatterns = [
    path("", home, name="home"),
    path("health/", health, name="health"),
    path("", include("evenhand.foundation.access.urls")),
    path("", include("evenhand.foundation.audit.urls")),
    path("", include("evenhand.foundation.jobs.urls")),
    path("", include("evenhand.foundation.files.urls")),
    path("", include("evenhand.foundation.notices.urls")),
    path("", include("evenhand.foundation.ui.urls")),
    *_slice("evenhand.features.people"),
    *_slice("evenhand.features.sources"),
    *_slice("evenhand.features.contacts"),
    *_slice("evenhand.features.insights"),
]

handler404 = "evenhand.website.errors.not_found"
handler500 = "evenhand.website.errors.failed"
