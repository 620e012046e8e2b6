"""Actors and wordings across articles, against chains that people marked over five outlets.

Chains: the gold mentions of actors and groups are given. Each is known by the actor of its
article that our analysis finds at its head word, or stands alone; the story's linking then
decides which mentions name one. Scored per event, all articles of it together.

Wordings: the first ten rows of every event that the tool shows. A phrase is in the chains of
the gold mentions with the same head word. A row is right if three in four of its phrases that
are in any are in the same one, from at least two articles; a row without is wrong.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from eval import adapters
from eval.coreference import Part, b_cubed, ceaf_e, chains_of, muc
from eval.corpus import Record
from eval.interval import Floats, Tally
from eval.metrics import share_tally
from eval.task import Progress, Task
from summarizer.compare.articles import with_own_actor_ids
from summarizer.compare.whole import compare_articles
from summarizer.comparison import ActorRef
from summarizer.errors import DataError
from summarizer.read import read_text
from summarizer.settings import Settings
from summarizer.story.actor_links import Costs
from summarizer.story.actor_profiles import Profile, profile, profile_of
from summarizer.story.actors import COSTS, JOIN, link
from summarizer.types import Analysis, Mention, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_KINDS = frozenset({"ACTOR", "GROUP"})
_ROWS = 10
_MOSTLY = 0.75

Key = tuple[str, int]
Bearer = tuple[Profile, list[Key]]


@dataclass(frozen=True, slots=True)
class ArticleChains:
    """The label of each gold mention of one article; those with one label are one chain."""

    labels: Mapping[Key, Hashable] = field(default_factory=dict)


def predict_chains(
    tool: adapters.Tool, records: Sequence[Record], done: Progress
) -> list[ArticleChains]:
    """Return the label that our linking gives every gold mention, event by event."""
    return chains_by(records, bearers_of(tool, records, done))


def bearers_of(
    tool: adapters.Tool, records: Sequence[Record], done: Progress
) -> list[list[Bearer]]:
    """Return, for each event, who bears the gold mentions of its articles."""
    n = 0
    found = []
    for event in events_of(records):
        bearers: list[Bearer] = []
        for record in event:
            bearers += _bearers(tool, _analysis(tool, record), record)
            n += 1
            done(n)
        found.append(bearers)
    return found


def chains_by(
    records: Sequence[Record],
    bearers: Sequence[Sequence[Bearer]],
    *,
    join: float = JOIN,
    costs: Costs = COSTS,
) -> list[ArticleChains]:
    """Return the labels of gold mentions when their bearers are linked at these weights."""
    label: dict[Key, Hashable] = {}
    for event in bearers:
        keys_of = {each.ref: keys for each, keys in event}
        for group in link([each for each, _ in event], join, costs):
            keys = [key for each in group for key in keys_of[each.ref]]
            label |= dict.fromkeys(keys, keys[0])
    return [
        ArticleChains({key: label.get(key, key) for key in ((r["id"], at) for at, _ in _gold(r))})
        for r in records
    ]


def head_lemmas(records: Sequence[Record]) -> list[ArticleChains]:
    """Return chains of mentions whose head words have one lemma."""
    from summarizer.stages.parse import load_parser

    parser = load_parser()
    found = []
    for record in records:
        doc = parser(record["text"])
        labels: dict[Key, Hashable] = {
            (record["id"], at): _root(doc, m["start"], m["end"]).lemma_.lower()
            for at, m in _gold(record)
        }
        found.append(ArticleChains(labels))
    return found


def _analysis(tool: adapters.Tool, record: Record) -> Analysis:
    analysis: Analysis = tool.pipeline.run([read_text(record["text"], id=record["id"])])[0]
    if analysis.failures or analysis.parse is None:
        raise DataError(f"{record['id']} could not be analysed")
    return analysis


def events_of(records: Sequence[Record]) -> list[list[Record]]:
    """Return the records of each event, in the order in which they stand."""
    events: dict[Any, list[Record]] = {}
    for record in records:
        events.setdefault(record["event"], []).append(record)
    return list(events.values())


def _gold(record: Record) -> list[tuple[int, Mapping[str, Any]]]:
    return [(at, m) for at, m in enumerate(record["mentions"]) if m["kind"] in _KINDS]


def _bearers(tool: adapters.Tool, analysis: Analysis, record: Record) -> list[Bearer]:
    """Return who bears the gold mentions of an article, as far as its own actors tell."""

    def vectors(of: Analysis, spans: Sequence[Span]) -> Any:
        return tool.heads.space.vectors(of.encoding, spans)

    by_actor: dict[str, list[Key]] = {}
    found: list[Bearer] = []
    at_root = _actors_at(analysis)
    for at, mention in _gold(record):
        root = _root(analysis.parse, mention["start"], mention["end"])
        if root.i in at_root:
            by_actor.setdefault(at_root[root.i], []).append((record["id"], at))
            continue
        ref = ActorRef(record["id"], f"alone-{at}")
        span = Span(mention["start"], mention["end"])
        kind = "name" if root.pos_ == "PROPN" else "nominal"
        alone = profile(
            analysis,
            ref,
            vectors,
            name=mention["text"],
            kind="person" if root.ent_type_ == "PERSON" else None,
            mentions=(Mention(span, ref.actor, "name" if kind == "name" else "nominal"),),
        )
        found += [] if alone is None else [(alone, [(record["id"], at)])]
    for name, keys in by_actor.items():
        known = profile_of(analysis, ActorRef(record["id"], name), vectors)
        found += [] if known is None else [(known, keys)]
    return found


def _actors_at(analysis: Analysis) -> dict[int, str]:
    """Return the actor whose mention has its head at a token, by the token's number."""
    return {
        _root(analysis.parse, m.span.start, m.span.end).i: actor.id
        for actor in analysis.actors or ()
        for m in actor.mentions
    }


