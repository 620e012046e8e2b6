"""Actors: people, bodies, groups and places that act, each with every word that names it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from summarizer.errors import InputError
from summarizer.stages import require
from summarizer.stages.actor_drafts import Draft, drafts_of_names
from summarizer.stages.actor_groups import add_nominals
from summarizer.stages.actor_lexicon import HONORIFICS, STATE_ORGANS
from summarizer.stages.actor_names import find_names, given_names
from summarizer.stages.actor_nominals import demonym_at
from summarizer.stages.actor_pronouns import resolve_pronouns
from summarizer.stages.actor_references import ReferenceJudge, References
from summarizer.stages.actor_selection import is_actor, kind_of, weight_of
from summarizer.stages.actor_text import Found, Layout, lay_out
from summarizer.types import Actor, Analysis, Mention, Sentence, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Words before the noun that do not help to tell who a group is.
_UNTELLING = frozenset({"DET", "NUM", "PRON", "ADV", "SYM", "PUNCT"})
_COUNTING = frozenset("many several some few most more other various local such remaining".split())


@dataclass(frozen=True)
class Actors:
    """Find who acts, speaks or is acted on in each article."""

    judge: ReferenceJudge | None = None
    pronouns: ReferenceJudge | None = None
    needs: ClassVar[frozenset[str]] = frozenset({"sentences", "parse"})
    adds: ClassVar[frozenset[str]] = frozenset({"actors"})

    def __call__(self, batch: Sequence[Analysis]) -> list[Analysis]:
        """Return the analyses with their actors, the most prominent first."""
        return [
            replace(
                a,
                actors=find_actors(
                    require(a.parse, "parse"),
                    require(a.sentences, "sentences"),
                    self.judge,
                    self.pronouns,
                ),
            )
            for a in batch
        ]


def find_actors(
    doc: Doc,
    sentences: Sequence[Sentence],
    judge: ReferenceJudge | None = None,
    pronouns: ReferenceJudge | None = None,
) -> tuple[Actor, ...]:
    """Return the actors of one text, the most prominent first; `()` if nobody acts.

    Args:
        doc: spaCy parse with tagger, parser and entities over the whole text.
        sentences: its sentences with their kinds; credits and boilerplate name no actors,
            headlines in title case only those that the body names.
        judge: says which named actor a phrase such as "the president" means.
        pronouns: says whom "he" or "she" means; without it rules do.
    """
    layout = lay_out(doc, sentences)
    drafts = _drafts(layout, find_names(layout), judge)
    resolve_pronouns(layout, drafts, pronouns)
    kept = [d for d in drafts if is_actor(layout, d)]
    kept.sort(key=lambda d: (-weight_of(layout, d), d.found[0].start, d.key))
    actors: list[Actor] = []
    used: Counter[str] = Counter()
    for draft in kept:
        name = _name(layout, draft)
        base = _slug(name)
        used[base] += 1
        id = base if used[base] == 1 else f"{base}-{used[base]}"
        actors.append(Actor(id, name, kind_of(layout, draft), _mentions(layout, draft, id)))
    return tuple(actors)


def group_mentions(
    doc: Doc,
    sentences: Sequence[Sentence],
    spans: Sequence[Span],
    judge: ReferenceJudge | None = None,
    *,
    pronouns: ReferenceJudge | None = None,
) -> list[int]:
    """Return, for each of `spans`, the number of the actor that it names.

    Every span counts as naming somebody; each that nothing joins to another has its own number.
    """
    layout = lay_out(doc, sentences)
    given = [tokens_of(doc, span) for span in spans]
    names = find_names(layout)
    names = sorted([*names, *given_names(layout, names, given)], key=lambda f: f.start)
    drafts = _drafts(layout, names, judge, given)
    resolve_pronouns(layout, drafts, pronouns)
    place = {f.head: n for n, d in enumerate(drafts) for f in d.found}
    inside = {i: place[f.head] for d in drafts for f in d.found for i in range(f.start, f.end)}
    found = []
    for n, (start, end) in enumerate(given):
        head = doc[start:end].root
        number = place.get(head.i, inside.get(head.i))
        if number is None:
            number = _of_named(head, place)
        found.append(len(drafts) + n if number is None else number)
    return found


def _drafts(
    layout: Layout,
    names: Sequence[Found],
    judge: ReferenceJudge | None,
    given: Sequence[tuple[int, int]] = (),
) -> list[Draft]:
    drafts = drafts_of_names(layout, names)
    meanings = References(layout, drafts, judge) if judge is not None else None
    return add_nominals(layout, drafts, meanings, given)


def _of_named(head: Token, place: Mapping[int, int]) -> int | None:
    """Return the actor of the name that a title or job in front of it belongs to."""
    if head.dep_ in {"compound", "nmod", "appos"} and head.i < head.head.i:
        return place.get(head.head.i)
    return None


def tokens_of(doc: Doc, span: Span) -> tuple[int, int]:
    """Return the tokens `[start, end)` that `span` touches.

    Raises:
        InputError: there are none.
    """
    words = doc.char_span(span.start, span.end, alignment_mode="expand")
    if words is None:
        raise InputError(f"no word stands at {span.start}–{span.end}")
    return words.start, words.end


def _mentions(layout: Layout, draft: Draft, id: str) -> tuple[Mention, ...]:
    spans = {layout.span(f.start, f.end): f.kind for f in draft.found}
    return tuple(Mention(span, id, spans[span]) for span in sorted(spans))


def _slug(name: str) -> str:
    """Return `name` in lower-case ASCII with hyphens; "actor" if no letter is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower().replace(".", "")).strip("-") or "actor"


