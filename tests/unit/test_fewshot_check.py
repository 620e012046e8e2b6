from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

from summarizer.codebook import parse_codebook
from summarizer.fewshot import background
from summarizer.fewshot.check import check, structure
from summarizer.fewshot.folds import (
    FOLDS,
    HeldOut,
    assign_folds,
    auc,
    held_out,
    summarise,
)
from summarizer.fewshot.rows import Examples, Line, Row
from summarizer.fewshot.text import check_json, check_text
from summarizer.types import Span
from tests.codebooks import LOOKALIKES, STORM, SUN, codebook_of, label_of, weather

if TYPE_CHECKING:
    from summarizer.api import Tool


@pytest.fixture(autouse=True)
def few_plain_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    """Random weights learn nothing from plain sentences, and reading them takes time."""
    monkeypatch.setattr(background, "PLAIN", 4)
    monkeypatch.setattr(background, "PHRASES", 1)


def found(text: str) -> dict[tuple[str, str], str]:
    book = parse_codebook(text, "weather.toml", is_draft=True)
    return {(f.level, f.kind): f.message for f in structure(book)}


def test_a_sound_codebook_has_no_findings() -> None:
    assert list(structure(weather())) == []


@pytest.mark.parametrize(
    ("text", "level", "kind", "said"),
    [
        (
            codebook_of(label_of("storm", STORM)).replace(
                'definition = "Something is told as storm."', ""
            ),
            "error",
            "definition",
            "'storm' has no definition",
        ),
        (codebook_of(label_of("storm", ())), "error", "examples", "'storm' has no examples"),
        (
            codebook_of(label_of("storm", STORM[:4])),
            "warning",
            "few_examples",
            "'storm' has 4 of the 5 examples",
        ),
        (
            codebook_of(label_of("storm", (*STORM, STORM[0].upper()))),
            "warning",
            "duplicate",
            "stands 2 times under 'storm'",
        ),
        (
            codebook_of(label_of("storm", STORM), label_of("sun", (*SUN, STORM[0]))),
            "error",
            "two_labels",
            "stands under 'storm' and 'sun'",
        ),
        (
            codebook_of(label_of("storm", STORM), label_of("sun", (*SUN, "A [Tide of  anger]!"))),
            "warning",
            "two_labels",
            "are marked as 'storm' and 'sun' in 2 places",
        ),
        (
            codebook_of(
                label_of("storm", STORM),
                label_of("sun", SUN, 'lookalikes = [{ text = "Blue skies ahead, it said." }]'),
            ),
            "warning",
            "lookalike_marked",
            "holds 'blue skies ahead', which an example marks as 'sun'",
        ),
        (
            codebook_of(
                label_of("storm", STORM),
                label_of(
                    "sun",
                    SUN,
                    'lookalikes = [{ text = "A tide of anger rose in Port Alder." }]',
                ),
            ),
            "error",
            "contradiction",
            "is an example of 'storm' and a look-alike of 'sun'",
        ),
    ],
)
def test_each_mistake_is_one_sentence(text: str, level: str, kind: str, said: str) -> None:
    assert said in found(text)[level, kind]


def test_words_inside_other_words_are_no_marked_words() -> None:
    lookalike = 'lookalikes = [{ text = "The raincoat was blue." }]'
    text = codebook_of(label_of("storm", (*STORM, "It was [rain] to her."), lookalike))

    assert ("warning", "lookalike_marked") not in found(text)


def test_a_check_measures_and_is_the_same_again(tiny_tool: Tool) -> None:
    first = check(weather(), tiny_tool.built.reader)
    second = check(weather(), tiny_tool.built.reader)
    measured = first.separability

    assert first == second
    assert measured is not None
    assert (measured.n_phrases, measured.n_lookalikes, measured.majority) == (10, 2, 0.5)
    assert measured.grouped_by == "sentence"
    assert [each.n for each in measured.labels] == [5, 5]
    assert not first.has_errors


def test_labels_that_say_the_same_are_found(tiny_tool: Tool) -> None:
    same = label_of("gale", STORM).replace("told as gale", "told as storm")
    book = parse_codebook(codebook_of(label_of("storm", STORM), same), "weather.toml")
    kinds = {f.kind for f in check(book, tiny_tool.built.reader).findings}

    assert {"same_definition", "same_examples", "two_labels"} <= kinds


