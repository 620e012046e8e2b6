"""Fetching: which addresses are refused, and how a server may behave."""

from __future__ import annotations

import gzip
import io
import socket
import threading
import time
from typing import cast

import pytest

from summarizer.addresses import is_public
from summarizer.errors import InputError, UnsafeUrl
from summarizer.fetch import Limits, Page, fetch_page

PUBLIC = "93.184.216.34"
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=latin-1\r\n\r\n<p>Hello</p>"


class FakeSocket:
    """A connection whose other side has answered already."""

    def __init__(self, answer: bytes) -> None:
        self.answer = answer
        self.sent = b""

    def sendall(self, data: bytes) -> None:
        self.sent += data

    def makefile(self, mode: str) -> io.BufferedIOBase:
        assert mode == "rb"
        return io.BytesIO(self.answer)

    def settimeout(self, seconds: float) -> None:
        assert seconds > 0

    def fileno(self) -> int:
        return 3

    def close(self) -> None:
        pass


class Net:
    """Hosts with their addresses, and addresses with their answers, each used once."""

    def __init__(self, hosts: dict[str, str], *answers: bytes) -> None:
        self.hosts = hosts
        self.answers = list(answers)
        self.connected: list[tuple[str, int]] = []
        self.sockets: list[FakeSocket] = []

    def resolve(self, host: str, port: int) -> tuple[str, ...]:
        assert port
        return tuple(self.hosts[host].split())

    def connect(self, address: str, port: int, timeout: float) -> socket.socket:
        assert timeout > 0
        self.connected.append((address, port))
        self.sockets.append(FakeSocket(self.answers.pop(0)))
        return cast("socket.socket", self.sockets[-1])

    def fetch(self, url: str, limits: Limits | None = None) -> Page:
        return fetch_page(url, limits=limits, resolve=self.resolve, connect=self.connect)


def redirect(to: str, status: str = "302 Found") -> bytes:
    return f"HTTP/1.1 {status}\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode()


def answer(body: bytes, *headers: str, kind: str = "text/html") -> bytes:
    lines = ["HTTP/1.1 200 OK", f"Content-Type: {kind}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254",
        "0.0.0.0", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1",
        "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1",
        "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1", "2001:0:7f00:1::", "localhost", "",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", [PUBLIC, "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


def test_a_page_comes_with_type_and_charset() -> None:
    net = Net({"example.org": PUBLIC}, PAGE)
    page = net.fetch("http://example.org/a b?q=ä#part")
    assert page == Page("http://example.org/a b?q=ä#part", "text/html", "latin-1", b"<p>Hello</p>")
    sent = net.sockets[0].sent.decode("ascii")
    assert sent.startswith("GET /a%20b?q=%C3%A4 HTTP/1.1\r\nHost: example.org\r\n")
    assert "Accept-Encoding: identity\r\n" in sent
    assert net.connected == [(PUBLIC, 80)]


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/", "file:///etc/passwd", "//example.org", "javascript:alert(1)",
        "http://user:secret@example.org/", "https://user@example.org/", "gopher://example.org",
    ],
)  # fmt: skip
def test_urls_that_are_unsafe(url: str) -> None:
    net = Net({"example.org": PUBLIC})
    with pytest.raises(UnsafeUrl) as caught:
        net.fetch(url)
    assert "secret" not in str(caught.value)
    assert net.connected == []


@pytest.mark.parametrize(
    "url", ["http://", "http://[::1", "http://a:99999/", "http://a b/", "http:///x"]
)
def test_urls_that_are_broken(url: str) -> None:
    with pytest.raises(InputError):
        Net({}).fetch(url)


@pytest.mark.parametrize("addresses", ["127.0.0.1", f"{PUBLIC} 10.0.0.1", "::ffff:192.168.0.1"])
def test_a_host_with_any_private_address_is_refused(addresses: str) -> None:
    net = Net({"inside.example.org": addresses})
    with pytest.raises(UnsafeUrl, match="no public address"):
        net.fetch("http://inside.example.org/")
    assert net.connected == []


def test_the_connection_goes_to_the_vetted_address() -> None:
    """A name that changes its address after the check must not be looked up again."""
    answers = iter([PUBLIC, "127.0.0.1"])
    net = Net({"example.org": PUBLIC}, PAGE)
    fetch_page("http://example.org/", resolve=lambda *_: (next(answers),), connect=net.connect)
    assert net.connected == [(PUBLIC, 80)]
    assert next(answers) == "127.0.0.1"


