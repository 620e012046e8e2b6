"""Find the words of a mark for which the lexicon has plainer ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.plainer import Alternative
from summarizer.plainer.inflection import article_before, cased, inflected
from summarizer.plainer.lexicon import Entry, entries, pieces
from summarizer.quotations import quoted_stretches
from summarizer.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

# What the parser takes for a name; numbers and dates are none.
_NAMES = frozenset({"PERSON", "ORG", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
_MODIFIES_NOUN = frozenset({"compound", "amod", "nmod"})
_TIES = frozenset({"cc", "conj", "advmod"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_TAGS = {"NOUN": {"NOUN", "ADJ"}, "VERB": {"VERB", "AUX"}, "ADJ": {"ADJ", "NOUN", "X"}}


def alternative_of(span: Span, doc: Doc) -> Alternative | None:
    """Return the suggestion for the words at `span`, or `None` where none can be made.

    None is made for words in quotation marks, which are not to be changed, for names, and
    where the words beside them show another sense. Of several the first is taken.
    """
    words = doc.char_span(span.start, span.end, alignment_mode="expand")
    if words is None:
        return None
    # What is marked may be a part of what the lexicon has: "illegal" of "illegal immigrants".
    around = doc[max(words.sent.start, words.start - 5) : min(words.sent.end, words.end + 5)]
    for entry, found in _entries_in(around):
        if found.start < words.end and found.end > words.start and _may_replace(entry, found):
            return _suggestion(entry, found)
    return None


def _entries_in(words: DocSpan) -> Iterator[tuple[Entry, DocSpan]]:
    for token in words:
        first = {piece for word in _as_said(token) for piece in pieces(word)[:1]}
        for entry in (e for key in sorted(first) for e in entries().get(key, ())):
            if (end := _end_of(entry, token)) is not None:
                yield entry, token.doc[token.i : end]
                break


def _as_said(token: Token) -> set[str]:
    return {token.lower_, token.lemma_.lower()}


def _end_of(entry: Entry, first: Token) -> int | None:
    """Return where the words of `entry` end if they begin with `first`."""
    at, i = 0, first.i
    while at < len(entry.words) and i < len(first.doc):
        token = first.doc[i]
        step = next(
            (
                n
                for word in sorted(_as_said(token))
                if (n := len(own := pieces(word))) and tuple(own) == entry.words[at : at + n]
            ),
            0,
        )
        if not step:
            return None
        at, i = at + step, i + 1
    return i if at == len(entry.words) else None


def _may_replace(entry: Entry, found: DocSpan) -> bool:
    head = _head(entry, found)
    return (
        head.pos_ in _TAGS[entry.pos]
        and not any(t.ent_type_ in _NAMES or t.pos_ == "PROPN" for t in found)
        and not _is_quoted(found)
        and _has_form(entry, found, head)
        and _has_sense(entry, found, head)
    )


def _head(entry: Entry, found: DocSpan) -> Token:
    return found[0] if entry.pos == "VERB" else found[-1]


def _is_quoted(found: DocSpan) -> bool:
    sentence = found.sent
    span = Span(found.start_char - sentence.start_char, found.end_char - sentence.start_char)
    return any(stretch.overlaps(span) for stretch in quoted_stretches(sentence.text))


def _has_form(entry: Entry, found: DocSpan, head: Token) -> bool:
    if entry.form == "clause":
        return any(t.dep_ == "ccomp" and _is_finite(t) and t.i > head.i for t in head.children)
    if entry.form == "noun":
        return head.dep_ not in _MODIFIES_NOUN
    if entry.form == "before noun":
        return _stands_before_noun(found, head)
    return True


def _stands_before_noun(found: DocSpan, head: Token) -> bool:
    """Return whether the words stand alone before a noun: "loyal and vile" cannot lose one."""
    after = found.doc[found.end] if found.end < len(found.doc) else None
    is_tied = head.dep_ == "conj" or any(t.dep_ in _TIES for t in head.children)
    return after is not None and after.pos_ in {"NOUN", "ADJ"} and not is_tied


def _is_finite(verb: Token) -> bool:
    return any(t.tag_ in _FINITE for t in (verb, *verb.children) if t is verb or "aux" in t.dep_)


def _has_sense(entry: Entry, found: DocSpan, head: Token) -> bool:
    beside = _beside(found, head)
    return not beside & entry.unless and (not entry.only or bool(beside & entry.only))


def _beside(found: DocSpan, head: Token) -> set[str]:
    """Return the words that stand to the found ones in the parse, and what these bring along."""
    near = [t for word in found for t in (*word.children, word.head)]
    near += [t for word in near if word.dep_ in {"prep", "agent"} for t in word.children]
    near += [t for word in near if word.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"}
             for t in word.children if t.dep_ in _MODIFIES_NOUN]  # fmt: skip
    before = found.doc[max(found.start - 1, 0)]
    near += [before, *(t for t in head.ancestors if head.dep_ in {"relcl", "acl"})]
    return {said for t in near if t not in list(found) for said in _as_said(t)}


def _suggestion(entry: Entry, found: DocSpan) -> Alternative:
    text = cased(inflected(entry, _head(entry, found).tag_), found.text)
    start, end = found.start_char, found.end_char
    before = found.doc[found.start - 1] if found.start > found.sent.start else None
    follows = found.doc[found.end] if found.end < len(found.doc) else None
    said = text or (follows.text if follows is not None else "")
    if before is not None and before.lower_ in {"a", "an"} and said:
        article = article_before(said)
        if entry.is_plural:
            start, text = before.idx, cased(text, before.text)
        elif article != before.lower_:
            # "an inmate" needs "a person in prison", so that the article goes with the words.
            start, text = before.idx, " ".join(filter(None, [cased(article, before.text), text]))
    return Alternative(Span(start, end), text, entry.source)
