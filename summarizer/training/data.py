"""Labelled sets, read into one form that every head can learn from."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from summarizer.codebook import Codebook
from summarizer.errors import DataError
from summarizer.types import QuoteKind, Span, Valence


@dataclass(frozen=True, slots=True)
class Target:
    """Who is judged, in which sentence, and how: an index of `SENTIMENTS`."""

    mention: Span
    sentence: Span
    label: int


@dataclass(frozen=True, slots=True)
class Attribution:
    """A gold attribution; content comes in several pieces when the cue interrupts it."""

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    kind: QuoteKind


@dataclass(frozen=True, slots=True)
class Phrase:
    """A codebook phrase and its sentence; `label` is an index, `n_labels` means none."""

    span: Span
    sentence: Span
    label: int
    valence: Valence | None


@dataclass(frozen=True, slots=True)
class Example:
    """A text with the labels that its set gives; `None` means that the set says nothing."""

    text: str
    loaded: tuple[tuple[Span, int], ...] | None = None
    tags: tuple[tuple[str, tuple[Span, ...]], ...] = ()
    targets: tuple[Target, ...] | None = None
    attributions: tuple[Attribution, ...] | None = None
    phrases: tuple[Phrase, ...] | None = None
    sentences: tuple[Span, ...] = ()
    group: str = ""


Reader = Callable[[Path, str], Iterator[Example]]

_SENTIMENTS = {"negative": 0, "neutral": 1, "positive": 2}
_LOADED_TECHNIQUES = frozenset(
    {"Loaded_Language", "Name_Calling,Labeling", "Exaggeration,Minimisation"}
)


def read_records(data: Path, name: str, split: str) -> Iterator[dict[str, Any]]:
    """Yield the records of `data/name/split.jsonl`.

    Raises:
        DataError: the file is not there, or a line is not JSON.
    """
    path = data / name / f"{split}.jsonl"
    if not path.is_file():
        raise DataError(f"{path} is not there; --data must name the folder that holds {name}/")
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                yield json.loads(line)
            except ValueError as exc:
                raise DataError(f"{path}:{number}: not JSON: {exc}") from exc


def read_set(data: Path, name: str, split: str) -> list[Example]:
    """Return the examples of one labelled set.

    Raises:
        DataError: no reader is known for `name`, or its file is not there.
    """
    if name not in _READERS:
        raise DataError(f"no reader for {name!r}; known: {', '.join(_READERS)}")
    return list(_READERS[name](data, split))


def read_codebook(book: Codebook) -> list[Example]:
    """Return the codebook's examples; a look-alike has no phrases."""
    index = {label.name: i for i, label in enumerate(book.labels)}
    examples = []
    for item in book.examples():
        whole = Span(0, len(item.text))
        phrases = tuple(Phrase(p.span, whole, index[p.label], p.valence) for p in item.phrases)
        tags = (("framing", tuple(p.span for p in item.phrases)),)
        examples.append(
            Example(
                item.text,
                tags=tags,
                phrases=phrases,
                sentences=(whole,),
                group=item.subject or "",
            )
        )
    return examples


def join(examples: list[Example], gap: str = "\n\n") -> Example:
    """Return one text that holds all `examples`, which must come from one set."""
    shifted, texts, length = [], [], 0
    for example in examples:
        shifted.append(_shift(example, length))
        texts.append(example.text)
        length += len(example.text) + len(gap)
    first = shifted[0]
    return Example(
        gap.join(texts),
        loaded=_flat(e.loaded for e in shifted) if first.loaded is not None else None,
        tags=tuple(
            (name, tuple(s for e in shifted for s in dict(e.tags).get(name, ())))
            for name in sorted({name for e in shifted for name, _ in e.tags})
        ),
        targets=_flat(e.targets for e in shifted) if first.targets is not None else None,
        attributions=_flat(e.attributions for e in shifted)
        if first.attributions is not None
        else None,
        phrases=_flat(e.phrases for e in shifted) if first.phrases is not None else None,
        sentences=_flat(e.sentences for e in shifted),
        group=first.group,
    )


