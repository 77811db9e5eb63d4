"""Servers on loopback that answer as they are told, byte by byte, and keep what they heard."""

import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterable
from contextlib import contextmanager, suppress


class Server:
    """`answer` gets the head of a request and gives what is sent, piece by piece."""

    def __init__(self, answer: Callable[[str], Iterable[bytes]], tls: ssl.SSLContext | None = None):
        self._answer, self._tls = answer, tls
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self.connections = 0
        self.heard: list[str] = []
        self.is_open = True
        threading.Thread(target=self._accept, daemon=True).start()

    def at(self, path="/", host="localhost", scheme="http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def _accept(self):
        with suppress(OSError):  # closed
            while True:
                connection, _peer = self._listening.accept()
                self.connections += 1
                threading.Thread(target=self._serve, args=[connection], daemon=True).start()

    def _serve(self, connection: socket.socket):
        with suppress(OSError), connection:
            if self._tls:
                connection = self._tls.wrap_socket(connection, server_side=True)
            with connection:
                head = b""
                while b"\r\n\r\n" not in head and (part := connection.recv(4096)):
                    head += part
                if head:
                    self.heard.append(head.decode())
                    for piece in self._answer(head.decode()):
                        if not self.is_open:
                            return
                        connection.sendall(piece)

    def close(self):
        self.is_open = False
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()


@contextmanager
def serving(answer, tls=None):
    server = Server(answer, tls)
    try:
        yield server
    finally:
        server.close()


def page(content: bytes, kind="text/plain", *more: str, status="200 OK") -> list[bytes]:
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(content)}", f"Content-Type: {kind}", *more]
    return ["\r\n".join([*head, "Connection: close", "", ""]).encode(), content]


def said(value) -> list[bytes]:
    return page(json.dumps(value).encode(), "application/json")


def moved(to: str) -> list[bytes]:
    return page(b"", "text/plain", f"Location: {to}", status="307 Temporary Redirect")
