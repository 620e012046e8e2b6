from __future__ import annotations

import json
import socket
from collections.abc import Callable
from typing import Any

import pytest

from summarizer.errors import GeneratorError
from summarizer.generators.names import parse_generator
from summarizer.generators.openai import KEY, Patience, Server, open_server
from summarizer.generators.prompts import PROMPTS, Task
from summarizer.generators.writer import Draft, Request
from tests.chat_server import Answer, Body, ChatServer, chat_server

REQUEST = Request(Task("neutral", 2), ("The port closed.", "Two ships left."), 200)
KEY_VALUE = "sk-very-secret"


@pytest.fixture(autouse=True)
def no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KEY, raising=False)


def answers(*script: Answer) -> Callable[[Body], Answer]:
    """Return what gives these answers in turn, the last one ever after."""
    left = iter(script)
    last = script[-1]
    return lambda _: next(left, last)


def writer_of(server: ChatServer, slept: list[float] | None = None) -> Server:
    named = parse_generator(server.name)
    sleep = ([] if slept is None else slept).append
    patience = Patience(silence=0.5, tries=3, pause=0.25)
    return Server(named.shown, named.model, named.url or "", 4096, patience, sleep)


def written(*script: Answer, said: list[str] | None = None) -> tuple[Draft, ChatServer]:
    with chat_server(answers(*script)) as server:
        return writer_of(server).write(REQUEST, ([] if said is None else said).append), server


def test_a_stream_is_joined_and_its_progress_told() -> None:
    text = " ".join(f"word{n}" for n in range(60)) + "."
    said: list[str] = []
    draft, server = written(Answer(text), said=said)

    assert draft == Draft(text)
    assert said == ["25 tokens", "50 tokens"]
    body = server.bodies[0]
    assert (body["temperature"], body["stream"], body["model"]) == (0, True, "tiny")
    assert body["max_tokens"] == 200
    assert server.headers[0]["path"] == "/v1/chat/completions"
    assert [m["role"] for m in body["messages"]] == ["system", "user"]
    assert "The port closed. Two ships left." in body["messages"][1]["content"]


def test_a_server_that_answers_at_once_is_understood() -> None:
    assert written(Answer("The port closed.", kind="whole"))[0] == Draft("The port closed.")


def test_a_server_that_refuses_to_stream_is_asked_without() -> None:
    refusal = Answer(status=400, kind="whole", raw=b'{"error": {"message": "no stream"}}')
    draft, server = written(refusal, Answer("The port closed.", kind="whole"))

    assert draft.text == "The port closed."
    assert [body["stream"] for body in server.bodies] == [True, False]


def test_an_answer_that_was_stopped_is_known_to_be_cut() -> None:
    assert written(Answer("The port", ending="length"))[0].is_cut
    assert written(Answer("The port", ending="length", kind="whole"))[0].is_cut


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_server_is_asked_again_after_a_while(status: int) -> None:
    slept: list[float] = []
    busy = Answer(status=status, kind="whole")
    with chat_server(answers(busy, busy, Answer("Done."))) as server:
        assert writer_of(server, slept).write(REQUEST, print).text == "Done."

    assert slept == [0.25, 0.5]


def test_the_wait_that_a_server_asks_for_is_kept_within_bounds() -> None:
    slept: list[float] = []
    script = [Answer(status=429, headers={"Retry-After": wait}) for wait in ("2", "9000")]
    with chat_server(answers(*script, Answer("Done."))) as server:
        writer_of(server, slept).write(REQUEST, print)

    assert slept == [2.0, 30.0]


def test_a_server_that_stays_busy_is_given_up() -> None:
    with chat_server(answers(Answer(status=503))) as server:
        with pytest.raises(GeneratorError, match="answered 503"):
            writer_of(server).write(REQUEST, print)
        assert len(server.bodies) == 3


def test_a_stream_that_breaks_off_is_asked_for_again() -> None:
    half = Answer(raw=b'data: {"choices": [{"delta": {"content": "The po"}}]}\n\n')
    assert written(half, Answer("The port closed."))[0].text == "The port closed."


