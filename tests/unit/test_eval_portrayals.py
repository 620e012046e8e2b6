"""The tasks on portrayals: behaviour of sentiment and role, and PerSenT; by hand-made answers."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from eval.spec import read_tasks
from eval.tasks_persent import View, named, predict_views, view_majority, view_tallies
from eval.tasks_portrayal_behaviour import (
    Prediction,
    Shown,
    all_neutral,
    one_for_all,
    portrayal_tallies,
    predict_portrayals,
)
from summarizer.types import Actor, Mention, RoleName, Span

GOOD, PLAIN, BAD = (0.1, 0.1, 0.8), (0.1, 0.8, 0.1), (0.8, 0.1, 0.1)


def shown(*scores: tuple[float, float, float], role: RoleName = "none") -> tuple[Shown, ...]:
    return tuple(Shown(each, role) for each in scores)


def contrast(*sentiments: str) -> dict[str, Any]:
    targets = [{"start": i, "end": i + 1, "sentiment": s} for i, s in enumerate(sentiments)]
    return {"id": "c", "suite": "contrast", "texts": ["AB meet."], "targets": [targets]}


def variants(suite: str, n: int, **more: str) -> dict[str, Any]:
    targets = [[{"start": 0, "end": 1}]] * n
    return {"id": "v", "suite": suite, "texts": ["A ran."] * n, "targets": targets, **more}


def scores(*cases: tuple[dict[str, Any], Prediction]) -> dict[str, tuple[float, int]]:
    tallies = portrayal_tallies([record for record, _ in cases], [found for _, found in cases])
    return {name: (tally.score, tally.n) for name, tally in tallies.items() if tally.n}


def test_every_measure_of_both_tasks_is_counted() -> None:
    tasks = read_tasks()
    assert {m.name for m in tasks["portrayal_behaviour"].measures} == {*portrayal_tallies([], [])}
    assert {m.name for m in tasks["persent"].measures} == {*view_tallies([], [])}


def test_two_targets_of_a_sentence_should_each_get_their_own_sentiment() -> None:
    found = scores(
        (contrast("positive", "negative"), (shown(GOOD, BAD),)),
        (contrast("positive", "negative"), (shown(GOOD, GOOD),)),
        (contrast("neutral", "neutral"), (shown(PLAIN, PLAIN),)),
    )

    assert set(found) == {"contrast_right", "contrast_whole", "contrast_apart"}
    assert found["contrast_right"] == pytest.approx((5 / 6, 6))
    assert found["contrast_whole"] == pytest.approx((2 / 3, 3))
    assert found["contrast_apart"] == (0.5, 2)


def test_an_active_and_a_passive_are_one_case() -> None:
    same = (shown(BAD, role="victim"), shown(BAD, role="antagonist"))

    found = scores((variants("alternation", 2), same))

    assert found == {"alternation_same": (1.0, 1), "alternation_role": (0.0, 1)}


def test_a_swap_counts_the_variants_that_differ_from_most_and_how_far_they_lie_apart() -> None:
    record = variants("swap", 4, group="nation")

    found = scores((record, (shown(GOOD), shown(GOOD), shown(BAD), shown(GOOD))))

    assert found["nation_same"] == (0.75, 4)
    assert found["nation_role"] == (1.0, 4)
    assert found["nation_shift"] == pytest.approx((1.4, 1))


def test_the_trivial_systems_tell_nobody_apart() -> None:
    record = contrast("positive", "negative")
    (levelled,) = one_for_all([(shown(GOOD, BAD),)])["one for the sentence"]

    assert len({one.scores for one in levelled[0]}) == 1
    assert [one.sentiment for one in all_neutral([record])[0][0]] == ["neutral", "neutral"]


def test_each_sentence_is_read_alone_with_its_own_targets() -> None:
    class Feelings:
        def score(self, encoding: str, targets: list[Span], around: list[Span]) -> list[Any]:
            assert {s.of(encoding) for s in around} == {encoding}
            return [GOOD if t.of(encoding) == "A" else BAD for t in targets]

    class Casts:
        names = ("protagonist", "antagonist", "victim", "none")

        def score(self, _: str, targets: list[Span], __: list[Span]) -> list[Any]:
            return [(0.1, 0.6, 0.2, 0.1)] * len(targets)

    tool: Any = SimpleNamespace(
        encoder=SimpleNamespace(encode=list),
        heads=SimpleNamespace(sentiment=Feelings(), role=Casts()),
    )

    ((first,),) = predict_portrayals(tool, [contrast("positive", "negative")], lambda _: None)

    assert [(one.sentiment, one.role) for one in first] == [
        ("positive", "antagonist"),
        ("negative", "antagonist"),
    ]


def actor(name: str, n: int = 1) -> Actor:
    return Actor(
        name, name, "person", tuple(Mention(Span(i, i + 1), name, "name") for i in range(n))
    )


def test_the_main_actor_is_known_by_its_whole_name_or_most_of_it() -> None:
    actors = [actor("Ida Falk"), actor("Ole Falk", 3), actor("Ole", 9)]

    assert named("ole falk", actors) is actors[1]
    assert named("Falk", actors) is actors[1]
    assert named("Ida Maria Falk", actors) is actors[0]
    assert named("Nora Berg", actors) is None
    assert named("Nora Berg", []) is None


def test_an_article_without_its_actor_counts_as_neutral(monkeypatch: pytest.MonkeyPatch) -> None:
    sad = SimpleNamespace(actor="Ida", sentiment=SimpleNamespace(label="negative"))
    monkeypatch.setattr(
        "eval.tasks_persent.adapters.portrayals", lambda *_: ([actor("Ida")], [sad])
    )
    records = [
        {"id": "1", "text": "Ida lied.", "target": "Ida", "sentiment": "negative"},
        {"id": "2", "text": "Ida lied.", "target": "Jan", "sentiment": "positive"},
    ]

    views = predict_views(SimpleNamespace(), records, lambda _: None)
    tallies = view_tallies(records, views)

    assert views == [View("negative"), View("neutral", found=False)]
    assert (tallies["accuracy"].score, tallies["found"].score) == (0.5, 0.5)
    assert view_majority(records)[0].sentiment == "negative"
