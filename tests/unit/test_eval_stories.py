"""The tasks on chains and wordings across articles, with texts and chains of our own."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from eval.tasks_stories import (
    ArticleChains,
    EventRows,
    bearers_of,
    chains_by,
    head_lemmas,
    head_rows,
    is_right,
    predict_chains,
    tally_chains,
    tally_rows,
)
from eval.tune_actors import left_out
from summarizer.errors import DataError
from summarizer.stages.actors import Actors
from summarizer.stages.sentences import Sentences
from summarizer.story.actor_links import Costs
from summarizer.story.actor_profiles import FloatArray
from summarizer.types import Analysis
from tests.unit.test_story_actors import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.types import Article, Span

TEXTS = {
    ("mill", "a"): "Owner Ada Fenn closed the mill on Monday. The strikers jeered at Ms Fenn.",
    ("mill", "b"): "Fenn shut the mill. The furious strikers blocked its gate.",
    ("ferry", "c"): "The ferry sank off Dorn. The Coastal Rescue Service saved nine sailors.",
    ("ferry", "d"): "The CRS saved nine sailors, officials said. The CRS sent two boats.",
}
MARKS = {
    "a": (
        ("Ada Fenn", "fenn", "ACTOR"),
        ("strikers", "strikers", "GROUP"),
        ("mill", "mill", "OBJECT"),
    ),
    "b": (("Fenn", "fenn", "ACTOR"), ("furious strikers", "strikers", "GROUP")),
    "c": (("Coastal Rescue Service", "crs", "ACTOR"), ("sailors", "sailors", "GROUP")),
    "d": (("CRS", "crs", "ACTOR"), ("sailors", "sailors", "GROUP")),
}


def record(event: str, name: str) -> dict[str, Any]:
    text = TEXTS[event, name]
    mentions = [
        {"start": text.index(w), "end": text.index(w) + len(w), "text": w, "chain": c, "kind": k}
        for w, c, k in MARKS[name]
    ]
    return {"id": name, "event": event, "text": text, "mentions": mentions}


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    return [record(event, name) for event, name in TEXTS]


class AllAlike:
    """Vectors under which every phrase is like every other."""

    def vectors(self, _: object, spans: Sequence[Span]) -> FloatArray:
        return np.ones((len(spans), 1), dtype=np.float32)


class Stages:
    """The stages that actors need, without a model."""

    def run(self, articles: Sequence[Article]) -> list[Analysis]:
        return Actors()(parse()(Sentences()([Analysis(a) for a in articles])))


TOOL: Any = SimpleNamespace(
    pipeline=Stages(), heads=SimpleNamespace(space=AllAlike(), references=None, pronouns=None)
)


def silent(_: int) -> None:
    pass


def test_gold_mentions_of_one_actor_get_one_label_across_articles(
    records: list[dict[str, Any]],
) -> None:
    done: list[int] = []
    found = predict_chains(TOOL, records, done.append)
    scores = {name: t.score for name, t in tally_chains(records, found).items()}

    assert done == [1, 2, 3, 4]
    assert scores == pytest.approx(dict.fromkeys(scores, 1.0))
    assert len({*found[0].labels.values()} & {*found[1].labels.values()}) == 2
    assert not {*found[0].labels.values()} & {*found[2].labels.values()}


def test_objects_are_in_no_chain_of_actors(records: list[dict[str, Any]]) -> None:
    assert [len(each.labels) for each in head_lemmas(records)] == [2, 2, 2, 2]


def test_the_head_lemma_does_not_know_an_acronym(records: list[dict[str, Any]]) -> None:
    baseline = tally_chains(records, head_lemmas(records))

    # Links found: all but the two names of the rescue service, that is 3 of 4.
    assert baseline["muc_f1"].score == pytest.approx(2 * 0.75 / 1.75)


def test_the_counts_of_an_event_stand_at_its_first_article(
    records: list[dict[str, Any]],
) -> None:
    alone = [ArticleChains({(r["id"], at): (r["id"], at) for at in (0, 1)}) for r in records]
    tally = tally_chains(records, alone)["b_cubed_f1"]

    assert tally.counts.any(axis=1).tolist() == [True, False, True, False]
    assert tally.n == 8
    assert tally.score == pytest.approx(2 * 0.5 / 1.5)


def test_without_weights_for_nouns_only_names_are_joined(
    records: list[dict[str, Any]],
) -> None:
    bearers = bearers_of(TOOL, records, silent)
    names_only = Costs(same_head=0.0, described=0.0, closeness=0.0)
    strict = chains_by(records, bearers, costs=names_only)
    labels = {key: label for each in strict for key, label in each.labels.items()}

    assert labels["a", 0] == labels["b", 0]
    assert labels["a", 1] != labels["b", 1]


def test_leaving_an_event_out_scores_every_event_once(records: list[dict[str, Any]]) -> None:
    found = left_out(records, bearers_of(TOOL, records, silent))

    assert sorted(found.chosen) == ["ferry", "mill"]
    assert found.score.score == pytest.approx(1.0)
    assert found.over_head_lemma.score == pytest.approx(
        1.0 - tally_chains(records, head_lemmas(records))["conll_f1"].score
    )


def chain(*names: str) -> frozenset[str]:
    return frozenset(names)


def test_a_row_is_right_if_most_of_its_phrases_are_in_one_chain() -> None:
    three, one = [("a", chain("x")), ("b", chain("x", "y")), ("b", chain("x"))], ("c", chain("y"))

    assert is_right([*three, one])
    assert not is_right([*three, one, one])
    assert is_right([*three, ("c", chain())])


def test_a_row_of_one_article_or_without_marks_is_wrong() -> None:
    assert not is_right([("a", chain("x")), ("a", chain("x"))])
    assert not is_right([("a", chain()), ("b", chain())])
    assert not is_right([])


def test_rows_of_one_head_lemma_are_right_where_people_saw_one_chain(
    records: list[dict[str, Any]],
) -> None:
    rows = head_rows(records)

    assert [bool(each.right) for each in rows] == [True, False, False, False]
    # No two articles on the ferry use one noun with different words before it. On the mill:
    # "Ms Fenn" and "Ada Fenn", then "the strikers" and "the furious strikers".
    assert rows[0].right[:2] == (True, True)
    assert tally_rows(records, rows)["precision_at_10"].n == sum(len(r.right) for r in rows)


def test_rows_have_to_be_counted_for_every_record(records: list[dict[str, Any]]) -> None:
    with pytest.raises(DataError, match="4 records"):
        tally_rows(records, [EventRows()])