def _name(layout: Layout, draft: Draft) -> str:
    """Return what to call an actor: its fullest name, else its most telling phrase."""
    if draft.key.startswith("country:") and any(f.kind == "name" for f in draft.found):
        return draft.key.removeprefix("country:")
    names = [f for f in draft.found if f.kind == "name"]
    if not names:
        return _phrase(layout, draft)
    longest = max(len(f.words) for f in names)
    # subtle: of several long forms the first is how the article introduces its actor.
    full = [f for f in names if len(f.words) >= max(2, longest - 2)] or names
    if draft.sort == "person":
        full = [f for f in names if len(f.words) == longest]
    name = " ".join(full[0].words)
    if longest == 1 and draft.sort == "person" and all(f.title and not f.fields for f in names):
        return " ".join(layout.doc[names[0].start : names[0].end].text.split())
    titles = {f.title for f in full}
    if draft.sort == "person" and len(titles) == 1 and (title := titles.pop()) in HONORIFICS:
        return f"{HONORIFICS[title]} {name}"
    return name


def _phrase(layout: Layout, draft: Draft) -> str:
    phrases = [f for f in draft.found if f.kind == "nominal"]
    if draft.key.startswith("country:"):
        phrases = [
            f for f in phrases if layout.doc[f.head].lemma_.lower() in STATE_ORGANS
        ] or phrases
    texts = [_telling(layout, f) for f in phrases]
    count = Counter(t.lower() for t in texts)
    rank = {
        t: (" government" in t, " of " in t, t != t.lower(), count[t.lower()], -len(t))
        for t in texts
    }
    return max(rank, key=lambda t: rank[t])


def _telling(layout: Layout, found: Found) -> str:
    """Return a noun phrase from its first telling word on."""
    doc = layout.doc
    start = found.start
    while start < found.head and (
        doc[start].pos_ in _UNTELLING
        or doc[start].lower_ in _COUNTING
        or (
            (doc[start].is_lower or doc[start].tag_ == "IN")
            and doc[start].tag_ in {"JJ", "JJR", "JJS", "RB", "VBN", "POS", "IN"}
        )
    ):
        start += 1
    text = " ".join(doc[start : found.end].text.split())
    first = doc[start]
    inside = start > 0 and layout.sentence[start - 1] == layout.sentence[start]
    proper = first.ent_type_ in {"NORP", "ORG", "GPE"}
    owner = first.pos_ == "PROPN" and doc[min(start + 1, len(doc) - 1)].tag_ == "POS"
    named = proper or owner or first.text.isupper() or demonym_at(layout, start)[0]
    is_titled = found.head > start and doc[found.head].is_title  # "Highland Council"
    return text if inside or named or is_titled else text[0].lower() + text[1:]
