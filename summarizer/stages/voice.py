"""Whose words a phrase is: the outlet's own, or a quoted source's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from summarizer.quotations import quoted_stretches
from summarizer.types import Mention, Quote, Span, Voice

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

# Verbs that hand their source the wording of a noun phrase, not only of a clause: to accuse
# of, call, brand or praise is to judge, while to announce or confirm something is not.
WORDING_VERBS = frozenset(
    "accuse allege blame brand call condemn criticise criticize decry denounce deride describe "
    "dismiss dub hail label liken lambast praise slam term warn".split()
)
# Those that give something a name: "which it calls alarmist", "described as a land grab".
_NAMING = frozenset(
    "brand call condemn decry denounce deride describe dismiss dub hail label slam term".split()
)
_NAME_CLAUSES = frozenset({"xcomp", "ccomp"})
_FIRST_PERSON = frozenset({"i", "we"})
_RELATIVE = frozenset({"which", "who", "that"})
_VERBS = frozenset({"VERB", "AUX"})
_CLAUSES = frozenset({"ROOT", "ccomp", "conj", "parataxis", "advcl"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})


def voice_of(
    span: Span,
    quotes: Sequence[Quote],
    doc: Doc,
    text: str,
    *,
    mentions: Sequence[Mention] = (),
) -> tuple[Voice, str | None]:
    """Return the voice of the words at `span`, and the speaker if it is a quoted one.

    A name that somebody gives something is theirs too, where no quote was found: see `namer_of`.
    Who that is can only be one of those in `mentions`, in text order.
    """
    found = quoted_in(span, quotes, doc, text)
    if found is not None and found[0].speaker is not None:
        return "quoted", found[0].speaker
    namer = namer_of(span, doc)
    if found is None and namer is None:
        return "outlet", None
    return "quoted", None if namer is None else speaker_at(namer, mentions)


def namer_of(span: Span, doc: Doc) -> Token | None:
    """Return who uses the words at `span` as a name for something ("which it calls alarmist")."""
    words = doc.char_span(span.start, span.end, alignment_mode="expand")
    if words is None:
        return None
    token = words.root
    if token.lemma_.lower() in _NAMING and any(t.dep_ == "oprd" and t.head == token for t in words):
        return _source_of(token)  # the verb with the name: "calls scaremongering"
    while token.head.i != token.i:
        above = token.head
        verb = above.head if token.dep_ == "pobj" and above.text.lower() == "as" else above
        # "Scaremongering" can be tagged as a verb.
        is_name = token.dep_ == "oprd" or (token.dep_ in _NAME_CLAUSES and token.pos_ not in _VERBS)
        if verb.lemma_.lower() in _NAMING and (is_name or verb is not above):
            return _source_of(verb)
        if token.pos_ in _VERBS:
            return None
        token = above
    return None


def _source_of(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "nsubj" and child.text.lower() not in _FIRST_PERSON:
            return verb.head if child.text.lower() in _RELATIVE else child
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def speaker_at(token: Token, mentions: Sequence[Mention]) -> str | None:
    """Return the actor whom `token` names; a pronoun in a side clause is the main one's subject."""
    place = Span(token.idx, token.idx + len(token))
    own = next((m.actor for m in mentions if m.span.overlaps(place)), None)
    if own is not None or token.pos_ != "PRON" or token.head.dep_ != "relcl":
        return own
    above = next((t for t in token.head.ancestors if t.pos_ in _VERBS), None)
    subject = next((c for c in above.children if c.dep_ == "nsubj"), None) if above else None
    return None if subject is None else speaker_at(subject, mentions)


def quoted_in(
    span: Span, quotes: Sequence[Quote], doc: Doc, text: str
) -> tuple[Quote, Span] | None:
    """Return the quote whose source words the text at `span`, and the piece of it; or `None`.

    Words in quotation marks of an attribution are the source's. So are words in reported
    speech, when it is a clause, or when the cue is a verb of wording: in "X announced the
    liberation of the town" the noun is the outlet's choice, in "X said that the town was
    free" and "X called it a massacre" it is X's. Where one attribution stands in another
    ("X said Y called it a massacre"), the inner one decides.
    """
    over = [(piece, quote) for quote in quotes for piece in quote.content if piece.overlaps(span)]
    for piece, quote in sorted(over, key=lambda each: each[0].end - each[0].start):
        if quote.kind == "indirect" and quote.source is None:
            continue  # without marks and without somebody: most of these are the outlet's words
        if quote.kind == "direct" or _has_marks(piece, span, text):
            return quote, piece
        if _is_clause(piece, doc) or is_wording(quote, doc):
            return quote, piece
    return None


def _has_marks(piece: Span, span: Span, text: str) -> bool:
    """Return whether what `span` shares with `piece` stands in quotation marks there."""
    inside = Span(
        max(span.start, piece.start) - piece.start, min(span.end, piece.end) - piece.start
    )
    return any(stretch.contains(inside) for stretch in quoted_stretches(piece.of(text)))


def _is_clause(piece: Span, doc: Doc) -> bool:
    words = doc.char_span(piece.start, piece.end, alignment_mode="expand")
    if words is None:
        return False
    if words.root.pos_ in _VERBS and words.root.dep_ in {"ccomp", "xcomp", "ROOT"}:
        return True
    return any(t.pos_ in _VERBS and t.dep_ in _CLAUSES and _has_subject(t, words) for t in words)


def _has_subject(verb: Token, words: DocSpan) -> bool:
    return any(c.dep_ in _SUBJECTS and c.i >= words.start for c in verb.children)


def is_wording(quote: Quote, doc: Doc) -> bool:
    """Return whether the cue is a verb of wording, as in "accused them of" or "called it"."""
    if quote.cue is None:
        return False
    words = doc.char_span(quote.cue.start, quote.cue.end, alignment_mode="expand")
    return words is not None and any(t.lemma_.lower() in WORDING_VERBS for t in words)
