"""Cut names that a tagger glued together: "Jo Roe Memos", "Roe's Trade Council", "Roe-Ito"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.stages.actor_lexicon import ORGANISATION_WORDS, POSTNOMINALS, SUFFIXES
from summarizer.stages.actor_text import Found, head_of, words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

_OWNS = frozenset({"'s", "’s"})


def cut_names(doc: Doc, names: Sequence[Found]) -> list[Found]:
    """Return the names, those of people taken out of what they are glued to.

    Only words that name a person elsewhere in the text are cut off.
    """
    surnames = {
        n.words[-1] for n in names if n.sort == "person" and (len(n.words) > 1 or n.title)
    } | {n.words[0] for n in names if n.sort == "person" and len(n.words) == 1}
    names = [_without_honours(doc, n) for n in names]
    return [part for n in _without_tails(doc, names) for part in _parts(doc, n, surnames)]


def _without_honours(doc: Doc, name: Found) -> Found:
    """Return a person's name without the "KC" or "MP" in its words; the place keeps it."""
    last = doc[name.end - 1]
    is_honour = last.lower_.replace(".", "") in POSTNOMINALS and not last.is_lower
    if name.sort != "person" or len(name.words) < 3 or not is_honour:
        return name
    *words, before = name.words[:-1]
    return replace(name, words=(*words, before.rstrip(",")))


def _parts(doc: Doc, name: Found, surnames: set[str]) -> Iterator[Found]:
    core = name.core
    first, inner = doc[core].text, doc[core + 1].text if core + 1 < name.end else ""
    rest = core + 2
    is_pair = inner == "-" and rest + 1 == name.end and {first, doc[rest].text} <= surnames
    if is_pair or (inner in _OWNS and rest < name.end and first in surnames):
        yield _named(doc, core, core + 1, "person")
        yield _named(doc, rest, name.end, "person" if is_pair else name.sort)
    else:
        yield name


def _named(doc: Doc, start: int, end: int, sort: str) -> Found:
    return Found(start, end, head_of(doc, start, end), words_of(doc, start, end), sort, core=start)


def _without_tails(doc: Doc, names: Sequence[Found]) -> list[Found]:
    """Return the names with what a title-case line glued to a person's off."""
    people = {n.words for n in names if n.sort == "person" and len(n.words) in {2, 3}}
    people -= {w for w in people if len(w) == 3 and w[:2] in people}
    kept = []
    for name in names:
        for n in (2, 3):
            rest = tuple(w.lower().rstrip(".") for w in name.words[n:])
            if (
                rest
                and name.words[:n] in people
                and not ({*rest} & (SUFFIXES | ORGANISATION_WORDS))
            ):
                end = name.core + n
                if doc[name.core : end].text.split() == [*name.words[:n]]:
                    name = replace(_named(doc, name.core, end, "person"), jobs=name.jobs)
        kept.append(name)
    return kept
