"""What is known of an actor of one article, for telling whether another's is the same one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from summarizer.comparison import ActorRef
from summarizer.stages.actor_countries import COUNTRIES
from summarizer.stages.actor_lexicon import (
    COMPANY_ENDS,
    FEMALE_TITLES,
    MALE_TITLES,
    NOUN_CLASS,
    PEOPLE,
    SUFFIXES,
    TITLE_JOBS,
    TITLES,
)
from summarizer.types import ActorKind, Analysis, Mention, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

FloatArray = npt.NDArray[np.float32]
Vectors = Callable[[Analysis, Sequence[Span]], FloatArray]
Words = tuple[str, ...]
_SMALL = frozenset({"the", "a", "an", "of", "and", "for", "in", "'s", "’s", "&"})
_MODIFIER = frozenset({"amod", "compound", "nmod", "poss", "nummod"})


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """One actor of one article, seen through its mentions.

    `names` are its names in lower case without titles and small words, `country` the one
    that they name; `kind` is `None` where nothing tells. `heads` count the nouns it is called
    by (titles too), `modifiers` are the words on them, `nations` count the countries among
    these, and `owners` are the other proper names among them, on nouns alone. `vector` is the
    mean of its mentions, unit length.
    """

    ref: ActorRef
    name: str
    kind: ActorKind | None
    names: frozenset[Words]
    country: str | None
    heads: Mapping[str, int]
    modifiers: frozenset[str]
    nations: Mapping[str, int]
    vector: FloatArray
    weight: int
    owners: frozenset[str] = frozenset()


def profile_of(analysis: Analysis, ref: ActorRef, vectors: Vectors) -> Profile | None:
    """Return the profile of an actor of `analysis`; `None` if it has no name and no noun."""
    actor = next((a for a in analysis.actors or () if a.id == ref.actor), None)
    if actor is None:
        return None
    return profile(
        analysis, ref, vectors, name=actor.name, kind=actor.kind, mentions=actor.mentions
    )


def profile(
    analysis: Analysis,
    ref: ActorRef,
    vectors: Vectors,
    *,
    name: str,
    kind: ActorKind | None,
    mentions: Sequence[Mention],
) -> Profile | None:
    """Return the profile of whatever `mentions` name."""
    doc = analysis.parse
    spoken = [m for m in mentions if m.kind != "pronoun"]
    if doc is None or not spoken:
        return None
    seen = [p for m in spoken if (p := _part(doc, m)) is not None]
    matrix = vectors(analysis, [m.span for m in spoken])
    mean = matrix.mean(axis=0) if len(matrix) else np.zeros(1, dtype=np.float32)
    return Profile(
        ref=ref,
        name=name,
        kind=kind,
        names=frozenset(p.name for p in seen if p.name),
        country=next((p.country for p in seen if p.country), None),
        heads=Counter(head for p in seen for head in p.heads),
        modifiers=frozenset(word for p in seen for word in p.modifiers),
        nations=Counter(nation for p in seen for nation in p.nations),
        vector=(mean / max(float(np.linalg.norm(mean)), 1e-9)).astype(np.float32),
        weight=len(mentions),
        owners=frozenset(owner for p in seen for owner in p.owners),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """What one mention tells of an actor."""

    name: Words
    country: str | None
    heads: tuple[str, ...]
    modifiers: frozenset[str]
    nations: frozenset[str]
    owners: frozenset[str] = frozenset()


def _part(doc: Doc, mention: Mention) -> _Part | None:
    words = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
    if words is None:
        return None
    modifiers, nations = _modifiers(words.root)
    if mention.kind != "name" or _is_job(words.root):
        head, owners = _noun(words.root.lemma_), frozenset(_owners(words.root))
        return _Part((), None, (head,), modifiers, nations, owners)
    exact, titles = _without_titles([t for t in words if not t.is_punct and not t.is_space])
    country = COUNTRIES.names.get(tuple(t.text for t in exact))
    return _Part(_key(exact), country, tuple(titles), modifiers, nations)


def merged(profiles: Sequence[Profile]) -> Profile:
    """Return one profile for actors of several articles that are the same one."""
    weights = np.array([p.weight for p in profiles], dtype=np.float32)
    mean = (np.stack([p.vector for p in profiles]) * weights[:, None]).sum(axis=0)
    kinds = Counter({p.kind: 0 for p in profiles})
    for each in profiles:
        kinds[each.kind] += each.weight if each.kind else 0
    return replace(
        profiles[0],
        kind=max(kinds, key=lambda kind: (kinds[kind], kind or "")),
        names=frozenset(name for p in profiles for name in p.names),
        country=next((p.country for p in profiles if p.country), None),
        heads=sum((Counter(p.heads) for p in profiles), Counter()),
        modifiers=frozenset(word for p in profiles for word in p.modifiers),
        nations=sum((Counter(p.nations) for p in profiles), Counter()),
        vector=(mean / max(float(np.linalg.norm(mean)), 1e-9)).astype(np.float32),
        weight=int(weights.sum()),
        owners=frozenset(word for p in profiles for word in p.owners),
    )


def _without_titles(tokens: Sequence[Token]) -> tuple[list[Token], list[str]]:
    """Return the name proper, and the titles and jobs before it as nouns."""
    titles: list[str] = []
    rest = list(tokens)
    while len(rest) > 1:
        word = rest[0].lower_.rstrip(".")
        if word in TITLES or word in MALE_TITLES or word in FEMALE_TITLES or word in PEOPLE:
            titles.append(_noun(TITLE_JOBS.get(word, word)))
        elif not (rest[0].is_lower or word in _SMALL):
            break
        rest.pop(0)
    return rest, titles


def _is_job(root: Token) -> bool:
    """Return whether capitals are all that make a job a name ("the U.S. President")."""
    return root.lower_ in TITLES or root.lower_ in PEOPLE


def _noun(lemma: str) -> str:
    """Return what stands for a noun and its synonyms."""
    low = lemma.lower()
    return NOUN_CLASS.get(low, low)


def _key(tokens: Sequence[Token]) -> Words:
    words = [t.lower_.replace(".", "").replace("’", "'") for t in tokens]
    kept = [w for w in words if w and w not in _SMALL and w not in SUFFIXES]
    while len(kept) > 1 and kept[-1] in COMPANY_ENDS:
        kept.pop()
    return tuple(kept)


def _owners(root: Token) -> set[str]:
    """Return the proper names on a noun that name no country ("Senate aides", "Roe's lawyer")."""
    return {
        child.lemma_.lower()
        for child in root.children
        if child.dep_ in _MODIFIER
        and (child.pos_ == "PROPN" or child.ent_type_ == "NORP")
        and not (COUNTRIES.demonyms.get((child.text,)) or COUNTRIES.names.get((child.text,)))
    }


def _modifiers(root: Token) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words on a noun, and the countries that are among them."""
    words: set[str] = set()
    nations: set[str] = set()
    for child in root.children:
        nested = [child]
        if child.dep_ == "prep" and child.lower_ in ("of", "in", "from"):
            nested = list(child.children)
        elif child.dep_ not in _MODIFIER:
            continue
        for token in nested:
            exact = (token.text,)
            nation = COUNTRIES.demonyms.get(exact) or COUNTRIES.names.get(exact)
            nation = nation or COUNTRIES.capitals.get(exact)
            if nation:
                nations.add(nation)
            elif token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM"):
                words.add(token.lemma_.lower())
    return frozenset(words), frozenset(nations)
