"""Verbs and nouns of a parse that tell how whoever does something stands to somebody else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.meaning.said import lemma
from summarizer.meaning.status import verb_of
from summarizer.relations import RelationKind
from summarizer.stages.agency import is_passive, is_stative, sides_of, with_conjuncts
from summarizer.stages.relation_words import relation_words
from summarizer.stages.speech_acts import act_of_word

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OBJECTS = frozenset({"dobj", "obj", "oprd"})
_OWNERS = frozenset({"by", "from"})


@dataclass(frozen=True, slots=True, eq=False)
class Bond:
    """A word that tells a relation, and the head words of who may stand on its two sides."""

    kind: RelationKind
    cue: Token
    doers: tuple[Token, ...]
    targets: tuple[Token, ...]


def bonds_in(doc: Doc) -> Iterator[Bond]:
    """Yield what the verbs and nouns of a text tell, in text order; sides may name nobody."""
    for token in doc:
        if token.pos_ == "VERB":
            yield from _by_verb(token)
        elif token.pos_ == "NOUN" and (kind := relation_words().nouns.get((lemma(token),))):
            yield _by_noun(token, kind)


def judging_verb(gerund: Token) -> Token | None:
    """Return the verb that blames or praises somebody for a gerund, as in "accused Roe of lying".

    The parser may hang the preposition on the verb or on its object.
    """
    if gerund.dep_ != "pcomp":
        return None
    above = gerund.head.head
    for verb in (above, above.head if above.dep_ in {"dobj", "nsubjpass"} else above):
        if act_of_word(verb) in {"accuses", "praises"} and verb.pos_ == "VERB":
            return verb
    return None


def _by_verb(verb: Token) -> Iterator[Bond]:
    doers, patients = sides_of(verb)
    if not doers and (judging := judging_verb(verb)) is not None:
        doers = sides_of(judging)[1]
    words = relation_words()
    if (phrase := _phrase(verb)) is not None and not is_passive(verb):
        kind, targets = phrase
        yield Bond(kind, verb, doers, targets)
        return
    if (joined := _together(verb)) is not None:
        kind, small = joined
        yield Bond(kind, verb, doers, (*patients, *small))
        return
    if ended := _ended(verb):
        yield Bond("opposes", verb, doers, ended)
        return
    names = {(verb_of(verb),), (lemma(verb),)}
    told = next((words.verbs[name] for name in sorted(names) if name in words.verbs), None)
    if told is not None:
        yield Bond(told, verb, doers, (*patients, *_owners(patients)))
    elif not is_stative(verb) and names.isdisjoint((name,) for name in words.none):
        # Who is given or told something is not who it is done to.
        done_to = tuple(t for t in patients if t.dep_ not in {"dative", "iobj"})
        yield Bond("acts_on", verb, doers, done_to)


def _ended(verb: Token) -> tuple[Token, ...]:
    """Return whose resignation or the like is demanded or called for."""
    words = relation_words()
    things = [t for t in verb.children if t.dep_ in _OBJECTS] if lemma(verb) in words.ending else []
    if lemma(verb) == "call":
        things = [t for name, named in _prepositions(verb) if name == "for" for t in named]
    owners = [t for thing in things if lemma(thing) in words.ended for t in _whose(thing)]
    return with_conjuncts(owners)


def _whose(thing: Token) -> Iterator[Token]:
    """Yield whose thing it is: "Roe's arrest", "the arrest of Roe"."""
    yield from (t for t in thing.children if t.dep_ == "poss")
    for preposition, named in _prepositions(thing):
        yield from named if preposition == "of" else ()


def _phrase(verb: Token) -> tuple[RelationKind, tuple[Token, ...]] | None:
    """Return what a verb with a preposition tells of whom, as in "voted against Roe".

    The verb's object may be a part of it, as in "paid tribute to Roe".
    """
    phrases = relation_words().phrases
    objects = [t for t in verb.children if t.dep_ in _OBJECTS]
    for name in dict.fromkeys((lemma(verb), verb_of(verb))):
        for between in (*((lemma(t),) for t in objects), ()):
            for top in (verb, *objects):
                for preposition, targets in _prepositions(top):
                    kind = phrases.get((*name.split("_"), *between, preposition))
                    if kind is not None:
                        return kind, targets
    return None


def _together(verb: Token) -> tuple[RelationKind, tuple[Token, ...]] | None:
    """Return what a verb and another word tell, and of whom beside its object.

    Of "held Roe responsible" the parser makes a clause with Roe as its subject.
    """
    for (name, other), kind in relation_words().together.items():
        if lemma(verb) == name:
            for child in verb.children:
                if other in {child.lower_, *(t.lower_ for t in child.children)}:
                    return kind, with_conjuncts([t for t in child.children if t.dep_ == "nsubj"])
    return None


def _prepositions(top: Token) -> Iterator[tuple[str, tuple[Token, ...]]]:
    for child in top.children:
        if child.dep_ in {"prep", "dative", "agent"} and child.pos_ != "PRON":
            yield child.lower_, with_conjuncts([t for t in child.children if t.dep_ == "pobj"])


def _owners(things: Iterable[Token]) -> Iterator[Token]:
    """Yield whose plan, offer or handling is judged; not who was killed or arrested."""
    for thing in things:
        if thing.pos_ == "NOUN" and lemma(thing) not in relation_words().mishaps:
            yield from with_conjuncts([t for t in thing.children if t.dep_ == "poss"])
            for preposition, whose in _prepositions(thing):
                yield from whose if preposition in _OWNERS else ()


def _by_noun(noun: Token, kind: RelationKind) -> Bond:
    words = relation_words()
    doers = list(_possessors(noun))
    targets: list[Token] = []
    for top in (noun, *_light_verbs(noun)):
        for preposition, named in _prepositions(top):
            is_of_target = preposition == "of" and lemma(noun) in words.of_target
            is_of_doer = preposition == "of" and kind == "supports"
            if preposition in words.to_target or is_of_target:
                targets += named
            elif preposition in words.to_doer or is_of_doer:
                doers += named
    for verb in _light_verbs(noun):
        subjects = sides_of(verb)[0]
        if lemma(verb) in words.done and not doers:
            doers += subjects
        elif lemma(verb) in words.undergone and not targets:
            targets += subjects
    return Bond(kind, noun, tuple(doers), tuple(targets))


def _possessors(noun: Token) -> Sequence[Token]:
    return with_conjuncts([t for t in noun.children if t.dep_ in {"poss", "compound", "amod"}])


def _light_verbs(noun: Token) -> Iterator[Token]:
    """Yield the verb whose object a noun is, if the two say one thing ("launched an attack")."""
    words, verb = relation_words(), noun.head
    is_said = noun.dep_ in _OBJECTS and verb.pos_ == "VERB" and not is_passive(verb)
    if is_said and lemma(verb) in words.done | words.undergone:
        yield verb
