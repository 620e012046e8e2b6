"""Whether two articles' sentences tell one thing, by the words that carry it.

A head that finds facts takes two deeds of one actor for one too easily. So most of what a
sentence says must stand in the other's words, or a good part of it and the deed itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from summarizer.meaning.sources import is_speech
from summarizer.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# From this share of its telling words on, a sentence is told by the other whatever the deed.
# What is left of one that was shortened has few words, often those of a name alone.
_MOST, _MOST_OF_SHORTER = 0.6, 0.9
# From this share on if the word for the deed is among them: if all that the sentence claims is
# known to be shared, and if it is not.
_MUCH, _MUCH_IF_UNKNOWN = 0.4, 0.55
_STEM, _STEM_OF_SHORT, _SHORT = 5, 4, 8  # letters that forms of one word share
_FEWEST = 3
# Verbs that say little without their object.
_LIGHT = frozenset(
    """be have do make take give get go come hold issue put set keep begin start become remain
    need want bring""".split()
)
_OF_A_LIGHT = frozenset({"dobj", "nsubjpass", "attr", "acomp", "oprd", "xcomp"})


Words = tuple["Doc", Sequence[Span]]


def agrees(ours: Words, theirs: Words, *, is_known: bool, is_shorter: bool) -> bool:
    """Return whether the sentences of another article tell what is said in one.

    Args:
        ours: the parse of an article and the ranges of a sentence, all of what is said of it.
        theirs: the parse of the other article and the ranges of its sentences.
        is_known: whether what the sentence claims is known to be shared.
        is_shorter: whether the sentence is told in part.
    """
    own = [t for t in _tokens(*ours) if _tells(t)]
    stems = {_stem(t) for t in own}
    told = {_stem(t) for t in _tokens(*theirs) if _tells(t)}
    if len(stems) < _FEWEST:
        return stems <= told
    share = len(stems & told) / len(stems)
    if share >= (_MOST_OF_SHORTER if is_shorter else _MOST):
        return True
    deeds = {_stem(t) for t in _deeds(own)}
    return share >= (_MUCH if is_known else _MUCH_IF_UNKNOWN) and bool(deeds & told)


def _tokens(doc: Doc, spans: Iterable[Span]) -> Iterator[Token]:
    for span in spans:
        yield from doc.char_span(span.start, span.end, alignment_mode="expand") or ()


def _tells(token: Token) -> bool:
    return (token.is_alpha or token.like_num) and not (token.is_stop and not token.like_num)


def _stem(token: Token) -> str:
    word = token.lower_
    return word[: _STEM_OF_SHORT if len(word) <= _SHORT else _STEM]


def _deeds(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the words that say what happens: the main verb, or what hangs on a light one."""
    for verb in tokens:
        if verb.dep_ != "ROOT":
            continue
        told = [t for t in verb.children if t.dep_ in {"ccomp", "parataxis"}]
        for top in told if is_speech(verb) and told else [verb]:
            if top.lemma_.lower() not in _LIGHT:
                yield top
                continue
            yield from (t for t in top.children if t.dep_ in _OF_A_LIGHT)
