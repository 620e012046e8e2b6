"""The task that asks when plainer words are suggested for loaded ones, and which."""

from __future__ import annotations

import re
from collections.abc import Sequence

from eval.adapters import Tool, parser
from eval.corpus import Record
from eval.interval import Tally
from eval.metrics import f1_tally, precision_of, recall_of, share_tally
from eval.task import Progress, Task
from summarizer.plainer.find import alternative_of
from summarizer.plainer.lexicon import entries, pieces
from summarizer.types import Span


def predict_plainer(tool: Tool, records: Sequence[Record], progress: Progress) -> list[str | None]:
    """Return what is suggested for the phrase of each sentence; `None` for nothing."""
    nlp = parser(tool)
    found: list[str | None] = []
    for record in records:
        start = record["text"].index(record["phrase"])
        phrase = Span(start, start + len(record["phrase"]))
        plainer = alternative_of(phrase, nlp(record["text"]))
        found.append(None if plainer is None else plainer.text)
        progress(len(found))
    return found


def whatever_the_sense(records: Sequence[Record]) -> list[str | None]:
    """Return the lexicon's word for the first of its words in the phrase, as it stands there."""
    known = {e.words: e.plain for rows in entries().values() for e in rows}
    return [_looked_up(pieces(record["phrase"].lower()), known) for record in records]


def _looked_up(words: Sequence[str], known: dict[tuple[str, ...], str]) -> str | None:
    stems = [re.sub(r"(?<=[a-z]{3})(?:s|ed|ing)$", "", word) for word in words]
    for size in range(len(words), 0, -1):
        for at in range(len(words) - size + 1):
            for part in (tuple(words[at : at + size]), tuple(stems[at : at + size])):
                if part in known:
                    return known[part]
    return None


def plainer_tallies(records: Sequence[Record], found: Sequence[str | None]) -> dict[str, Tally]:
    """Return precision and recall of suggestions, and how often none is made where none fits.

    A suggestion is right if its words are, in number, tense and capitals.
    """
    pairs = [(record["alternative"], own) for record, own in zip(records, found, strict=True)]
    f1 = f1_tally([
        (own is not None and own == gold, own is not None, gold is not None)
        for gold, own in pairs
    ])  # fmt: skip
    return {
        "precision": precision_of(f1),
        "recall": recall_of(f1),
        "left_alone": share_tally([[own is None] if gold is None else [] for gold, own in pairs]),
    }


PLAINER: Task[str | None] = Task(
    predict=predict_plainer,
    tallies=plainer_tallies,
    baselines={"lexicon, whatever the sense": whatever_the_sense},
)
