"""Summaries from an actor's perspective: what they choose, whose words they say these are.

A record is an article with two of its actors. For each stand the names it goes by, the
sentences that a careful editor would choose, as slots with alternatives, and which sentences
of the article are the actor's own words and which are somebody else's about it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eval import adapters
from eval.corpus import Record
from eval.interval import Tally
from eval.metrics import f1_tally, precision_of, recall_of, share_tally
from eval.task import Progress, Task

if TYPE_CHECKING:
    from summarizer.summaries.voices import Said
    from summarizer.types import Actor, Analysis, Report, Summary

LENGTH = 3


@dataclass(frozen=True, slots=True)
class View:
    """What a system says about one actor of a record; sentences are numbered from 0.

    `chosen` are the sentences of its summary and `is_quoted` whether it says that the actor
    is quoted. `own` are the sentences told to be the actor's words, `others` those told to be
    somebody else's about it, with the names of that somebody. `is_named` is whether it has a
    summary under a right name, and `places` whether each place that names it is found.
    """

    chosen: tuple[int, ...]
    is_quoted: bool
    own: frozenset[int]
    others: dict[int, str]
    is_named: bool
    places: tuple[bool, ...]


def predict_views(
    tool: adapters.Tool, records: Sequence[Record], progress: Progress
) -> list[list[View]]:
    """Return for each record what the tool says about each of its two actors."""
    found: list[list[View]] = []
    for record in records:
        report, voices = adapters.perspectives(tool, record["id"], record["text"], LENGTH)
        found.append([_view(record, gold, report, voices) for gold in record["actors"]])
        progress(len(found))
    return found


def _view(
    record: Record,
    gold: dict[str, Any],
    report: Report,
    voices: Callable[[str], dict[int, Said]],
) -> View:
    analysis = report.articles[0]
    places = places_of(gold, record["text"])
    actor = _best(gold, analysis, places)
    if actor is None:
        return View((), True, frozenset(), {}, False, (False,) * len(places))
    summary = next((s for s in report.summaries if s.perspective.about == actor.id), None)
    starts = [record["text"].index(line) for line in record["sentences"]]
    names = {a.id: a.name for a in analysis.actors or ()}
    own, others = set(), {}
    for start, said in voices(actor.id).items():
        at = bisect_right(starts, start) - 1
        if said.voice == "own":
            own.add(at)
        elif said.voice == "other":
            source = "" if said.source is None else said.source.of(record["text"])
            others[at] = f"{names.get(said.speaker or '', '')} {source}"
    found = {(m.span.start, m.span.end) for m in actor.mentions if m.kind != "pronoun"}
    return View(
        _chosen(summary, starts),
        summary is None or "does not quote" not in (summary.note or ""),
        frozenset(own),
        others,
        summary is not None and _plain(actor.name) in _names(gold),
        tuple(any(s <= a and b <= e for s, e in found) for a, b in places),
    )


def _chosen(summary: Summary | None, starts: Sequence[int]) -> tuple[int, ...]:
    sentences = () if summary is None else summary.sentences
    return tuple(bisect_right(starts, s.evidence[0].span.start) - 1 for s in sentences)


def _best(
    gold: dict[str, Any], analysis: Analysis, places: Sequence[tuple[int, int]]
) -> Actor | None:
    """Return the actor that covers most of the places, one with a right name among equals."""

    def key(actor: Actor) -> tuple[bool, int]:
        spans = [m.span for m in actor.mentions if m.kind != "pronoun"]
        n = sum(any(s.start <= a and b <= s.end for s in spans) for a, b in places)
        return n > 0 and _plain(actor.name) in _names(gold), n

    best = max(analysis.actors or (), key=key, default=None)
    return best if best is not None and key(best)[1] else None


def _names(gold: dict[str, Any]) -> set[str]:
    return {_plain(name) for name in (gold["name"], *gold["names"])}


def _plain(name: str) -> str:
    return name.replace("’", "'").replace(".", "").casefold().removeprefix("the ")


def places_of(gold: dict[str, Any], text: str) -> list[tuple[int, int]]:
    """Return where the body names the actor, each place by the longest name that fits."""
    forms = sorted({gold["name"], *gold["names"]}, key=lambda n: (-len(n), n))
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(form)}(?!\w)" for form in forms))
    body = text.index("\n\n")
    return [m.span() for m in pattern.finditer(text) if m.start() > body]


def _baseline(choose: Callable[[Record, dict[str, Any]], Sequence[int]]) -> Any:
    def views(records: Sequence[Record]) -> list[list[View]]:
        return [
            [
                View(
                    tuple(choose(record, gold)),
                    True,
                    frozenset(),
                    {},
                    True,
                    (True,) * len(places_of(gold, record["text"])),
                )
                for gold in record["actors"]
            ]
            for record in records
        ]

    return views


def first_named(record: Record, gold: dict[str, Any]) -> list[int]:
    """Return the first sentences that have one of the actor's names."""
    forms = [gold["name"], *(n for n in gold["names"] if n != n.casefold())]
    has = [any(form in line for form in forms) for line in record["sentences"]]
    return [at for at, is_in in enumerate(has) if is_in][:LENGTH]


