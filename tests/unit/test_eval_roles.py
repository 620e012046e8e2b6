"""The task on roles, with a head that answers by rule and articles of our own."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from sklearn.metrics import f1_score

from eval.metrics import macro_f1_tally
from eval.spec import read_tasks
from eval.tasks_role_folds import fold_tallies, held_out, most_frequent, of_articles
from eval.tasks_roles import GOLD_ROLES, ROLES, Cast, predict_roles, role_majority, role_tallies
from summarizer.errors import DataError
from summarizer.training.casts import Casts
from summarizer.types import RoleName, Span

TEXT = (
    "The river rose overnight. Firefighters carried families to safety.\n\n"
    "Hollin Dam Ltd ignored every warning. Nobody saw Mayor Anja Prohl."
)


class RuleHead:
    """Knows some words' roles, and remembers the sentences that it was given."""

    names: tuple[RoleName, ...] = ("none", "victim", "antagonist", "protagonist")
    known: dict[str, tuple[float, ...]] = {  # noqa: RUF012 - never changed
        "Firefighters": (0.1, 0.1, 0.1, 0.7),
        "families": (0.5, 0.3, 0.1, 0.1),
        "Hollin Dam Ltd": (0.0, 0.1, 0.8, 0.1),
    }

    def __init__(self) -> None:
        self.sentences: list[str] = []

    def score(
        self, encoding: str, mentions: Sequence[Span], sentences: Sequence[Span]
    ) -> list[tuple[float, ...]]:
        self.sentences += [s.of(encoding) for s in sentences]
        return [self.known[m.of(encoding)] for m in mentions]


def entity(words: str, role: str, text: str = TEXT) -> dict[str, Any]:
    start = text.index(words)
    return {"start": start, "end": start + len(words), "main_role": role}


RECORDS: list[dict[str, Any]] = [
    {
        "id": "flood",
        "text": TEXT,
        "entities": [
            entity("Firefighters", "Protagonist"),
            entity("families", "Innocent"),
            entity("Hollin Dam Ltd", "Antagonist"),
        ],
    },
    {"id": "nobody", "text": "The council met on Monday.", "entities": []},
]


def predict(head: RuleHead) -> list[list[Cast]]:
    tool: Any = SimpleNamespace(
        encoder=SimpleNamespace(encode=list), heads=SimpleNamespace(role=head)
    )
    return predict_roles(tool, RECORDS, lambda _: None)


def test_a_mention_is_judged_in_its_sentence_with_and_without_none() -> None:
    head = RuleHead()

    found = predict(head)

    assert head.sentences == [
        "Firefighters carried families to safety.",
        "Firefighters carried families to safety.",
        "Hollin Dam Ltd ignored every warning.",
    ]
    assert found == [
        [
            Cast("protagonist", "protagonist"),
            Cast("none", "victim"),
            Cast("antagonist", "antagonist"),
        ],
        [],
    ]


def test_none_counts_as_wrong_in_the_one_score_and_not_in_the_other() -> None:
    tallies = role_tallies(RECORDS, predict(RuleHead()))

    assert tallies["macro_f1"].score == pytest.approx(2 / 3)
    assert tallies["macro_f1_of_three"].score == 1
    assert tallies["accuracy"].score == pytest.approx(2 / 3)
    assert tallies["none_rate"].score == pytest.approx(1 / 3)
    assert {len(tally.counts) for tally in tallies.values()} == {len(RECORDS)}


def test_macro_f1_over_some_labels_is_that_of_scikit_learn() -> None:
    gold: list[RoleName] = ["protagonist", "victim", "victim", "antagonist", "antagonist"]
    found: list[RoleName] = ["none", "victim", "antagonist", "antagonist", "none"]

    tally = macro_f1_tally([gold], [found], ROLES, n_averaged=len(GOLD_ROLES))

    expected = f1_score(gold, found, labels=GOLD_ROLES, average="macro", zero_division=0)
    assert tally.score == pytest.approx(expected)


def test_the_majority_is_that_of_the_split() -> None:
    records = [*RECORDS, {"id": "x", "text": "Bo.", "entities": [entity("Bo", "Innocent", "Bo.")]}]

    assert [len(unit) for unit in role_majority(records)] == [3, 0, 1]
    assert {cast for unit in role_majority(records) for cast in unit} == {Cast("victim", "victim")}


def test_a_role_that_the_corpus_does_not_have_is_named() -> None:
    record = {"id": "odd", "text": "Bo.", "entities": [entity("Bo", "Bystander", "Bo.")]}

    with pytest.raises(DataError, match="odd: no main role 'Bystander'; expected one of Prot"):
        role_majority([record])


def test_folds_hold_every_article_out_and_mean_the_mentions_of_one() -> None:
    rng = np.random.default_rng(1)
    roles = np.repeat(np.arange(60) % 3, 2)
    facts = np.eye(3, dtype=np.float32)[roles] + 0.1 * rng.normal(size=(120, 3)).astype(np.float32)
    casts = Casts(facts, roles, np.repeat(np.arange(60), 2), np.repeat(np.arange(60) // 2, 2))

    found = of_articles(casts, held_out(casts, 1.0), 31)

    assert [len(own) for own in found] == [2] * 30 + [0]
    assert found[0] == ("protagonist", "antagonist")
    # What only one article could teach is not known when that article is held out.
    alone = Casts(facts[:4], np.array([0, 0, 1, 1]), np.array([0, 0, 1, 1]), np.array([0, 0, 1, 1]))
    assert of_articles(alone, held_out(alone, 1.0), 2) != [("protagonist",), ("antagonist",)]


def test_the_sets_of_the_folds_are_counted_together_and_apart() -> None:
    other = {
        "id": "told",
        "text": TEXT,
        "entities": [{"entity": "river", "role": "hero", "mentions": [entity("river", "x")]}],
    }
    records = [RECORDS[0], other]

    tallies = fold_tallies(records, [("protagonist", "victim", "victim"), ("protagonist",)])

    assert tallies["accuracy"].score == pytest.approx(3 / 4)
    assert tallies["macro_f1_narrative"].n == 1
    assert tallies["macro_f1_semeval"].n == 3
    assert most_frequent(records)[1] == ("protagonist",)
    assert {m.name for m in read_tasks()["roles_folds"].measures} == set(tallies)
