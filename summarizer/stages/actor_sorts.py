"""What the words around a name tell about its bearer: a person, a body or a place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.stages.actor_countries import COUNTRIES
from summarizer.stages.actor_lexicon import (
    BODIES,
    CLUB_ENDS,
    CLUB_STARTS,
    COMPANY_ENDS,
    INSTITUTIONS,
    LANDMARKS,
    ORGANISATION_WORDS,
    PEOPLE,
    SPEECH,
    VAGUE,
)
from summarizer.stages.actor_text import Found, Layout, adjectives_of

if TYPE_CHECKING:
    from spacy.tokens import Token

# Nouns for people that are not also said of companies ("its rival Google").
SURE_PEOPLE = (
    PEOPLE
    - VAGUE
    - {"operator", "developer", "leader", "trader", "buyer", "seller", "opposition", "rival"}
)
# Who works "at" something works at a body: "an analyst at Halden".
_STAFF = frozenset(
    """executive analyst economist strategist professor researcher scientist engineer lecturer
    fellow neurologist cardiologist oncologist epidemiologist psychologist historian consultant
    trader banker lawyer partner manager director editor""".split()
)
# Only a state or a body has these, no person: "Velia's parliament".
_OF_STATES = frozenset({"ministry", "parliament", "president", "premier", "embassy", "airspace"})
# Words that end the name of a place and nearly never a person's.
_SCENES = frozenset(
    """meadow meadows avenue road stadium airport beach harbour harbor forest mountain mountains
    island islands cathedral valley square""".split()
)
_HALLS = frozenset({"town", "city", "village"})
_WHERE = frozenset("in near outside inside across throughout around above".split())
# Only a body has these, whoever a parser takes it for ("Medora's chief executive").
_OF_BODIES = frozenset(
    """executive ceo cfo chairman chairwoman board shareholder headquarters subsidiary""".split()
)
_IN_BODIES = frozenset({"share", "stake", "shareholder", "investor"})
_TRADED = frozenset({"share", "stock", "bond", "shareholder", "takeover", "merger"})
_BODY_VOTES = 6
# What stands "in" a body rather than at a place ("a stake in Halden Ore").
_NOT_WHERE = _IN_BODIES | frozenset(
    """trust confidence faith interest investment role part partner job career belief member
    majority seat post position official colleague""".split()
)
# Wherever they stand in a name, nobody is called so; streets and towns can be.
_SURE_BODIES = frozenset({"college", "university", "institute", "hospital"})
_STREETS = frozenset({"park", "street", "road", "avenue", "lane", "green", "hill", "station"})
# What a place has, before "of" and its name.
_OF_PLACES = frozenset(
    """city town village province state mayor governor resident inhabitant outskirt suburb street
    port bishop tower square siege half north south east west centre center""".split()
)


def country_of(words: tuple[str, ...]) -> str | None:
    """Return the country that `words` name, or nothing."""
    return COUNTRIES.names.get(words)


def type_key(name: Found) -> str:
    """Return what a name is grouped by: its country, or its key."""
    country = country_of(name.words) if name.sort == "place" else None
    return f"country:{country}" if country else name.key


def sort_votes(layout: Layout, name: Found) -> Iterator[tuple[str, int]]:
    """Yield kinds of bearer with how many votes one place of a name gives them."""
    doc = layout.doc
    if name.sort:
        # "the Liberals, who lost": no person
        is_people = name.sort == "group" and len(name.words) == 1 and is_definite(layout, name)
        yield name.sort, 4 if is_people else 1
    if name.title:
        yield "person", 3
    if len(name.words) > 1:
        yield from _votes_by_words(name)
    if type_key(name).startswith("country:"):
        yield "place", 9
    if len(name.words) == 1 and not layout.adjectives.isdisjoint(adjectives_of(name.words[0])):
        yield "place", 4
    after = [t.text for t in doc[name.end : name.end + 3]]
    if len(after) == 3 and after[0] == "," and after[1].isdigit() and after[2] in {",", "."}:
        yield "person", 2
    if _is_where(layout, name):
        yield "place", 4
    elif _may_be_where(layout, name):
        yield "place", 2
    if "who" in after[:2] and after[0] in {",", "who"}:
        yield "person", 3
    head = doc[name.head]
    jobs = {t.lemma_.lower() for t in (*beside(head), *_named_after(head))} | {*name.jobs}
    if jobs & SURE_PEOPLE or (name.sort != "place" and _is_own_leader(head)):
        yield "person", 3
    elif jobs & BODIES:
        yield "organisation", 3
    if _is_state(layout, name):
        yield "place", 4
    if _is_traded(layout, name):
        yield "organisation", _BODY_VOTES
    elif not name.title and name.sort in {"person", ""}:
        yield from _body_votes(layout, name)


def _votes_by_words(name: Found) -> Iterator[tuple[str, int]]:
    """Yield the votes for a body that the words of a longer name give by themselves."""
    last = name.words[-1].lower().rstrip(".")
    is_hall = last == "hall" and name.words[-2].lower() in _HALLS
    if not name.title and (last in _SCENES or is_hall):
        yield "place", 9
    if last in ORGANISATION_WORDS:
        yield "organisation", 9 if last in COMPANY_ENDS else 2
    elif not name.title and _has_body_word(name):
        yield "organisation", 9
    if not name.title and is_club(name):
        yield "organisation", 5


def _body_votes(layout: Layout, name: Found) -> Iterator[tuple[str, int]]:
    """Yield the votes against a person where the tagger sees one, or nothing."""
    if len(name.words) == 1 and name.key.endswith("s") and _is_counted(layout, name):
        yield "group", 4  # "the Velians", "five Velians"
    if _is_body(layout, name):
        yield "organisation", _BODY_VOTES
    elif _is_plural(layout.doc[name.head]):
        yield "organisation", 3


def _is_counted(layout: Layout, name: Found) -> bool:
    before = layout.doc[name.start - 1] if name.start else None
    return is_definite(layout, name) or (before is not None and before.like_num)


def is_definite(layout: Layout, name: Found) -> bool:
    """Return whether "the" stands right before a name."""
    return name.start > 0 and layout.doc[name.start - 1].lower_ == "the"


def beside(head: Token) -> list[Token]:
    """Return the nouns in apposition to a name: "wife" for "Jo Roe" in "his wife, Jo Roe"."""
    above = [head.head] if head.dep_ == "appos" else []
    return [t for t in head.children if t.dep_ == "appos"] + above


def _named_after(head: Token) -> list[Token]:
    """Return the noun that a name explains across another: "head of mission, Ana Roe".

    The parser gives the name to "mission"; what is told ("head of the mission") may have its own.
    """
    inner = head.head
    if head.dep_ != "appos" or inner.dep_ != "pobj" or inner.pos_ == "PROPN":
        return []
    is_told = any(t.dep_ in {"det", "poss"} for t in inner.children)
    noun = inner.head.head
    return [] if is_told or noun.pos_ != "NOUN" or inner.head.lower_ != "of" else [noun]


def is_club(name: Found) -> bool:
    """Return whether a name is made like a sports club's."""
    return name.words[-1].lower() in CLUB_ENDS or name.words[0].lower() in CLUB_STARTS