def _root(doc: Doc | None, start: int, end: int) -> Token:
    words = None if doc is None else doc.char_span(start, end, alignment_mode="expand")
    if words is None:
        raise DataError(f"no word stands at {start}–{end}")
    return words.root


def tally_chains(records: Sequence[Record], predicted: Sequence[ArticleChains]) -> dict[str, Tally]:
    """Return CoNLL F1 and its parts; the counts of an event stand at its first article."""
    by_id = dict(zip((r["id"] for r in records), predicted, strict=True))
    place = {record["id"]: n for n, record in enumerate(records)}
    counts = np.zeros((len(records), 12))
    mentions = 0
    for event in events_of(records):
        gold: dict[Hashable, Hashable] = {
            (r["id"], at): m["chain"] for r in event for at, m in _gold(r)
        }
        ours: dict[Hashable, Hashable] = {
            k: v for r in event for k, v in by_id[r["id"]].labels.items()
        }
        mentions += len(gold)
        one, two = chains_of(gold), chains_of(ours)
        counts[place[event[0]["id"]]] = np.concatenate(
            [_row(part) for part in (muc(one, two), b_cubed(one, two), ceaf_e(one, two))]
        )
    return {
        "conll_f1": Tally(counts, lambda s: (_f1(s, 0) + _f1(s, 1) + _f1(s, 2)) / 3, mentions),
        "muc_f1": Tally(counts, lambda s: _f1(s, 0), mentions),
        "b_cubed_f1": Tally(counts, lambda s: _f1(s, 1), mentions),
        "ceaf_e_f1": Tally(counts, lambda s: _f1(s, 2), mentions),
    }


def _row(part: Part) -> Floats:
    return np.array([part.recall_hits, part.gold, part.precision_hits, part.predicted])


def _f1(sums: Floats, at: int) -> Floats:
    hits, gold, right, predicted = (sums[..., 4 * at + i] for i in range(4))
    recall = np.divide(hits, gold, out=np.zeros_like(hits), where=gold > 0)
    precision = np.divide(right, predicted, out=np.zeros_like(right), where=predicted > 0)
    total = recall + precision
    f1: Floats = np.divide(2 * recall * precision, total, out=np.zeros_like(total), where=total > 0)
    return f1


@dataclass(frozen=True, slots=True)
class EventRows:
    """For the first article of an event, which of its first rows are right; else nothing."""

    right: tuple[bool, ...] = ()


