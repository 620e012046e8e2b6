"""Who speaks for whom: the head or spokesman of a body says what the body says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from summarizer.stages.actor_lexicon import SPEAKERS
from summarizer.types import Actor, Analysis

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OFFICES: Final = SPEAKERS | frozenset(
    """executive ceo director chief head secretary chair chairman chairwoman president boss leader
    manager founder owner principal captain coach commander""".split()
)
# "Jo Roe, who leads the union"
_LEADS: Final = frozenset("lead chair head run manage direct coach command own".split())
_ITS: Final = frozenset({"its", "their"})
_OWNED_BY: Final = frozenset({"of", "for", "at"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_MOST_STEPS = 3


def find_spokespeople(analysis: Analysis) -> dict[str, str]:
    """Return by the id of a person that of the body for which it speaks.

    Its spokesman does, or who leads it, as long as the article names the body at least as
    often: in an article on an owner, the owner speaks for himself. `{}` without a parse.
    """
    doc, actors = analysis.parse, analysis.actors or ()
    if doc is None:
        return {}
    at = _tokens(doc, actors)
    kinds = {actor.id: actor.kind for actor in actors}
    named = Counter(m.actor for a in actors for m in a.mentions if m.kind == "name")
    placed = Counter(m.actor for a in actors for m in a.mentions if m.kind != "pronoun")
    found: dict[str, str] = {}
    for person in (a for a in actors if a.kind == "person"):
        for body, is_speaker in _bodies(doc, person, at):
            fits = kinds[body] == "organisation" or is_speaker
            if fits and kinds[body] != "person" and placed[body] >= named[person.id]:
                found.setdefault(person.id, body)
    return found


def _tokens(doc: Doc, actors: tuple[Actor, ...]) -> dict[int, str]:
    """Return which actor each token names; people are named by nothing inside their words.

    In "the union's general secretary" the union is no mention of its own, so its noun counts
    for the only body that is called by it elsewhere.
    """
    found: dict[int, str] = {}
    nouns: dict[str, set[str]] = defaultdict(set)
    for actor in actors:
        for mention in (m for m in actor.mentions if m.kind != "pronoun"):
            span = mention.span
            words = doc.char_span(span.start, span.end, alignment_mode="expand")
            if words is None:
                continue
            is_whole = actor.kind != "person" or mention.kind == "name"
            for token in words if is_whole else [words.root]:
                found.setdefault(token.i, actor.id)
            if actor.kind != "person":
                nouns[words.root.lemma_.lower()].add(actor.id)
    for token in doc:
        called = nouns.get(token.lemma_.lower(), set())
        if token.dep_ == "poss" and token.i not in found and len(called) == 1:
            found[token.i] = next(iter(called))
    return found


def _bodies(doc: Doc, person: Actor, at: Mapping[int, str]) -> Iterator[tuple[str, bool]]:
    """Yield the actors whose office the person holds, and whether that is to speak for them."""
    for mention in person.mentions:
        words = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
        if mention.kind == "pronoun" or words is None:
            continue
        root = words.root
        for noun in _nouns(root):
            office = noun.lower_ if noun.lower_ in _OFFICES else noun.lemma_.lower()
            if office in _OFFICES:
                for body in _owners(noun, at):
                    if body != person.id:
                        yield body, office in SPEAKERS
        for clause in root.children:
            if clause.dep_ == "relcl" and clause.lemma_.lower() in _LEADS:
                for body in _led(clause, at):
                    if body != person.id:
                        yield body, False


def _nouns(root: Token) -> Iterator[Token]:
    """Yield the nouns that say what somebody is: the words themselves and those beside them."""
    yield root
    yield from (t for t in root.children if t.dep_ in {"appos", "compound", "nmod"})
    if root.dep_ == "appos":
        yield root.head


def _owners(noun: Token, at: Mapping[int, str]) -> Iterator[str]:
    """Yield the actors to whom an office belongs: "the union's", "of the union", "its"."""
    for child in noun.children:
        if child.dep_ == "poss" and child.lower_ in _ITS:
            yield from _antecedent(child, at)
        elif child.dep_ in {"poss", "compound", "nmod"}:
            if (name := _named_by(child, at)) is not None:
                yield name
        elif child.dep_ == "prep" and child.lower_ in _OWNED_BY:
            yield from _inside(child, at)


def _led(verb: Token, at: Mapping[int, str]) -> Iterator[str]:
    for child in verb.children:
        if child.dep_ == "dobj":
            yield from (at[t.i] for t in (child, *child.children) if t.i in at)
        elif child.dep_ == "prep" and child.lower_ == "for":
            yield from _inside(child, at)


def _inside(preposition: Token, at: Mapping[int, str]) -> Iterator[str]:
    """Yield the actor named after a preposition, down a short chain: "of education at X"."""
    below = [t for t in preposition.children if t.dep_ == "pobj"]
    for _ in range(_MOST_STEPS):
        if hit := [name for t in below if (name := _named_by(t, at)) is not None]:
            yield hit[0]
            return
        below = [
            t
            for noun in below
            for prep in noun.children
            if prep.dep_ == "prep" and prep.lower_ in _OWNED_BY
            for t in prep.children
            if t.dep_ == "pobj"
        ]


def _antecedent(pronoun: Token, at: Mapping[int, str]) -> Iterator[str]:
    """Yield whose "its" is: the one actor before it, else the subject one sentence before."""
    here = pronoun.sent
    before = list(dict.fromkeys(at[t.i] for t in here if t.i < pronoun.i and t.i in at))
    if len(before) == 1:
        yield before[0]
    elif not before and here.start > 0:
        last = here.doc[here.start - 1].sent
        while not any(t.is_alpha for t in last) and last.start > 0:
            last = here.doc[last.start - 1].sent
        subjects = [t for t in last if t.dep_ in _SUBJECTS and _named_by(t, at) is not None]
        main = [t for t in subjects if t.head.dep_ == "ROOT"] or subjects
        yield from (name for t in main[:1] if (name := _named_by(t, at)) is not None)


def _named_by(token: Token, at: Mapping[int, str]) -> str | None:
    """Return the actor that a noun names, itself or by the words of its name before it."""
    words = [token, *(t for t in token.children if t.dep_ in {"compound", "nmod"})]
    return next((at[t.i] for t in words if t.i in at), None)
