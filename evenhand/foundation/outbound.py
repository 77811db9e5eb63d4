"""The one way out of this process over HTTP: to places that an administrator configured, and to public ones.

An address can come from outside, from a redirect or another system's own list of its addresses. So
it is not enough to look at the name: the machine that answered is looked at, before a word is sent.
"""

import os
import socket
import threading
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import NamedTuple
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

TO_CONNECT = 5  # seconds
IN_ALL = 20  # seconds from the first look-up to the last byte; each redirect anew
LARGEST = 2 * 1024 * 1024  # bytes of an answer: lists of keys and metadata are far smaller
REDIRECTS = 3
PORTS = {"http": 80, "https": 443}
INSIDE = "This address leads inside the house; nobody configured that."
TRANSLATED = IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address


class Refused(requests.RequestException):
    """We do not go there, or do not go on listening; the sentence says why."""


class Place(NamedTuple):
    scheme: str
    host: str
    port: int


def session(*configured: str) -> requests.Session:
    """For addresses that follow from `configured`, which an administrator wrote down: these may be
    inside the house, and without TLS if they are written so. All others are public and https."""
    return _Session({place_of(address) for address in configured})


def place_of(address: str) -> Place:
    """Raises Refused where it is no plain address of the web."""
    try:
        parts = urlsplit(address)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise Refused("This is no address.") from error
    if parts.scheme not in PORTS or not parts.hostname:
        raise Refused("Only addresses that begin with https:// are asked.")
    if "@" in parts.netloc:
        raise Refused("An address must not hold a name or a password.")
    return Place(parts.scheme, parts.hostname, port)


def is_public(address: str) -> bool:
    """Whether this IP address is one of the open internet, also what an IPv6 address leads to."""
    ip = ip_address(address.partition("%")[0])
    return all(one.is_global and not one.is_multicast for one in (ip, *_within(ip)))


def _within(ip: IPv4Address | IPv6Address) -> list[IPv4Address]:
    if isinstance(ip, IPv4Address):
        return []
    found = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
    if ip in TRANSLATED:
        found.append(IPv4Address(int(ip) & 0xFFFFFFFF))
    return [one for one in found if one]


def _is_private_by_name(host: str) -> bool:
    """An address written as numbers needs no connection to be refused."""
    try:
        return not is_public(host)
    except ValueError:
        return False


class _Session(requests.Session):
    def __init__(self, configured: Iterable[Place]):
        super().__init__()
        # A proxy would connect in our place, and we would look at the proxy.
        self.trust_env = False
        self.verify = os.environ.get("REQUESTS_CA_BUNDLE") or True  # a house may have its own CA
        self.max_redirects = REDIRECTS
        self.headers["Accept-Encoding"] = "identity"  # what is small here stays small
        self.adapters.clear()
        for scheme in PORTS:
            self.mount(f"{scheme}://", _Guard(frozenset(configured)))

    def request(self, method, url, **more):
        if method.upper() not in {"GET", "HEAD"}:
            more["allow_redirects"] = False  # a body can hold a secret, meant for that one place
        return super().request(method, url, **{"timeout": (TO_CONNECT, IN_ALL), **more})


class _Guard(HTTPAdapter):
    """Never keeps a connection: each request looks anew at who answers."""

    def __init__(self, configured: frozenset[Place]):
        super().__init__(max_retries=0)
        self._configured = configured
        self._call = _Call(private=False)

    def send(self, request, **more):
        place = place_of(request.url)
        if place.scheme != "https" and place not in self._configured:
            raise Refused("Only addresses that begin with https:// are asked.", request=request)
        private = any(place[1:] == one[1:] for one in self._configured)
        if not private and _is_private_by_name(place.host):
            raise Refused(INSIDE, request=request)
        with _Call(private) as self._call:
            try:
                return self._whole(super().send(request, **{**more, "stream": True}))
            except _NotPublic as refusal:
                raise Refused(str(refusal), request=request) from refusal
            except (HTTPError, OSError) as error:
                self._call.raise_if_over()
                if isinstance(error, requests.RequestException):
                    raise
                raise requests.ConnectionError(error, request=request) from error
            finally:
                self.poolmanager.clear()

    def get_connection_with_tls_context(self, *args, **more):
        pool = super().get_connection_with_tls_context(*args, **more)
        kind = _Https if pool.scheme == "https" else _Http
        pool.ConnectionCls = partial(kind, call=self._call)
        return pool

    def _whole(self, response):
        """Read here, so that nobody reads without end."""
        try:
            if response.headers.get("Content-Encoding", "identity") != "identity":
                raise Refused("The answer is packed, which was not asked for.")
            content = b""
            while part := response.raw.read(64 * 1024, decode_content=False):
                content += part
                if len(content) > LARGEST:
                    raise Refused(f"The answer is larger than {LARGEST} bytes.")
        finally:
            response.raw.close()
        self._call.raise_if_over()
        response._content, response._content_consumed = content, True
        return response


class _NotPublic(HTTPError):
    """Not an OSError, which urllib3 would take for a fault of the network."""


class _Call:
    """One request and the sockets it opened. When its time is over they are shut, whoever waits on
    them: timeouts of a socket begin anew with each byte."""

    def __init__(self, private: bool):
        self._private = private
        self._sockets: list[socket.socket] = []
        self._lock = threading.Lock()
        self._over = False
        self._timer = threading.Timer(IN_ALL, self._end)
        self._timer.daemon = True

    def __enter__(self) -> "_Call":
        self._timer.start()
        return self

    def __exit__(self, *_error) -> None:
        self._timer.cancel()
        with self._lock:
            for one in self._sockets:
                one.close()
            self._sockets.clear()

    def check(self, connected: socket.socket) -> None:
        if not self._private and not is_public(connected.getpeername()[0]):
            raise _NotPublic(INSIDE)
        with self._lock:
            self._sockets.append(connected.dup())  # TLS takes the other one over
        self.raise_if_over()

    def raise_if_over(self) -> None:
        if self._over:
            raise Refused(f"No whole answer came within {IN_ALL} seconds.")

    def _end(self) -> None:
        with self._lock:
            self._over = True
            for one in self._sockets:
                with suppress(OSError):  # the other side was quicker
                    one.shutdown(socket.SHUT_RDWR)


class _Checked:
    def __init__(self, *args, call: _Call, **more):
        super().__init__(*args, **more)
        self._call = call

    def _new_conn(self):
        connected = super()._new_conn()
        try:
            self._call.check(connected)
        except BaseException:
            connected.close()
            raise
        return connected


class _Http(_Checked, HTTPConnection):
    pass


class _Https(_Checked, HTTPSConnection):
    pass
