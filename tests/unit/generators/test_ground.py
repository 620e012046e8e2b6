"""The guard behind generators, with vectors made of words and the harbour article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from summarizer.fidelity import words
from summarizer.generators.evidence import Grounds, bear_out, lay_grounds, nearest
from summarizer.generators.ground import ground
from summarizer.generators.rewrite import Desk, Limit, read, rewrite
from summarizer.generators.scopes import Reading, scope_of
from summarizer.generators.writer import Draft, Request, Tell
from summarizer.guard import find_problems
from summarizer.summaries.select import Floats
from summarizer.types import Perspective, Summary
from tests.factories import ILVES, TEXT, make_analysis, make_report

N_WORDS = 512


def meanings(texts: Sequence[str]) -> Floats:
    """Return unit vectors that count words, so that texts of the same words are near."""
    rows = np.zeros((len(texts), N_WORDS))
    for row, text in zip(rows, texts, strict=True):
        for word in words(text):
            row[sum(map(ord, word)) * 31 % N_WORDS] += 1
    unit: Floats = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return unit


ANALYSIS = make_analysis()
EXTRACTED = make_report().summaries[0]


@pytest.fixture(scope="module")
def reading() -> Reading:
    texts = [s.span.of(TEXT) for s in ANALYSIS.sentences or ()]
    return read(ANALYSIS, meanings(texts))


def grounds_of(reading: Reading, **changes: Any) -> Grounds:
    scope = scope_of(EXTRACTED, {ANALYSIS.article.id: reading}, None, n=3)
    assert scope is not None
    sources = {ANALYSIS.article.id: reading.material.source}
    return replace(lay_grounds(scope, sources), **changes)


def grounded(reading: Reading, *draft: str, n: int = 3, **changes: Any) -> Summary:
    return ground(EXTRACTED, draft, meanings(draft), grounds_of(reading, **changes), n=n)


def test_a_sentence_of_the_article_is_sure_of_its_support(reading: Reading) -> None:
    text = "Fruit is rotting in 300 containers, according to the port authority."
    found = bear_out(grounds_of(reading), text, meanings([text])[0])

    assert found is not None
    assert (found.text, found.support) == (text, 1.0)
    assert [e.span.of(TEXT) for e in found.evidence] == [text]


def test_other_words_get_the_smallest_evidence_and_are_less_sure(reading: Reading) -> None:
    text = (
        "Fruit is rotting in 300 containers at the port, the port authority says, according to it."
    )
    found = bear_out(grounds_of(reading), text, meanings([text])[0])

    assert found is not None
    assert 0 < found.support < 1
    assert len(found.evidence) == 1
    assert "300 containers" in found.evidence[0].span.of(TEXT)


def test_a_sentence_may_rest_on_two(reading: Reading) -> None:
    text = "Residents brought soup to the gates, and talks are due to resume on Thursday."
    found = bear_out(grounds_of(reading), text, meanings([text])[0])

    assert found is not None
    assert [e.span.of(TEXT)[:9] for e in found.evidence] == ["Talks are", "Residents"]


def test_a_name_and_a_figure_of_sentences_far_apart_make_no_statement(reading: Reading) -> None:
    text = "Ilves said fruit was rotting in 300 containers."

    assert bear_out(grounds_of(reading), text, meanings([text])[0]) is None


@pytest.mark.parametrize(
    "text",
    [
        "Fruit is rotting in 900 containers, according to the port authority.",
        "Fruit is rotting in 300 containers, according to Mayor Lindqvist.",
        "Fruit is not rotting in 300 containers, according to the port authority.",
        "The moon is made of cheese and honey.",
        "He told reporters that talks are due to resume on Thursday.",
    ],
)
def test_what_the_article_does_not_say_is_not_borne_out(reading: Reading, text: str) -> None:
    assert bear_out(grounds_of(reading), text, meanings([text])[0]) is None


def test_what_is_refused_is_replaced_by_the_nearest_sentence(reading: Reading) -> None:
    summary = grounded(
        reading,
        "Fruit is rotting in 900 containers, according to the port authority.",
        "Talks are due to resume on Thursday.",
        "The moon is made of cheese and honey.",
    )

    assert [s.text for s in summary.sentences] == [
        "Fruit is rotting in 300 containers, according to the port authority.",
        "Talks are due to resume on Thursday.",
    ]
    assert (summary.dropped, summary.replaced) == (1, 1)


def test_no_sentence_comes_twice(reading: Reading) -> None:
    summary = grounded(
        reading,
        "Fruit is rotting in 300 containers, according to the port authority.",
        "Fruit is rotting in 900 containers, according to the port authority.",
        "Fruit is rotting in 300 containers, according to the port authority!",
    )

    assert len(summary.sentences) == 1
    assert summary.dropped == 2


def test_the_length_asked_for_is_not_passed(reading: Reading) -> None:
    draft = ("Talks are due to resume on Thursday.", "Residents brought soup to the gates.")

    assert len(grounded(reading, *draft, n=1).sentences) == 1


def test_a_limit_in_words_is_not_passed(reading: Reading) -> None:
    draft = ("Talks are due to resume on Thursday.", "Residents brought soup to the gates.")
    summary = ground(EXTRACTED, draft, meanings(draft), grounds_of(reading), n=9, n_words=9)

    assert [s.text for s in summary.sentences] == [draft[0]]
    assert Limit(9, 66).n_asked() == 3


def test_where_nothing_is_left_the_extracted_summary_stands(reading: Reading) -> None:
    summary = grounded(reading, "The moon is made of cheese and honey.")

    assert summary.sentences == EXTRACTED.sentences
    assert summary.dropped == EXTRACTED.dropped + 1
    assert "nothing that the generator wrote" in (summary.note or "")


def test_every_sentence_left_passes_the_guard(reading: Reading) -> None:
    draft = [s.replace("is", "was") for s in TEXT.split(". ")]
    summary = grounded(reading, *draft, n=20)
    sources = {ANALYSIS.article.id: reading.material.source}

    assert summary.sentences
    assert all(s.evidence and not find_problems(s, sources) for s in summary.sentences)


def test_support_is_asked_for_and_counts(reading: Reading) -> None:
    asked: list[tuple[str, tuple[str, ...]]] = []

    class Judge:
        least = 0.3

        def __call__(self, text: str, evidence: Sequence[str]) -> float:
            asked.append((text, tuple(evidence)))
            return 0.2 if "soup" in text else 0.9

    supports = Judge()
    text = "Talks are due to resume at the port on Thursday."
    kept = bear_out(grounds_of(reading, supports=supports), text, meanings([text])[0])
    assert kept is not None
    assert kept.support == 0.9
    assert asked[0] == (text, ("Talks are due to resume on Thursday.",))

    refused = "Residents brought soup to the gates in support."
    assert bear_out(grounds_of(reading, supports=supports), refused, meanings([refused])[0]) is None


def test_what_states_nothing_neither_bears_out_nor_stands_in(reading: Reading) -> None:
    grounds = grounds_of(reading)
    at = next(i for i, p in enumerate(grounds.scope.passages) if p.text.startswith("Talks"))
    grounds = replace(grounds, stating=tuple(i for i in grounds.stating if i != at))
    text = "Talks are due to resume on Thursday."

    assert bear_out(grounds, text, meanings([text])[0]) is None
    found = nearest(grounds, text, meanings([text])[0], [])
    assert found is None or found.text != text


def test_an_actor_is_written_of_from_its_sentences_only(reading: Reading) -> None:
    summary = replace(EXTRACTED, perspective=Perspective("actor", ILVES))
    scope = scope_of(summary, {ANALYSIS.article.id: reading}, None, n=9)

    assert scope is not None
    assert scope.task.about == "Marta Ilves"
    assert all("Ilves" in p.text for p in scope.passages)
    assert scope.task.n_sentences == len(scope.passages)


class FakeWriter:
    """Writes `text`, or fails at the request numbered `fails_at`."""

    name, revision, prompts, limit = "fake", None, "v1", 10_000

    def __init__(self, text: str, fails_at: int = 0) -> None:
        self.text = text
        self.fails_at = fails_at
        self.asked: list[Request] = []

    def room(self, task: object, n_tokens: int) -> int:  # noqa: ARG002
        return self.limit - n_tokens

    def count(self, text: str) -> int:
        return len(text)

    def write(self, request: Request, tell: Tell) -> Draft:  # noqa: ARG002
        self.asked.append(request)
        if len(self.asked) == self.fails_at:
            raise RuntimeError("out of memory")
        return Draft(self.text)


def test_after_a_failure_the_rest_stays_extracted_and_says_so(reading: Reading) -> None:
    writer = FakeWriter("Talks are due to resume on Thursday.", fails_at=2)
    summaries = make_report().summaries
    done = rewrite(
        Desk(writer, meanings), summaries, {ANALYSIS.article.id: reading}, limit=Limit(2)
    )

    assert str(done.failure) == "out of memory"
    assert len(writer.asked) == 2
    assert done.n_requests == 1
    assert [len(s.sentences) for s in done.summaries[:1]] == [1]
    assert all("The generator failed" in (s.note or "") for s in done.summaries[1:])
    assert [s.sentences for s in done.summaries[1:]] == [s.sentences for s in summaries[1:]]


def test_an_empty_summary_stays_empty(reading: Reading) -> None:
    writer = FakeWriter("Talks are due to resume on Thursday.")
    empty = Summary(Perspective("outlet", "Veldhaven Courier"), (), note="No framing was found.")
    done = rewrite(Desk(writer, meanings), [empty], {ANALYSIS.article.id: reading}, limit=Limit(2))

    assert done.summaries == (empty,)
    assert not writer.asked
