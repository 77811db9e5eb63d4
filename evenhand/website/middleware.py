"""Tells the foundation which person a signed-in user is; only the website knows both."""

from dataclasses import replace
from importlib.util import find_spec

from django.conf import settings
from django.utils.module_loading import import_string

PERSON_REF_OF = "evenhand.features.people.queries.person_ref_of"


def _person_ref_of():
    # Temporary guard: the slice `people` arrives later.
    if "evenhand.features.people" not in settings.INSTALLED_APPS:
        return None
    return import_string(PERSON_REF_OF) if find_spec(PERSON_REF_OF.rpartition(".")[0]) else None


class PersonMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response
        self.person_ref_of = _person_ref_of()

    def __call__(self, request):
        viewer = request.viewer
        if self.person_ref_of and viewer.is_someone:
            person_ref = self.person_ref_of(viewer.user_id) or ""
            request.viewer = replace(viewer, person_ref=person_ref)
        return self.get_response(request)
