"""A generator behind an OpenAI-compatible server: vLLM, Ollama, llama.cpp and others."""

from __future__ import annotations

import http.client
import json
import math
import os
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, build_opener
from urllib.request import Request as HttpRequest

from summarizer.errors import GeneratorError
from summarizer.generators.names import GeneratorName
from summarizer.generators.prompts import PROMPTS, Task, messages
from summarizer.generators.writer import TOKENS_A_WORD, Draft, Request, Tell, material_of

KEY = "OPENAI_API_KEY"
# English has over four characters a token with every common vocabulary.
_BYTES_A_TOKEN = 3
# What a chat format adds around two messages.
_FORMAT_TOKENS = 32
_MOST_BYTES = 4_000_000
_LONGEST_REASON = 200
_LONGEST_WAIT = 30.0
_REFUSED = frozenset({http.client.UNAUTHORIZED, http.client.FORBIDDEN})
# What a server answers that knows no streaming.
_NO_STREAM = frozenset({http.client.BAD_REQUEST, http.client.UNPROCESSABLE_ENTITY})


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a server: seconds of silence, tries, seconds before the second."""

    silence: float = 300.0
    tries: int = 4
    pause: float = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Server:
    """One model of one server; article text leaves for its address, and for no other."""

    name: str
    model: str
    url: str
    limit: int
    patience: Patience = Patience()
    sleep: Callable[[float], None] = time.sleep

    @property
    def revision(self) -> None:
        """Return nothing: a server does not tell which weights it has."""

    @property
    def prompts(self) -> str:
        """Return the version of the prompts."""
        return PROMPTS

    def room(self, task: Task, n_tokens: int) -> int:
        """Return how many tokens of material fit beside the task and a draft."""
        told = sum(map(self.count, messages(task, "")))
        return self.limit - n_tokens - told - _FORMAT_TOKENS

    def count(self, text: str) -> int:
        """Return an estimate from above; the tokens of a server are not known."""
        return math.ceil(len(text.encode("utf-8", "replace")) / _BYTES_A_TOKEN)

    def write(self, request: Request, tell: Tell) -> Draft:
        """Return what the model answers; tried again while the server is busy or away.

        Raises:
            GeneratorError: it stays away, refuses, or answers with no text.
        """
        material = material_of(request.task, request.sentences)
        system, user = messages(request.task, material)
        body: dict[str, Any] = {
            "model": self.model,
            "messages": [
                {"role": "system", "content": system},
                {"role": "user", "content": user},
            ],
            "temperature": 0,
            "seed": 0,
            "max_tokens": request.n_tokens,
            "stream": True,
        }
        draft = self._insist(body, tell)
        if not draft.text.strip():
            raise GeneratorError(f"{self.name} answered with no text")
        return draft

    def _insist(self, body: Mapping[str, Any], tell: Tell) -> Draft:
        attempt = 1
        while True:
            try:
                return self._ask(body, tell)
            except _NoStreamError:
                body = {**body, "stream": False}
            except _BusyError as exc:
                if attempt == self.patience.tries:
                    raise GeneratorError(f"{self.name}: {exc}") from exc
                wait = min(exc.wait or self.patience.pause * 2 ** (attempt - 1), _LONGEST_WAIT)
                tell(f"{exc}; trying again in {wait:g} s")
                self.sleep(wait)
                attempt += 1

    def _ask(self, body: Mapping[str, Any], tell: Tell) -> Draft:
        headers = {
            "Content-Type": "application/json",
            "Accept": "text/event-stream, application/json",
            "User-Agent": "summarizer",
        }
        if key := os.environ.get(KEY, "").strip():
            headers["Authorization"] = f"Bearer {key}"
        data = json.dumps(body).encode()
        request = HttpRequest(f"{self.url}/chat/completions", data, headers, method="POST")  # noqa: S310 - http(s) only, see names.py
        try:
            with _opener(self.url).open(request, timeout=self.patience.silence) as response:
                if response.headers.get_content_type() == "text/event-stream":
                    return self._streamed(response, tell)
                return self._whole(response)
        except HTTPError as exc:
            with exc:
                raise self._refusal(exc, is_stream=body["stream"]) from exc
        except (URLError, OSError, http.client.HTTPException) as exc:
            raise _BusyError(_reason(exc, self.patience.silence)) from exc

    def _streamed(self, response: http.client.HTTPResponse, tell: Tell) -> Draft:
        words: list[str] = []
        ending: str | None = None
        for event in _events(response, self.name):
            if event is None:
                return Draft("".join(words), ending == "length")
            choice = self._choice(event)
            ending = choice.get("finish_reason") or ending
            delta = choice.get("delta")
            text = delta.get("content") if isinstance(delta, dict) else None
            if isinstance(text, str) and text:
                words.append(text)
                if len(words) % TOKENS_A_WORD == 0:
                    tell(f"{len(words)} tokens")
        if ending is None:
            raise _BusyError("the answer broke off")
        return Draft("".join(words), ending == "length")

    def _whole(self, response: http.client.HTTPResponse) -> Draft:
        raw = response.read(_MOST_BYTES + 1)
        try:
            value = json.loads(raw)
        except (ValueError, RecursionError) as exc:
            raise GeneratorError(f"{self.name}: the answer is not JSON") from exc
        choice = self._choice(value)
        message = choice.get("message")
        text = message.get("content") if isinstance(message, dict) else None
        return Draft(text if isinstance(text, str) else "", choice.get("finish_reason") == "length")

    def _choice(self, value: object) -> Mapping[str, Any]:
        """Return the first choice of an answer or event, `{}` where it has none."""
        if not isinstance(value, dict):
            raise GeneratorError(f"{self.name}: the answer is not of the chat form")
        if value.get("error"):
            raise GeneratorError(f"{self.name}: the server reports: {_said(value)}")
        choices = value.get("choices")
        if not isinstance(choices, list):
            raise GeneratorError(f"{self.name}: the answer is not of the chat form")
        first = choices[0] if choices else {}
        return first if isinstance(first, dict) else {}

    def _refusal(self, exc: HTTPError, *, is_stream: bool) -> Exception:
        """Return the exception that an HTTP status stands for."""
        answered = f"the server answered {exc.code} {exc.reason}".rstrip()
        if (
            exc.code == http.client.TOO_MANY_REQUESTS
            or exc.code >= http.client.INTERNAL_SERVER_ERROR
        ):
            return _BusyError(answered, _seconds(exc.headers.get("Retry-After")))
        if is_stream and exc.code in _NO_STREAM:
            return _NoStreamError()
        if exc.code in _REFUSED:
            return GeneratorError(f"{self.name}: {answered}; set {KEY} to a key that it takes")
        if 300 <= exc.code < 400:
            return GeneratorError(f"{self.name}: {answered}; give the address it leads to")
        said = _said_in(exc)
        return GeneratorError(f"{self.name}: {answered}{': ' if said else ''}{said}")


def open_server(named: GeneratorName, context: int) -> Server:
    """Return the generator; nothing is sent before it writes."""
    return Server(named.shown, named.model, named.url or "", context)


class _NoStreamError(Exception):
    """The server may know no streaming."""


class _BusyError(Exception):
    """The server may answer later; `wait`: the seconds it asks for."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class _NoRedirect(HTTPRedirectHandler):
    """Follow no redirect: an article and a key go where the user said, and nowhere else."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Return nothing, so that the status counts as an error."""