def test_a_check_is_shown_with_numbers(tiny_tool: Tool) -> None:
    text = codebook_of(label_of("storm", STORM[:4], LOOKALIKES), label_of("sun", SUN))
    done = check(parse_codebook(text, "weather.toml"), tiny_tool.built.reader)
    shown = check_text(done)

    assert shown.startswith("weather 1.2: 0 errors, ")
    assert "9 phrases, 2 look-alikes" in shown
    assert "always the most frequent label: 0.56" in shown
    assert json.loads(check_json(done))["separability"]["n_phrases"] == 9


def test_one_sentence_is_too_little_to_measure(tiny_tool: Tool) -> None:
    book = parse_codebook(codebook_of(label_of("storm", STORM[:1])), "weather.toml")
    done = check(book, tiny_tool.built.reader)

    assert done.separability is None
    assert "Nothing was measured" in check_text(done)


def lines(*items: tuple[str, str | None, str | None]) -> list[Line]:
    return [Line(text, owner, subject, is_lookalike=False) for text, owner, subject in items]


def test_subjects_stay_together_where_each_label_has_two() -> None:
    own = lines(*((f"{s}{i}{x}", x, s) for s in "pqr" for i in range(3) for x in ("a", "b")))
    grouped_by, folds = assign_folds([*own, Line("plain", None, None, True)], ["a", "b"])

    assert grouped_by == "subject"
    assert folds[-1] == -1
    by_subject = {s: {f for line, f in zip(own, folds, strict=False) if line.subject == s}
                  for s in "pqr"}  # fmt: skip
    assert all(len(each) == 1 for each in by_subject.values())
    assert len(set.union(*by_subject.values())) == 3


def test_without_subjects_each_fold_has_its_part_of_every_label() -> None:
    own = lines(*((f"{x}{i}", x, None) for x in ("a", "b") for i in range(FOLDS)))
    grouped_by, folds = assign_folds(own, ["a", "b"])

    assert grouped_by == "sentence"
    assert sorted(folds[:FOLDS]) == sorted(folds[FOLDS:]) == list(range(FOLDS))


def test_a_sentence_is_never_in_two_folds() -> None:
    own = lines(("One.", "a", None), ("two", "a", None), ("ONE. ", "b", None), ("x", "b", None))

    assert assign_folds(own, ["a", "b"])[1][2] == -2


def test_scores_follow_from_held_out_logits() -> None:
    phrases = [("a", 0), ("a", 1), ("b", 2), ("b", 3)]
    rows = tuple(Row(i, Span(0, 1), label, "mixed", False) for label, i in phrases)
    rows += (Row(4, Span(0, 1), None, None, True), Row(4, Span(1, 2), None, None, True))
    text = [Line(f"x{i}", "a", None, is_lookalike=i == 4) for i in range(5)]
    logits = np.array([[2, 0], [1, 3], [0, 1], [-1, 2], [0, -2], [1.5, 0.0]])
    held = HeldOut(logits, np.array([0, 1, 0, 1, 0, 0]), "sentence")
    examples = Examples(tuple(text), rows, np.zeros((6, 2), dtype=np.float32))
    done = summarise(examples, ["a", "b"], held)

    assert (done.accuracy, done.majority, done.lookalike_auc) == (0.75, 0.5, 0.75)
    a, b = done.labels
    assert (a.precision, a.recall, a.confused_with) == (1.0, 0.5, ("b", 1))
    assert (b.precision, b.recall, b.confused_with) == (2 / 3, 1.0, None)


def test_auc_counts_ties_half() -> None:
    assert auc([1, 2], [1, 0]) == 0.875
    assert auc([], [1]) is None


def test_plain_lines_can_be_held_out_too(tiny_tool: Tool) -> None:
    reader = tiny_tool.built.reader
    own, plain = reader.read(weather(), most=2), reader.read_plain(["Rain fell."], most=2)
    from summarizer.fewshot.rows import join

    held = held_out(join(own, plain), ["storm", "sun"], holds_plain=True)

    assert held is not None
    assert np.isfinite(held.logits).all()
