"""The guard of conftest.py: tests reach this machine and no other."""

from __future__ import annotations

import socket
from urllib.error import URLError
from urllib.request import urlopen

import pytest


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80, 0, 0)])
@pytest.mark.parametrize("method", ["connect", "connect_ex"])
def test_connecting_to_another_machine_is_refused(address: tuple, method: str) -> None:
    family = socket.AF_INET6 if len(address) == 4 else socket.AF_INET
    with (
        socket.socket(family, socket.SOCK_STREAM) as sock,
        pytest.raises(RuntimeError, match="tried to reach"),
    ):
        getattr(sock, method)(address)


def test_looking_up_a_name_is_refused() -> None:
    with pytest.raises(RuntimeError, match=r"look up 'news\.example'"):
        socket.getaddrinfo("news.example", 443)


def test_code_that_handles_failed_connections_does_not_hide_the_refusal() -> None:
    def fetch() -> str:
        try:
            urlopen("http://news.example/", timeout=1)
        except (URLError, OSError):
            return "taken for a failed connection"
        return "connected"

    with pytest.raises(RuntimeError, match="look up"):
        fetch()


def test_loopback_is_open() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()[:2], timeout=5) as client,
    ):
        client.sendall(b"news")
        connection, _ = server.accept()
        with connection:
            assert connection.recv(4) == b"news"