def _flat(parts: Iterator[Any]) -> Any:
    return tuple(item for part in parts for item in part)


def _shift(example: Example, by: int) -> Example:
    def move(span: Span) -> Span:
        return Span(span.start + by, span.end + by)

    def maybe(span: Span | None) -> Span | None:
        return move(span) if span else None

    return replace(
        example,
        loaded=None if example.loaded is None else tuple((move(s), y) for s, y in example.loaded),
        tags=tuple((name, tuple(map(move, spans))) for name, spans in example.tags),
        targets=None
        if example.targets is None
        else tuple(Target(move(t.mention), move(t.sentence), t.label) for t in example.targets),
        attributions=None
        if example.attributions is None
        else tuple(
            Attribution(tuple(map(move, a.content)), maybe(a.cue), maybe(a.source), a.kind)
            for a in example.attributions
        ),
        sentences=tuple(map(move, example.sentences)),
        phrases=None
        if example.phrases is None
        else tuple(
            Phrase(move(p.span), move(p.sentence), p.label, p.valence) for p in example.phrases
        ),
    )


def _span(item: dict[str, Any]) -> Span:
    return Span(item["start"], item["end"])


def _read_anno(data: Path, split: str) -> Iterator[Example]:
    for r in read_records(data, "anno_lexical_synthetic", split):
        if text := r["text"].strip():
            whole = Span(0, len(text))
            yield Example(text, loaded=((whole, r["label"]),), sentences=(whole,))


def _read_babe(data: Path, split: str) -> Iterator[Example]:
    for r in read_records(data, "babe", split):
        words = tuple(map(_span, r["clean_spans"])) if r["label"] else ()
        whole = Span(0, len(r["text"]))
        yield Example(
            r["text"],
            loaded=((whole, r["label"]),),
            tags=(("loaded", words),),
            sentences=(whole,),
        )


def _read_ptc(data: Path, split: str) -> Iterator[Example]:
    for r in read_records(data, "ptc_semeval2020_t11", split):
        loaded = tuple(_span(s) for s in r["spans"] if s["technique"] in _LOADED_TECHNIQUES)
        tags = (("any", tuple(map(_span, r["si_spans"]))), ("loaded", loaded))
        yield Example(r["text"], tags=tags, group=r["article_id"])


def _read_basil(data: Path, split: str) -> Iterator[Example]:
    for r in read_records(data, "basil", split):
        lexical = tuple(_span(s) for s in r["spans"] if s["bias"] == "lexical")
        yield Example(r["text"], tags=(("loaded", lexical),), group=str(r["triplet"]))


def _read_newsmtsc(data: Path, split: str) -> Iterator[Example]:
    for r in read_records(data, "newsmtsc", split):
        whole = Span(0, len(r["text"]))
        targets = tuple(Target(_span(t), whole, _SENTIMENTS[t["sentiment"]]) for t in r["targets"])
        yield Example(r["text"], targets=targets)


def _read_polnear(data: Path, split: str) -> Iterator[Example]:
    for r in read_records(data, "polnear", split):
        found = tuple(
            Attribution(
                tuple(map(_span, a["content"])), _hull(a["cue"]), _hull(a["source"]), a["kind"]
            )
            for a in r["attributions"]
            if a["content"]
        )
        yield Example(r["text"], attributions=found, group=r["publisher"])


def _hull(parts: list[dict[str, Any]]) -> Span | None:
    """Return the range from the first part to the last, or `None` when there is none."""
    if not parts:
        return None
    return Span(min(p["start"] for p in parts), max(p["end"] for p in parts))


_READERS: dict[str, Reader] = {
    "anno_lexical_synthetic": _read_anno,
    "babe": _read_babe,
    "ptc_semeval2020_t11": _read_ptc,
    "basil": _read_basil,
    "newsmtsc": _read_newsmtsc,
    "polnear": _read_polnear,
}