def _opener(url: str) -> OpenerDirector:
    """Return what sends requests: by the system's proxy, but never to this machine by one."""
    proxies = [ProxyHandler({})] if _is_here(urlsplit(url).hostname or "") else []
    return build_opener(_NoRedirect(), *proxies)


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.casefold() == "localhost"


def _events(response: http.client.HTTPResponse, name: str) -> Iterator[object]:
    """Yield the values of server-sent events; `None` for the one that says it is over."""
    n_bytes = 0
    while line := response.readline(_MOST_BYTES):
        n_bytes += len(line)
        if n_bytes > _MOST_BYTES:
            raise GeneratorError(f"{name}: the answer is over {_MOST_BYTES:,} bytes")
        field, _, value = line.decode("utf-8", "replace").strip().partition(":")
        if field != "data":
            continue
        if value.strip() == "[DONE]":
            yield None
            return
        try:
            yield json.loads(value)
        except (ValueError, RecursionError) as exc:
            raise GeneratorError(f"{name}: the server streams something that is not JSON") from exc


def _said_in(exc: HTTPError) -> str:
    """Return what the server says about its refusal, in a line."""
    try:
        return _said(json.loads(exc.read(_MOST_BYTES)))
    except (ValueError, RecursionError, OSError, http.client.HTTPException):
        return ""


def _said(value: object) -> str:
    """Return the message of an error, on one line, short and without the key."""
    error = value.get("error", value.get("message")) if isinstance(value, dict) else None
    message = error.get("message") if isinstance(error, dict) else error
    words = " ".join(str(message or "").split())
    if key := os.environ.get(KEY, "").strip():
        words = words.replace(key, "…")
    return words if len(words) <= _LONGEST_REASON else words[:_LONGEST_REASON] + "…"


def _seconds(header: str | None) -> float | None:
    return float(header) if header and header.strip().isdigit() else None


def _reason(exc: Exception, silence: float) -> str:
    """Return in a few words why a server did not answer."""
    cause = exc.reason if isinstance(exc, URLError) and isinstance(exc.reason, OSError) else exc
    if isinstance(cause, TimeoutError):
        return f"the server was silent for {silence:g} seconds"
    if isinstance(cause, ConnectionRefusedError):
        return "the connection was refused; is the server running?"
    if isinstance(cause, http.client.HTTPException):
        return "the answer broke off"
    return f"the server cannot be reached ({getattr(cause, 'strerror', None) or cause})"
