"""Tells the foundation which person a signed-in user is; only the website knows both."""

from dataclasses import replace

from evenhand.features.people.queries import person_ref_of


class PersonMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        viewer = request.viewer
        if viewer.is_someone:
            request.viewer = replace(viewer, person_ref=person_ref_of(viewer.user_id))
        return self.get_response(request)
