"""What speaks against every label of a user: sober sentences, and phrases of other labels.

Without the phrases, a label soon stands for any loaded words of its tone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.codebook import load_codebook
from summarizer.fewshot.folds import normal
from summarizer.fewshot.rows import Examples, evenly, join

if TYPE_CHECKING:
    from summarizer.fewshot.rows import ExampleReader

PLAIN = 80
PHRASES = 12  # sentences for each label
_FROM = "framing"
_MOST = 6


def read_background(reader: ExampleReader) -> Examples:
    """Return lines of the built-in codebook, which belong to no label of the user's.

    Some are look-alikes, with proposed phrases; the others hold marked phrases only, whose
    labels are written `framing:label`.
    """
    book = load_codebook(_FROM)
    texts = [e.text for label in book.labels for e in label.lookalikes]
    plain = reader.read_plain(evenly(texts, PLAIN), most=_MOST)
    few = tuple(
        replace(label, lookalikes=(), examples=evenly(label.examples, PHRASES))
        for label in book.labels
    )
    told = reader.read(replace(book, labels=few), most=0)
    lines = tuple(replace(line, owner=None, subject=None) for line in told.lines)
    rows = tuple(replace(row, label=f"{_FROM}:{row.label}") for row in told.rows)
    return join(plain, Examples(lines, rows, told.vectors))


def without(background: Examples, own: Examples) -> Examples:
    """Return `background` less the sentences that are in `own` too."""
    known = {normal(line.text) for line in own.lines}
    keep = [i for i, line in enumerate(background.lines) if normal(line.text) not in known]
    place = {line: at for at, line in enumerate(keep)}
    rows = [i for i, row in enumerate(background.rows) if row.line in place]
    moved = (replace(background.rows[i], line=place[background.rows[i].line]) for i in rows)
    lines = tuple(background.lines[i] for i in keep)
    return Examples(lines, tuple(moved), background.vectors[rows])
