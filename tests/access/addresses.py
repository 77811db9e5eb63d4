"""Every address of the website, and which methods its view takes, as the view itself says."""

from uuid import UUID

from django.test import RequestFactory
from django.urls import URLPattern, get_resolver

ABSENT = {"contact_id": UUID(int=1), "number": 7}
NO_METHOD = "PROPFIND"  # that none of our views takes


def patterns(resolver=None) -> list[URLPattern]:
    found = []
    for entry in (resolver or get_resolver()).url_patterns:
        found += [entry] if isinstance(entry, URLPattern) else patterns(entry)
    return found


def absent(pattern: URLPattern) -> dict:
    """Arguments that name nothing."""
    return {key: ABSENT.get(key, "nothinghere") for key in pattern.pattern.converters}


def methods_of(pattern: URLPattern) -> frozenset:
    """By the refusal of one that it does not take, to a request that says neither who asks nor for what.

    A view that looks at any of that before it refuses fails here: its refusal could tell what there is.
    """
    request = RequestFactory().generic(NO_METHOD, "/")
    refusal = pattern.callback(request, **absent(pattern))
    assert refusal.status_code == 405, pattern.name
    return frozenset(refusal["Allow"].lower().split(", "))