def test_no_server_is_told_in_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    slept: list[float] = []
    said: list[str] = []
    named = parse_generator(f"openai:m@http://127.0.0.1:{port}/v1")
    writer = Server(named.shown, "m", named.url or "", 4096, Patience(1.0, 2, 0.1), slept.append)
    with pytest.raises(GeneratorError, match="refused; is the server running") as caught:
        writer.write(REQUEST, said.append)

    assert "\n" not in str(caught.value)
    assert len(slept) == 1
    assert "trying again in 0.1 s" in said[0]


def test_a_silent_server_is_not_waited_for_without_end() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        writer = Server("openai:m", "m", url, 4096, Patience(0.05, 1, 0.0))
        with pytest.raises(GeneratorError, match=r"silent for 0\.05 seconds"):
            writer.write(REQUEST, print)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(status=401, kind="whole"), "answered 401 Unauthorized; set OPENAI_API_KEY"),
        (
            Answer(status=404, kind="whole", raw=b'{"error": {"message": "no model\\ntiny"}}'),
            "answered 404 Not Found: no model tiny",
        ),
        (Answer(status=404, kind="whole", raw=b"<html>"), "answered 404 Not Found$"),
        (
            Answer(status=307, headers={"Location": "http://127.0.0.1:1/"}),
            "the address it leads to",
        ),
        (Answer(raw=b"data: {broken\n\n"), "not JSON"),
        (Answer(kind="whole", raw=b"[]"), "not of the chat form"),
        (Answer(kind="whole", raw=b"no"), "not JSON"),
        (Answer(kind="whole", raw=b'{"choices": []}'), "answered with no text"),
        (Answer(raw=b'data: {"error": {"message": "overloaded"}}\n\n'), "reports: overloaded"),
        (Answer(""), "answered with no text"),
    ],
)
def test_what_goes_wrong_is_one_sentence(answer: Answer, words: str) -> None:
    with pytest.raises(GeneratorError, match=words) as caught:
        written(answer)

    assert str(caught.value).startswith("openai:tiny@http://127.0.0.1:")
    assert "\n" not in str(caught.value)


def test_the_key_goes_to_the_server_and_nowhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY, KEY_VALUE)
    echo = Answer(status=400, kind="whole", raw=json.dumps({"error": f"bad {KEY_VALUE}"}).encode())
    with chat_server(answers(echo)) as server, pytest.raises(GeneratorError) as caught:
        writer_of(server).write(REQUEST, print)

    assert server.headers[0]["Authorization"] == f"Bearer {KEY_VALUE}"
    assert KEY_VALUE not in str(caught.value)
    assert "bad …" in str(caught.value)


def test_without_a_key_none_is_sent() -> None:
    assert "Authorization" not in written(Answer("Done."))[1].headers[0]


@pytest.fixture
def proxied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.delenv("no_proxy", raising=False)


@pytest.mark.usefixtures("proxied")
def test_this_machine_is_reached_without_a_proxy() -> None:
    assert written(Answer("Done."))[0].text == "Done."


def test_tokens_are_counted_from_above_and_leave_room() -> None:
    server = open_server(parse_generator("openai:m@http://127.0.0.1:1/v1"), 4096)
    text = "The council voted on Tuesday to close the baths."

    assert server.count(text) > len(text.split())
    assert server.count("議会は火曜日に投票した") >= 11
    assert 0 < server.room(Task("neutral", 3), 320) < 4096 - 320
    assert (server.prompts, server.revision) == (PROMPTS, None)


def test_nothing_is_sent_before_it_is_asked_to_write() -> None:
    with chat_server(answers(Answer("Done."))) as server:
        open_server(parse_generator(server.name), 4096)
        assert server.bodies == []


def test_a_body_holds_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY, KEY_VALUE)
    bodies: list[Any] = list(written(Answer("Done."))[1].bodies)

    assert KEY_VALUE not in json.dumps(bodies)
