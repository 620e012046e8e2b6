"""Claims of an article: the clauses that say what happened, each with its predicate.

A claim is headed by a verb, or by a noun for an event that has arguments of its own. A clause
that only reports ("he said") makes no claim beside the one it reports, a question makes none,
and forms of "be" and helping verbs head none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.stages.actor_lexicon import SPEECH
from summarizer.story.matching import Claim
from summarizer.types import Analysis, Sentence, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_READ = frozenset({"headline", "body"})
# Clauses inside a clause that are claims of their own, or none.
_OWN_CLAUSE = frozenset({"advcl", "ccomp", "csubj", "parataxis", "relcl"})
_EDGE = frozenset({"cc", "mark", "punct", "preconj"})
_OBJECTS = frozenset({"dobj", "obj"})
# Endings of nouns made from verbs ("election", "shooting", "withdrawal").
_DEVERBAL = ("tion", "sion", "ment", "ance", "ence", "ing", "al", "ure")
_ARGUMENT = frozenset({"of", "by", "against", "between", "on", "in", "at", "for"})
_WEIGHTY = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_MAX_CHAIN = 4
_FEWEST_WORDS = 3
_FEWEST_OTHERS = 1
_NOUNS = frozenset({"NOUN", "PROPN", "NUM"})


def claims(analysis: Analysis) -> tuple[Claim, ...]:
    """Return the claims in headline and body, in text order; empty without a parse."""
    doc = analysis.parse
    if doc is None:
        return ()
    cues = tuple(q.cue for q in analysis.quotes or () if q.cue is not None)
    verbs = frozenset(t.lemma_.lower() for t in doc if t.pos_ == "VERB")
    found: set[Claim] = set()
    for sentence in analysis.sentences or ():
        if sentence.kind in _READ:
            found.update(_claims_in(doc, sentence, cues, verbs))
    return tuple(sorted(found, key=lambda c: (c.head, c.span)))


def is_question(words: str) -> bool:
    """Return whether a sentence ends in a question mark, and so states nothing by itself."""
    return words.rstrip("\"'”’) ").endswith("?")


def claim_at(doc: Doc, head: Span, sentence: Span) -> Claim:
    """Return the claim that the words at `head` make in `sentence`, whatever they are."""
    words = doc.char_span(head.start, head.end, alignment_mode="expand")
    if words is None:
        return Claim(sentence, head, sentence)
    return Claim(_joined(_extent(words.root, sentence), head), head, sentence)


def sentence_claim(doc: Doc, sentence: Span) -> Claim:
    """Return the claim that `sentence` makes as a whole, headed by its main predicate."""
    words = doc.char_span(sentence.start, sentence.end, alignment_mode="expand")
    if words is None:
        return Claim(sentence, sentence, sentence)
    root = words.root
    if root.pos_ == "VERB" and (inner := _reported(root)) is not None:
        root = inner
    head = _clipped(_span(_complement(_predicate(root))), sentence)
    return Claim(sentence, head, sentence)


def _claims_in(
    doc: Doc, sentence: Sentence, cues: tuple[Span, ...], verbs: frozenset[str]
) -> list[Claim]:
    span = sentence.span
    words = doc.char_span(span.start, span.end, alignment_mode="contract")
    if words is None or is_question(words.text):
        return []
    heads = [t for t in words if _heads_clause(t, cues) or _heads_event(t, verbs)]
    found = [Claim(_extent(t, span), _span(_predicate(t)), span) for t in heads]
    if found:
        return [claim for claim in found if _says_enough(doc, claim)]
    weighty = sum(t.pos_ in _WEIGHTY for t in words)
    if sentence.kind == "headline" and weighty >= _FEWEST_WORDS and words.root.pos_ in _WEIGHTY:
        return [Claim(span, _span(words.root), span)]
    return []


def _heads_clause(token: Token, cues: tuple[Span, ...]) -> bool:
    if token.pos_ != "VERB" or token.dep_ in {"amod", "aux", "auxpass", "compound", "prep"}:
        return False
    if _is_hyphenated(token):
        return False
    # "began to fire" is one claim, headed by what was begun; "efforts to shut" report nothing.
    if token.dep_ == "xcomp" and token.head.pos_ == "VERB":
        return False
    if any(child.lower_ == "to" and child.dep_ == "aux" for child in token.children):
        return False
    return not _only_reports(token, cues)


def _is_hyphenated(token: Token) -> bool:
    """Return whether a hyphen joins `token` to the next word, as in "stay-at-home"."""
    if token.whitespace_ or token.i + 1 == len(token.doc):
        return False
    return token.nbor().text[:1] in {"-", "‑", "–"}


def _says_enough(doc: Doc, claim: Claim) -> bool:
    """Return whether a claim names something besides its head that can be looked for."""
    words = doc.char_span(claim.span.start, claim.span.end, alignment_mode="expand") or ()
    others = [t for t in words if t.idx != claim.head.start and t.pos_ in _WEIGHTY]
    return len(others) >= _FEWEST_OTHERS and any(t.pos_ in _NOUNS for t in others)


def _only_reports(verb: Token, cues: tuple[Span, ...]) -> bool:
    """Return whether all that `verb` says is that somebody said something."""
    lemma = verb.lemma_.lower()
    if lemma not in SPEECH and not any(cue.overlaps(_span(verb)) for cue in cues):
        return False
    kinds = {child.dep_ for child in verb.children}
    if kinds & {"ccomp", "parataxis"} or verb.dep_ == "parataxis" or lemma in {"say", "tell"}:
        return True
    goes_on = any(c.dep_ == "prep" and c.lower_ in {"of", "against"} for c in verb.children)
    return not goes_on and not kinds & {*_OBJECTS, "xcomp", "nsubjpass"}


def _reported(verb: Token) -> Token | None:
    """Return the verb of what `verb` reports, or `None` if it does more than report."""
    inner = next((c for c in verb.children if c.dep_ == "ccomp"), None)
    return inner if inner is not None and _only_reports(verb, ()) else None


def _heads_event(token: Token, verbs: frozenset[str]) -> bool:
    """Return whether a noun names an event and says whose, of what or against whom."""
    if token.pos_ != "NOUN" or token.dep_ in {"compound", "npadvmod"}:
        return False
    lemma = token.lemma_.lower()
    if lemma not in verbs and not (len(lemma) > 6 and lemma.endswith(_DEVERBAL)):
        return False
    links = [c for c in token.children if c.dep_ == "prep" and c.lower_ in _ARGUMENT]
    named = sum(any(g.pos_ in {"NOUN", "PROPN"} for g in link.children) for link in links)
    has_owner = any(c.dep_ == "poss" and c.pos_ in {"NOUN", "PROPN"} for c in token.children)
    return named + has_owner >= 2 or (token.dep_ == "ROOT" and named + has_owner > 0)


def _predicate(token: Token) -> Token:
    """Return the word that says what happens: the last of "plans to try to sell"."""
    for _ in range(_MAX_CHAIN):
        below = [c for c in token.children if c.dep_ == "xcomp" and c.pos_ == "VERB"]
        if token.pos_ != "VERB" or len(below) != 1:
            break
        token = below[0]
    return token


def _complement(token: Token) -> Token:
    """Return what a form of "be" says of its subject, else `token` itself."""
    if token.pos_ != "AUX":
        return token
    below = [c for c in token.children if c.dep_ in {"attr", "acomp", "oprd", "xcomp", "prep"}]
    return below[0] if below else token


def _extent(token: Token, sentence: Span) -> Span:
    """Return the clause or phrase of `token`, without the clauses at its edges."""
    words = sorted(_kept(token), key=lambda t: t.i)
    if token.dep_ in {"acl", "relcl"} and token.head.i < token.i:
        words = [t for t in token.head.subtree if t.i <= token.head.i] + words
    while len(words) > 1 and words[0].dep_ in _EDGE and words[0] is not token:
        words = words[1:]
    while len(words) > 1 and words[-1].dep_ in _EDGE and words[-1] is not token:
        words = words[:-1]
    return _clipped(_joined(_span(words[0]), _span(words[-1])), sentence)


def _kept(token: Token) -> Iterator[Token]:
    yield token
    for child in token.children:
        is_clause = child.dep_ == "conj" and child.pos_ in {"VERB", "AUX"}
        if child.dep_ not in _OWN_CLAUSE and not is_clause and child.pos_ != "SPACE":
            yield from _kept(child)


def _span(token: Token) -> Span:
    return Span(token.idx, token.idx + len(token.text))


def _joined(one: Span, other: Span) -> Span:
    return Span(min(one.start, other.start), max(one.end, other.end))


def _clipped(span: Span, sentence: Span) -> Span:
    """Return the part of `span` in `sentence`, or the sentence where there is none."""
    start, end = max(span.start, sentence.start), min(span.end, sentence.end)
    return Span(start, end) if start < end else sentence
