"""A break-glass session on each request: bound to one browser session, and to its clock."""

from dataclasses import replace

from django.utils import timezone

from evenhand.foundation.access.actions.break_glass import end_what_ran_out, note_page
from evenhand.foundation.access.queries import opened
from evenhand.foundation.access.viewers import Opened

KEY = "break_glass"  # in the browser session; an administrator's other sessions stay ordinary


class BreakGlassMiddleware:
    """Puts what holds on the viewer, and writes down what was given because of it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        ref = request.session.get(KEY) if request.viewer.is_someone else None
        if ref is None:
            return self.get_response(request)
        now = timezone.now()
        found = opened(request.viewer, ref, now)
        if found is None:
            end_what_ran_out(now=now)
            del request.session[KEY]
            return self.get_response(request)
        holds = Opened(ref=found.ref, reason=found.reason, until=found.until)
        request.viewer = replace(request.viewer, break_glass=holds)
        response = self.get_response(request)
        if holds.used and response.status_code < 400:
            # Before anything of a page that is streamed has left: no line, no page.
            abilities = sorted(set(holds.used))
            given = {"path": request.get_full_path(), "method": request.method}
            note_page(by=request.viewer, abilities=abilities, **given)
        return response
