"""Learn from marked chains whom "he" and "she" mean."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from summarizer.errors import DataError
from summarizer.neural.assembly import PRONOUNS
from summarizer.neural.references import Referring
from summarizer.stages.actor_pronoun_facts import PRONOUN_FACTS
from summarizer.stages.parse import load_parser
from summarizer.training.pronouns import pronoun_cases, train_pronouns
from summarizer.training.recipe import Recipe
from summarizer.training.references import fit_head, read_marked
from summarizer.training.release import read_entries
from tests.chains import mention

RECIPE = Recipe(PRONOUNS, "pronouns", 0, {"pronouns": {"strength": 1.0, "threshold": 0.6}})
SENTENCES = ["Mayor Ana Ruiz spoke .", "Mr Jo Poe left after he met Mr Al Roe .", "He was ill ."]


def record(last: str = "jo") -> dict[str, Any]:
    mentions = [
        mention(0, 1, 3, "ana"),
        mention(1, 1, 3, "jo"),
        mention(1, 5, 6, "jo"),
        mention(1, 8, 10, "al"),
        mention(2, 0, 1, last),
    ]
    return {"id": "1", "sentences": SENTENCES, "mentions": mentions}


@pytest.fixture(scope="module")
def parser() -> Language:
    return load_parser()


def test_a_case_holds_who_can_be_meant_and_who_is(parser: Language) -> None:
    first, second = pronoun_cases(*read_marked(record(), parser))

    assert first.rows.shape == (2, len(PRONOUN_FACTS))  # the mayor may be a man, for all it knows
    assert first.right.tolist() == [1.0, 0.0]
    assert second.rows.shape == (3, len(PRONOUN_FACTS))
    assert second.right.sum() == 1


def test_a_pronoun_before_counts_as_the_last_mention(parser: Language) -> None:
    _, second = pronoun_cases(*read_marked(record(), parser))
    column = second.rows[:, PRONOUN_FACTS.index("last_is_pronoun")]

    assert column.tolist() == second.right.tolist()


def test_the_subject_of_a_verb_is_not_its_object(parser: Language) -> None:
    marked = {
        "id": "1",
        "sentences": ["Mr Jo Poe met Mr Al Roe .", "Mr Jo Poe thanked him ."],
        "mentions": [
            mention(0, 1, 3, "jo"),
            mention(0, 4, 7, "al"),
            mention(1, 1, 3, "jo"),
            mention(1, 4, 5, "al"),
        ],
    }

    [case] = pronoun_cases(*read_marked(marked, parser))

    assert case.right.tolist() == [1.0]


@pytest.mark.parametrize("last", ["jo", "al"])
def test_the_head_learns_from_chains(parser: Language, last: str) -> None:
    cases = pronoun_cases(*read_marked(record(last), parser))
    judge = Referring(fit_head(cases, 30.0))

    for case in cases:
        assert case.right[judge.probabilities(case.rows).argmax()] == 1.0


def test_training_releases_a_pinned_head(tmp_path: Path) -> None:
    data = tmp_path / "data" / "ecbplus"
    data.mkdir(parents=True)
    (data / "train.jsonl").write_text(json.dumps(record()) + "\n", encoding="utf-8")

    folder = train_pronouns(RECIPE, tmp_path / "data", tmp_path, lambda _: None)

    [entry] = read_entries(tmp_path)
    assert folder == tmp_path / PRONOUNS
    assert entry["calibration"] == {"pronouns": {"threshold": 0.6}}


def test_texts_without_marked_pronouns_are_refused(tmp_path: Path) -> None:
    data = tmp_path / "ecbplus"
    data.mkdir()
    (data / "train.jsonl").write_text(
        json.dumps(record() | {"mentions": []}) + "\n", encoding="utf-8"
    )

    with pytest.raises(DataError, match="no pronoun"):
        train_pronouns(RECIPE, tmp_path, tmp_path, lambda _: None)