def _has_body_word(name: Found) -> bool:
    """Return whether a name is a body's by a word inside it ("King's College London")."""
    words = [word.lower() for word in name.words]
    return not _SURE_BODIES.isdisjoint(words) and words[-1] not in _STREETS


def _is_own_leader(head: Token) -> bool:
    """Return whether a name stands beside "its leader": "leader" alone may be a company's."""
    return any(
        t.lower_ == "leader" and any(c.dep_ == "poss" for c in t.children) for t in beside(head)
    )


def _is_plural(head: Token) -> bool:
    """Return whether a name takes a plural verb as bodies do: "Halden Rovers have"."""
    verb = head.head
    if head.dep_ not in {"nsubj", "nsubjpass"} or any(t.dep_ == "conj" for t in head.children):
        return False
    verbs = (verb, *(t for t in verb.children if t.dep_ in {"aux", "auxpass"}))
    return any(t.lower_ in {"have", "are", "were"} for t in verbs if head.i < t.i)


def _is_body(layout: Layout, name: Found) -> bool:
    """Return whether the words around a name can only be said of a body.

    "X, which owns the dam", "X, based in Oslo", "X's chief executive", "shares in X", "X said
    it would appeal". "It was clear that" says nothing, so "X said it was" does not count.
    """
    doc, head = layout.doc, layout.doc[name.head]
    after = [t.lower_ for t in doc[name.end : name.end + 2]]
    if after in ([",", "based"], [",", "which"]):
        return True
    owner = head.head
    if head.dep_ == "poss" and owner.lemma_.lower() in _OF_BODIES:
        return True
    is_employer = head.dep_ == "pobj" and owner.lower_ == "at"
    if is_employer and owner.head.lemma_.lower() in _STAFF:
        return True
    if head.dep_ == "pobj" and owner.lower_ in {"of", "in"}:
        nouns = _OF_BODIES if owner.lower_ == "of" else _IN_BODIES
        return owner.head.lemma_.lower() in nouns
    if head.dep_ != "nsubj" or owner.lemma_.lower() not in SPEECH:
        return False
    return any(_is_about_it(t) for t in owner.children if t.dep_ == "ccomp" and t.i > owner.i)


