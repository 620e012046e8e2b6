"""The tasks on actors within articles, with texts and chains of our own."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from eval.chain_tallies import tallies_of
from eval.chain_texts import as_articles
from eval.tasks_grouping import Grouped, head_lemma_groups, predict_groups, tally_groups
from summarizer.stages.actors import Actors
from summarizer.stages.sentences import Sentences
from tests.unit.test_story_actors import parse

TEXT = "Mayor Ada Fenn closed the mill. The mayor left. Fenn met the Coastal Rescue Service (CRS)."
MARKS = (
    ("Ada Fenn", "fenn", "ACTOR"),
    ("The mayor", "fenn", "ACTOR"),
    ("Coastal Rescue Service", "crs", "GROUP"),
    ("CRS", "crs", "GROUP"),
)


@pytest.fixture
def record() -> dict[str, Any]:
    mentions = [
        {"start": TEXT.index(w), "end": TEXT.index(w) + len(w), "text": w, "chain": c, "kind": k}
        for w, c, k in MARKS
    ]
    return {"id": "a", "event": "mill", "text": TEXT, "mentions": mentions}


def tool() -> Any:
    stages = (Sentences(), parse(), Actors())
    return SimpleNamespace(
        pipeline=SimpleNamespace(stages=stages),
        heads=SimpleNamespace(references=None, pronouns=None),
    )


def test_given_mentions_of_one_actor_get_one_label(record: dict[str, Any]) -> None:
    done: list[int] = []
    [groups] = predict_groups(tool(), [record], done.append)
    ada, mayor, full, short = groups.given

    assert done == [1]
    assert (ada == mayor, full == short, ada == full) == (True, True, False)
    assert tally_groups([record], [groups])["conll_f1"].score == 1.0


def test_the_head_lemma_knows_neither_job_nor_acronym(record: dict[str, Any]) -> None:
    scores = tally_groups([record], head_lemma_groups([record]))

    assert scores["muc_f1"].score == 0.0
    assert scores["b_cubed_f1"].score == pytest.approx(2 / 3)


def test_actors_alone_and_end_to_end_are_scored_apart(record: dict[str, Any]) -> None:
    groups = Grouped(given=(1, 1, 2, 3), found=(0, 1, 2, 3))
    scores = {name: t.score for name, t in tally_groups([record], [groups]).items()}

    assert scores["actors_conll_f1"] == 1.0
    assert scores["conll_f1"] < 1.0
    assert scores["end_to_end_muc_f1"] == 0.0


def test_no_mentions_score_nothing() -> None:
    assert tallies_of([({}, {})])["conll_f1"].score == 0.0


def test_checked_people_of_tokenised_texts_are_taken(record: dict[str, Any]) -> None:
    mark = {"sentence": 0, "start": 1, "end": 3, "cluster": None, "validated": True}
    marks = [
        mark | {"type": "HUMAN_PART_PER"},
        mark | {"type": "HUMAN_PART_PER", "validated": False},
        mark | {"type": "LOC_GEO"},
    ]
    ecb = {
        "id": "1_2",
        "topic": 1,
        "sentences": ["Mayor Ada Fenn , 51 , left ."],
        "mentions": marks,
    }
    [found] = as_articles([ecb])

    assert found["text"] == "Mayor Ada Fenn, 51, left."
    assert [(m["text"], m["chain"]) for m in found["mentions"]] == [("Ada Fenn", "1_2:0")]
    assert predict_groups(tool(), [found], lambda _: None)[0].given == (0,)
