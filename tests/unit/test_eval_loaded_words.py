"""Loaded words alone and between plain sentences, on marks written by hand."""

from __future__ import annotations

from eval.spec import read_tasks
from eval.tasks_behaviour import Seen
from eval.tasks_loaded_words import (
    Twice,
    between_plain,
    loaded_words_tallies,
    words_of_the_codebook,
)
from summarizer.types import FramingSpan, Span

RECORDS = [
    {"id": "a", "text": "The regime met.", "phrases": ["regime"]},
    {"id": "b", "text": "The tyre regime changed.", "phrases": []},
    {"id": "c", "text": "Rain fell.", "phrases": []},
]


def seen(text: str, *words: str) -> Seen:
    places = [Span(text.index(w), text.index(w) + len(w)) for w in words]
    return Seen(text, tuple(FramingSpan(p, "framing", "doubt", 0.9) for p in places), 0.0)


def test_every_measure_of_the_task_is_counted() -> None:
    names = {measure.name for measure in read_tasks()["loaded_words"].measures}

    assert names == set(loaded_words_tallies([], []))


def test_a_sentence_stands_between_plain_ones_of_others() -> None:
    article, place = between_plain(RECORDS, 1)

    assert place.of(article) == "The tyre regime changed."
    assert article.count("regime") == 1
    assert article.startswith("Rain fell.")
    assert between_plain(RECORDS[:1], 0) == ("The regime met.", Span(0, 15))


def test_words_should_be_found_and_plain_sentences_left_alone() -> None:
    loaded, plain = (str(r["text"]) for r in RECORDS[:2])
    found = [
        Twice(seen(loaded, "regime"), seen(loaded)),
        Twice(seen(plain), seen(plain, "tyre")),
        Twice(seen("Rain fell."), seen("Rain fell.")),
    ]

    scores = {n: (t.score, t.n) for n, t in loaded_words_tallies(RECORDS, found).items()}
    assert scores == {
        "found": (1.0, 1),
        "found_between": (0.0, 1),
        "plain_unmarked": (1.0, 2),
        "plain_unmarked_between": (0.5, 2),
    }


def test_the_baseline_marks_words_of_the_codebook() -> None:
    (twice,) = words_of_the_codebook([{"text": "A triumph.", "phrases": ["triumph"]}])

    assert twice.alone == twice.between
    assert twice.alone.at("triumph") is not None
