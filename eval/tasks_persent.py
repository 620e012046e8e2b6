"""The task that says how an article shows its main actor, over all mentions (PerSenT)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from eval import adapters
from eval.corpus import Record
from eval.interval import Tally
from eval.metrics import macro_f1_tally, share_tally
from eval.task import Progress, Task
from summarizer.types import Actor, SentimentName

_SENTIMENTS: tuple[SentimentName, ...] = ("negative", "neutral", "positive")


@dataclass(frozen=True, slots=True)
class View:
    """The sentiment toward the main actor, and whether the tool found that actor at all."""

    sentiment: SentimentName
    found: bool = True


def predict_views(tool: adapters.Tool, records: Sequence[Record], progress: Progress) -> list[View]:
    """Return the sentiment that the report shows for each target; neutral where none is found."""
    views: list[View] = []
    for record in records:
        actors, portrayals = adapters.portrayals(tool, record["id"], record["text"])
        actor = named(record["target"], actors)
        own = next((p for p in portrayals if actor and p.actor == actor.id), None)
        views.append(View(own.sentiment.label) if own else View("neutral", found=False))
        progress(len(views))
    return views


def named(target: str, actors: Sequence[Actor]) -> Actor | None:
    """Return the actor called `target`: by the whole name, else by most of its words.

    Of equal ones it is the actor with the most mentions, then the first.
    """
    wanted = set(target.casefold().split())

    def fit(actor: Actor) -> tuple[bool, int, int]:
        words = set(actor.name.casefold().split())
        return words == wanted, len(words & wanted), len(actor.mentions)

    best = max(actors, key=fit, default=None)
    return best if best is not None and fit(best)[1] else None


def view_majority(records: Sequence[Record]) -> list[View]:
    """Return the most frequent sentiment of the split for every article."""
    counts = Counter(record["sentiment"] for record in records)
    return [View(max(_SENTIMENTS, key=lambda label: counts[label]))] * len(records)


def view_tallies(records: Sequence[Record], views: Sequence[View]) -> dict[str, Tally]:
    """Return macro-F1 and accuracy over articles, and in how many the actor is found."""
    gold = [[record["sentiment"]] for record in records]
    shown = [[view.sentiment] for view in views]
    hits = [[g == s] for g, s in zip(gold, shown, strict=True)]
    return {
        "macro_f1": macro_f1_tally(gold, shown, _SENTIMENTS),
        "accuracy": share_tally(hits),
        "found": share_tally([[view.found] for view in views]),
    }


VIEWS = Task(
    predict=predict_views,
    tallies=view_tallies,
    baselines={"majority": view_majority},
)
