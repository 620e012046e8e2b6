"""What a sentence can do without: side remarks that its grammar sets off by commas.

Nothing is reworded: what is left is the source's own words in their order. A stretch is only
left out whole, as the parser sees it, and only if it holds nothing that what is left needs:
no denial, doubt, condition, comparison or quotation, and not who says something.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.fidelity import hedges, numbers, words
from summarizer.guard import PRONOUNS, Source
from summarizer.length import count_words
from summarizer.quotations import quoted_stretches
from summarizer.summaries.bound_words import CONDITIONS, HEDGED, LIMITING, OPENERS, REPORTING
from summarizer.summaries.clause_cuts import clause_cuts
from summarizer.types import Quote, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Fewer words are not worth a mark that something was left out.
_LEAST_CUT = 2
# A shorter sentence would tell too little.
_LEAST_LEFT = 8
# It holds nothing off but the noun that it stands before.
_OF_A_NOUN = frozenset({"so-called"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_ASIDES = frozenset({"appos", "relcl", "acl", "advcl", "prep", "npadvmod", "parataxis"})
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_LISTED = frozenset({"conj", "cc"})
_RELATIVE = frozenset({"who", "whose", "whom", "which", "where"})
_DASHES = frozenset({"—", "–", "--", "-"})
_QUOTES = frozenset("\"“”«»‘'`")
_STAND_INS = PRONOUNS | {"this", "these"}
_POINTS = frozenset({"former", "latter", "respectively", "both", "other", "others", "another"})


def find_cuts(source: Source, span: Span, *, clauses: bool = False) -> tuple[Span, ...]:
    """Return the ranges of the sentence at `span` that can be left out, in order.

    None without a parse. What is left has at least eight words.

    Args:
        source: an article.
        span: a sentence of it.
        clauses: whether whole clauses at its end may go that the rest is true without.
    """
    sentence = _sentence(source, span)
    if sentence is None:
        return ()
    binding = LIMITING if clauses else HEDGED
    stretches = {s for s in _stretches(sentence) if sentence.allows(s, binding)}
    if clauses:
        apart = clause_cuts(sentence.doc, sentence.tokens)
        stretches |= {s for s in apart if sentence.allows(s, binding, reports=True)}
    return _cut(sentence, sorted(stretches, key=lambda c: (c.start - c.end, c.start)))


def find_plain_cuts(source: Source, span: Span, phrases: Sequence[Span]) -> tuple[Span, ...]:
    """Return the least of the sentence at `span` that can be left out to be rid of `phrases`.

    They are side remarks as in `find_cuts`. A clause with a number in it stays, since that tells
    a fact whatever its words are; a description after a name goes all the same.

    Args:
        source: an article.
        span: a sentence of it.
        phrases: ranges in it, those of loaded words.
    """
    sentence = _sentence(source, span)
    if sentence is None or not phrases:
        return ()
    stretches = {
        s
        for s in _stretches(sentence)
        if any(s.contains(phrase) for phrase in phrases)
        and (not numbers(s.of(source.text)) or _is_description_at(s, sentence.doc))
        and sentence.allows(s, HEDGED - _OF_A_NOUN)
    }
    return _cut(sentence, sorted(stretches, key=lambda c: (c.end - c.start, c.start)))


def _sentence(source: Source, span: Span) -> _Sentence | None:
    doc = source.analysis.parse
    found = doc.char_span(span.start, span.end, alignment_mode="expand") if doc else None
    if doc is None or found is None or found.start_char != span.start:
        return None
    # Where no verb is at the head, the parser took the main clause for a remark.
    if found.root.pos_ not in ("VERB", "AUX"):
        return None
    return _Sentence(doc, source, span, range(found.start, found.end))


def _cut(sentence: _Sentence, stretches: Sequence[Span]) -> tuple[Span, ...]:
    """Return those of `stretches`, the best first, without which the rest can be understood."""
    cuts: list[Span] = []
    for cut in stretches:
        if not all(cut.end < other.start or other.end < cut.start for other in cuts):
            continue
        left = left_over(sentence.span, sorted([*cuts, cut]), sentence.source.text)
        n_left = sum(count_words(piece.of(sentence.source.text)) for piece in left)
        if n_left >= _LEAST_LEFT and sentence.keeps_referents(cut, cuts):
            cuts.append(cut)
    return tuple(sorted(cuts))


def left_over(span: Span, cuts: Sequence[Span], text: str) -> tuple[Span, ...]:
    """Return the pieces of `span` that are left without `cuts`, without outer white space."""
    edges = [span.start, *(edge for cut in cuts for edge in (cut.start, cut.end)), span.end]
    pieces = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        piece = text[start:end]
        start += len(piece) - len(piece.lstrip())
        end -= len(piece) - len(piece.rstrip())
        if start < end:
            pieces.append(Span(start, end))
    return tuple(pieces)


@dataclass(frozen=True, slots=True, eq=False)
class _Sentence:
    """A sentence with its tokens, and what of it must stay."""

    doc: Doc
    source: Source
    span: Span
    tokens: range

    def allows(self, cut: Span, binding: frozenset[str], *, reports: bool = False) -> bool:
        """Return whether nothing at `cut` is needed to understand or to weigh the rest.

        Args:
            cut: a stretch of the sentence.
            binding: words that must not be left out; hedges must not either, but for those
                words of `HEDGED` that are missing here, and with `LIMITING`.
            reports: whether what somebody says in a clause of its own can go.
        """
        text = self.source.text
        told = cut.of(text)
        said = words(told)
        if len(said) < _LEAST_CUT or not binding.isdisjoint(said):
            return False
        if binding is not LIMITING and hedges(told).keys() - (HEDGED - binding):
            return False
        quoted = quoted_stretches(text[self.span.start : self.span.end])
        offset = self.span.start
        if not _QUOTES.isdisjoint(told.replace("'s", "").replace("’s", "")) or any(
            cut.start < q.end + offset and q.start + offset < cut.end for q in quoted
        ):
            return False
        if any(cut.overlaps(q.span) for q in self.source.quotations):
            return False
        quotes = [q for q in self.source.analysis.quotes or () if _touches(q, cut)]
        may_lose = _keeps_source if binding is LIMITING else _may_lose
        if not all(may_lose(quote, cut) for quote in quotes):
            return False
        is_whole = any(_parts(quote) and _lies_in(quote, cut) for quote in quotes)
        return reports or is_whole or REPORTING.isdisjoint(said)

    def keeps_referents(self, cut: Span, others: Sequence[Span]) -> bool:
        """Return whether it is clear without `cut` who is meant by each pronoun after it.

        One that stands for an actor gets its name in brackets if that is lost.
        """
        after = self.doc.char_span(cut.end, self.span.end, alignment_mode="contract")
        left = [t for t in after or () if not any(c.start <= t.idx < c.end for c in others)]
        known = {span.start for span, _ in self.source.pronouns}
        return not any(
            t.lower_ in _POINTS or (t.lower_ in _STAND_INS and t.idx not in known) for t in left
        )


def _stretches(sentence: _Sentence) -> Iterator[Span]:
    """Yield the ranges that the grammar sets off, each with the marks that go with it."""
    doc = sentence.doc
    yield from _bracketed(sentence)
    for i in sentence.tokens:
        token = doc[i]
        inner = _subtree(token, sentence.tokens)
        if inner is None:
            continue
        if _is_remark(token, doc[inner.start]):
            yield from _set_off(sentence, token, inner)
        elif token.dep_ == "advcl" and inner.start == sentence.tokens.start:
            yield from _leading(sentence, token, inner)
        elif _is_adjunct(token, doc[inner.start]):
            yield from _adjunct(sentence, token, inner)


def _subtree(token: Token, tokens: range) -> range | None:
    """Return the tokens that hang on `token` without the marks around them, if in one run."""
    indices = sorted(t.i for t in token.subtree)
    while indices and token.doc[indices[-1]].is_punct:
        indices.pop()
    while indices and token.doc[indices[0]].is_punct:
        indices.pop(0)
    if not indices or indices[0] not in tokens or indices[-1] not in tokens:
        return None
    run = range(indices[0], indices[-1] + 1)
    return run if len(run) == len(indices) else None


def _is_remark(token: Token, first: Token) -> bool:
    """Return whether `token` heads a remark about the noun before it."""
    if token.head.pos_ not in ("NOUN", "PROPN") or token.head.i >= first.i:
        return False
    if any(child.dep_ in _LISTED for child in token.head.children):
        return False
    if token.head.dep_ == "conj":
        return False
    if token.dep_ == "relcl":
        return first.lower_ in _RELATIVE
    if token.dep_ == "acl":
        return token.i == first.i and token.tag_ == "VBN"
    if token.lower_ == "including":
        return token.dep_ == "prep" and token.i == first.i
    return token.dep_ == "appos" and _is_description(token, first)


def _is_description(token: Token, first: Token) -> bool:
    """Return whether an apposition describes, with "a" or "the", and names nobody."""
    if token.pos_ != "NOUN" or any(child.dep_ == "conj" for child in token.children):
        return False
    return first.tag_ in ("DT", "PRP$") and first.lower_ not in ("no", "some", "all", "both")


def _is_description_at(cut: Span, doc: Doc) -> bool:
    words = doc.char_span(cut.start, cut.end, alignment_mode="contract")
    return words is not None and words.root.dep_ == "appos"


def _is_adjunct(token: Token, first: Token) -> bool:
    """Return whether `token` heads a participle or "including" that adds to the clause before."""
    if token.lower_ == "including":
        return token.dep_ == "prep" and token.i == first.i
    if token.dep_ != "advcl" or token.i != first.i or token.tag_ != "VBG":
        return False
    # After another such form it is the next in a list: "by asking, listening and writing".
    is_listed = token.head.tag_ == "VBG" or token.head.dep_ == "pcomp"
    return token.lower_ not in CONDITIONS and token.head.i < first.i and not is_listed


def _set_off(sentence: _Sentence, token: Token, inner: range) -> Iterator[Span]:
    """Yield the range of a remark about a noun, if commas or dashes set it off from it."""
    doc, anchor = sentence.doc, token.head
    left = inner.start - 1
    if left <= anchor.i or any(doc[i].is_punct for i in range(anchor.i, left)):
        return
    if doc[left].text == ",":
        yield from _between_commas(sentence, anchor, inner)
    elif doc[left].text in _DASHES:
        right = inner.stop
        if right in sentence.tokens and doc[right].text == doc[left].text:
            yield _range(doc[left - 1], doc[right])


def _between_commas(sentence: _Sentence, anchor: Token, inner: range) -> Iterator[Span]:
    doc, left, right = sentence.doc, inner.start - 1, inner.stop
    before = doc[left - 1]
    if _ends(sentence, right):
        yield Span(before.idx + len(before), doc[right - 1].idx + len(doc[right - 1]))
    elif doc[right].text == "," and right + 1 in sentence.tokens:
        joins = _joins(anchor, inner, doc[right + 1])
        if joins is not None:
            yield _range(before if joins else doc[left], doc[right])


def _joins(anchor: Token, inner: range, after: Token) -> bool | None:
    """Return whether what stands before a remark goes on after it without a comma.

    `None` if that cannot be told.
    """
    token = anchor
    while token.right_edge.i < inner.stop + 1 and token.right_edge.i >= inner.stop - 1:
        if token.dep_ in _SUBJECTS:
            return True
        is_opened = token.left_edge.i == token.sent.start or token.left_edge.nbor(-1).text == ","
        if token.dep_ in _ASIDES and is_opened:
            return False
        if token.head.i == token.i:
            break
        token = token.head
    if after.tag_ in _FINITE or after.pos_ in ("NOUN", "PROPN", "VERB", "NUM", "ADJ"):
        return None
    return after.dep_ == "prep" and after.tag_ == "IN"


def _adjunct(sentence: _Sentence, token: Token, inner: range) -> Iterator[Span]:
    """Yield the range of an adjunct that a comma sets off and that ends a sentence or clause."""
    doc, right = sentence.doc, inner.stop
    left = inner.start - 1
    if left <= sentence.tokens.start or doc[left].text != ",":
        return
    # "With several, including two banks, asking for time": it may belong before the aside.
    if any(doc[i].lower_ == "including" for i in range(sentence.tokens.start, left)):
        return
    before = doc[left - 1]
    if _ends(sentence, right):
        yield Span(before.idx + len(before), doc[right - 1].idx + len(doc[right - 1]))
    elif doc[right].text == "," and right + 1 in sentence.tokens:
        after = doc[right + 1]
        # Anything else could be the rest of a list that the adjunct begins.
        if after.dep_ == "cc" and after.head.i == token.head.i and token.dep_ == "advcl":
            yield _range(doc[left], doc[right])


def _leading(sentence: _Sentence, token: Token, inner: range) -> Iterator[Span]:
    """Yield the range of a clause that opens the sentence, if a name comes next."""
    doc, right = sentence.doc, inner.stop
    first = doc[inner.start]
    is_safe = first.lower_ in OPENERS or (first.i == token.i and token.tag_ == "VBG")
    if not is_safe or first.lower_ in CONDITIONS or right + 1 not in sentence.tokens:
        return
    after = doc[right + 1]
    subject = next((t for t in token.head.children if t.dep_ in _SUBJECTS), None)
    if subject is None or subject.left_edge.i != after.i or token.head.dep_ != "ROOT":
        return
    # In small letters the rest could not begin a sentence as it stands.
    if doc[right].text == "," and after.pos_ == "PROPN" and after.is_title:
        yield Span(first.idx, after.idx)


def _bracketed(sentence: _Sentence) -> Iterator[Span]:
    """Yield each range in round brackets, with the space before it."""
    text, opened = sentence.source.text, None
    for at in range(sentence.span.start, sentence.span.end):
        if text[at] == "(":
            opened = at if opened is None else -1
        elif text[at] == ")" and opened is not None:
            before = text[sentence.span.start : max(opened, sentence.span.start)]
            if opened > 0 and before.endswith(" ") and words(before):
                yield Span(sentence.span.start + len(before.rstrip()), at + 1)
            opened = None


def _ends(sentence: _Sentence, at: int) -> bool:
    """Return whether nothing but a full stop follows from token `at` on."""
    if at == sentence.tokens.stop:
        return True
    tail = sentence.doc[at : sentence.tokens.stop].text.strip()
    return tail in (".", "!", "?")


def _range(after: Token, last: Token) -> Span:
    """Return the range from the end of one token to the end of another."""
    return Span(after.idx + len(after), last.idx + len(last))


def _parts(quote: Quote) -> list[Span]:
    return [*quote.content, *(s for s in (quote.cue, quote.source) if s is not None)]


def _touches(quote: Quote, cut: Span) -> bool:
    return any(cut.overlaps(part) for part in _parts(quote))


def _lies_in(quote: Quote, cut: Span) -> bool:
    return all(cut.contains(part) for part in _parts(quote))


def _may_lose(quote: Quote, cut: Span) -> bool:
    """Return whether `cut` takes all of a quote, or only a side remark within reported words."""
    if _lies_in(quote, cut):
        return True
    frame = [s for s in (quote.cue, quote.source) if s is not None]
    if quote.kind != "indirect" or any(cut.overlaps(part) for part in frame):
        return False
    return any(piece.contains(cut) and piece != cut for piece in quote.content)


def _keeps_source(quote: Quote, cut: Span) -> bool:
    """Return whether nobody's reported words are left without who says them."""
    frame = [s for s in (quote.cue, quote.source) if s is not None]
    is_left = not all(cut.contains(piece) for piece in quote.content)
    return not (is_left and any(cut.overlaps(part) for part in frame))
