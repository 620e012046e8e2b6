"""Whether articles report one event: groups of articles against the stories they come from.

Every record gives a set of articles on one event, `own`, and two sets on another event of as
many: `near`, the one of the same split whose words are nearest (in ECB+ the other event of the
topic, such as another earthquake), and `far`, one drawn at random. Grouped are `own` alone,
`own` with `near`, and `own` with `far`.

- split rate: the share of records whose own articles, alone, do not end in one group.
- joined: the share of records in which an article of its own is in a group with one of the
  near (far) event.
- pair F1: over all pairs of articles of `own` with `near` and of `own` with `far`, "one event"
  being the positive class.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from eval import adapters
from eval.corpus import Record
from eval.interval import Floats, Tally
from eval.metrics import f1_tally, precision_of, recall_of, share_tally
from eval.task import Progress, Task
from summarizer.read import read_text
from summarizer.story.events import event_model, linked, traits
from summarizer.types import Analysis

SEED = 0
# How many articles of each event a set of ECB+ has; its events have about ten each.
SIZE = 3
# Of tf-idf cosines under average linkage: on neus_fulltext train it splits as many stories as
# the tool does there (eval.tune_events prints it).
BASELINE_THRESHOLD = 0.1

Groups = Sequence[Sequence[int]]
Score = Callable[[int, int], float]


@dataclass(frozen=True, slots=True)
class EventSet:
    """The articles of a record's event and of two others, by their number in the corpus."""

    own: tuple[int, ...]
    near: tuple[int, ...]
    far: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Grouped:
    """How the articles of an `EventSet` were grouped: alone, with `near`, with `far`."""

    articles: EventSet
    alone: Groups
    with_near: Groups
    with_far: Groups


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """All texts of a split with the numbers of each record's event."""

    texts: tuple[tuple[str, str | None], ...]
    sets: tuple[EventSet, ...]
    similarity: Floats


def corpus_of(records: Sequence[Record]) -> Corpus:
    """Return the texts (with their titles) and sets of stories or of single ECB+ articles."""
    if "articles" in records[0]:
        texts = [(a["text"], a["title"]) for r in records for a in r["articles"]]
        events = [n for n, r in enumerate(records) for _ in r["articles"]]
        similarity = _similarity(texts)
        return Corpus(tuple(texts), tuple(_stories(events, similarity)), similarity)
    texts = [("\n\n".join(r["sentences"]), None) for r in records]
    return Corpus(tuple(texts), tuple(_topics(records)), _similarity(texts))


def _similarity(texts: Sequence[tuple[str, str | None]]) -> Floats:
    vectorizer = TfidfVectorizer(sublinear_tf=True, stop_words="english")
    rows = vectorizer.fit_transform([f"{title or ''} {text}" for text, title in texts])
    return np.asarray((rows @ rows.T).toarray(), dtype=np.float64)


def _stories(events: Sequence[int], similarity: Floats) -> list[EventSet]:
    rng = np.random.default_rng(SEED)
    event = np.asarray(events)
    own = [tuple(np.flatnonzero(event == n).tolist()) for n in range(event.max() + 1)]
    sets = []
    for n, members in enumerate(own):
        others = [m for m in range(len(own)) if m != n]
        if not others:
            sets.append(EventSet(members, (), ()))
            continue
        means = [similarity[np.ix_(members, own[m])].mean() for m in others]
        near, far = others[int(np.argmax(means))], others[int(rng.integers(len(others)))]
        sets.append(EventSet(members, own[near], own[far]))
    return sets


def _topics(records: Sequence[Record]) -> list[EventSet]:
    rng = np.random.default_rng(SEED)

    def some(found: list[int], n: int) -> tuple[int, ...]:
        return tuple(int(k) for k in rng.permutation(np.asarray(found, dtype=int))[:n])

    sets = []
    for n, record in enumerate(records):
        topics = [(m, r["topic"], r["subtopic"]) for m, r in enumerate(records) if m != n]
        topic, event = record["topic"], record["subtopic"]
        same = [m for m, _, e in topics if e == event]
        near = [m for m, t, e in topics if t == topic and e != event]
        far = [m for m, t, _ in topics if t != topic]
        sets.append(EventSet((n, *some(same, SIZE - 1)), some(near, SIZE), some(far, SIZE)))
    return sets


