"""The one address of every file, with ranges so that recordings can be sought."""

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from evenhand.foundation.files import links, queries
from evenhand.foundation.files.ranges import NotSatisfiable, Span, span_of

CHUNK = 256 * 1024
SHOWN = ("audio/", "video/", "image/png", "image/jpeg", "image/gif", "image/webp")
CLOSED = "default-src 'none'; media-src 'self'; frame-ancestors 'none'; sandbox"


@require_safe
def file(request, ref):
    if not links.holds(request.GET.get("key", ""), request.viewer, ref):
        raise Http404
    found = queries.file_for(request.viewer, ref)  # the key alone opens nothing
    etag = f'"{found.sha256}"'
    try:
        response = _answer(request, found, _wanted(request, found, etag))
    except NotSatisfiable:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{found.size}"
    return _with_headers(response, found, etag)


def _wanted(request, found, etag):
    """The range, unless it was meant for another version of the file."""
    header = request.headers.get("Range")
    if not header or request.headers.get("If-Range", etag) != etag:
        return None
    return span_of(header, found.size)


def _answer(request, found, span):
    sent = span or Span(0, found.size - 1)
    if request.method == "HEAD":
        response = HttpResponse(status=206 if span else 200)
    else:
        response = StreamingHttpResponse(
            _part(queries.path_of(found), sent), status=206 if span else 200
        )
    if span:
        response["Content-Range"] = f"bytes {span.first}-{span.last}/{found.size}"
    response["Content-Length"] = str(sent.length)
    return response


def _part(path, span):
    with open(path, "rb") as content:
        content.seek(span.first)
        left = span.length
        while left and (chunk := content.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk


def _with_headers(response, found, etag):
    shown = found.content_type.startswith(SHOWN)
    response["Content-Type"] = found.content_type if shown else "application/octet-stream"
    response["Content-Disposition"] = content_disposition_header(not shown, found.name)
    response["Content-Security-Policy"] = CLOSED
    response["X-Content-Type-Options"] = "nosniff"
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-store"  # recordings stay on no shared desk
    return response
