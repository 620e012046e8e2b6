"""A server that speaks the OpenAI chat form on this machine, and answers as a test says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

Body = Mapping[str, Any]


@dataclass(frozen=True)
class Answer:
    """One response; `raw` goes out as it is, else `text` goes out in the form of `kind`."""

    text: str = ""
    status: int = 200
    kind: str = "stream"
    ending: str = "stop"
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: bytes | None = None

    def content_type(self) -> str:
        return "text/event-stream" if self.kind == "stream" else "application/json"

    def body(self) -> bytes:
        if self.raw is not None:
            return self.raw
        if self.kind == "whole":
            choice = {"message": {"content": self.text}, "finish_reason": self.ending}
            return json.dumps({"choices": [choice]}).encode()
        pieces = self.text.split(" ")
        words = [word + " " for word in pieces[:-1]] + pieces[-1:]
        events: list[object] = [{"choices": [{"delta": {"content": word}}]} for word in words]
        events += [{"choices": [{"delta": {}, "finish_reason": self.ending}]}, {"choices": []}]
        lines = [f"data: {json.dumps(event)}\n\n" for event in events]
        return (": a comment\n\n" + "".join(lines) + "data: [DONE]\n\n").encode()


class ChatServer(ThreadingHTTPServer):
    """Keeps what it was sent; `answer` says what comes back."""

    daemon_threads = True
    answer: Callable[[Body], Answer]
    bodies: list[Body]
    headers: list[Mapping[str, str]]

    @property
    def name(self) -> str:
        """Return how the server is named as a generator."""
        return f"openai:tiny@http://127.0.0.1:{self.server_port}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: ChatServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.bodies.append(body)
        self.server.headers.append({"path": self.path, **dict(self.headers.items())})
        answer = self.server.answer(body)
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type())
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body())

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def chat_server(answer: Callable[[Body], Answer]) -> Iterator[ChatServer]:
    """Serve for as long as the block lasts."""
    with ChatServer(("127.0.0.1", 0), _Handler) as server:
        server.answer, server.bodies, server.headers = answer, [], []
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
