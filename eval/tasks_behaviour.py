"""Behaviour suites: what must and must not change when one thing in a sentence changes.

A record is one item of a suite, with one or more sentences of which the suite says how their
marks should differ; see Ribeiro et al. (2020), Beyond Accuracy: Behavioral Testing of NLP
Models with CheckList. The measures are shares of items that behave.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from eval import adapters
from eval.corpus import Record
from eval.interval import Floats, Tally
from eval.metrics import share_tally
from eval.task import Progress, Task
from summarizer.codebook import load_codebook
from summarizer.read import read_text
from summarizer.types import FramingSpan, Span, Voice

_WORD = re.compile(r"[^\W\d_]{4,}")
_BATCH = 64


@dataclass(frozen=True, slots=True)
class Seen:
    """What is said of one sentence: its marks, and how likely it is worded in a loaded way."""

    text: str
    marks: tuple[FramingSpan, ...]
    loaded: float

    def at(self, phrase: str) -> FramingSpan | None:
        """Return the surest mark that overlaps `phrase`, in whatever case it stands."""
        start = self.text.casefold().find(phrase.casefold())
        if start < 0:
            return None
        place = Span(start, start + len(phrase))
        found = [m for m in self.marks if m.span.overlaps(place)]
        return max(found, key=lambda m: m.score, default=None)

    def said(self) -> frozenset[tuple[str, str]]:
        """Return the marked words with their labels."""
        return frozenset((m.span.of(self.text), m.label) for m in self.marks)


Prediction = tuple[Seen, ...]
See = Callable[[Sequence[str]], list[Seen]]


# Sentences -----------------------------------------------------------------------------------


def sentences_of(record: Record) -> list[str]:
    """Return the sentences of an item; those of the suite `noise` are made from its first."""
    texts = [str(text) for text in record["texts"]]
    if record["suite"] == "noise":
        return [texts[0], *distorted(texts[0], str(record["phrase"]))]
    return texts


def distorted(text: str, phrase: str) -> list[str]:
    """Return `text` in capitals, in small letters, in curly quotes, with spaces and a typo.

    The typo is two letters swapped in the longest word outside `phrase`.
    """
    at = text.index(phrase)
    before, after = text[:at], text[at + len(phrase) :]
    longest = max(_WORD.findall(before + " " + after), key=len, default="")
    typo = longest[:2] + longest[3:4] + longest[2:3] + longest[4:]
    curly = re.sub(r'"([^"]*)"', r"“\1”", text).replace("'", "’")
    quoted = curly if curly != text else f"{text} “Yes,” he said."
    mistyped = f"{before.replace(longest, typo, 1)}{phrase}{after}"
    if longest and longest not in before:
        mistyped = f"{before}{phrase}{after.replace(longest, typo, 1)}"
    return [text.upper(), text.lower(), quoted, f"  {text}  ", mistyped]


# Predictions ---------------------------------------------------------------------------------


def predict_behaviour(
    tool: adapters.Tool, records: Sequence[Record], progress: Progress
) -> list[Prediction]:
    """Return what the tool says of every sentence of every item."""
    return _by_record(records, lambda texts: _seen(tool, texts), progress)


def _by_record(records: Sequence[Record], see: See, progress: Progress) -> list[Prediction]:
    found: list[Prediction] = []
    for first in range(0, len(records), _BATCH):
        batch = [sentences_of(record) for record in records[first : first + _BATCH]]
        seen = iter(see([text for texts in batch for text in texts]))
        found += [tuple(next(seen) for _ in texts) for texts in batch]
        progress(len(found))
    return found


def _seen(tool: adapters.Tool, texts: Sequence[str]) -> list[Seen]:
    articles = [read_text(text, id=f"sentence-{n}") for n, text in enumerate(texts)]
    found = []
    for article, analysis in zip(articles, adapters.until_framing(tool).run(articles), strict=True):
        scores = [s.loaded for s in analysis.sentence_scores or ()]
        found.append(Seen(article.text, tuple(analysis.framing or ()), max(scores, default=0.0)))
    return found


def codebook_words(records: Sequence[Record]) -> list[Prediction]:
    """Return marks on every word of four letters that most often stands in marked phrases."""
    return _by_record(records, lambda texts: [_by_words(text) for text in texts], lambda _: None)


def _by_words(text: str) -> Seen:
    known = _marked_words()
    marks = tuple(
        FramingSpan(Span(*m.span()), "framing", known[m.group().casefold()], 1.0)
        for m in _WORD.finditer(text)
        if m.group().casefold() in known
    )
    return Seen(text, marks, float(bool(marks)))


@cache
def _marked_words() -> dict[str, str]:
    inside: dict[str, Counter[str]] = {}
    outside: Counter[str] = Counter()
    for example in load_codebook("framing").examples():
        for word in _WORD.finditer(example.text):
            span = Span(*word.span())
            label = next((p.label for p in example.phrases if p.span.overlaps(span)), None)
            if label is None:
                outside[word.group().casefold()] += 1
            else:
                inside.setdefault(word.group().casefold(), Counter())[label] += 1
    return {
        word: labels.most_common(1)[0][0]
        for word, labels in inside.items()
        if labels.total() > outside[word]
    }


# Measures ------------------------------------------------------------------------------------


def behaviour_tallies(
    records: Sequence[Record], predictions: Sequence[Prediction]
) -> dict[str, Tally]:
    """Return the share of items that behave, by measure; every item is a unit of all."""
    pairs = list(zip(records, predictions, strict=True))
    hits = [dict(_hits(record, seen)) for record, seen in pairs]
    found = {name: share_tally([list(row.get(name, ())) for row in hits]) for name in MEASURES}
    found["identity_least"] = _least_tally(pairs)
    return found


MEASURES = (
    "facts_unmarked",
    "added_flips",
    "added_marked",
    "added_raises",
    "place_same",
    "outlet_same",
    "identity_same",
    "identity_unmarked",
    "voice_outlet",
    "voice_quoted",
    "negated_unmarked",
    "formal_unmarked",
    "informal_marked",
    "noise_same",
)
_OWN_SWAPS = {"place": "place_same", "outlet": "outlet_same"}


def _hits(record: Record, seen: Prediction) -> Iterator[tuple[str, list[bool]]]:
    """Yield the measures that an item is a case of, with whether it behaves."""
    phrase = str(record.get("phrase", ""))
    suite = record["suite"]
    if suite == "facts":
        yield "facts_unmarked", [not one.marks for one in seen]
    elif suite == "added":
        plain, loaded = seen
        is_marked = loaded.at(phrase) is not None
        yield "added_flips", [is_marked and not plain.marks]
        yield "added_marked", [is_marked]
        yield "added_raises", [loaded.loaded > plain.loaded]
    elif suite == "swap":
        group = str(record["group"])
        name = _OWN_SWAPS.get(group, "identity_same")
        yield name, _like_most(record, seen)
        if name == "identity_same" and not phrase:
            yield "identity_unmarked", [not one.marks for one in seen]
    elif suite == "voices":
        for one, voice in zip(seen, ("outlet", "quoted"), strict=True):
            yield f"voice_{voice}", _voice(one.at(phrase), voice)  # type: ignore[arg-type]
    elif suite == "negation":
        asserted, negated = (one.at(phrase) for one in seen)
        yield "negated_unmarked", [] if asserted is None else [negated is None]
    elif suite == "paraphrase":
        informal, formal = seen
        yield "informal_marked", [informal.at(phrase) is not None]
        yield "formal_unmarked", [not formal.marks]
    elif suite == "noise":
        own, *others = (one.at(phrase) for one in seen)
        same = [o is not None and own is not None and o.label == own.label for o in others]
        yield "noise_same", same if own is not None else []


def _voice(mark: FramingSpan | None, voice: Voice) -> list[bool]:
    return [] if mark is None else [mark.voice == voice]


def _like_most(record: Record, seen: Prediction) -> list[bool]:
    """Return for each variant whether it has the marks that most have, values aside."""
    values = [str(value) for value in record["values"]]
    said = [
        frozenset((words.replace(value, "{}"), label) for words, label in one.said())
        for one, value in zip(seen, values, strict=True)
    ]
    usual = max(said, key=lambda marks: (said.count(marks), sorted(marks)))
    return [marks == usual for marks in said]


def _least_tally(pairs: Iterable[tuple[Record, Prediction]]) -> Tally:
    """Return the least share, over identities, of plain sentences about it that are unmarked."""
    rows = [_by_value(record, seen) for record, seen in pairs]
    names = sorted({name for row in rows for name in row})
    counts = np.zeros((len(rows), 2 * max(len(names), 1)))
    for at, row in enumerate(rows):
        for name, is_unmarked in row.items():
            counts[at, 2 * names.index(name)] += is_unmarked
            counts[at, 2 * names.index(name) + 1] += 1
    return Tally(counts, _least, int(counts[:, 1::2].sum()))


def _by_value(record: Record, seen: Prediction) -> dict[str, bool]:
    is_identity = record["suite"] == "swap" and record["group"] not in _OWN_SWAPS
    if not is_identity or record.get("phrase"):
        return {}
    return {str(v): not one.marks for v, one in zip(record["values"], seen, strict=True)}


def _least(sums: Floats) -> Floats:
    """Return the least ratio `[...]` of the pairs in `[..., 2 * identities]`; 1 without any."""
    top, bottom = sums[..., 0::2], sums[..., 1::2]
    shares = np.divide(top, bottom, out=np.ones_like(top), where=bottom > 0)
    least: Floats = shares.min(axis=-1)
    return least


BEHAVIOUR: Task[Any] = Task(
    predict=predict_behaviour,
    tallies=behaviour_tallies,
    baselines={"codebook words": codebook_words},
)
