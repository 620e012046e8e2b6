"""What is compared: the words of evidence, or of a sentence, and who they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from summarizer.stages.actor_lexicon import SPEECH
from summarizer.types import Actor, Analysis, Mention, Quote, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})
_NAMING = frozenset({"NOUN", "PROPN", "NUM"})
# Who or what is meant by these stands after "of": "the city of Ostrand", "no sign of damage".
_STANDS_FOR = frozenset(
    """city town village island province state republic county port district region
    sign trace evidence proof number group series couple pair dozen crowd handful lot
    majority minority part share rest kind sort type crate box tonne""".split()
)
_PRONOUNS = frozenset({"he", "she", "they", "it", "his", "her", "their", "its", "him", "them"})
_OF_A_PERSON = frozenset({"he", "she", "him", "her", "his", "hers"})
_SOMEBODY = "?"
# Verbs of saying that take what is said for a fact, so that it can be told without its source.
MAKE_KNOWN = frozenset("announce confirm decide disclose reveal".split())
# Reported speech that the attribution layer is less sure of is left to the parse.
_SURE = 0.6
_SHORT = 4
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_INSIDE = frozenset({"compound", "nmod", "amod", "nummod", "flat", "appos"})


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """Parsed words, in order, with the ids of the actors that some of them name.

    `called` are the nouns by which an actor goes in the whole article. `speakers` are
    stretches of these words that an attribution layer gives to a source: the content, and
    what the source may be called.
    """

    tokens: tuple[Token, ...]
    actors: Mapping[int, frozenset[str]]
    called: Mapping[str, frozenset[str]] = field(default_factory=dict)
    speakers: tuple[tuple[frozenset[str], frozenset[str]], ...] = ()
    lemmas: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lemmas", frozenset(lemma(t) for t in self.tokens))

    def content(self) -> frozenset[str]:
        """Return the lemmas of the words that say something."""
        return content_of(self.tokens)

    def names(self, token: Token) -> frozenset[str]:
        """Return the nouns and names of the phrase of `token`, and the ids of actors."""
        words = {lemma(t) for t in _whole_phrase(token) if t.pos_ in _NAMING}
        is_noun = token.pos_ == "ADJ" and any(t.lower_ == "the" for t in token.children)
        words |= {lemma(token)} if is_noun else set()
        ids = self.actors.get(token.idx, frozenset())
        return frozenset(words).union(ids, *(self.called.get(id, ()) for id in ids))


def lemma(token: Token) -> str:
    """Return the lemma of `token` in small letters; what is taken for a name may be a plural."""
    word = token.lemma_.lower()
    if word == "hop" and token.lower_.startswith("hope"):
        word = "hope"  # subtle: so the parser reads "hopes"
    is_plural = token.pos_ == "PROPN" and word[-1:] == "s" and word[-2:] != "ss"
    return word[:-1] if is_plural and len(word) > _SHORT else word


def content_of(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the lemmas of those `tokens` that say something by themselves."""
    return frozenset(lemma(t) for t in tokens if t.pos_ in CONTENT and not _is_light(t))


def _is_light(token: Token) -> bool:
    return token.is_stop and token.pos_ not in {"NUM", "PROPN"}


def _whole_phrase(token: Token) -> Iterator[Token]:
    """Yield the phrase of `token`, and of what it only measures, shows or is the kind of."""
    yield from phrase_of(token)
    if lemma(token) in _STANDS_FOR:
        for of in token.children:
            if of.lower_ == "of":
                yield from (t for top in of.children for t in phrase_of(top))


def phrase_of(token: Token) -> Iterator[Token]:
    """Yield `token` with what describes it, without clauses."""
    yield token
    for child in token.children:
        if child.dep_ in _INSIDE:
            yield from phrase_of(child)


Part = tuple[Analysis, Span, Sequence[tuple[Span, str]]]


def of_evidence(parts: Sequence[Part]) -> Said | None:
    """Return what the evidence says, or `None` where an article was not parsed.

    Args:
        parts: articles with a range of each, and the pronouns whose actor is known.
    """
    tokens: list[Token] = []
    actors: dict[int, frozenset[str]] = {}
    speakers: list[tuple[frozenset[str], frozenset[str]]] = []
    called: dict[str, frozenset[str]] = {}
    for analysis, span, pronouns in parts:
        if analysis.parse is None:
            return None
        words = analysis.parse.char_span(span.start, span.end, alignment_mode="expand")
        tokens += [t for t in words or () if not t.is_space]
        for place, id in (*_mentions(analysis), *pronouns):
            root = _root(analysis.parse, place) if span.contains(place) else None
            if root is not None:
                actors[root.idx] = actors.get(root.idx, frozenset()) | {id}
        called |= _nouns(analysis.parse, analysis.actors or ())
        for token in _unresolved(words or (), actors):
            actors[token.idx] = frozenset({_SOMEBODY})
            called[_SOMEBODY] = called.get(_SOMEBODY, frozenset()) | _names_before(token)
        speakers += _speakers(analysis, span, called)
    return Said(tuple(tokens), actors, called, tuple(speakers))


def _unresolved(tokens: Iterable[Token], actors: Mapping[int, frozenset[str]]) -> list[Token]:
    """Return the pronouns for somebody of whom the actor layer does not know who it is."""
    return [
        t
        for t in tokens
        if t.lower_ in _PRONOUNS and t.idx not in actors and not _has_name_before(t)
    ]


def _has_name_before(pronoun: Token) -> bool:
    """Return whether a name stands before `pronoun` in its sentence, and so may be meant."""
    return any(t.pos_ == "PROPN" for t in pronoun.doc[pronoun.sent.start : pronoun.i])


