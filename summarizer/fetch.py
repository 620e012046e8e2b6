"""Pages from the web, fetched so that nothing but a public server is ever reached.

Every host, also after a redirect, is resolved once; its addresses are vetted and the
connection is made to a vetted address, so that a second look-up can't lead elsewhere.
"""

from __future__ import annotations

import http.client
import queue
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from summarizer.addresses import check_addresses, resolve_host
from summarizer.errors import InputError, SummarizerError, UnsafeUrl

Resolver = Callable[[str, int], tuple[str, ...]]
Connector = Callable[[str, int, float], socket.socket]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_READABLE = frozenset({"text/html", "text/plain"})
_CHUNK = 65_536
_AGENT = "Mozilla/5.0 (compatible; summarizer; reads one article for one reader)"


@dataclass(frozen=True, slots=True)
class Page:
    """What a server gave: `url` is where it came from in the end; `None` for a file."""

    url: str | None
    content_type: str
    charset: str | None
    body: bytes


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a fetch may take: seconds in all, bytes of the page, redirects."""

    seconds: float = 10.0
    n_bytes: int = 5_000_000
    n_redirects: int = 5


@dataclass(frozen=True, slots=True)
class _Target:
    """One hop: the parts of a URL that a request needs."""

    url: str
    is_secure: bool
    host: str
    port: int
    path: str


@dataclass(frozen=True, slots=True)
class _Answer:
    """One hop's answer: a page, or the URL to go to next."""

    page: Page | None = None
    location: str | None = None


class _Deadline:
    """The time by which a fetch is over, and the socket to close then."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds
        self.socket: socket.socket | None = None

    def left(self) -> float:
        """Return the seconds left; raise `InputError` when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise self.error()
        return left

    def error(self) -> InputError:
        return InputError(f"the page did not come within {self.seconds:g} seconds; try again later")

    def abandon(self) -> None:
        """End a read that another thread waits in."""
        if self.socket is not None:
            try:
                # subtle: the method of the plain socket; the one of a TLS socket is not safe
                # to call while another thread reads.
                socket.socket.shutdown(self.socket, socket.SHUT_RDWR)
            except OSError:
                return


def connect_address(address: str, port: int, timeout: float) -> socket.socket:
    """Return a TCP connection to `address`, which is numeric."""
    return socket.create_connection((address, port), timeout=timeout)


def fetch_page(
    url: str,
    *,
    limits: Limits | None = None,
    resolve: Resolver = resolve_host,
    connect: Connector = connect_address,
) -> Page:
    """Return the page at `url`.

    Args:
        url: http or https, without credentials.
        limits: 10 seconds and 5 MB by default.
        resolve: host and port to addresses.
        connect: vetted address, port and seconds to a connected socket.

    Raises:
        UnsafeUrl: a scheme other than http and https, credentials, or an address that is
            not public, at the first host or after any redirect.
        InputError: the server can't be reached, is too slow, or has no page of text there.
    """
    limits = limits or Limits()
    _target(url)
    deadline = _Deadline(limits.seconds)
    answers: queue.SimpleQueue[Page | Exception] = queue.SimpleQueue()

    def work() -> None:
        try:
            answers.put(_follow(url, limits, deadline, _Network(resolve, connect)))
        except Exception as exc:  # noqa: BLE001 - handed to the caller's thread, raised there
            answers.put(exc)

    # A look-up of a name can't be given a time limit; waiting for a thread can.
    threading.Thread(target=work, daemon=True).start()
    try:
        answer = answers.get(timeout=limits.seconds)
    except queue.Empty:
        deadline.abandon()
        raise deadline.error() from None
    if isinstance(answer, Page):
        return answer
    if isinstance(answer, SummarizerError):
        raise answer
    if isinstance(answer, TimeoutError):
        raise deadline.error() from answer
    if isinstance(answer, OSError | http.client.HTTPException | zlib.error):
        raise InputError(f"{url} can't be fetched: {_reason(answer)}") from answer
    raise answer


@dataclass(frozen=True, slots=True)
class _Network:
    resolve: Resolver
    connect: Connector


def _follow(url: str, limits: Limits, deadline: _Deadline, network: _Network) -> Page:
    for _ in range(limits.n_redirects + 1):
        target = _target(url)
        answer = _request(target, limits, deadline, network)
        if answer.page is not None:
            return answer.page
        url = urljoin(target.url, answer.location or "")
    raise InputError(f"{url}: more than {limits.n_redirects} redirects; give the final address")


