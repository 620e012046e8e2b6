"""Single loaded words in plain sentences, and the same or like words in a plain sense.

Each sentence is read twice: alone, and between plain sentences of other records, as it would
stand in an article.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eval import adapters
from eval.corpus import Record
from eval.interval import Tally
from eval.metrics import share_tally
from eval.task import Progress, Task
from eval.tasks_behaviour import Seen, codebook_words
from summarizer.types import FramingSpan, Span

_AROUND = 2  # plain sentences before it, and as many after


@dataclass(frozen=True, slots=True)
class Twice:
    """The sentence as it is seen alone and between others; marks elsewhere are left out."""

    alone: Seen
    between: Seen


def between_plain(records: Sequence[Record], at: int) -> tuple[str, Span]:
    """Return an article of plain sentences around the record `at`, and the place of its own."""
    plain = [str(r["text"]) for r in records if not r["phrases"]]
    own = str(records[at]["text"])
    others = [text for text in plain if text != own]
    chosen = [others[(at + step) % len(others)] for step in range(2 * _AROUND)] if others else []
    before = " ".join(chosen[:_AROUND])
    start = len(before) + bool(before)
    parts = [before, own, " ".join(chosen[_AROUND:])]
    return " ".join(part for part in parts if part), Span(start, start + len(own))


def predict_loaded_words(
    tool: adapters.Tool, records: Sequence[Record], progress: Progress
) -> list[Twice]:
    """Return the marks in each sentence, alone and between others."""
    found = []
    for n, record in enumerate(records):
        article, place = between_plain(records, n)
        alone = adapters.framing(tool, f"{record['id']}-alone", str(record["text"]))
        inside = adapters.framing(tool, str(record["id"]), article)
        own = tuple(m for m in inside if m.span.overlaps(place))
        found.append(Twice(_seen(str(record["text"]), alone), _seen(article, own)))
        progress(len(found))
    return found


def _seen(text: str, marks: Sequence[FramingSpan]) -> Seen:
    return Seen(text, tuple(marks), 0.0)


def words_of_the_codebook(records: Sequence[Record]) -> list[Twice]:
    """Return marks on every word that most often stands in marked phrases of the codebook."""
    seen = codebook_words([{"suite": "words", "texts": [r["text"]]} for r in records])
    return [Twice(one, one) for (one,) in seen]


def loaded_words_tallies(records: Sequence[Record], found: Sequence[Twice]) -> dict[str, Tally]:
    """Return the share of loaded words that are marked, and of plain sentences that are not."""
    pairs = list(zip(records, found, strict=True))
    return {
        "found": share_tally([_found(r, twice.alone) for r, twice in pairs]),
        "found_between": share_tally([_found(r, twice.between) for r, twice in pairs]),
        "plain_unmarked": share_tally([_unmarked(r, twice.alone) for r, twice in pairs]),
        "plain_unmarked_between": share_tally([_unmarked(r, twice.between) for r, twice in pairs]),
    }


def _found(record: Record, seen: Seen) -> list[bool]:
    return [seen.at(str(phrase)) is not None for phrase in record["phrases"]]


def _unmarked(record: Record, seen: Seen) -> list[bool]:
    return [] if record["phrases"] else [not seen.marks]


LOADED_WORDS: Task[Any] = Task(
    predict=predict_loaded_words,
    tallies=loaded_words_tallies,
    baselines={"codebook words": words_of_the_codebook},
)
