"""The task on relations and acts, with passages of its own and predictions written by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from eval.corpus import read_corpus
from eval.spec import read_tasks
from eval.tasks_relations import (
    Tie,
    Told,
    gold_ties,
    place_of,
    place_of_quote,
    relation_tallies,
    told_by,
    trivial,
)
from summarizer.types import Span
from tests.factories import UNION, WORKERS, make_analysis, span_of

TEXT = "The bakers sued the mill. “They are lying,” the mill said of the bakers."
RECORD: dict[str, Any] = {
    "id": "mill",
    "text": TEXT,
    "relations": [
        {
            "actor": "bakers",
            "kind": "opposes",
            "target": "mill",
            "status": "asserted",
            "voice": "outlet",
            "speaker": None,
        },
        {
            "actor": "mill",
            "kind": "blames",
            "target": "bakers",
            "status": "asserted",
            "voice": "quoted",
            "speaker": "mill",
        },
    ],
    "quotes": [{"content": "“They are lying,”", "act": "says"}],
}
BAKERS = (span_of("The bakers", TEXT), span_of("the bakers", TEXT))
MILL = (span_of("the mill", TEXT),)
SUED = Tie("opposes", BAKERS, MILL)
BLAMED = Tie("blames", MILL, BAKERS, "asserted", "quoted", MILL)
SAID = (((span_of("“They are lying,”", TEXT),), "says"),)


def scores(*ties: Tie, acts: Any = SAID) -> dict[str, float]:
    tallies = relation_tallies([RECORD], [Told(ties, acts)])
    return {name: tally.score for name, tally in tallies.items()}


def test_what_is_right_scores_one() -> None:
    found = scores(SUED, BLAMED)

    assert {found[name] for name in ("relations", "precision", "recall", "status", "acts")} == {1.0}


@pytest.mark.parametrize(
    ("ties", "precision", "recall"),
    [
        ((SUED,), 1.0, 0.5),
        ((SUED, replace(SUED, kind="praises")), 0.5, 0.5),
        ((replace(SUED, actor=MILL, target=BAKERS),), 0.0, 0.0),
        ((SUED, SUED, replace(SUED, status="hedged")), 1.0, 0.5),
    ],
)
def test_kind_and_direction_count(ties: tuple[Tie, ...], precision: float, recall: float) -> None:
    found = scores(*ties)

    assert (found["precision"], found["recall"]) == (precision, recall)


def test_how_a_relation_is_put_is_counted_among_those_found() -> None:
    found = scores(replace(SUED, status="negated"), replace(BLAMED, speaker=BAKERS))

    assert found["recall"] == 1.0
    assert found["status"] == 0.5
    assert found["voice"] == 0.5


def test_a_quote_that_is_not_found_has_a_wrong_act() -> None:
    assert scores(acts=())["acts"] == 0.0
    assert scores(acts=(((Span(0, 5),), "says"),))["acts"] == 0.0
    assert scores(acts=((SAID[0][0], "denies"),))["acts_found"] == 0.0


def test_names_are_whole_words() -> None:
    assert place_of("mill", "The millers met the mill.") == Span(20, 24)
    with pytest.raises(ValueError, match="has no 'mill'"):
        place_of("mill", "The millers met.")


def test_trivial_systems_take_pairs_of_a_sentence_in_their_order() -> None:
    told = told_by(make_analysis())
    own = {tie.kind for tie in told.ties}
    (claims,) = trivial([told])["pairs in a sentence, always “claims”"]

    assert own == {"acts_on", "blames", "supports"}
    assert {tie.kind for tie in claims.ties} == {"acts_on"}
    assert len(claims.ties) == len(told.pairs) > 0
    assert {act for _, act in claims.acts} == {"claims"}
    mentions = {a.id: tuple(m.span for m in a.mentions) for a in make_analysis().actors or ()}
    assert (mentions[UNION], mentions[WORKERS]) in told.pairs
    assert (mentions[WORKERS], mentions[UNION]) not in told.pairs


def test_every_name_and_quote_of_the_passages_stands_in_its_text() -> None:
    for split in ("dev", "test"):
        for record in read_corpus(read_tasks()["relations"], split, None).records:
            gold = gold_ties(record)
            assert len({(g.kind, g.actor, g.target) for g in gold}) == len(gold), record["id"]
            for quote in record["quotes"]:
                assert place_of_quote(quote, record).of(record["text"]) == quote["content"]
