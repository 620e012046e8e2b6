"""Hide who and where an article is about: names and words for identities become plain words.

What is said may be loaded, but not whom or which place it is said of; so framing is judged on a
text in which these cannot be told apart. See Garg et al. (2019), Counterfactual Fairness in Text
Classification through Robustness, on the method, which they call blindness.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from summarizer.identities import ADJECTIVES, BEFORE_PEOPLE, NOUNS, PEOPLE, PLACES, TERMS
from summarizer.phrases import PROSE
from summarizer.stages.actor_lexicon import HUMAN
from summarizer.types import Sentence, Span

NAME = "Burton"  # stands for every name
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_INITIALS = re.compile(r"[A-Z](?:\.[A-Z])+")
_POSSESSIVE = re.compile(r"['’]s$")
_OPENING = frozenset("\"'“‘«([")
# A sentence that ends before a word inside another; but not a title or an initial: "Dr. Burton".
_ENDED = re.compile(r"(?:^|\W)(?![A-Z]\w{0,3}\.$)[\w’'-]+[.!?:][\"”’')]*$")
_BETWEEN = re.compile(r"\s+(?:(?:of|the|de|del|da|di|al|el|bin|ibn|van|von|for)\s+){0,2}")
# Capitals that are no name.
_PLAIN = frozenset(
    """i i'm i’m i've i’ve i'd i’d i'll i’ll monday tuesday wednesday thursday friday saturday
    sunday january february march april may june july august september october november
    december""".split()
)
_ARTICLE = re.compile(r"(?<!\w)((?:an|An|the) )$")
# Words before which a noun phrase ends.
_FUNCTION = frozenset(
    """a about after against an and are as at before between but by during for from had has have in
    into is of on or over said says since that the to under was were when which while who will
    with would""".split()
)
_LONGEST_TERM = max(len(words) for words in (*TERMS, *PLACES))
IsLoaded = Callable[[Sequence[str]], Sequence[bool]]


@dataclass(frozen=True, slots=True, order=True)
class Hidden:
    """A stretch of the text, and the word that stands for it."""

    span: Span
    word: str


@dataclass(frozen=True, slots=True)
class BlindText:
    """A text with stretches replaced, which can say where each character comes from."""

    text: str
    source: str
    hidden: tuple[Hidden, ...]
    starts: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the source that `[start, end)` comes from; a word hidden is whole."""
        return self._back(start, first=True), self._back(end, first=False)

    def words(self, span: Span) -> str:
        """Return what stands here in place of `span` of the source."""
        kept, at = "", span.start
        for each in self.hidden:
            if each.span.start >= span.end:
                break
            if each.span.end > at:
                kept += self.source[at : each.span.start] + each.word
                at = each.span.end
        return kept + self.source[at : max(at, span.end)]

    def _back(self, at: int, *, first: bool) -> int:
        i = bisect_right(self.starts, at if first else at - 1) - 1
        if i < 0:
            return at
        start, each = self.starts[i], self.hidden[i]
        if at - start < len(each.word) + (not first):
            return each.span.start if first else each.span.end
        return at - start - len(each.word) + each.span.end


def hide(text: str, sentences: Sequence[Sentence], is_loaded: IsLoaded) -> BlindText:
    """Return `text` with words for identities, and names in its prose, replaced.

    Args:
        text: an article.
        sentences: its sentences; names are hidden in prose that is not set in capitals.
        is_loaded: says of single words whether they are loaded by themselves ("Terror"); such
            words are not hidden, unless they are words for identities.
    """
    prose = [_split(text, s.span) for s in sentences if s.kind in PROSE]
    known = {w.of(text) for words in prose for run in _runs(text, words, ()) for w in run}
    known = {w for w in known if w.casefold() not in _FUNCTION}
    loaded = set()
    if known:
        single = sorted(known)
        loaded = {w for w, yes in zip(single, is_loaded(single), strict=True) if yes}
    found: list[Hidden] = []
    for words in prose:
        terms = _terms(text, words)
        names = [
            Hidden(part, NAME)
            for run in _runs(text, words, known - loaded)
            for part in _unbroken(text, run, loaded)
        ]
        found += _merged(text, terms, names)
    return _replaced(text, [_with_article(text, each) for each in found])


def _split(text: str, sentence: Span) -> list[Span]:
    """Return the words of a sentence; "U.S." is one with its last full stop."""
    words = []
    for found in _WORD.finditer(text, sentence.start, sentence.end):
        end = found.end()
        if _INITIALS.fullmatch(found.group()) and text[end : end + 1] == ".":
            end += end + 1 < sentence.end
        words.append(Span(found.start(), end))
    return words


def _merged(text: str, terms: Sequence[Hidden], names: Sequence[Hidden]) -> list[Hidden]:
    """Return terms and names as one row; a term that begins or ends a name is part of it.

    Names that only small words part are one ("Times" of "India"), and so are terms in a row.
    """
    found: list[Hidden] = []
    proper = [n for n in names if not any(t.span.contains(n.span) for t in terms)]
    for each in sorted([*terms, *proper]):
        last = found[-1] if found else None
        if last is None or not _are_one(text, last, each):
            found.append(each)
            continue
        word = NAME if NAME in (last.word, each.word) else each.word
        end = max(last.span.end, each.span.end)
        found[-1] = Hidden(Span(last.span.start, end), word)
    return found


