"""What leaves the process: where it may go, what it listens to, and for how long. Real servers on loopback."""

import gzip
import itertools
import ssl
import time
from datetime import datetime

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

from evenhand.foundation import outbound
from evenhand.foundation.outbound import Refused
from tests.security.servers import moved, page, serving


def hello(_head):
    return page(b"hello")


def get(address, *configured):
    with outbound.session(*configured) as session:
        return session.get(address)


def test_what_is_configured_may_be_inside_the_house():
    with serving(hello) as server:
        answer = get(server.at("/metadata"), server.at())
    assert (answer.status_code, answer.text, answer.content) == (200, "hello", b"hello")


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "127.1", "2130706433", "[::ffff:7f00:1]"]
)
def test_what_is_not_is_refused_before_a_word_is_sent(host):
    with serving(hello) as server:
        with pytest.raises(Refused, match="inside the house"):
            get(server.at(host=host, scheme="https"), "https://id.example/")
        assert not server.heard


def test_another_port_of_the_configured_machine_is_another_place():
    with serving(hello) as server, serving(hello) as other:
        with pytest.raises(Refused):
            get(other.at(), server.at())
        with pytest.raises(Refused, match="inside the house"):
            get(other.at(scheme="https"), server.at())
        assert not other.heard


@pytest.mark.parametrize(
    "address",
    ["ftp://id.example/", "file:///etc/passwd", "gopher://id.example/", "https:///nowhere",
     "https://amara:secret@id.example/", "https://id.example@10.0.0.1/", "https://[::1", "id.example",
     "https://id.example:99999/"],
)  # fmt: skip
def test_what_is_no_plain_address_is_refused(address):
    with pytest.raises(requests.RequestException):
        get(address)
    with pytest.raises(Refused):
        outbound.place_of(address)


def test_without_tls_only_the_address_that_was_configured_so():
    with serving(hello) as server, pytest.raises(Refused, match="https"):
        get(server.at(), server.at(scheme="https"))


@pytest.mark.parametrize(
    ("address", "public"),
    [("93.184.215.14", True), ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
     ("127.0.0.1", False), ("::1", False), ("10.1.2.3", False), ("172.16.0.1", False),
     ("192.168.1.1", False), ("100.64.0.1", False), ("169.254.169.254", False), ("0.0.0.0", False),
     ("224.0.0.251", False), ("240.0.0.1", False), ("255.255.255.255", False), ("fd00::1", False),
     ("fe80::1%eth0", False), ("ff02::1", False), ("::", False), ("::ffff:10.0.0.1", False),
     ("::ffff:169.254.169.254", False), ("64:ff9b::a9fe:a9fe", False), ("2002:a00:1::", False)],
)  # fmt: skip
def test_which_addresses_are_of_the_open_internet(address, public):
    assert outbound.is_public(address) is public


@pytest.mark.parametrize(
    "to",
    ["http://169.254.169.254/latest/meta-data/", "https://169.254.169.254/", "https://[fe80::1]/",
     "file:///etc/passwd", "http://example.com/", "//user:secret@localhost/"],
)  # fmt: skip
def test_a_redirect_is_looked_at_like_any_address(to):
    refusals = (Refused, requests.exceptions.InvalidSchema)
    with serving(lambda _head: moved(to)) as server, pytest.raises(refusals):
        get(server.at(), server.at())


def test_a_redirect_to_a_neighbour_is_refused_and_one_at_home_is_followed():
    with (
        serving(hello) as neighbour,
        serving(
            lambda head: {"/a": moved("/b"), "/b": page(b"b")}.get(
                head.split()[1], moved(neighbour.at(scheme="https"))
            )
        ) as server,
    ):
        assert get(server.at("/a"), server.at()).text == "b"
        with pytest.raises(Refused, match="inside the house"):
            get(server.at("/c"), server.at())
        assert not neighbour.heard


def test_redirects_come_to_an_end():
    with serving(lambda _head: moved("/again")) as server:
        with pytest.raises(requests.TooManyRedirects):
            get(server.at(), server.at())
        assert len(server.heard) == 1 + outbound.REDIRECTS


def test_what_is_sent_is_not_sent_on():
    """A token request holds our secret: 307 asks to send it again, elsewhere."""
    with (
        serving(lambda _head: moved("/elsewhere")) as server,
        outbound.session(server.at()) as session,
    ):
        answer = session.post(server.at(), data={"client_secret": "between us"})
        assert answer.status_code == 307 and len(server.heard) == 1


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"


def slowly(start: bytes):
    def answer(_head):
        yield start
        for _ in range(200):
            time.sleep(0.05)
            yield b"a"

    return answer


@pytest.mark.parametrize(
    "start",
    [HEAD + b"\r\n", HEAD + b"Content-Length: 200\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-Long: ",
     HEAD + b"Transfer-Encoding: chunked\r\n\r\n1;"],
    ids=["body", "measured body", "head", "chunk"],
)  # fmt: skip
def test_who_answers_slowly_is_not_waited_for(monkeypatch, start):
    """Each byte comes in good time; all of them would take ten seconds."""
    monkeypatch.setattr(outbound, "IN_ALL", 0.5)
    began = time.monotonic()
    with serving(slowly(start)) as server, pytest.raises(Refused, match="within"):
        get(server.at(), server.at())
    assert time.monotonic() - began < 5


def test_who_says_nothing_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(outbound, "IN_ALL", 0.5)
    began = time.monotonic()
    with serving(slowly(b"")) as server, pytest.raises(requests.RequestException):
        get(server.at(), server.at())
    assert time.monotonic() - began < 5


def test_an_answer_without_end_is_cut_off():
    def endless(_head):
        return itertools.chain([HEAD + b"\r\n"], itertools.repeat(b"a" * 65536))

    with serving(endless) as server, pytest.raises(Refused, match="larger than"):
        get(server.at(), server.at())


def test_nothing_is_unpacked():
    """Ten megabytes of nothing fit into ten kilobytes."""
    bomb = page(gzip.compress(bytes(10 << 20)), "text/plain", "Content-Encoding: gzip")
    with serving(lambda _head: bomb) as server, pytest.raises(Refused, match="packed"):
        get(server.at(), server.at())
    assert "Accept-Encoding: identity" in server.heard[0]


def test_neither_proxies_nor_passwords_of_the_machine(monkeypatch, tmp_path):
    (tmp_path / ".netrc").write_text("machine localhost login amara password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    with serving(hello) as server, serving(hello) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.at())
        assert get(server.at(), server.at()).text == "hello"
        assert not proxy.heard and "Authorization" not in server.heard[0]


@pytest.fixture
def certificate(tmp_path):
    """Signed by nobody but itself, for localhost."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name)
    made = made.public_key(key.public_key()).serial_number(x509.random_serial_number())
    made = made.not_valid_before(datetime(2020, 1, 1)).not_valid_after(datetime(2040, 1, 1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
    made = made.sign(key, SHA256())
    file = tmp_path / "one.pem"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return file


def test_a_certificate_must_hold(certificate, monkeypatch):
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(certificate)
    with serving(hello, tls) as server:
        address = server.at(scheme="https")
        with pytest.raises(requests.exceptions.SSLError):
            get(address, address)
        assert not server.heard
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
        assert get(address, address).text == "hello"
