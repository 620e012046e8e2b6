"""Single words that turn a statement: opposites, parts and wholes, stages of a charge."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from summarizer.meaning.said import CONTENT, Said, lemma
from summarizer.meaning.status import verb_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_DOUBTS = frozenset({"amod", "nmod", "compound"})
_MODIFIES = frozenset({"amod", "advmod", "det", "predet", "nmod", "compound"})
_TURNED = frozenset({"ADJ", "ADV", "VERB"})
_PREFIXES = ("un", "in", "im", "dis", "non")
_LEAST = 4
_TIMES = frozenset("day week month year night hour minute time".split())
_HEADS = frozenset({"NOUN", "PROPN", "VERB", "AUX", "ADJ", "NUM"})


@dataclass(frozen=True, slots=True)
class Wordings:
    """Classes of words: see `wordings.toml`."""

    opposites: tuple[tuple[frozenset[str], frozenset[str]], ...]
    charges: tuple[frozenset[str], ...]
    partial: frozenset[str]
    total: frozenset[str]
    unsure: frozenset[str]
    factive: frozenset[str]


@cache
def wordings() -> Wordings:
    """Return the classes of words that the package ships."""
    raw = tomllib.loads(files("summarizer.meaning").joinpath("wordings.toml").read_text("utf-8"))
    return Wordings(
        opposites=tuple((_set(a), _set(b)) for a, b in raw["opposites"]),
        charges=tuple(_set(each) for each in raw["charges"]),
        partial=_set(raw["partial"]),
        total=_set(raw["total"]),
        unsure=_set(raw["unsure"]),
        factive=_set(raw["factive"]),
    )


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def find_turned(output: Said, evidence: Said) -> list[str]:
    """Return the words of `output` that turn what `evidence` says."""
    return [
        *_opposites(output, evidence),
        *_prefixed(output, evidence),
        *_wholes(output, evidence),
        *_charges(output, evidence),
        *_established(output, evidence),
        *_sure(output, evidence),
    ]


def _forms(said: Said) -> frozenset[str]:
    verbs = {verb_of(t) for t in said.tokens if t.pos_ == "VERB"}
    return said.lemmas | {t.lower_ for t in said.tokens} | verbs


def _opposites(output: Said, evidence: Said) -> Iterator[str]:
    """Yield words of `output` whose opposite alone stands in `evidence`."""
    ours, theirs = _forms(output), _forms(evidence)
    is_lost_to = any(_is_lost_to(t) for t in (*output.tokens, *evidence.tokens))
    for pair in wordings().opposites:
        if is_lost_to and "win" in pair[0] and "lose" in pair[1]:
            continue  # who beats whom is seen to with the parties
        for side, other in (pair, pair[::-1]):
            said = sorted((ours & side) - other)
            is_turned = said and not theirs & side and theirs & other and not ours & other
            if is_turned and _is_denied(output, side) == _is_denied(evidence, other):
                yield f"{said[0]!r} is the opposite of what the evidence says"


def _prefixed(output: Said, evidence: Said) -> Iterator[str]:
    """Yield words that stand in the evidence with or without a denying prefix, and here not so."""
    ours, theirs = (
        {t.lower_ for t in said.tokens if t.pos_ in _TURNED} for said in (output, evidence)
    )
    for one, other in ((ours, theirs), (theirs, ours)):
        for word in sorted(one):
            for prefix in _PREFIXES:
                bare = word.removeprefix(prefix)
                if bare == word or len(bare) < _LEAST or bare in one:
                    continue
                pair = frozenset({word}), frozenset({bare})
                if bare in other and word not in other:
                    mine, its = pair if one is ours else pair[::-1]
                    if _is_denied(output, mine) == _is_denied(evidence, its):
                        yield f"{next(iter(mine))!r} is the opposite of what the evidence says"


def _is_denied(said: Said, side: frozenset[str]) -> bool:
    """Return whether a word of `side` is said not to hold ("is not dangerous")."""
    found = [t for t in said.tokens if lemma(t) in side or t.lower_ in side]
    near = [(t, t.head) if t.dep_ in {"acomp", "attr", "oprd", "amod"} else (t,) for t in found]
    return any(c.dep_ == "neg" or c.lower_ == "no" for ts in near for t in ts for c in t.children)


def _is_lost_to(token: Token) -> bool:
    return lemma(token) == "lose" and any(t.lower_ in {"to", "out"} for t in token.children)


def _wholes(output: Said, evidence: Said) -> Iterator[str]:
    """Yield words for a whole that `evidence` does not have."""
    theirs = _forms(evidence)
    for token in output.tokens:
        word = token.lower_
        if word in wordings().total and not theirs & {word, *_same_total(word)}:
            after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else token
            if after.pos_ != "NUM" and lemma(after) not in _TIMES:
                yield f"{word!r} is added"
    for token in evidence.tokens:
        word = token.lower_
        if word in {"some", "most", "few", "several", "partly", "partially"}:
            kept = lemma(token.head) in output.lemmas and token.dep_ in _MODIFIES | {"nsubj"}
            if kept and not _forms(output) & wordings().partial and not _is_counted(token.head):
                yield f"{word!r} is lost"


def _same_total(word: str) -> frozenset[str]:
    same = (
        frozenset({"all", "every", "each", "everyone", "everybody", "everything", "entire"}),
        frozenset({"whole", "entire", "all"}),
        frozenset({"unanimous", "unanimously"}),
        frozenset({"full", "fully", "completely", "entirely", "totally", "wholly"}),
        frozenset({"never", "none", "no", "not", "n't", "nobody", "nothing"}),
    )
    return frozenset().union(*(group for group in same if word in group), frozenset())


def _is_counted(head: Token) -> bool:
    return any(t.dep_ == "nummod" for t in head.children)


def _charges(output: Said, evidence: Said) -> Iterator[str]:
    """Yield stages of a charge that go beyond those of `evidence`."""
    # A "charge" may be a price.
    ours, theirs = (
        _forms(said) - {t.lower_ for t in said.tokens if _is_price(t)} - {"charge"}
        for said in (output, evidence)
    )
    stages = wordings().charges
    reached = max((i for i, words in enumerate(stages) if theirs & words), default=-1)
    for i, words in enumerate(stages):
        beyond = sorted(w for w in ours & words if not _is_denied(output, frozenset({w})))
        if i > max(reached, 0) and beyond:
            yield f"{beyond[0]!r} goes beyond the evidence"


def _is_price(token: Token) -> bool:
    return token.lower_.startswith("charge") and token.pos_ != "VERB"


def _established(output: Said, evidence: Said) -> Iterator[str]:
    """Yield verbs that report as being so what `evidence` does not."""
    factive = wordings().factive
    verbs = {lemma(t) for t in output.tokens if t.pos_ == "VERB"}
    if found := sorted(verbs & factive) if not _forms(evidence) & factive else []:
        yield f"{found[0]!r} goes beyond the evidence"


def _sure(output: Said, evidence: Said) -> Iterator[str]:
    """Yield words of doubt that `output` has taken from what they belong to."""
    doubt = wordings().unsure
    ours = _forms(output)
    if ours & doubt or ours & {"could", "may", "might", "would", "will", "accord", "according"}:
        return
    for token in evidence.tokens:
        # Adverbs belong to a verb, and are compared with how sure that is told.
        if token.lower_ not in doubt or token.dep_ not in _DOUBTS or token.pos_ not in CONTENT:
            continue
        head = token.head
        if head.pos_ in _HEADS and lemma(head) in output.lemmas:
            yield f"{token.lower_!r} is lost"