def test_redirects_are_followed_and_each_is_checked() -> None:
    hosts = {"a.org": PUBLIC, "b.org": "8.8.8.8", "evil.org": "169.254.169.254"}
    net = Net(hosts, redirect("//b.org:8080/x", "301 Moved"), redirect("../y"), PAGE)
    assert net.fetch("http://a.org/").url == "http://b.org:8080/y"
    assert net.connected == [(PUBLIC, 80), ("8.8.8.8", 8080), ("8.8.8.8", 8080)]
    assert b"Host: b.org:8080\r\n" in net.sockets[1].sent
    for target in ("http://evil.org/", "file:///etc/passwd", "http://me:pw@b.org/"):
        net = Net(hosts, redirect(target))
        with pytest.raises(UnsafeUrl):
            net.fetch("http://a.org/")
        assert len(net.connected) == 1


def test_redirects_have_an_end() -> None:
    net = Net({"a.org": PUBLIC}, *[redirect("/")] * 6)
    with pytest.raises(InputError, match="more than 5 redirects"):
        net.fetch("http://a.org/")
    with pytest.raises(InputError, match="where to"):
        Net({"a.org": PUBLIC}, b"HTTP/1.1 302 Found\r\n\r\n").fetch("http://a.org/")


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"HTTP/1.1 404 Not Found\r\n\r\n", "404 Not Found"),
        (answer(b"x", kind="application/pdf"), "application/pdf"),
        (b"HTTP/1.1 200 OK\r\n\r\nx", "no stated type"),
        (answer(b"x", "Content-Encoding: br"), "unasked"),
        (answer(b"x", "Content-Encoding: gzip"), "broke off"),
        (b"nonsense\r\n\r\n", "not valid HTTP"),
        (b"", "can't be fetched"),
    ],
)
def test_answers_that_are_no_page(raw: bytes, what: str) -> None:
    with pytest.raises(InputError, match=what):
        Net({"a.org": PUBLIC}, raw).fetch("http://a.org/")


@pytest.mark.parametrize("packed", [False, True])
def test_a_body_over_the_limit_is_cut_off(packed: bool) -> None:
    limits = Limits(n_bytes=1_000)
    for size in (1_000, 1_001, 500_000):
        body = gzip.compress(b"a" * size) if packed else b"a" * size
        headers = ["Content-Encoding: gzip"] if packed else []
        net = Net({"a.org": PUBLIC}, answer(body, *headers))
        if size <= limits.n_bytes:
            assert len(net.fetch("http://a.org/", limits).body) == size
        else:
            with pytest.raises(InputError, match="over 1,000 bytes"):
                net.fetch("http://a.org/", limits)


def test_a_slow_server_is_given_up_in_time() -> None:
    """A header that comes byte by byte never lets a single read time out."""
    ours, theirs = socket.socketpair()
    noticed = threading.Event()

    def drip() -> None:
        try:
            while True:
                theirs.sendall(b"H")
                time.sleep(0.02)
        except OSError:
            noticed.set()

    threading.Thread(target=drip, daemon=True).start()
    with theirs, pytest.raises(InputError, match=r"within 0\.1 seconds"):
        fetch_page(
            "http://a.org/",
            limits=Limits(seconds=0.1),
            resolve=lambda *_: (PUBLIC,),
            connect=lambda *_: ours,
        )
    assert noticed.wait(0.5)


def test_a_slow_look_up_is_given_up_in_time() -> None:
    def resolve(host: str, port: int) -> tuple[str, ...]:
        time.sleep(0.5)
        return (PUBLIC,)

    with pytest.raises(InputError, match="within"):
        fetch_page("http://a.org/", limits=Limits(seconds=0.05), resolve=resolve)


@pytest.mark.parametrize(
    ("error", "what"),
    [(ConnectionRefusedError(), "refused"), (TimeoutError(), "within"), (OSError("x"), "OSError")],
)
def test_a_server_that_cannot_be_reached(error: OSError, what: str) -> None:
    def connect(address: str, port: int, timeout: float) -> socket.socket:
        raise error

    with pytest.raises(InputError, match=what):
        fetch_page("http://a.org/", resolve=lambda *_: (PUBLIC,), connect=connect)


def test_the_next_address_is_tried() -> None:
    net = Net({}, PAGE)
    tried: list[str] = []

    def connect(address: str, port: int, timeout: float) -> socket.socket:
        tried.append(address)
        if address == PUBLIC:
            raise OSError("no route")
        return net.connect(address, port, timeout)

    fetch_page("http://a.org/", resolve=lambda *_: (PUBLIC, "8.8.8.8"), connect=connect)
    assert tried == [PUBLIC, "8.8.8.8"]