def lead(record: Record, _: dict[str, Any]) -> list[int]:
    """Return the first sentences of the article, whoever the actor is."""
    return list(range(min(LENGTH, len(record["sentences"]))))


def perspective_tallies(
    records: Sequence[Record], predicted: Sequence[Sequence[View]]
) -> dict[str, Tally]:
    """Return what is counted of the summaries, of the marks in them and of the actors."""
    pairs = [
        list(zip(record["actors"], views, strict=True))
        for record, views in zip(records, predicted, strict=True)
    ]
    chosen = f1_tally([_summed([_slots(gold, view) for gold, view in unit]) for unit in pairs])
    return {
        "f1": chosen,
        "precision": precision_of(chosen),
        "recall": recall_of(chosen),
        "voiced": share_tally(
            [[not {*v.chosen}.isdisjoint(g["own"]) for g, v in u if g["own"]] for u in pairs]
        ),
        "noted": share_tally([[v.is_quoted == g["is_quoted"] for g, v in u] for u in pairs]),
        "others_f1": f1_tally([_summed([_others(g, v) for g, v in u]) for u in pairs]),
        "others_named": share_tally(
            [[hit for g, v in u for hit in _speakers(g, v)] for u in pairs]
        ),
        "own_f1": f1_tally([_summed([_own(g, v) for g, v in u]) for u in pairs]),
        "named": share_tally([[v.is_named for _, v in u] for u in pairs]),
        "places": share_tally([[hit for _, v in u for hit in v.places] for u in pairs]),
    }


def _summed(rows: Sequence[tuple[int, int, int]]) -> tuple[int, int, int]:
    return (sum(r[0] for r in rows), sum(r[1] for r in rows), sum(r[2] for r in rows))


def _slots(gold: dict[str, Any], view: View) -> tuple[int, int, int]:
    """Return slots filled, sentences chosen, and slots that a summary of this length can fill."""
    filled = sum(not {*view.chosen}.isdisjoint(slot) for slot in gold["slots"])
    filled = min(filled, len(view.chosen), LENGTH)
    return filled, len(view.chosen), min(LENGTH, len(gold["slots"]))


def _others(gold: dict[str, Any], view: View) -> tuple[int, int, int]:
    told = {case["sentence"] for case in gold["by"]} - {*gold["own"]}
    return len(told & {*view.others}), len(view.others), len(told)


def _speakers(gold: dict[str, Any], view: View) -> list[bool]:
    return [
        any(_plain(name) in _plain(view.others[case["sentence"]]) for name in case["by"])
        for case in gold["by"]
        if case["sentence"] in view.others
    ]


def _own(gold: dict[str, Any], view: View) -> tuple[int, int, int]:
    return len(view.own & {*gold["own"]}), len(view.own), len(gold["own"])


PERSPECTIVES = Task(
    predict=predict_views,
    tallies=perspective_tallies,
    baselines={"first sentences with its name": _baseline(first_named), "lead": _baseline(lead)},
)