def _names_before(token: Token) -> frozenset[str]:
    """Return the names in the sentence of `token` and the one before: one of them is meant."""
    nearby = (*_sentence_before(token), *token.sent)
    return frozenset(lemma(t) for t in nearby if t.pos_ == "PROPN")


def _sentence_before(token: Token) -> DocSpan:
    """Return the sentence before that of `token`, or its own where it is the first."""
    start = token.sent.start
    return token.doc[start - 1].sent if start else token.sent


def _mentions(analysis: Analysis) -> Iterator[tuple[Span, str]]:
    text = analysis.article.text
    for actor in analysis.actors or ():
        for mention in actor.mentions:
            if mention.kind != "pronoun" or can_mean(mention.span.of(text), actor):
                yield mention.span, actor.id


def can_mean(pronoun: str, actor: Actor) -> bool:
    """Return whether a pronoun may stand for an actor: "she" is no company."""
    return actor.kind == "person" or pronoun.casefold() not in _OF_A_PERSON


def _nouns(doc: Doc, actors: Sequence[Actor]) -> dict[str, frozenset[str]]:
    """Return the nouns and names by which each actor goes, by its id."""
    found = {}
    for actor in actors:
        spans = [m.span for m in actor.mentions if m.kind != "pronoun"]
        words = [doc.char_span(s.start, s.end, alignment_mode="expand") for s in spans]
        named = [t for each in words for t in each or () if t.pos_ in _NAMING and t.dep_ != "poss"]
        found[actor.id] = frozenset(lemma(t) for t in named)
    return found


def names_near(part: Part) -> tuple[str, ...]:
    """Return the names in the sentence before a pronoun of which it is not known who it is."""
    analysis, span, pronouns = part
    if analysis.parse is None:
        return ()
    words = analysis.parse.char_span(span.start, span.end, alignment_mode="expand")
    known = {place.start: frozenset({id}) for place, id in (*_mentions(analysis), *pronouns)}
    found = []
    for token in _unresolved(words or (), known):
        found += [t.text for t in _sentence_before(token) if t.pos_ == "PROPN"]
    return tuple(dict.fromkeys(found))


def of_sentence(doc: Doc, parts: Sequence[Part]) -> Said:
    """Return what a sentence says; actors are known by the last word of how they are named."""
    called: dict[str, set[str]] = {}
    for analysis in {id(a): a for a, _, _ in parts}.values():
        for actor in analysis.actors or ():
            for name in _called(actor.name, analysis, actor.mentions):
                called.setdefault(name, set()).add(actor.id)
    actors = {t.idx: frozenset(called[t.lower_]) for t in doc if t.lower_ in called}
    return Said(tuple(t for t in doc if not t.is_space), actors)


def _called(name: str, analysis: Analysis, mentions: Sequence[Mention]) -> Iterator[str]:
    yield name.casefold().split()[-1]
    for mention in mentions:
        if mention.kind == "name":
            yield from mention.span.of(analysis.article.text).casefold().split()[-1:]


def _root(doc: Doc, span: Span) -> Token | None:
    words = doc.char_span(span.start, span.end, alignment_mode="expand")
    return None if words is None else words.root


def _is_claim(tokens: Sequence[Token]) -> bool:
    """Return whether words say that something is so: they have a finite verb."""
    return any(t.tag_ in _FINITE and t.pos_ in {"VERB", "AUX"} for t in tokens)


def _is_open(quote: Quote, doc: Doc) -> bool:
    """Return whether the cue of a quote leaves open whether what is said is so."""
    cue = quote.cue and doc.char_span(quote.cue.start, quote.cue.end, alignment_mode="expand")
    return not any(lemma(t) in MAKE_KNOWN for t in cue or ())


def _is_sure(quote: Quote, doc: Doc) -> bool:
    """Return whether somebody's words are surely given: in marks, or after a verb of saying."""
    if quote.kind != "indirect":
        return True
    if quote.cue is None or quote.score < _SURE:
        return False
    words = doc.char_span(quote.cue.start, quote.cue.end, alignment_mode="expand")
    return any(t.lower_ == "according" or lemma(t) in SPEECH for t in words or ())


def _speakers(
    analysis: Analysis, span: Span, called: Mapping[str, frozenset[str]]
) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Yield the quoted contents inside `span` with the names of who says them."""
    doc = analysis.parse
    if doc is None:
        return
    for quote in analysis.quotes or ():
        if not _is_sure(quote, doc):
            continue
        inside = [piece for piece in quote.content if piece.overlaps(span)]
        found = [doc.char_span(p.start, p.end, alignment_mode="expand") for p in inside]
        tokens = [t for words in found for t in words or ()]
        if quote.kind == "indirect" and not (_is_claim(tokens) and _is_open(quote, doc)):
            continue
        content = content_of(tokens)
        speaker = _speaker_of(quote, analysis)
        names = set(called.get(speaker or "", ()))
        names |= {speaker} if speaker else set()
        if quote.source is not None:
            words = doc.char_span(quote.source.start, quote.source.end, alignment_mode="expand")
            names |= {lemma(t) for t in words or () if t.pos_ in _NAMING}
        if content and names:
            yield content, frozenset(names)


def _speaker_of(quote: Quote, analysis: Analysis) -> str | None:
    """Return who speaks a quotation: nobody known if its "she" would be no person."""
    actor = next((a for a in analysis.actors or () if a.id == quote.speaker), None)
    if actor is None or quote.source is None:
        return quote.speaker
    return actor.id if can_mean(quote.source.of(analysis.article.text), actor) else _SOMEBODY
