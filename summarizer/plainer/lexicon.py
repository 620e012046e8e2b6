"""The lexicon of loaded words with plainer ones, each with its source."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Form = Literal["", "clause", "before noun", "noun"]
_PIECE = re.compile(r"[^\W_]+|-")


@dataclass(frozen=True, slots=True)
class Entry:
    """Loaded words by their lemmas, and plainer words in their place; "" leaves them out.

    `forms` are the plainer words where no rule makes them: "plural", "past", "participle",
    "third". With one of `unless` beside them in the parse the words mean something else, and
    where there is `only`, without one of these.
    """

    words: tuple[str, ...]
    pos: str
    plain: str
    source: str
    forms: Mapping[str, str]
    unless: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()
    form: Form = ""
    is_plural: bool = False


@cache
def entries() -> Mapping[str, tuple[Entry, ...]]:
    """Return the entries by their first piece, those of more pieces first."""
    raw = tomllib.loads(files("summarizer.plainer").joinpath("lexicon.toml").read_text("utf-8"))
    found: dict[str, list[Entry]] = {}
    for row in raw["entry"]:
        for words in (row["words"], *row.get("also", "").split()):
            entry = _entry({**row, "words": words}, raw["source"])
            found.setdefault(entry.words[0], []).append(entry)
    return {
        first: tuple(sorted(rows, key=lambda e: -len(e.words))) for first, rows in found.items()
    }


def pieces(word: str) -> list[str]:
    """Return the parts of a word between hyphens, and the hyphens."""
    return _PIECE.findall(word)


def _entry(row: Mapping[str, Any], sources: Mapping[str, str]) -> Entry:
    name = sources[row["source"]]
    forms = {key: row[key] for key in ("plural", "past", "participle", "third") if key in row}
    return Entry(
        words=tuple(pieces(row["words"])),
        pos=row["pos"],
        plain=row["plain"],
        # Whoever reads the suggestion must know which half of it the source answers for.
        source=name if row["by"] == "source" else f"{name}; it advises against these words only",
        forms=forms,
        unless=frozenset(row.get("unless", "").split()),
        only=frozenset(row.get("only", "").split()),
        form=row.get("form", ""),
        is_plural=row.get("number") == "plural",
    )
