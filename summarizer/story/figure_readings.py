"""What each figure of an article measures: noun, predicate, modifiers, scope."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.story.figure_numbers import Amount, find_amounts
from summarizer.story.figure_syntax import Measured, measured, subject
from summarizer.story.figure_words import (
    CASUALTY,
    EMPTY_VERBS,
    FORESEEING,
    IDENTIFIERS,
    INCREMENTS,
    MEASURES,
    MODALS,
    MOMENTS,
    NAME_TYPES,
    PARTICIPLES,
    PERSONS,
    PLACE_TYPES,
    REPORT_VERBS,
    TIME_NOUNS,
    TOLLS,
    WEEKDAYS,
)
from summarizer.types import Analysis, Sentence, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

_LEFT = frozenset({"amod", "compound", "nmod", "poss"})
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
# How far the words that a figure is compared by may reach to either side of it.
_REACH = 8


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure of an article with what it measures.

    `noun` is the lemma of what is counted or described, `predicate` the lemma or the casualty
    concept of what happens to it. `modifiers` stand before the noun, `targets` are nouns after
    it. `scope` are words of time that the figure holds for, and "unreal" where it is of what
    could be; `increments` are words such as
    "another", `days` are weekdays. `names` are places close by and who acts on what is
    counted. `window` is the stretch to compare by, `label` what to call the quantity.
    """

    amount: Amount
    sentence: Span
    window: Span
    noun: str | None
    predicate: str | None
    modifiers: frozenset[str]
    targets: frozenset[str]
    scope: frozenset[str]
    days: frozenset[str]
    increments: frozenset[str]
    names: frozenset[str]
    label: str

    @property
    def is_of_people(self) -> bool:
        """Return whether people are counted without saying which."""
        return self.noun in PERSONS or (self.noun is None and self.predicate in CASUALTY.values())


def readings(analysis: Analysis) -> list[Reading]:
    """Return the figures of an article whose quantity is plain from the parse, in text order."""
    doc = analysis.parse
    if doc is None:
        return []
    return [
        reading
        for sentence in analysis.sentences or ()
        if sentence.kind in ("headline", "body")
        for amount in _amounts(analysis.article.text, sentence)
        if (reading := _read(doc, amount, sentence))
    ]


def _amounts(text: str, sentence: Sentence) -> list[Amount]:
    start = sentence.span.start
    return [amount.shifted(start) for amount in find_amounts(sentence.span.of(text))]


def _read(doc: Doc, amount: Amount, sentence: Sentence) -> Reading | None:
    core = doc.char_span(amount.core.start, amount.core.end, alignment_mode="expand")
    if core is None or _is_other(amount, core):
        return None
    found = measured(core, amount.kind)
    noun, verb = found.noun, found.predicate
    if noun is None and verb is None and amount.kind == "count":
        return None
    if noun is not None and not _is_counted(amount, core, noun):
        return None
    near = _near(core, noun, verb)
    return Reading(
        amount=amount,
        sentence=sentence.span,
        window=window_of(core, sentence),
        noun=_noun(noun, core, is_size=found.is_size),
        predicate=_predicate(noun, verb),
        modifiers=frozenset(_modifiers(noun, core)),
        targets=frozenset(_targets(core, noun)),
        scope=frozenset([*_scope(near), *_unreal(core)]),
        days=frozenset(_days(core)),
        increments=frozenset(_increments(amount, core, noun)),
        names=frozenset(_names(near, noun, verb)),
        label=_label(core, found),
    )


def _is_other(amount: Amount, core: Tokens) -> bool:
    """Return whether the number names, dates or orders something rather than counts it."""
    first, root = core[0], core.root
    if amount.kind != "count":
        return False
    before = core.doc[core.start - 1] if core.start > core.sent.start else None
    after = core.doc[core.end] if core.end < core.sent.end else None
    if before is not None and (before.pos_ == "PROPN" or before.lower_ in IDENTIFIERS):
        return True
    if root.dep_ == "appos" or (root.ent_type_ in NAME_TYPES and root.ent_type_ != "NORP"):
        return True
    if amount.number == 1.0 or (first.lower_ in ("one", "zero") and len(core) == 1):
        return True
    is_year = 1900 <= amount.number <= 2100 and len(first.text) == 4 and first.text.isdigit()
    if is_year and (root.dep_ != "nummod" or root.ent_type_ == "DATE"):
        return True
    return is_year and after is not None and after.tag_ not in ("NNS", "NNPS")


