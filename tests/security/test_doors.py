"""Nothing leaves the process but by the listed doors."""

import pytest

from tests.architecture.source import imports, modules

WAYS_OUT = {
    "requests", "urllib3", "urllib.request", "httpx", "aiohttp", "http.client", "smtplib", "ftplib",
    "socket",
}  # fmt: skip
DOORS = {
    "evenhand.foundation.outbound": {"requests", "urllib3", "socket"},
    # asks its own server on loopback whether it is up
    "evenhand.sample.management.commands.demo": {"urllib.request", "socket"},
    # the name of what outbound raises
    "evenhand.foundation.access.views.single_sign_on": {"requests"},
}


def ways_of(name: str) -> set[str]:
    return {way for way in WAYS_OUT for one in imports(name) if f"{one}.".startswith(f"{way}.")}


def test_every_way_out_is_listed():
    assert {name: ways for name in modules() if (ways := ways_of(name))} == DOORS


def test_who_only_names_an_error_takes_nothing_else():
    assert not {
        one
        for one in imports("evenhand.foundation.access.views.single_sign_on")
        if one.startswith("requests.") and one != "requests.RequestException"
    }


@pytest.mark.parametrize("door", DOORS)
def test_every_door_is_there(door):
    assert door in modules()
