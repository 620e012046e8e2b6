"""Whether a sentence can be understood on its own, and where it can begin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from summarizer.guard import Source
from summarizer.quotations import Quotation
from summarizer.types import Sentence, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

LEAD: Final = " \"“'‘«("

_POINTING = frozenset({"that", "those", "these"})
_POINTING_ALONE = _POINTING | {"this"}
_TELLING = frozenset({"relcl", "acl", "prep", "appos", "amod"})
_TIMES = frozenset({"time", "day", "morning", "night", "week", "month", "year", "point", "moment"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_STANDING_ALONE = _SUBJECTS | {"dobj", "pobj", "attr"}
# As the subject, with nothing told of them, these are some of those named before.
_SOME_OF_THEM = frozenset({"both", "one", "another", "each", "none"})
# Fewer words than this are a fragment, not a statement.
_MIN_WORDS = 4
_CLOSED = re.compile(r"[.!?…][\s\"”“’'»)\]*_]*(?:\[\w{1,3}\]\s*)*$")
# So many words make a line prose, whose end shows whether the article sets full stops.
_PROSE = 8

_LINK = r"(?:but|and|so|or|nor|yet)\b"
_TIME = r"(?:time|morning|afternoon|evening|night|week|weekend|month|summer|autumn|fall|winter"
_TIME += r"|spring|year|decade|century)\b"
_EMPTY_IT = re.compile(
    r"it(?:'s|\s+(?:is|was|remain\w*|seem\w*|appear\w*|became|becomes|has\s+been"
    r"|(?:would|will|may|might|could)\s+be))\s+(?:(?:\S+\s+){0,4}?"
    r"(?:that|whether|if|how|why|what|when|where|who)\b"
    r"|(?:\S+\s+)?(?:\w*possible|difficult|hard|easy|\w*necessary|\w*legal|important|early)\s+to\b)"
    r"|it\s+(?:took|takes|will\s+take)\b",
    re.IGNORECASE,
)
_LINKED = re.compile(rf"{_LINK}(?!\s+far\b)", re.IGNORECASE)
_ABOUT_SOMEONE = re.compile(r"(?:he|she|they|him|her|them|his|their|hers|theirs)\b", re.IGNORECASE)
_DEPENDENT = re.compile(
    rf"(?:{_LINKED.pattern}"
    r"|(?:he|she|they|him|them|hers|theirs)\b"
    r"|(?:until|by|since|before|from)\s+then\b"
    r"|(?:his|her|their|its|it)\b"
    r"|(?:among|of|for|to|with|from|in|on|by|behind|under|before|after|unlike|despite|beside"
    r"|besides|between|against|around|alongside)\s+(?:him|them|it)\b"
    rf"|(?:this|these|such)\b(?!\s+{_TIME})"
    r"|(?:that)\b(?=\s+(?:is|was|has|had|would|will|could|may|means|meant|\w+ed)\b)"
    r"|those\b(?!\s+(?:who|in|with|from|on|whose|killed|injured|arrested|affected|responsible))"
    r"|the\s+(?:former|latter|two|pair|same)\b|(?:neither|others)\b)",
    re.IGNORECASE,
)
# "No one was hurt." is about what was told just before.
_BARE_NOBODY = re.compile(
    r"(?:no\s+one|nobody|nothing|none|everyone)\b(?:\s+\S+){1,3}$", re.IGNORECASE
)
_LEANING = re.compile(
    r"(?:however|instead|still|also|then|thus|therefore|hence|nevertheless|nonetheless|moreover"
    r"|furthermore|besides|otherwise|likewise|similarly|indeed|consequently|accordingly"
    r"|in\s+(?:addition|contrast|turn|fact|response)|as\s+a\s+result|by\s+contrast"
    r"|on\s+the\s+other\s+hand|for\s+(?:example|instance)|despite\s+(?:this|that|these)"
    r"|after\s+(?:this|that)|because\s+of\s+(?:this|that))\b(?=\s*,|\s+[a-z])",
    re.IGNORECASE,
)
# "But for the rain" and "Yet to be found" are no links, and "Nor did" turns the clause round.
_LOOSE_LINK = re.compile(r"(?:But|And|Yet)(?!\s+(?:for|to|another|again)\b),?\s+(?=[^\W_\"“‘'«(])")
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’]+(?:[ /-][A-Z][A-Z.'’]+)*(?:,\s+[A-Z][\w.'’ ]{1,30})?"
    r"(?:,\s+[A-Z][a-z]+\.?\s+\d{1,2})?(?:,\s+\d{4})?\s*(?:\([^()]{2,40}\)\s*)?(?:[-–—]+)\s+"
    r"|[A-Z][\w.'’]+(?: [A-Z][\w.'’]+)?(?:,\s+[A-Z][\w.'’]+)*\s+\((?:AP|AFP|Reuters|UPI|Xinhua|dpa"
    r"|Bloomberg|CNN|BBC|PA|ANI|IANS|TASS)\)\s*[-–—]+\s+)(?=[\"“'‘]?[A-Z0-9£$€])"
)


def beginning(span: Span, text: str) -> tuple[int, float]:
    """Return where a summary may begin the sentence at `span`, and how well it stands there.

    Without a dateline it stands as well as with it; without "But", "And" or "Yet" it still
    leans on what came before.
    """
    told = span.of(text)
    if (line := _DATELINE.match(told)) is not None and line.end() < len(told):
        return span.start + line.end(), 1.0
    if (link := _LOOSE_LINK.match(told)) is not None:
        return span.start + link.end(), 0.7
    return span.start, 1.0


def statements(sentences: Sequence[Sentence], source: Source) -> set[Span]:
    """Return the body sentences that state something: no heading, score or label.

    Where most of the longer sentences end with a full stop, what has none is a line of
    another kind; and a sentence without any verb says nothing.
    """
    text, body = source.text, [s.span for s in sentences if s.kind == "body"]
    long = [_is_closed(s, text) for s in body if len(s.of(text).split()) >= _PROSE]
    sets_stops = 2 * sum(long) > len(long)
    return {
        span
        for span in body
        if (_is_closed(span, text) or not sets_stops) and _has_verb(words_of(span, source))
    }


def _is_closed(span: Span, text: str) -> bool:
    return _CLOSED.search(span.of(text)) is not None


def _has_verb(words: Words | None) -> bool:
    return words is None or any(
        token.pos_ in ("VERB", "AUX", "X") and token.lower_ != "according" for token in words
    )


def words_of(span: Span, source: Source) -> Words | None:
    """Return the tokens of a sentence; `None` without a parse."""
    doc = source.analysis.parse
    return None if doc is None else doc.char_span(span.start, span.end, alignment_mode="contract")


def points_back(span: Span, source: Source, quoted: Sequence[Quotation]) -> bool:
    """Return whether the sentence speaks of what none of its own words tell.

    So it does with "that account" or "denied that", and with "both" or "four" for some of
    those named before. A noun that is told more closely ("those hurt in the fire"), that
    stands before in the sentence, or that is a time, or in quotation marks, needs nothing
    from outside.
    """
    own = words_of(span, source)
    if own is None:
        return False
    said = [t for t in own if not any(q.span.start <= t.idx < q.span.end for q in quoted)]
    return _is_of_others(own) or any(
        _points_with_noun(word, own) or _points_alone(word, own) for word in said
    )


def _points_with_noun(word: Token, own: Iterable[Token]) -> bool:
    """Return whether `word` is the "that" of "that account", of which nothing is told."""
    noun = word.head
    if word.lower_ not in _POINTING or word.dep_ != "det" or noun.pos_ != "NOUN":
        return False
    is_told = any(child.i > noun.i and child.dep_ in _TELLING for child in noun.children)
    before = {t.lemma_ for t in own if t.i < word.i}
    return not (is_told or noun.ent_type_ or noun.lemma_ in before | _TIMES)


def _points_alone(word: Token, own: Iterable[Token]) -> bool:
    """Return whether `word` is the "that" of "denied that", with no clause before it."""
    if word.lower_ not in _POINTING_ALONE or word.dep_ not in _STANDING_ALONE:
        return False
    if word.tag_ != "DT" or any(child.i > word.i for child in word.children):
        return False
    verbs = [t for t in own if t.i < word.i and t.pos_ == "VERB"]
    return all(verb.is_ancestor(word) for verb in verbs)


def _is_of_others(own: Words) -> bool:
    """Return whether the sentence opens with "both" or "four" for people named before."""
    first = next((t for t in own if not t.is_punct), None)
    if first is None or first.dep_ not in _SUBJECTS:
        return False
    if first.lower_ not in _SOME_OF_THEM and first.tag_ != "CD":
        return False
    return not any(
        child.i > first.i and child.dep_ in ("prep", "relcl") for child in first.children
    )


def standing(worded: str) -> float:
    """Return how well a sentence stands alone, judged by how it opens: 0, 0.7 or 1."""
    opening = worded.lstrip(LEAD)
    if len(worded.split()) < _MIN_WORDS or _BARE_NOBODY.match(opening):
        return 0.0
    if opening.startswith("[") or _EMPTY_IT.match(opening):
        return 1.0
    if _DEPENDENT.match(opening):
        # A source may well open with "It": the reader sees that it is speech.
        is_speech = worded[:1] in tuple('"“«')
        is_bound = _ABOUT_SOMEONE.match(opening) or _LINKED.match(opening)
        return 0.7 if is_speech and not is_bound else 0.0
    return 0.7 if _LEANING.match(opening) else 1.0