def _is_counted(amount: Amount, core: Tokens, noun: Token) -> bool:
    if noun.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return False
    if amount.kind != "count":
        return noun.lemma_.lower() not in TIME_NOUNS
    if noun.i < core.start and noun.lemma_.lower() not in TOLLS | MEASURES:
        return False
    if noun.pos_ == "PROPN" and noun.tag_ != "NNPS" and noun.ent_type_ != "NORP":
        return False
    return noun.lemma_.lower() not in TIME_NOUNS


def _lemma(token: Token) -> str:
    return token.lemma_.lower()


def _noun(noun: Token | None, core: Tokens, *, is_size: bool) -> str | None:
    """Return the lemma of the noun; for "a 338-seat parliament" with the unit before it."""
    if noun is None or not is_size:
        return None if noun is None else _lemma(noun)
    between = core.doc[core.end : noun.i]
    return "-".join([t.lemma_.lower() for t in between if t.is_alpha] + [_lemma(noun)])


def _names(near: Sequence[Token], noun: Token | None, verb: Token | None) -> Iterable[str]:
    """Yield the places in the clause and the names of who does something to what is counted."""
    for token in near:
        if token.pos_ == "PROPN" and token.ent_type_ in PLACE_TYPES:
            yield token.lower_
    doer = subject(verb) if verb is not None else None
    if doer is not None and doer != noun and doer.pos_ == "PROPN":
        yield doer.lower_


def _predicate(noun: Token | None, verb: Token | None) -> str | None:
    if verb is None or verb.lemma_.lower() in EMPTY_VERBS:
        return None
    lemma = verb.lemma_.lower()
    concept = CASUALTY.get(lemma)
    # "Gunmen who killed 14" and "14 gunmen were killed" are not about the same people.
    is_doer = verb.pos_ == "VERB" and noun is not None and noun.dep_ == "nsubj"
    if (
        concept
        and is_doer
        and noun is not None
        and noun.head is verb
        and lemma in ("kill", "wound")
    ):
        return f"doing {concept}"
    return concept or lemma


def _left_of(core: Tokens, noun: Token | None) -> list[Token]:
    doc = core.doc
    first = max(core.sent.start, core.start - 2)
    last = noun.i if noun is not None and core.end <= noun.i <= core.end + 6 else core.end
    return [*doc[first : core.start], *doc[core.end : max(core.end, last)]]


def _increments(amount: Amount, core: Tokens, noun: Token | None) -> Iterable[str]:
    """Yield "another" and the like, unless they belong to the bound ("more than")."""
    for token in _left_of(core, noun):
        is_bound = amount.span.start <= token.idx < amount.span.end
        if token.lower_ in INCREMENTS and not is_bound:
            yield token.lower_


def _modifiers(noun: Token | None, core: Tokens) -> Iterable[str]:
    if noun is None:
        return
    for child in noun.children:
        is_word = child.is_alpha and child not in core and child.dep_ in _LEFT
        if is_word and child.lemma_.lower() not in CASUALTY and child.lower_ not in INCREMENTS:
            yield _lemma(child)
            yield from (_lemma(c) for c in child.children if c.dep_ in _LEFT and c.is_alpha)


def _targets(core: Tokens, noun: Token | None) -> Iterable[str]:
    """Yield the nouns that "people in the hall", "a raise of the wage" are bound to."""
    for token in [*core, *([noun] if noun is not None else [])]:
        for prep in token.children:
            if prep.dep_ == "prep":
                for child in prep.children:
                    if child.dep_ == "pobj" and child not in core and child is not noun:
                        yield _lemma(child)


def _near(core: Tokens, noun: Token | None, verb: Token | None) -> list[Token]:
    """Return the words of the clause of a figure, other than the figure."""
    top = verb if verb is not None else noun
    if top is None:
        return []
    clause = [t for t in top.subtree if t not in core and abs(t.i - core.start) <= 2 * _REACH]
    around = core.doc[max(core.sent.start, core.start - 3) : min(core.sent.end, core.end + 5)]
    return sorted({*clause, *(t for t in around if t not in core)}, key=lambda t: t.i)


def _scope(near: Sequence[Token]) -> Iterable[str]:
    for token in near:
        if token.ent_type_ in ("DATE", "TIME") and (token.is_alpha or token.like_num):
            if not token.is_stop and token.lemma_.lower() not in MOMENTS:
                yield _lemma(token)
        elif token.lower_ in ("per", "daily", "weekly", "monthly", "annual", "annually"):
            yield token.lower_


