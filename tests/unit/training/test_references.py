from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from spacy.language import Language

from summarizer.errors import DataError
from summarizer.neural.assembly import COREFERENCE
from summarizer.neural.references import ReferenceHead, Referring
from summarizer.stages.actor_references import FACTS
from summarizer.stages.parse import load_parser
from summarizer.training.recipe import Recipe
from summarizer.training.references import (
    Case,
    cases_of,
    fit_head,
    read_marked,
    read_stories,
    train_references,
)
from summarizer.training.release import read_entries
from tests.chains import mention

RECIPE = Recipe(COREFERENCE, "references", 0, {"references": {"strength": 1.0, "threshold": 0.4}})
SENTENCES = ["Mayor Ana Ruiz spoke .", "Mayor Jo Poe left .", "The mayor said he was ill ."]


def record(name: str = "1") -> dict[str, Any]:
    mentions = [
        mention(0, 1, 3, "ana"),
        mention(1, 1, 3, "jo"),
        mention(2, 1, 2, "jo"),
    ]
    return {"id": name, "sentences": SENTENCES, "mentions": mentions}


@pytest.fixture(scope="module")
def parser() -> Language:
    return load_parser()


def test_a_case_holds_who_can_be_meant_and_who_is(parser: Language) -> None:
    [case] = cases_of(*read_marked(record(), parser))

    # Two are called mayor, so that no rule tells which of them is meant.
    assert case.rows.shape == (2, len(FACTS))
    assert case.right.tolist() == [0.0, 1.0]


def test_marks_that_may_be_unfinished_are_left_out(parser: Language) -> None:
    loose = record()
    loose["mentions"][2] |= {"cluster": None, "validated": False}

    assert len(read_marked(record(), parser)[2]) == 3
    assert len(read_marked(loose, parser)[2]) == 2


def cases(n: int = 12) -> list[Case]:
    """Of two candidates the one with the first fact is meant; in every third case nobody."""
    found = []
    for i in range(n):
        rows = np.zeros((2, len(FACTS)))
        right = np.zeros(2)
        if i % 3:
            rows[i % 2, 0] = right[i % 2] = 1.0
        found.append(Case(rows, right))
    return found


def test_the_head_learns_whom_a_fact_tells_and_when_nobody_is_meant() -> None:
    judge = Referring(fit_head(cases(), 10.0))
    rows = cases()[1].rows

    assert judge.probabilities(rows).argmax() == rows[:, 0].argmax()
    assert judge.probabilities(rows).max() > 0.7
    assert judge.probabilities(np.zeros((2, len(FACTS)))).sum() < 0.3


def test_fitting_is_the_same_each_time() -> None:
    one, two = fit_head(cases(), 1.0), fit_head(cases(), 1.0)

    assert torch.equal(one.out.weight, two.out.weight)


def test_probabilities_leave_room_for_nobody() -> None:
    found = Referring(ReferenceHead()).probabilities(np.ones((3, len(FACTS))))

    assert found.shape == (3,)
    assert 0 < found.sum() < 1


Write = Callable[[list[dict[str, Any]], list[dict[str, Any]]], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def to(chains: list[dict[str, Any]], stories: list[dict[str, Any]]) -> Path:
        for name, rows in (("ecbplus/train", chains), ("newswcl50/dev", stories)):
            path = tmp_path / "data" / f"{name}.jsonl"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        return tmp_path / "data"

    return to


def story(event: str, kind: str = "ACTOR") -> dict[str, Any]:
    text = "Mayor Ana Ruiz spoke. Mayor Jo Poe left. The mayor said he was ill."
    marks = [("Ana Ruiz", "ana"), ("The mayor", "jo"), ("Jo Poe", "jo")]
    mentions = [
        {"start": text.index(m), "end": text.index(m) + len(m), "chain": c, "kind": kind}
        for m, c in marks
    ]
    return {"id": event, "event": event, "text": text, "mentions": mentions}


def test_stories_give_cases_by_event_and_of_actors_only(write: Write, parser: Language) -> None:
    data = write([], [story("ferry"), story("mill"), story("mill", "COUNTRY")])

    assert {e: len(c) for e, c in read_stories(data, parser).items()} == {"ferry": 1, "mill": 1}


def test_a_run_pins_weights_and_threshold(write: Write, tmp_path: Path) -> None:
    said: list[str] = []
    folder = train_references(RECIPE, write([record()], [story("mill")]), tmp_path, said.append)
    [entry] = read_entries(tmp_path)

    assert (folder / "model.safetensors").is_file()
    assert entry["calibration"]["references"]["threshold"] == 0.4
    assert said[-1] == "references: 2 phrases, 2 of somebody"


def test_data_in_which_no_phrase_means_anybody_are_refused(write: Write, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="nothing that is marked is a phrase"):
        train_references(RECIPE, write([], []), tmp_path, print)