def predict_rows(tool: adapters.Tool, records: Sequence[Record], done: Progress) -> list[EventRows]:
    """Return whether the first rows of every event are right."""
    found: dict[str, EventRows] = {}
    n = 0
    for event in events_of(records):
        analyses = [with_own_actor_ids(_analysis(tool, record)) for record in event]
        comparison, _ = compare_articles(analyses, {}, tool.heads, Settings(sentences=1, actors=0))
        chains = {
            (r["id"], at): names
            for a, r in zip(analyses, event, strict=True)
            for at, names in _chains_at(a.parse, r).items()
        }
        docs = {a.article.id: a.parse for a in analyses}
        rows = [
            [(p.article, _root(docs[p.article], p.span.start, p.span.end).i) for p in w.phrases]
            for w in comparison.wordings[:_ROWS]
        ]
        found[event[0]["id"]] = EventRows(
            tuple(
                is_right([(a, chains.get((a, at), frozenset())) for a, at in row]) for row in rows
            )
        )
        n += len(event)
        done(n)
    return [found.get(record["id"], EventRows()) for record in records]


def head_rows(records: Sequence[Record]) -> list[EventRows]:
    """Return whether rows are right that hold the noun phrases whose heads have one lemma.

    Each event gives the ten lemmas that stand in most articles, then most often, before which
    the articles have different words.
    """
    from summarizer.stages.parse import load_parser

    parser = load_parser()
    found: dict[str, EventRows] = {}
    for event in events_of(records):
        phrases: dict[str, list[tuple[str, frozenset[str], str]]] = {}
        for record in event:
            doc = parser(record["text"])
            chains = _chains_at(doc, record)
            for chunk in doc.noun_chunks:
                if chunk.root.pos_ in ("NOUN", "PROPN"):
                    words = " ".join(t.lower_ for t in chunk if t.pos_ != "DET")
                    names = chains.get(chunk.root.i, frozenset())
                    row = phrases.setdefault(chunk.root.lemma_.lower(), [])
                    row.append((record["id"], names, words))
        ranked = sorted(
            phrases, key=lambda h: (-len({r for r, _, _ in phrases[h]}), -len(phrases[h]), h)
        )
        rows = [phrases[h] for h in ranked if len({w for _, _, w in phrases[h]}) > 1][:_ROWS]
        found[event[0]["id"]] = EventRows(
            tuple(is_right(list({(a, names) for a, names, _ in row})) for row in rows)
        )
    return [found.get(record["id"], EventRows()) for record in records]


def is_right(phrases: Sequence[tuple[str, frozenset[str]]]) -> bool:
    """Return whether the phrases of a row name one gold chain across articles.

    At least three in four of those that are marked have to be in the chain, from two articles
    or more.

    Args:
        phrases: for each the article, and the chains in which people put its head word.
    """
    marked = [(article, chains) for article, chains in phrases if chains]
    return any(
        len({article for article, chains in marked if name in chains}) > 1
        and sum(name in chains for _, chains in marked) >= _MOSTLY * len(marked)
        for name in {name for _, chains in marked for name in chains}
    )


def _chains_at(doc: Doc | None, record: Record) -> dict[int, frozenset[str]]:
    """Return the chains of the gold mentions that have their head at a token, by its number."""
    found: dict[int, set[str]] = {}
    for mention in record["mentions"]:
        root = _root(doc, mention["start"], mention["end"])
        found.setdefault(root.i, set()).add(mention["chain"])
    return {at: frozenset(names) for at, names in found.items()}


def tally_rows(records: Sequence[Record], predicted: Sequence[EventRows]) -> dict[str, Tally]:
    """Return precision at ten."""
    if len(records) != len(predicted):
        raise DataError(f"{len(records)} records but {len(predicted)} predictions")
    return {"precision_at_10": share_tally([p.right for p in predicted])}


CHAINS = Task(predict=predict_chains, tallies=tally_chains, baselines={"head lemma": head_lemmas})
WORDINGS = Task(predict=predict_rows, tallies=tally_rows, baselines={"head lemma": head_rows})