def parsed(tool: adapters.Tool, texts: Sequence[tuple[str, str | None]]) -> list[Analysis]:
    """Return the texts with sentences and parse, which is all that the grouping reads."""
    stages = [s for s in tool.pipeline.stages if s.adds <= {"sentences", "parse"}]
    found = []
    for text, title in texts:
        batch = [Analysis(read_text(text, title=title))]
        for stage in stages:
            batch = stage(batch)
        found.append(batch[0])
    return found


def predict_events(
    tool: adapters.Tool, records: Sequence[Record], progress: Progress
) -> list[Grouped]:
    """Return how the tool groups the sets of each record."""
    corpus, model = corpus_of(records), event_model()
    known = []
    for text in corpus.texts:
        known.append(traits(parsed(tool, [text])[0]))
        progress(min(len(known), len(records)))

    def score(i: int, j: int) -> float:
        one, two = known[i], known[j]
        return model.same_event(one, two) if one is not None and two is not None else 1.0

    return [grouped(articles, score, model.threshold) for articles in corpus.sets]


def word_cosine(records: Sequence[Record]) -> list[Grouped]:
    """Return the groups that a threshold on tf-idf cosines makes, linked in the same way."""
    corpus = corpus_of(records)

    def score(i: int, j: int) -> float:
        return float(corpus.similarity[i, j])

    return [grouped(articles, score, BASELINE_THRESHOLD) for articles in corpus.sets]


def one_group(records: Sequence[Record]) -> list[Grouped]:
    """Return everything in one group: what a tool that never tells events apart does."""
    return [grouped(a, lambda _i, _j: 1.0, 0.5) for a in corpus_of(records).sets]


def grouped(articles: EventSet, score: Score, threshold: float) -> Grouped:
    """Return the groups that average linkage makes of the sets in `articles`."""

    def groups(numbers: tuple[int, ...]) -> Groups:
        numbers = tuple(sorted({*numbers}))
        scores = {(i, j): score(i, j) for i, j in combinations(numbers, 2)}
        return linked([(n,) for n in numbers], scores, threshold)

    own = articles.own
    return Grouped(
        articles, groups(own), groups((*own, *articles.near)), groups((*own, *articles.far))
    )


def event_tallies(records: Sequence[Record], found: Sequence[Grouped]) -> dict[str, Tally]:  # noqa: ARG001
    """Return all measures; records are the units."""
    pairs = f1_tally([_pair_counts(g) for g in found])
    return {
        "pair_f1": pairs,
        "pair_precision": precision_of(pairs),
        "pair_recall": recall_of(pairs),
        "split": share_tally([[len(g.alone) > 1] for g in found]),
        "joined_near": share_tally(
            [[_is_joined(g.with_near, g.articles.own)] for g in found if g.articles.near]
        ),
        "joined_far": share_tally(
            [[_is_joined(g.with_far, g.articles.own)] for g in found if g.articles.far]
        ),
    }


def _is_joined(groups: Groups, own: tuple[int, ...]) -> bool:
    return any(len({n in own for n in group}) == 2 for group in groups)


def _pair_counts(found: Grouped) -> tuple[int, int, int]:
    hits = said = gold = 0
    own = found.articles.own
    for groups in (found.with_near, found.with_far):
        group_of = {n: k for k, group in enumerate(groups) for n in group}
        for i, j in combinations(sorted(group_of), 2):
            is_same, is_gold = group_of[i] == group_of[j], (i in own) == (j in own)
            hits, said, gold = hits + (is_same and is_gold), said + is_same, gold + is_gold
    return hits, said, gold


ONE_EVENT = Task(
    predict=predict_events,
    tallies=event_tallies,
    baselines={"tf-idf cosine": word_cosine, "always one event": one_group},
)
