"""Whole cues and sources: what a tagger of words leaves half, the parse completes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.quotations import quoted_stretches
from summarizer.stages.actor_text import datelines
from summarizer.stages.quote_edges import own_words, without_nicknames
from summarizer.stages.quote_lines import by_layout
from summarizer.stages.quote_scraps import (
    is_silence,
    is_title,
    parted,
    without_asides,
    without_repeats,
)
from summarizer.stages.quote_whole import fronted, is_weak, rounded, without_dateline
from summarizer.types import Quote, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

_BEFORE = frozenset({"aux", "auxpass", "neg", "advmod"})
_VERBS = frozenset({"VERB", "AUX"})
_NAMING = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# How a verb hangs on the one whose subject it shares.
_SHARING = frozenset({"xcomp", "conj", "advcl"})
_CLAUSES = frozenset({"ccomp", "parataxis"})
_PARTS = frozenset({"det", "compound", "poss", "amod", "nummod", "case"})
_DASHES = frozenset({"—", "–", "―", "--"})
_RELATIVE = frozenset({"relcl", "acl"})
_RELATIVE_TAGS = frozenset({"WP", "WDT"})
# "She was quoted as saying", "they were worried that": these have their speaker for subject.
_SPEAKING_PASSIVES = frozenset(
    "quoted cited concerned convinced worried incensed angered alarmed".split()
)
_FACTS = frozenset({"fact", "possibility", "prospect", "notion"})
_DOCUMENTS = frozenset(
    "accord agreement bargain ceasefire compact contract deal pact settlement treaty truce".split()
)
_NEAR = 3
_SHORT = 4
_GAP = 2
_WHERE = frozenset({"in", "on", "at", "during"})
_BIT = 2
_EDGES = " \t\n\u00a0,;:-\u2013\u2014"
_TAIL = frozenset({"IN", "TO", "CC", "DT", "WRB", ",", "``", "''", "-LRB-"})


@dataclass(frozen=True, slots=True)
class _Words:
    """A half-open range of tokens."""

    start: int
    end: int

    def __contains__(self, place: int) -> bool:
        return self.start <= place < self.end


def complete(quotes: Sequence[Quote], doc: Doc) -> list[Quote]:
    """Return the quotes with cues and sources that are whole by the parse, or found by it."""
    text = doc.text  # subtle: spaCy joins it anew each time
    lines = datelines(text)
    stretches = without_nicknames(quoted_stretches(text), doc)
    laid_out = by_layout([_without_bits(q, stretches, text) for q in _placed(quotes, lines)], text)
    told = [own for q in laid_out if (own := own_words(q, doc, stretches)) is not None]
    whole = [_completed(without_asides(q, doc, stretches), doc) for q in told]
    whole = [q for q in whole if not is_silence(q, doc) and not is_title(q, doc, stretches)]
    cues = {quote.cue for quote in whole}
    whole = [
        part
        for quote in whole
        for n, part in enumerate(parted(quote, doc, stretches))
        if n == 0 or part.cue not in cues
    ]
    kept = [bare for quote in whole if (bare := _without_scraps(quote, text)) is not None]
    kept = without_repeats(kept, doc, stretches)
    whole = [fronted(quote, doc, stretches) for quote in kept if not is_weak(quote, doc)]
    return [rounded(quote, doc) for quote in _placed(whole, lines)]


def _placed(quotes: Sequence[Quote], lines: Sequence[Span]) -> list[Quote]:
    return [q for quote in quotes if (q := without_dateline(quote, lines)) is not None]


def _without_bits(quote: Quote, stretches: Sequence[Span], text: str) -> Quote:
    """Return the quote without pieces of one or two words that no quotation marks hold."""
    kept = tuple(
        piece
        for piece in quote.content
        if len(piece.of(text).split()) > _BIT or any(piece.overlaps(s) for s in stretches)
    )
    return replace(quote, content=kept) if kept else quote


def _without_scraps(quote: Quote, text: str) -> Quote | None:
    """Return reported words without their own cue, commas at their ends, and bits of a phrase.

    Words in quotation marks stay as they are. What is left of nothing, or said by nobody in no
    way, is no quote.
    """
    if quote.kind != "indirect":
        return quote
    pieces = [_bare(piece, quote.cue, text) for piece in quote.content]
    kept = tuple(p for p in pieces if p is not None and len(p.of(text).split()) >= _BIT)
    is_told = quote.cue is not None or quote.source is not None
    return replace(quote, content=kept) if kept and is_told else None


def _bare(piece: Span, cue: Span | None, text: str) -> Span | None:
    """Return `piece` without the cue and what is before or after it, and without loose ends."""
    start, end = piece.start, piece.end
    if cue is not None and piece.overlaps(cue):
        before, after = (start, cue.start), (cue.end, end)
        start, end = max(before, after, key=lambda part: part[1] - part[0])
    words = text[start:end]
    start += len(words) - len(words.lstrip(_EDGES))
    end = start + len(words.strip(_EDGES))
    return Span(start, end) if start < end else None


def _completed(quote: Quote, doc: Doc) -> Quote:
    content = [words for piece in quote.content if (words := _words(piece, doc)) is not None]
    cue = _words(quote.cue, doc)
    source = _words(quote.source, doc)
    if source is not None and _names_nobody(source, doc):
        source = None
    if cue is None:
        cue = _find_cue(content, doc)
    if cue is not None:
        cue = _whole_cue(cue, content, doc)
    if cue is not None and (source is None or _is_adjunct(source, cue, doc)):
        source = _find_source(cue, content, doc)
    elif cue is not None and source is not None and _is_far(source, cue, content, doc):
        source = _find_source(cue, content, doc) or source
    if source is not None:
        source = _whole_source(source, [*content, *([cue] if cue else [])], doc)
    if source is not None and cue is not None and _is_mute(source, cue, doc):
        return replace(quote, cue=_span(cue, doc), source=None)
    return replace(
        quote, cue=_span(cue, doc) or quote.cue, source=_span(source, doc) or quote.source
    )


def _names_nobody(source: _Words, doc: Doc) -> bool:
    """Return whether a source is but a mark, or a verb that is said of somebody."""
    words = doc[source.start : source.end]
    if all(t.is_punct or t.is_space for t in words):
        return True
    subjects = [t for t in words.root.children if t.dep_ in _SUBJECTS and t.i in source]
    return words.root.pos_ in _VERBS and words.root.dep_ in _RELATIVE and not subjects


def _is_mute(source: _Words, cue: _Words, doc: Doc) -> bool:
    """Return whether the source does not speak: it is spoken of, or is a fact.

    In "the group was not called as a witness" nobody is named who called it.
    """
    head, verb = doc[source.start : source.end].root, doc[cue.start : cue.end].root
    if head.dep_ == "nsubjpass" and head.head == verb:
        return verb.lower_ not in _SPEAKING_PASSIVES
    return head.lower_ in _FACTS and any(c.dep_ in {"acl", "ccomp"} for c in head.children)


def _is_far(source: _Words, cue: _Words, content: Sequence[_Words], doc: Doc) -> bool:
    """Return whether cue and content stand in one sentence, and the source in another."""
    if not content or not doc.has_annotation("SENT_START"):
        return False
    here = doc[cue.start].sent
    return content[0].start in range(here.start, here.end) and doc[source.start].sent != here


def _words(span: Span | None, doc: Doc) -> _Words | None:
    if span is None:
        return None
    found = doc.char_span(span.start, span.end, alignment_mode="expand")
    return None if found is None else _Words(found.start, found.end)


def _span(words: _Words | None, doc: Doc) -> Span | None:
    if words is None:
        return None
    own = doc[words.start : words.end]
    return Span(own.start_char, own.end_char)


def _inside(token: Token, ranges: Iterable[_Words]) -> bool:
    return any(token.i in words for words in ranges)


def _whole_cue(cue: _Words, content: Sequence[_Words], doc: Doc) -> _Words:
    """Return the cue with its verb, that verb's auxiliaries and adverbs, and no loose end."""
    head = doc[cue.start : cue.end].root
    if head.lower_ == "to" and head.head.lower_ == "according" and head.head.i == cue.start - 1:
        cue, head = _Words(cue.start - 1, cue.end), head.head
    verb = head.head
    is_led = head.dep_ in _BEFORE and 0 <= verb.i - cue.end < _NEAR and not _inside(verb, content)
    if is_led and all(t.head == verb for t in doc[cue.end : verb.i]):
        cue, head = _Words(cue.start, verb.i + 1), verb
    start, end = cue.start, cue.end
    while start > 0 and _leads(doc[start - 1], head) and not _inside(doc[start - 1], content):
        start -= 1
    if end < len(doc) and doc[end].dep_ == "prt" and doc[end].head == head:
        end += 1
    if head.lower_ == "according":
        is_whole = doc[head.i + 1 : head.i + 2].text == "to"
        return _Words(start, max(end, head.i + 2) if is_whole else end)
    return _Words(start, _whole_tail(_Words(start, end), head, content, doc))