def _target(url: str) -> _Target:
    """Return the parts of `url`, which is as a user or a server wrote it."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
        if host and ":" not in host:
            host = host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as exc:
        raise InputError(f"{url} is not a valid address: {exc}") from exc
    if parts.scheme not in ("http", "https"):
        raise UnsafeUrl(f"{url}: only http and https addresses are fetched")
    if parts.username is not None or parts.password is not None:
        raise UnsafeUrl(f"{parts.hostname}: an address with a user name or password is not fetched")
    if not host or not re.fullmatch(r"[A-Za-z0-9._:\-]+", host):
        raise InputError(f"{url} is not a valid address: it names no host")
    is_secure = parts.scheme == "https"
    # What is percent-encoded stays so; all else that a request line can't hold becomes so.
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return _Target(
        url=parts.geturl(),
        is_secure=is_secure,
        host=host,
        port=port if port is not None else (443 if is_secure else 80),
        path=f"{path}?{query}" if query else path,
    )


def _request(target: _Target, limits: Limits, deadline: _Deadline, network: _Network) -> _Answer:
    addresses = network.resolve(target.host, target.port)
    check_addresses(target.host, addresses)
    connection = http.client.HTTPConnection(target.host, target.port)
    try:
        connection.sock = deadline.socket = _connected(target, addresses, deadline, network)
        connection.putrequest("GET", target.path, skip_host=True, skip_accept_encoding=True)
        for name, value in _headers(target):
            connection.putheader(name, value)
        connection.endheaders()
        return _answer(target, connection.getresponse(), limits, deadline)
    finally:
        connection.close()


def _connected(
    target: _Target, addresses: tuple[str, ...], deadline: _Deadline, network: _Network
) -> socket.socket:
    """Return a connection to the first of the vetted `addresses` that takes one."""
    failure: OSError = OSError("no address")
    for address in addresses:
        try:
            connection = network.connect(address, target.port, deadline.left())
        except OSError as exc:
            failure = exc
            continue
        connection.settimeout(deadline.left())
        if not target.is_secure:
            return connection
        deadline.socket = connection
        context = ssl.create_default_context()
        return context.wrap_socket(connection, server_hostname=target.host)
    raise failure


def _headers(target: _Target) -> tuple[tuple[str, str], ...]:
    host = f"[{target.host}]" if ":" in target.host else target.host
    usual = 443 if target.is_secure else 80
    return (
        ("Host", host if target.port == usual else f"{host}:{target.port}"),
        ("User-Agent", _AGENT),
        ("Accept", "text/html, text/plain;q=0.5"),
        ("Accept-Language", "en, *;q=0.5"),
        ("Accept-Encoding", "identity"),
        ("Connection", "close"),
    )


def _answer(
    target: _Target, response: http.client.HTTPResponse, limits: Limits, deadline: _Deadline
) -> _Answer:
    if response.status in _REDIRECTS:
        location = response.getheader("Location")
        if not location:
            raise InputError(f"{target.url}: the server redirects, but does not say where to")
        return _Answer(location=location)
    if response.status != http.client.OK:
        raise InputError(
            f"{target.url}: the server answered {response.status} {response.reason}".rstrip()
        )
    content_type = response.headers.get_content_type()
    if response.getheader("Content-Type") is None or content_type not in _READABLE:
        raise InputError(
            f"{target.url} is {response.getheader('Content-Type') or 'of no stated type'}; "
            "only text/html and text/plain are read"
        )
    body = _body(target, response, limits, deadline)
    charset = response.headers.get_content_charset()
    return _Answer(page=Page(target.url, content_type, charset, body))


def _body(
    target: _Target, response: http.client.HTTPResponse, limits: Limits, deadline: _Deadline
) -> bytes:
    """Return the body, unpacked; reading stops as soon as it is over the limit."""
    encoding = (response.getheader("Content-Encoding") or "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip"):
        raise InputError(f"{target.url}: the server packs the page as {encoding}, unasked")
    # 16 + 15: a gzip header and the largest window.
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS) if "gzip" in encoding else None
    body = bytearray()
    while True:
        _wait_at_most(deadline)
        chunk = response.read1(_CHUNK)
        if not chunk:
            if unpacker and not unpacker.eof:
                raise InputError(f"{target.url}: the packed page broke off; try again later")
            return bytes(body)
        while chunk:
            room = limits.n_bytes + 1 - len(body)
            body += unpacker.decompress(chunk, room) if unpacker else chunk
            if len(body) > limits.n_bytes:
                raise InputError(
                    f"{target.url} is over {limits.n_bytes:,} bytes; save the article as a file"
                )
            chunk = unpacker.unconsumed_tail if unpacker else b""


def _wait_at_most(deadline: _Deadline) -> None:
    left = deadline.left()
    if deadline.socket is not None and deadline.socket.fileno() >= 0:
        deadline.socket.settimeout(left)


def _reason(exc: Exception) -> str:
    """Return in a few words why a connection failed."""
    if isinstance(exc, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({exc.verify_message})"
    if isinstance(exc, ssl.SSLError):
        return "no secure connection can be made"
    if isinstance(exc, ConnectionRefusedError):
        return "the connection was refused"
    if isinstance(exc, OSError):
        return exc.strerror or type(exc).__name__
    return "the answer is not valid HTTP"
