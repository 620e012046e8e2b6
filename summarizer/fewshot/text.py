"""Codebooks, their checks and attempts as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from summarizer.codebook import Codebook
from summarizer.fewshot.attempt import Attempt, Tried
from summarizer.fewshot.check import Check
from summarizer.fewshot.folds import Separability

_EXAMPLES_SHOWN = 3


def codebook_text(book: Codebook) -> str:
    """Return the labels of a codebook with definitions and some examples."""
    lines = [f"{book.title} ({book.name} {book.version}, {book.language})"]
    if book.source:
        lines.append(book.source)
    for label in book.labels:
        lines += ["", f"{label.name} ({label.valence})", f"  {label.definition}"]
        for example in label.examples[:_EXAMPLES_SHOWN]:
            marked = "; ".join(p.span.of(example.text) for p in example.phrases)
            lines += [f"  - {marked}", f"    in: {example.text}"]
        if label.source:
            lines.append(f"  after: {label.source}")
    return "\n".join(lines) + "\n"


def check_text(check: Check) -> str:
    """Return findings, then how well the labels are told apart."""
    n = {level: sum(f.level == level for f in check.findings) for level in ("error", "warning")}
    lines = [
        f"{check.codebook} {check.version}: {_count(n['error'], 'error')}, "
        f"{_count(n['warning'], 'warning')}"
    ]
    lines += [f"{f.level}: {f.message}" for f in check.findings]
    lines.append("")
    if check.separability is None:
        lines.append("Nothing was measured: that takes two example sentences.")
    else:
        lines += _measured(check.separability)
    return "\n".join(lines) + "\n"


def check_json(check: Check) -> str:
    """Return a check as JSON."""
    return json.dumps(asdict(check), indent=2, ensure_ascii=False) + "\n"


def attempt_text(attempt: Attempt) -> str:
    """Return what was found, with the nearest examples, and what was not shown."""
    lines = [f"{attempt.codebook} {attempt.version}, shown from {attempt.threshold:.2f}"]
    if not attempt.shown:
        lines.append(f"Nothing was found{_best(attempt)}")
    for tried in attempt.shown:
        lines += ["", *_tried(tried)]
    if attempt.not_shown:
        lines += ["", "Not shown, because too unlikely or with too few examples:"]
        for tried in attempt.not_shown:
            lines += ["", *_tried(tried)]
    return "\n".join(lines) + "\n"


def attempt_json(attempt: Attempt) -> str:
    """Return an attempt as JSON."""
    return json.dumps(asdict(attempt), indent=2, ensure_ascii=False) + "\n"


def _best(attempt: Attempt) -> str:
    if not attempt.not_shown:
        return ", and no phrase came into question."
    best = attempt.not_shown[0]
    return f"; the best candidate is {best.words!r} as {best.label}, {best.score:.2f}."


def _tried(tried: Tried) -> Iterator[str]:
    tone = f" ({tried.valence})" if tried.valence else ""
    yield f"{tried.words}: {tried.label}{tone}, {tried.score:.2f}"
    if tried.definition:
        yield f"  {tried.definition}"
    for near in tried.nearest:
        yield f"  {near.similarity:.2f}  {near.words}"
        yield f"        in: {near.text}"


def _measured(found: Separability) -> Iterator[str]:
    yield (
        f"Told apart in {found.folds} parts by {found.grouped_by}, each judged by what was "
        f"learned from the others: {_count(found.n_phrases, 'phrase')}, "
        f"{_count(found.n_lookalikes, 'look-alike')}."
    )
    if found.accuracy is not None and found.majority is not None:
        yield (
            f"Right label: {found.accuracy:.2f} of phrases; always the most frequent label: "
            f"{found.majority:.2f}."
        )
    if found.lookalike_auc is not None:
        yield (
            f"A phrase scores above a look-alike: {found.lookalike_auc:.2f} of pairs; by lot: 0.50."
        )
    width = max(len(each.label) for each in found.labels)
    yield ""
    yield f"{'label':{width}}  phrases  precision  recall    F1  most often taken for"
    for each in found.labels:
        other = "-"
        if each.confused_with:
            other = f"{each.confused_with[0]} ({each.confused_with[1]} of {each.n})"
        yield (
            f"{each.label:{width}}  {each.n:7}  {each.precision:9.2f}  {each.recall:6.2f}  "
            f"{each.f1:4.2f}  {other}"
        )


def _count(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"