def _whole_tail(cue: _Words, head: Token, content: Sequence[_Words], doc: Doc) -> int:
    """Return where a cue ends: with the words that lead to the content, not with loose ones."""
    end = cue.end
    nexts = [words.start for words in content if words.start >= end]
    gap = range(end, min(nexts)) if nexts else range(0)
    if any(words.start == end for words in content) and doc[end - 1].dep_ == "prep":
        return end
    if 0 < len(gap) <= _GAP and _is_bridge(doc[gap.start : gap.stop], head):
        return gap.stop
    last = doc[end - 1]
    if last.i > head.i and last.lower_ == "in" and last.right_edge.i - last.i <= _SHORT:
        rest = range(end, last.right_edge.i + 1)
        if not any(i in words for i in rest for words in content):
            return last.right_edge.i + 1
    while end - 1 > max(head.i, cue.start) and doc[end - 1].tag_ in _TAIL:
        end -= 1
    return end


def _is_bridge(words: DocSpan, head: Token) -> bool:
    """Return whether the words between a cue and its content belong to the cue: "accused X of"."""
    if any(t.is_punct or t.is_space or t.dep_ in _SUBJECTS for t in words):
        return False
    return words[-1].dep_ == "prep" and all(head in t.ancestors for t in words)


def _leads(token: Token, head: Token) -> bool:
    return token.head == head and token.dep_ in _BEFORE and token.tag_ != "WRB"


