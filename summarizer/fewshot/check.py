"""What is wrong with a codebook, each finding in one sentence with its number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt

from summarizer.codebook import ENOUGH, Codebook, CodebookExample
from summarizer.fewshot.folds import Separability, normal, separability
from summarizer.fewshot.rows import Examples, unit_mean

if TYPE_CHECKING:
    from summarizer.fewshot.rows import ExampleReader

# The nearest two labels of the built-in codebook: definitions 0.54, examples 0.85.
SAME_DEFINITION = 0.85
SAME_EXAMPLES = 0.95
_OFTEN_CONFUSED = 0.3
_FEW = 3
_MOST = 6


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend; `label` is the label it is about, or `None`."""

    level: Literal["error", "warning"]
    kind: str
    label: str | None
    message: str


@dataclass(frozen=True, slots=True)
class Check:
    """All findings on a codebook, errors first, and how well its labels can be told apart."""

    codebook: str
    version: str
    findings: tuple[Finding, ...]
    separability: Separability | None

    @property
    def has_errors(self) -> bool:
        """Whether anything found is an error."""
        return any(f.level == "error" for f in self.findings)


def check(book: Codebook, reader: ExampleReader) -> Check:
    """Return what can be said about `book`; its sentences are read by the tool."""
    from summarizer.fewshot.background import read_background, without
    from summarizer.fewshot.rows import join

    names = [label.name for label in book.labels]
    own = reader.read(book, most=_MOST)
    measured = separability(join(own, without(read_background(reader), own)), names)
    findings = [*structure(book), *alike(book, own, reader), *_confused(measured)]
    ordered = sorted(findings, key=lambda f: f.level != "error")
    return Check(book.name, book.version, tuple(ordered), measured)


def structure(book: Codebook) -> Iterator[Finding]:
    """Yield what can be seen without reading the sentences."""
    for label in book.labels:
        if not label.definition.strip():
            yield Finding(
                "error", "definition", label.name, f"{label.name!r} has no definition; write one"
            )
        n = len({normal(e.text) for e in label.examples})
        if n == 0:
            yield Finding(
                "error", "examples", label.name, f"{label.name!r} has no examples; write {ENOUGH}"
            )
        elif n < ENOUGH:
            message = f"{label.name!r} has {n} of the {ENOUGH} examples a label needs to be marked"
            yield Finding("warning", "few_examples", label.name, message)
    yield from _repeated(book)
    yield from _contradictions(book)
    yield from _marked_elsewhere(book)


def _repeated(book: Codebook) -> Iterator[Finding]:
    """Yield sentences that come again under the same label."""
    for label in book.labels:
        for own, what in ((label.examples, "example"), (label.lookalikes, "look-alike")):
            counts: dict[str, list[CodebookExample]] = {}
            for e in own:
                counts.setdefault(normal(e.text), []).append(e)
            for same in counts.values():
                if len(same) > 1:
                    message = (
                        f"the {what} {_short(same[0].text)} stands {len(same)} times under "
                        f"{label.name!r}; keep one"
                    )
                    yield Finding("warning", "duplicate", label.name, message)


def _contradictions(book: Codebook) -> Iterator[Finding]:
    """Yield sentences under two labels or marked and not, and words under two labels."""
    under: dict[str, dict[str, str]] = {}
    bare: dict[str, str] = {}
    words: dict[str, dict[str, str]] = {}
    for label in book.labels:
        for e in label.examples:
            under.setdefault(normal(e.text), {})[label.name] = e.text
            for p in e.phrases:
                words.setdefault(normal(p.span.of(e.text)), {})[p.label] = p.span.of(e.text)
        for e in label.lookalikes:
            bare.setdefault(normal(e.text), label.name)
    for key, owners in under.items():
        first, text = next(iter(owners.items()))
        if len(owners) > 1:
            message = f"the example {_short(text)} stands under {_names(owners)}; keep one"
            yield Finding("error", "two_labels", first, message)
        if key in bare:
            message = (
                f"{_short(text)} is an example of {first!r} and a look-alike of {bare[key]!r}; "
                "it can be one of them"
            )
            yield Finding("error", "contradiction", first, message)
    for owners in words.values():
        if len(owners) > 1:
            first, phrase = next(iter(owners.items()))
            # No error: the same words may do different things in different sentences.
            message = f"the words {_short(phrase)} are marked as {_names(owners)} in {len(owners)} "
            message += "places; choose one unless their sentences tell them apart"
            yield Finding("warning", "two_labels", first, message)


def _marked_elsewhere(book: Codebook) -> Iterator[Finding]:
    """Yield look-alikes that hold words which an example marks."""
    words = {
        normal(p.span.of(e.text)): (p.label, p.span.of(e.text))
        for e in book.examples()
        for p in e.phrases
    }
    for label in book.labels:
        for e in label.lookalikes:
            text = normal(e.text)
            for key, (owner, phrase) in words.items():
                if key in text and re.search(rf"(?<!\w){re.escape(key)}(?!\w)", text):
                    message = (
                        f"the look-alike {_short(e.text)} of {label.name!r} holds "
                        f"{_short(phrase)}, which an example marks as {owner!r}"
                    )
                    yield Finding("warning", "lookalike_marked", label.name, message)


def alike(book: Codebook, own: Examples, reader: ExampleReader) -> Iterator[Finding]:
    """Yield pairs of labels whose definitions or examples mean nearly the same."""
    described = [label for label in book.labels if label.definition.strip()]
    vectors = reader.space.meanings([label.definition for label in described])
    for (a, one), (b, two) in combinations(zip(described, vectors, strict=True), 2):
        if (nearness := float(one @ two)) >= SAME_DEFINITION:
            message = (
                f"the definitions of {a.name!r} and {b.name!r} mean nearly the same "
                f"(similarity {nearness:.2f}); join the labels or say what sets them apart"
            )
            yield Finding("warning", "same_definition", a.name, message)
    means = _means(own)
    for a_name, b_name in combinations(means, 2):
        if (nearness := float(means[a_name] @ means[b_name])) >= SAME_EXAMPLES:
            message = (
                f"the examples of {a_name!r} and {b_name!r} lie nearly in one place "
                f"(similarity {nearness:.2f}); join the labels or choose clearer examples"
            )
            yield Finding("warning", "same_examples", a_name, message)


def _means(own: Examples) -> dict[str, npt.NDArray[np.float32]]:
    """Return the unit mean vector of each label with enough phrases to have one."""
    rows: dict[str, list[int]] = {}
    for i, row in enumerate(own.rows):
        if row.label is not None:
            rows.setdefault(row.label, []).append(i)
    return {
        label: unit_mean(own.vectors[members])
        for label, members in rows.items()
        if len(members) >= _FEW
    }


def _confused(measured: Separability | None) -> Iterator[Finding]:
    """Yield labels that are often taken for another one."""
    for each in measured.labels if measured else ():
        if each.confused_with is None or each.n < ENOUGH:
            continue
        other, times = each.confused_with
        if times / each.n >= _OFTEN_CONFUSED:
            message = (
                f"{times} of {each.n} phrases of {each.label!r} are taken for {other!r}; "
                "join the two, or add examples that show the difference"
            )
            yield Finding("warning", "confused", each.label, message)


def _short(text: str, most: int = 60) -> str:
    return repr(text if len(text) <= most else f"{text[: most - 1]}…")


def _names(labels: Sequence[str] | dict[str, str]) -> str:
    return " and ".join(repr(label) for label in labels)