def _is_state(layout: Layout, name: Found) -> bool:
    """Return whether a word that is taken for a person has what only states have."""
    head = layout.doc[name.head]
    owned = head.head.lemma_.lower() if head.dep_ == "poss" else ""
    if len(name.words) > 1 or name.title:
        return False
    return owned == "minister" or (owned in _OF_STATES and name.sort in {"person", ""})


def _is_traded(layout: Layout, name: Found) -> bool:
    """Return whether a name is a company's by what the market does: "X shares fell", "rival X"."""
    head = layout.doc[name.head]
    if head.dep_ == "compound" and head.head.lemma_.lower() in _TRADED:
        return True
    if head.dep_ == "pobj" and head.head.head.lemma_.lower() == "takeover":
        return head.head.lower_ in {"of", "by"}
    before = layout.doc[name.start - 1].lower_ if name.start else ""
    return before == "rival" and any(t.dep_ == "poss" for t in layout.doc[name.start - 1].lefts)


def _is_about_it(verb: Token) -> bool:
    for subject in verb.children:
        if subject.dep_ not in {"nsubj", "nsubjpass"}:
            continue
        if subject.lower_ == "it" and verb.lemma_ != "be":
            return True
        if any(t.dep_ == "poss" and t.lower_ == "its" for t in subject.children):
            return True
    return False


def _may_be_where(layout: Layout, name: Found) -> bool:
    """Return whether a name that is taken for a body's stands where places do: "in X"."""
    words = {w.lower().rstrip(".") for w in name.words}
    is_known = words & (ORGANISATION_WORDS | INSTITUTIONS) or name.words[0].isupper()
    head = layout.doc[name.head]
    if is_known or name.sort != "organisation" or len(words) > 2 or head.dep_ != "pobj":
        return False
    return head.head.lower_ == "in" and head.head.head.lemma_.lower() not in _NOT_WHERE


def _is_where(layout: Layout, name: Found) -> bool:
    """Return whether something is or happens at what is named, or a place is called by it.

    Only for names that are not known to be bodies: one may also speak in a parliament.
    """
    words = {w.lower().rstrip(".") for w in name.words}
    if name.title or len(words) > 3 or words & (ORGANISATION_WORDS | INSTITUTIONS):
        return False
    before = list(layout.doc[max(0, name.start - 2) : name.start])
    after = layout.doc[name.end] if name.end < len(layout.doc) else None
    if len(before) == 2 and before[1].lower_ == "of" and before[0].lemma_.lower() in _OF_PLACES:
        return True
    if name.sort == "organisation":
        return False
    if before and before[-1].lower_ in _WHERE and before[-1].head.pos_ in {"VERB", "AUX"}:
        return True
    return after is not None and after.is_lower and after.lemma_.lower() in LANDMARKS
