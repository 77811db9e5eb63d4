"""The pages for what is not here, and for what went wrong."""

import structlog
from django.shortcuts import render


def not_found(request, exception=None):
    """The same words for absent and for closed, whoever asks."""
    viewer = getattr(request, "viewer", None)
    context = {"viewer_is_someone": bool(viewer and viewer.is_someone)}
    return render(request, "404.html", context, status=404)


def failed(request):
    """Without the database if need be: no context processors."""
    from django.http import HttpResponseServerError
    from django.template.loader import render_to_string

    number = structlog.contextvars.get_contextvars().get("request_id", "")[:8]
    return HttpResponseServerError(render_to_string("500.html", {"number": number}))


def csrf_failed(request, reason=""):
    return render(request, "403_csrf.html", status=403)
