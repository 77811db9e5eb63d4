"""The pages for what is not here, and for what went wrong."""

import sys

import structlog
from django.shortcuts import render

from evenhand.foundation.full_disk import is_full

INSUFFICIENT_STORAGE = 507  # RFC 4918 §11.5


def not_found(request, exception=None):
    """The same words for absent and for closed, whoever asks."""
    viewer = getattr(request, "viewer", None)
    context = {"viewer_is_someone": bool(viewer and viewer.is_someone)}
    return render(request, "404.html", context, status=404)


def failed(request):
    """Without the database if need be: no context processors."""
    from django.http import HttpResponse
    from django.template.loader import render_to_string

    number = structlog.contextvars.get_contextvars().get("request_id", "")[:8]
    full = is_full(sys.exc_info()[1])
    page = render_to_string("500.html", {"number": number, "full": full})
    return HttpResponse(page, status=INSUFFICIENT_STORAGE if full else 500)


def csrf_failed(request, reason=""):
    return render(request, "403_csrf.html", status=403)
