"""The codebooks that come with the package are complete, and every example is its own."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest

from summarizer.codebook import Codebook, Label, builtin_codebooks, load_codebook
from summarizer.phrases import count_words
from summarizer.stages.framing import TECHNIQUES, UNCLEAR

FRAMING = load_codebook("framing")
WANTED = {
    "liberation_victory",
    "occupation_capture",
    "devastation",
    "human_suffering",
    "ambivalence",
    "brutality_terror",
    "threat_danger",
    "legitimation",
    "delegitimation",
    "heroism_praise",
    "blame_accusation",
    "euphemism_sanitising",
    "order_rule_of_law",
    "resistance_rights",
    "economic_harm",
    "economic_gain",
    "loaded_other",
}
ENOUGH = 30


def name_of(value: Label | Codebook) -> str:
    return value.name


@pytest.mark.parametrize("book", [load_codebook(name) for name in builtin_codebooks()], ids=name_of)
def test_every_label_is_defined_and_has_a_source(book: Codebook) -> None:
    assert book.version
    assert book.language == "en"
    for label in book.labels:
        assert len(label.definition.split()) > 5
        assert label.source
        assert label.title


def test_a_codebook_is_found_under_its_own_name() -> None:
    assert [load_codebook(name).name for name in builtin_codebooks()] == list(builtin_codebooks())


def test_techniques_can_be_unclear_and_each_has_examples() -> None:
    book = load_codebook(TECHNIQUES)

    assert book.labels[-1].name == UNCLEAR
    assert len(book.labels) == 9
    assert all(len(x.examples) >= 5 and len(x.lookalikes) >= 2 for x in book.labels)
    assert all(len({e.subject for e in x.examples}) >= 5 for x in book.labels)


def test_framing_has_the_labels_of_its_domain() -> None:
    assert {label.name for label in FRAMING.labels} == WANTED
    assert len(FRAMING.labels) == 17


@pytest.mark.parametrize("label", FRAMING.labels, ids=name_of)
def test_a_label_has_enough_phrases_and_lookalikes(label: Label) -> None:
    own = [p for e in label.examples for p in e.phrases if p.label == label.name]

    assert len(own) >= ENOUGH
    assert len(label.lookalikes) >= ENOUGH
    assert all(any(p.label == label.name for p in e.phrases) for e in label.examples)


@pytest.mark.parametrize("label", FRAMING.labels, ids=name_of)
def test_examples_stand_on_many_subjects(label: Label) -> None:
    subjects = {e.subject for e in (*label.examples, *label.lookalikes)}

    assert None not in subjects
    assert len(subjects) >= 5


def test_phrases_are_phrases() -> None:
    long = [
        p.span.of(e.text)
        for e in FRAMING.examples()
        for p in e.phrases
        if not 1 <= count_words(p.span.of(e.text)) <= 8
    ]

    assert long == []


def test_no_example_is_there_twice() -> None:
    texts = Counter(" ".join(e.text.lower().split()) for e in FRAMING.examples())

    assert [text for text, n in texts.items() if n > 1] == []


def test_phrases_of_one_example_do_not_overlap() -> None:
    for example in FRAMING.examples():
        spans = sorted(p.span for p in example.phrases)
        assert not any(a.overlaps(b) for a, b in itertools.pairwise(spans))


def test_valence_is_decided_per_phrase() -> None:
    for label in FRAMING.labels:
        own = {p.valence for e in FRAMING.examples() for p in e.phrases if p.label == label.name}
        assert label.valence in own
    both = [
        label.name
        for label in FRAMING.labels
        if len({p.valence for e in label.examples for p in e.phrases if p.label == label.name}) > 1
    ]
    assert len(both) >= 8
