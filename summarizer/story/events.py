"""Whether articles report one event, and which of them are the same text."""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path
from typing import TypeVar

from summarizer.comparison import Duplicate
from summarizer.types import Analysis, Sentence

T = TypeVar("T")

# Duplicates: shingles of this many words; share of the shorter text's shingles from which two
# texts are one. Of 1,926 pairs of articles on one event (neus_fulltext train and dev) eight lie
# above 0.7, all copies of one agency's text, and none between 0.53 and 0.7.
SHINGLE = 5
SAME_TEXT = 0.6

# How many sentences open an article: headline and lead, and the top that names who it is about.
LEAD, TOP = 2, 6
# Keeps the weight of words that few articles hold from growing without end.
SMOOTHING = 0.03
MODEL = Path(__file__).parent / "events.toml"
_WORDS = re.compile(r"\w+")
_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "PROPN"})


@dataclass(frozen=True, slots=True)
class Traits:
    """What an article is compared by.

    How often it has each word and each name of its top, its numbers in digits, the words of
    its lead, and the pairs of words that follow each other.
    """

    words: Mapping[str, int]
    top_names: Mapping[str, int]
    numbers: frozenset[str]
    lead: frozenset[str]
    pairs: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class EventModel:
    """A logistic regression over what two articles share.

    `weights` go with `features`. `common` has the words that many articles hold, with the
    share that does. Articles are of one event from `threshold` on.
    """

    weights: tuple[float, ...]
    bias: float
    threshold: float
    common: Mapping[str, float]

    def same_event(self, one: Traits, two: Traits) -> float:
        """Return the probability that two articles report one event."""
        shared = features(one, two, self.common)
        logit = self.bias + sum(w * x for w, x in zip(self.weights, shared, strict=True))
        return 1 / (1 + math.exp(-logit))


@cache
def event_model() -> EventModel:
    """Return the fitted model; `events.toml` says what it was fitted on and how."""
    raw = tomllib.loads(MODEL.read_text(encoding="utf-8"))
    return EventModel(tuple(raw["weights"]), raw["bias"], raw["threshold"], raw["common"])


def duplicates(analyses: Sequence[Analysis]) -> tuple[Duplicate, ...]:
    """Return the pairs of articles that are one text, or of which one is nearly all in the other.

    `overlap` is the share of the shorter one's runs of five words that the longer one has too.
    """
    shingles = [_shingles(analysis.article.text) for analysis in analyses]
    found = []
    for (i, one), (j, two) in combinations(enumerate(shingles), 2):
        overlap = len(one & two) / max(1, min(len(one), len(two)))
        if overlap >= SAME_TEXT:
            ids = analyses[i].article.id, analyses[j].article.id
            found.append(Duplicate(*ids, round(overlap, 4)))
    return tuple(found)


def events(
    analyses: Sequence[Analysis], model: EventModel | None = None
) -> tuple[tuple[str, ...], ...]:
    """Return the ids of the articles in groups that report one event, the largest group first.

    Two groups are one while the mean probability over their pairs of articles is at or above
    the threshold (average linkage). Articles of which nothing can be said, since they were
    not parsed or hold no word, go with the largest group.

    Args:
        analyses: parsed, in canonical order.
        model: by default the fitted one.
    """
    model = model or event_model()
    known = {n: t for n, a in enumerate(analyses) if (t := traits(a)) is not None}
    scores = {
        (i, j): model.same_event(known[i], known[j]) for i, j in combinations(sorted(known), 2)
    }
    groups = linked([(n,) for n in known], scores, model.threshold)
    groups.sort(key=lambda group: (-len(group), group))
    unknown = tuple(n for n in range(len(analyses)) if n not in known)
    if unknown:
        first = groups[0] if groups else ()
        groups = [tuple(sorted((*first, *unknown))), *groups[1:]]
    return tuple(tuple(analyses[n].article.id for n in group) for group in groups)


def linked(
    groups: list[tuple[int, ...]], scores: Mapping[tuple[int, int], float], threshold: float
) -> list[tuple[int, ...]]:
    """Return `groups` joined, the likest first, while their mean score reaches `threshold`."""

    def mean(one: tuple[int, ...], two: tuple[int, ...]) -> float:
        return sum(scores[min(i, j), max(i, j)] for i in one for j in two) / (len(one) * len(two))

    while len(groups) > 1:
        best, one, two = max(
            ((mean(a, b), a, b) for a, b in combinations(groups, 2)),
            key=lambda x: (x[0], [-n for n in x[1]], [-n for n in x[2]]),
        )
        if best < threshold:
            break
        joined = tuple(sorted((*one, *two)))
        groups = [group for group in groups if group not in (one, two)] + [joined]
    return groups


def traits(analysis: Analysis) -> Traits | None:
    """Return what an article is compared by; `None` where it has no parse or no content word."""
    doc = analysis.parse
    prose = [s for s in analysis.sentences or () if s.kind in ("headline", "body")]
    if doc is None or not prose:
        return None
    lead, top = _end(prose, LEAD), _end(prose, TOP)
    lemmas = [
        (token.lemma_.lower(), token.idx)
        for token in doc
        if token.pos_ in _CONTENT and token.is_alpha and len(token) > 2
    ]
    if not lemmas:
        return None
    return Traits(
        words=_counts(lemma for lemma, _ in lemmas),
        top_names=_counts(
            t.lower_ for t in doc if t.pos_ == "PROPN" and len(t) > 2 and t.idx < top
        ),
        numbers=frozenset(t.text for t in doc if t.pos_ == "NUM" and t.text[0].isdigit()),
        lead=frozenset(lemma for lemma, start in lemmas if start < lead),
        pairs=frozenset((one, two) for (one, _), (two, _) in pairwise(lemmas)),
    )


def _end(prose: Sequence[Sentence], n: int) -> int:
    return prose[min(n, len(prose)) - 1].span.end


def _counts(words: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(words).items()))


def features(one: Traits, two: Traits, common: Mapping[str, float]) -> tuple[float, ...]:
    """Return what two articles share of words, names, numbers, lead and pairs, each in 0–1."""
    return (
        _cosine(one.words, two.words, common),
        _cosine(one.top_names, two.top_names, common),
        _geometric(one.numbers, two.numbers),
        min(_covered(one.lead, two.words.keys()), _covered(two.lead, one.words.keys())),
        _geometric(one.pairs, two.pairs),
    )


def rarity(word: str, common: Mapping[str, float]) -> float:
    """Return the weight of a word: 0 where most articles hold it, 3.5 for a rare one."""
    return max(0.0, -math.log(common.get(word, 0.0) + SMOOTHING))


def _cosine(one: Mapping[str, int], two: Mapping[str, int], common: Mapping[str, float]) -> float:
    ours, theirs = (
        {w: (1 + math.log(n)) * rarity(w, common) for w, n in each.items()} for each in (one, two)
    )
    top = sum(weight * theirs[w] for w, weight in ours.items() if w in theirs)
    size = math.prod(math.fsum(x * x for x in each.values()) for each in (ours, theirs))
    return top / math.sqrt(size) if size else 0.0


def _geometric(one: frozenset[T], two: frozenset[T]) -> float:
    return len(one & two) / math.sqrt(len(one) * len(two)) if one and two else 0.0


def _covered(part: frozenset[str], whole: AbstractSet[str]) -> float:
    return len(part & whole) / len(part) if part else 0.0


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = _WORDS.findall(text.casefold())
    if not words:
        return frozenset()
    width = min(SHINGLE, len(words))
    return frozenset(tuple(words[i : i + width]) for i in range(len(words) - width + 1))