def _are_one(text: str, last: Hidden, each: Hidden) -> bool:
    """Return whether two stretches touch, or only a space or, in names, small words part them."""
    start, end = last.span.end, each.span.start
    if end <= start:
        return True
    if last.word == each.word == NAME:
        return _BETWEEN.fullmatch(text, start, end) is not None
    return text[start:end] == " "


def _replaced(text: str, hidden: Sequence[Hidden]) -> BlindText:
    blind, at, starts = "", 0, []
    for each in hidden:
        blind += text[at : each.span.start]
        starts.append(len(blind))
        blind += each.word
        at = each.span.end
    return BlindText(blind + text[at:], text, tuple(hidden), tuple(starts))


def _terms(text: str, words: Sequence[Span]) -> list[Hidden]:
    """Return words for identities and known places."""
    found: list[Hidden] = []
    at = 0
    while at < len(words):
        taken = _term_at(text, words, at)
        if taken is None:
            at += 1
            continue
        length, word = taken
        found.append(Hidden(_bare(text, words[at], words[at + length - 1]), word))
        at += length
    return found


def _term_at(text: str, words: Sequence[Span], at: int) -> tuple[int, str] | None:
    """Return how many words from `at` on are one term, and what stands for it."""
    n_adjectives = 0
    while at + n_adjectives < len(words) and (length := _adjective(text, words, at + n_adjectives)):
        n_adjectives += length
    after = at + n_adjectives
    noun = _lower(text, words[after]) if after < len(words) else ""
    if noun in NOUNS or (n_adjectives and noun in PEOPLE):
        return n_adjectives + 1, NOUNS.get(noun, noun)
    for length in range(min(_LONGEST_TERM, len(words) - at), 0, -1):
        key = tuple(_POSSESSIVE.sub("", words[at + i].of(text)) for i in range(length))
        if key in TERMS:
            return length, TERMS[key]
        if key in PLACES:
            return length, NAME
        if length == 1 and (word := key[0].casefold()) in ADJECTIVES:
            return 1, ADJECTIVES[word]
    return (n_adjectives, "local") if n_adjectives else None


def _adjective(text: str, words: Sequence[Span], at: int) -> int:
    """Return how many words from `at` on are a word for an identity before a noun."""
    for length in (2, 1):
        key = tuple(w.of(text) for w in words[at : at + length])
        if len(key) == length and TERMS.get(key) == "local":
            return length
    word = _lower(text, words[at])
    if ADJECTIVES.get(word) == "local":
        return 1
    follows = _lower(text, words[at + 1]) if at + 1 < len(words) else ""
    return int(word in BEFORE_PEOPLE and _is_human(follows))


def _is_human(word: str) -> bool:
    one = {word, word.removesuffix("s"), re.sub("ies$", "y", word)}
    return not HUMAN.isdisjoint(one) or word in NOUNS or word in PEOPLE


def _lower(text: str, word: Span) -> str:
    return word.of(text).casefold()


def _bare(text: str, first: Span, last: Span) -> Span:
    """Return both words and what is between them, without a possessive ending."""
    ending = _POSSESSIVE.search(last.of(text))
    return Span(first.start, last.end - len(ending.group() if ending else ""))


def _in_capitals(text: str, words: Sequence[Span]) -> bool:
    """Return whether all words of some length begin with a capital, as in many titles."""
    longer = [w for w in words if w.end - w.start > 3 and _lower(text, w) not in _FUNCTION]
    return len(longer) > 3 and all(text[w.start].isupper() for w in longer)


def _runs(text: str, words: Sequence[Span], known: Collection[str]) -> Iterator[list[Span]]:
    """Yield the capitalised words that stand together in prose that is not set in capitals.

    The first word of a sentence or a quotation is one only if it is `known`.
    """
    if _in_capitals(text, words):
        return
    run: list[Span] = []
    for i, word in enumerate(words):
        is_name = _is_name(text, word, known) if i else word.of(text) in known
        if run and (not is_name or not _BETWEEN.fullmatch(text, run[-1].end, word.start)):
            yield run
            run = []
        if is_name:
            run.append(word)
    if run:
        yield run


def _is_name(text: str, word: Span, known: Collection[str]) -> bool:
    own = word.of(text)
    if own.casefold() in _PLAIN or not own[0].isupper():
        return False
    before = text[max(word.start - 20, 0) : word.start].rstrip(" ")
    opens = before[-1:] in _OPENING or bool(_ENDED.search(before))
    return not opens or own in known


def _unbroken(text: str, run: Sequence[Span], loaded: set[str]) -> Iterator[Span]:
    """Yield the parts of a run of names that no loaded word breaks."""
    part: list[Span] = []
    for word in [*run, None]:
        if word is not None and word.of(text) not in loaded:
            part.append(word)
        elif part:
            yield _bare(text, part[0], part[-1])
            part = []


def _with_article(text: str, hidden: Hidden) -> Hidden:
    """Return `hidden` with an "an" before it, which would not go with the word for it.

    A "the" before a name goes with it, where the name ends a phrase: "in the Netherlands".
    """
    found = _ARTICLE.search(text, max(hidden.span.start - 5, 0), hidden.span.start)
    if found is None:
        return hidden
    whole = Span(found.start(1), hidden.span.end)
    if found[1].casefold() == "an ":
        return Hidden(whole, f"{found[1][0]} {hidden.word}")
    follows = _WORD.match(text, hidden.span.end + 1) if text[hidden.span.end :][:1] == " " else None
    is_last = follows is None or follows.group() in _FUNCTION
    return Hidden(whole, hidden.word) if hidden.word == NAME and is_last else hidden