def _whole_source(source: _Words, others: Sequence[_Words], doc: Doc) -> _Words:
    """Return the whole phrase that names the source, without the words of other parts."""
    own = doc[source.start : source.end]
    head = own.root
    if head.pos_ in _VERBS:
        subject = next((c for c in head.children if c.dep_ in _SUBJECTS and c.i in source), None)
        if subject is None:
            return source
        head, source = subject, _Words(subject.i, subject.i + 1)
    while head.dep_ in _PARTS and source.end <= head.head.i < source.end + _NEAR:
        head = head.head
    is_name = head.pos_ == "PROPN" or _inside(head.head, others)
    if head.dep_ == "appos" and head.head.dep_ in _SUBJECTS and not is_name:
        head = head.head  # "54" and "the owner" of "Jo Roe, 54, the owner, said"
    first, last = source.start, source.end
    start, end = min(head.left_edge.i, first), max(head.right_edge.i + 1, last)
    for i in range(head.i + 1, end):
        if _breaks(doc[i]) or any(words.start == i for words in others):
            end = i
            break
    for i in range(head.i - 1, start - 1, -1):
        if doc[i].text in _DASHES or any(words.end == i + 1 for words in others):
            start = i + 1
            break
    while end - 1 > head.i and (doc[end - 1].tag_ in _TAIL | {"WP$"} or doc[end - 1].is_space):
        end -= 1
    while start < head.i and (doc[start].is_punct or doc[start].is_space):
        start += 1
    new = [t for t in doc[start:end] if t.i != head.i and not first <= t.i < last]
    is_clause = any(t.dep_ in _SUBJECTS and t.head.dep_ not in _RELATIVE for t in new)
    return source if is_clause else _Words(start, end)