def _days(core: Tokens) -> Iterable[str]:
    """Yield the weekdays near a figure, but not those on which something was said."""
    first = max(core.sent.start, core.start - 2 * _REACH)
    for token in core.doc[first : min(core.sent.end, core.end + 2 * _REACH)]:
        if token.lemma_.lower() in WEEKDAYS:
            verb = next((t for t in token.ancestors if t.pos_ == "VERB"), None)
            if verb is None or verb.lemma_.lower() not in REPORT_VERBS - {"report"}:
                yield token.lemma_.lower()


def _unreal(core: Tokens) -> Iterable[str]:
    """Yield a mark where a figure is of what could be, or is foreseen, and not of what is."""
    above = [core.root, *core.root.ancestors]
    verbs = [t for t in above if t.pos_ in ("VERB", "AUX")][:2]
    modal = any(c.lemma_.lower() in MODALS for verb in verbs for c in verb.children)
    if modal or any(verb.lemma_.lower() in FORESEEING for verb in verbs):
        yield "unreal"


def window_of(core: Tokens, sentence: Sentence) -> Span:
    """Return the words on both sides of a figure, within its sentence."""
    doc = core.doc
    first = doc[max(core.sent.start, core.start - _REACH)]
    last = doc[min(core.sent.end, core.end + _REACH) - 1]
    start = max(first.idx, sentence.span.start)
    return Span(start, max(start + 1, min(last.idx + len(last), sentence.span.end)))


def _label(core: Tokens, found: Measured) -> str:
    """Return the words of the article for what is measured: "people killed", "turnout".

    Empty where only a verb is known that is not about casualties.
    """
    noun, verb = found.noun, None if found.is_size else found.predicate
    if core.root.dep_ == "dobj" and verb is not None and noun is not None and noun.i < verb.i:
        # Who paid or lost it is not what is measured.
        return " ".join([verb.text, *(t.text for t in _phrase_after(verb, core))])
    if noun is None and (verb is None or verb.lemma_.lower() not in CASUALTY):
        return ""
    if noun is not None and noun.pos_ == "PROPN" and noun.ent_type_ in ("PERSON", "ORG", "GPE"):
        return ""
    chosen: list[Token] = []
    if noun is not None:
        left = frozenset({"compound", "nmod"}) if found.is_size else _LEFT
        kept = [c for c in noun.lefts if c.dep_ in left and c.is_alpha and c.tag_ != "PRP$"]
        chosen += [c for c in kept if c not in core and c.pos_ in _CONTENT]
        chosen.append(noun)
    after = ""
    if verb is not None and verb.lemma_.lower() in CASUALTY and verb.tag_ == "VBG":
        after = PARTICIPLES[CASUALTY[verb.lemma_.lower()]]
    elif verb is not None and verb.lemma_.lower() not in EMPTY_VERBS and verb not in chosen:
        chosen += [verb] if _is_told_of(noun, verb) else []
    elif noun is not None:
        chosen += _phrase_after(noun, core)
    return " ".join([*(token.text for token in chosen), *([after] if after else [])])


def _is_told_of(noun: Token | None, verb: Token) -> bool:
    """Return whether noun and verb, in this order, say what is measured."""
    if noun is None or verb.head == noun:
        return True
    if verb.lemma_.lower() in CASUALTY:
        return verb.i > noun.i or verb.tag_ in ("VBN", "VBD", "JJ")
    if noun.dep_ == "nsubjpass" and noun.head == verb:
        return True
    objects = any(child.dep_ == "dobj" for child in verb.children)
    if noun.dep_ == "nsubj" and noun.head == verb:
        return not objects
    # Of verbs in "-ed" the past tense is the participle too: "jobs added".
    return noun.dep_ == "dobj" and noun.head == verb and verb.lower_.endswith("ed")


def _phrase_after(noun: Token, core: Tokens) -> list[Token]:
    """Return "on strike" for "3,400 workers are on strike"."""
    holders = [noun, noun.head] if noun.head.lemma_ == "be" else [noun]
    for holder in holders:
        for prep in holder.children:
            if prep.dep_ == "prep" and prep.i > noun.i and prep not in core:
                words = list(prep.subtree)
                if 1 < len(words) <= 5 and words[-1].pos_ in ("NOUN", "PROPN"):
                    return words
    return []
