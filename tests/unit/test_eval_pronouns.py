"""The task on pronouns, with texts and chains of our own."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from eval.tasks_pronouns import PRONOUNS, Asked, nearest_person, predict_pronouns, tally_pronouns
from summarizer.stages.actors import Actors
from summarizer.stages.sentences import Sentences
from tests.unit.test_story_actors import parse

SENTENCES = ["Mr Jo Poe left .", "He met Ana Ruiz .", '" He was ill , " said Ana Ruiz .']


def record(pronoun: str) -> dict[str, Any]:
    marks = [(0, 0, 3, "jo"), (1, 0, 1, pronoun), (1, 2, 4, "ana"), (2, 1, 2, "jo")]
    mentions = [
        {"sentence": s, "start": a, "end": b, "type": "HUMAN_PART_PER", "cluster": c,
         "validated": True}
        for s, a, b, c in marks
    ]  # fmt: skip
    return {"id": "a", "topic": 1, "sentences": SENTENCES, "mentions": mentions}


def tool() -> Any:
    return SimpleNamespace(pipeline=SimpleNamespace(stages=(Sentences(), parse(), Actors())))


@pytest.mark.parametrize(("pronoun", "score"), [("jo", 1.0), ("ana", 0.0)])
def test_a_pronoun_is_right_by_the_chain_of_the_actor(pronoun: str, score: float) -> None:
    done: list[int] = []
    [asked] = predict_pronouns(tool(), [record(pronoun)], done.append)

    assert done == [1]
    assert [a.ours for a in asked] == ["jo"]  # what stands in quotation marks is not asked
    assert PRONOUNS.tallies([], [asked])["f1"].score == score


def test_silence_costs_recall_alone() -> None:
    asked = (Asked("jo", "jo", "al"), Asked("al", None, "al"), Asked("al", "jo", None))
    scores = {name: tally.score for name, tally in tally_pronouns([asked]).items()}

    assert scores == pytest.approx({"f1": 0.4, "precision": 0.5, "recall": 1 / 3})
    [nearest] = nearest_person([asked])["nearest person"]
    assert tally_pronouns([nearest])["precision"].score == 0.5