def _breaks(token: Token) -> bool:
    """Return whether the words from `token` on no longer name the source."""
    return token.text in _DASHES or token.text == ":" or token.is_space


def _find_source(cue: _Words, content: Sequence[_Words], doc: Doc) -> _Words | None:
    """Return the subject of the cue's verb, or what a cue such as "according to" governs."""
    head = doc[cue.start : cue.end].root
    if head.lower_ == "according":
        found = [t for t in head.subtree if t.dep_ == "pobj" and t.i >= cue.end]
        return _Words(found[0].i, found[0].i + 1) if found else None
    for _ in range(4):
        for child in head.children:
            if child.dep_ in _SUBJECTS and not _inside(child, content) and child.pos_ in _NAMING:
                return _Words(child.i, child.i + 1)
        if head.dep_ not in _SHARING:
            return None
        head = head.head
    return None


def _is_adjunct(source: _Words, cue: _Words, doc: Doc) -> bool:
    """Return whether the source only says where or when the cue was: "in an interview"."""
    head, verb = doc[source.start : source.end].root, doc[cue.start : cue.end].root
    if verb.lower_ == "according" or verb.pos_ not in _VERBS:
        return False
    while head.i != verb.i and head.head.i != head.i:
        if (
            head.dep_ == "prep"
            and head.head.i == verb.i
            and head.lower_ in {"in", "on", "at", "during"}
        ):
            return True
        head = head.head
    return False


def _find_cue(content: Sequence[_Words], doc: Doc) -> _Words | None:
    """Return the verb outside the content that governs it, or that announces it with a colon."""
    at = content[0].start - 1 if content else -1
    while at >= 0 and doc[at].is_space:
        at -= 1
    if at >= 0 and doc[at].text == ":" and doc[at].sent.root.pos_ in _VERBS:
        root = doc[at].sent.root
        if not _inside(root, content):
            return _Words(root.i, root.i + 1)
    for words in content:
        head = doc[words.start : words.end].root
        verb = head.head
        if head.dep_ in _CLAUSES and not _inside(verb, content) and verb.pos_ == "VERB":
            return _Words(verb.i, verb.i + 1)
    return None


def antecedent(source: Span, doc: Doc) -> Span | None:
    """Return whom a source that is a relative pronoun stands for; `None` for other sources."""
    words = _words(source, doc)
    if words is None or words.end - words.start > 1 or doc[words.start].tag_ not in _RELATIVE_TAGS:
        return None
    verb = doc[words.start].head
    while verb.dep_ in _SHARING and verb.head.i != verb.i:
        verb = verb.head
    if verb.dep_ not in _RELATIVE:
        return None
    noun = _document(verb.head) if doc[words.start].tag_ == "WDT" else None
    noun = noun or verb.head
    return Span(doc[noun.left_edge.i].idx, noun.idx + len(noun))


def _document(noun: Token) -> Token | None:
    """Return what is agreed "with" or "between" those that a clause stands beside.

    In "a deal was struck with the rebels that stipulated" it is the deal that speaks.
    """
    head = noun
    while head.dep_ in {"conj", "pobj"}:
        head = head.head
    if head.lower_ not in {"with", "between", "among"} or head.dep_ != "prep":
        return None
    agreed = [t for t in head.head.children if t.dep_ in _SUBJECTS | {"dobj"}]
    return next((t for t in agreed if t.lemma_ in _DOCUMENTS), None)
