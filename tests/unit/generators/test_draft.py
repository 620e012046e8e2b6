from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import GeneratorError
from summarizer.generators.draft import clean, split_parts, write_draft
from summarizer.generators.prompts import Task
from summarizer.generators.writer import Draft, Request, Tell


def count(text: str) -> int:
    return len(text.split())


@dataclass
class FakeWriter:
    """Reads `limit` words at once, and writes the first sentence of what it was given."""

    limit: int
    answers: int = 1
    asked: list[Request] = field(default_factory=list)
    name: str = "fake"
    revision: None = None
    prompts: str = "v1"

    def room(self, task: Task, n_tokens: int) -> int:  # noqa: ARG002
        return self.limit - n_tokens

    def count(self, text: str) -> int:
        return count(text)

    def write(self, request: Request, tell: Tell) -> Draft:  # noqa: ARG002
        self.asked.append(request)
        return Draft(" ".join(request.sentences[: self.answers]))


def sentences(n: int, length: int = 9) -> list[str]:
    return [f"Number {i} " + "word " * (length - 3) + "ends." for i in range(n)]


def test_what_fits_is_written_at_once() -> None:
    writer = FakeWriter(400)
    written = write_draft(writer, Task("neutral", 1), sentences(4), print)

    assert (len(writer.asked), written.n_requests) == (1, 1)
    assert not writer.asked[0].task.is_merge


def test_what_does_not_fit_is_written_in_parts_and_merged() -> None:
    writer = FakeWriter(200)
    told: list[str] = []
    given_sentences = sentences(60)
    written = write_draft(writer, Task("neutral", 1), given_sentences, told.append)
    firsts = [r for r in writer.asked if not r.task.is_merge]

    assert [s for r in firsts for s in r.sentences] == given_sentences
    assert all(sum(map(count, r.sentences)) <= 200 - r.n_tokens for r in writer.asked)
    assert writer.asked[-1].task.is_merge
    assert written.n_requests == len(writer.asked) == len(firsts) + 1
    assert told[0] == f"part 1 of {len(firsts)}"
    assert told[-1] == f"merging {len(firsts)} parts"


def test_merging_ends_where_it_makes_nothing_shorter() -> None:
    writer = FakeWriter(200, answers=1000)  # it repeats all that it reads
    written = write_draft(writer, Task("neutral", 1), sentences(60), print)

    assert len(written.sentences) == 60
    assert written.n_requests < 30


def test_a_generator_that_reads_too_little_says_so() -> None:
    with pytest.raises(GeneratorError, match="fake reads 40 tokens at once, too few"):
        write_draft(FakeWriter(40), Task("neutral", 3), sentences(2), print)


@given(st.lists(st.integers(1, 120), min_size=1, max_size=40), st.integers(12, 60))
def test_parts_hold_every_word_in_order_and_fit(lengths: list[int], room: int) -> None:
    given_sentences = [" ".join(f"w{i}x{j}" for j in range(n)) for i, n in enumerate(lengths)]
    parts = split_parts(given_sentences, count, room)

    assert [w for part in parts for s in part for w in s.split()] == " ".join(
        given_sentences
    ).split()
    assert all(sum(map(count, part)) <= room for part in parts)


def test_parts_are_about_even() -> None:
    sizes = [len(part) for part in split_parts(sentences(21), count, 100)]

    assert len(sizes) == 3
    assert max(sizes) - min(sizes) <= 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Here is the summary:\n- The port closed.\n- Two ships turned.",
            ["The port closed.", "Two ships turned."],
        ),
        (
            "1. The port closed.\n2) **Two** ships turned.",
            ["The port closed.", "Two ships turned."],
        ),
        ("<think>The user wants a summary.</think>The port closed.", ["The port closed."]),
        ("<think>It never ends", []),
        ("The port closed.<n>Two ships turned.", ["The port closed.", "Two ships turned."]),
        ("The port closed. The port closed.", ["The port closed."]),
        ("```text\nThe port\tclosed.\n```", ["The port closed."]),
        ("<<<MATERIAL 0123>>>\nThe port closed.", ["The port closed."]),
        ("", []),
    ],
)
def test_only_sentences_are_left_of_a_draft(text: str, expected: list[str]) -> None:
    assert clean(Draft(text)) == expected


def test_a_sentence_that_was_cut_off_is_left_out() -> None:
    assert clean(Draft("The port closed. The union said that", is_cut=True)) == ["The port closed."]
    assert clean(Draft("The port closed. Ships left.", is_cut=True))[-1] == "Ships left."
