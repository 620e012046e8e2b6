"""Actors and wordings across articles, against chains that people marked over five outlets.

Chains: the gold mentions of actors and groups are given. In each article they are grouped as its
actors are; a group is known by the actor that our analysis finds at the head word of one of its
mentions, else by these mentions alone. The story's linking then decides which groups are one.
Scored per event, all articles of it together.

Wordings: the first ten rows of every event that the tool shows. A phrase is in the chains of
the gold mentions with the same head word. A row is right if three in four of its phrases that
are in any are in the same one, from at least two articles; a row without is wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from eval import adapters
from eval.chain_tallies import Labels, tallies_of
from eval.chain_texts import analysis_up_to_actors
from eval.corpus import Record
from eval.interval import Tally
from eval.metrics import share_tally
from eval.task import Progress, Task
from summarizer.compare.articles import with_own_actor_ids
from summarizer.compare.whole import compare_articles
from summarizer.comparison import ActorRef
from summarizer.errors import DataError
from summarizer.read import read_text
from summarizer.settings import Settings
from summarizer.stages import require
from summarizer.stages.actors import group_mentions
from summarizer.story.actor_links import Costs
from summarizer.story.actor_profiles import Profile, Vectors, profile, profile_of
from summarizer.story.actors import COSTS, JOIN, link
from summarizer.types import ActorKind, Analysis, Mention, Span

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
        ArticleChains({key: label.get(key, key) for key in ((r["id"], at) for at, _ in gold_of(r))})
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
            (record["id"], at): root_of(doc, m["start"], m["end"]).lemma_.lower()
            for at, m in gold_of(record)
        }
        found.append(ArticleChains(labels))
    return found


def _analysis(tool: adapters.Tool, record: Record) -> Analysis:
    if "places" in record:
        return analysis_up_to_actors(tool, record)
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


def gold_of(record: Record) -> list[tuple[int, Mapping[str, Any]]]:
    """Return the marked actors and groups of an article, each with its number in it."""
    return [(at, m) for at, m in enumerate(record["mentions"]) if m["kind"] in _KINDS]


def _bearers(tool: adapters.Tool, analysis: Analysis, record: Record) -> list[Bearer]:
    """Return who bears the gold mentions of an article, as far as its own actors tell."""

    def vectors(of: Analysis, spans: Sequence[Span]) -> Any:
        return tool.heads.space.vectors(of.encoding, spans)

    at_root = actors_at(analysis)
    given = gold_of(record)
    groups: dict[int, list[int]] = {}
    for at, number in zip((at for at, _ in given), grouped(tool, analysis, record), strict=True):
        groups.setdefault(number, []).append(at)
    found: dict[ActorRef, Bearer] = {}
    for members in groups.values():
        keys = [(record["id"], at) for at in members]
        roots = {at: root_of(analysis.parse, *_ends(record, at)) for at in members}
        names = Counter(at_root[r.i] for r in roots.values() if r.i in at_root)
        ref = ActorRef(record["id"], min(names, key=lambda n: (-names[n], n), default=""))
        known = profile_of(analysis, ref, vectors)
        if known is None:
            ref = ActorRef(record["id"], f"alone-{members[0]}")
            marked = [(Span(*_ends(record, at)), root) for at, root in roots.items()]
            known = _alone(analysis, ref, vectors, marked)
        if known is not None:
            found.setdefault(ref, (known, []))[1].extend(keys)
    return list(found.values())


def _alone(
    analysis: Analysis, ref: ActorRef, vectors: Vectors, marked: Sequence[tuple[Span, Token]]
) -> Profile | None:
    """Return the profile of gold mentions, with their head words, that no actor stands for."""
    mentions = tuple(
        Mention(span, ref.actor, "name" if root.pos_ == "PROPN" else "nominal")
        for span, root in marked
    )
    kind: ActorKind | None = None
    if any(root.ent_type_ == "PERSON" for _, root in marked):
        kind = "person"
    name = marked[0][0].of(analysis.article.text)
    return profile(analysis, ref, vectors, name=name, kind=kind, mentions=mentions)


def _ends(record: Record, at: int) -> tuple[int, int]:
    mention = record["mentions"][at]
    return mention["start"], mention["end"]


def grouped(tool: adapters.Tool, analysis: Analysis, record: Record) -> list[int]:
    """Return the number of the actor that each gold mention of an article is given to."""
    spans = [Span(m["start"], m["end"]) for _, m in gold_of(record)]
    doc = require(analysis.parse, "parse")
    sentences = require(analysis.sentences, "sentences")
    return group_mentions(
        doc, sentences, spans, tool.heads.references, pronouns=tool.heads.pronouns
    )


def actors_at(analysis: Analysis) -> dict[int, str]:
    """Return the actor whose mention has its head at a token, by the token's number."""
    return {
        root_of(analysis.parse, m.span.start, m.span.end).i: actor.id
        for actor in analysis.actors or ()
        for m in actor.mentions
    }


def root_of(doc: Doc | None, start: int, end: int) -> Token:
    """Return the head word of the characters `[start, end)`."""
    words = None if doc is None else doc.char_span(start, end, alignment_mode="expand")
    if words is None:
        raise DataError(f"no word stands at {start}–{end}")
    return words.root


def tally_chains(records: Sequence[Record], predicted: Sequence[ArticleChains]) -> dict[str, Tally]:
    """Return CoNLL F1 and its parts; the counts of an event stand at its first article."""
    by_id = dict(zip((r["id"] for r in records), predicted, strict=True))
    place = {record["id"]: n for n, record in enumerate(records)}
    texts: list[tuple[Labels, Labels]] = [({}, {}) for _ in records]
    for event in events_of(records):
        gold: Labels = {(r["id"], at): m["chain"] for r in event for at, m in gold_of(r)}
        ours: Labels = {k: v for r in event for k, v in by_id[r["id"]].labels.items()}
        texts[place[event[0]["id"]]] = gold, ours
    return tallies_of(texts)


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
            [(p.article, root_of(docs[p.article], p.span.start, p.span.end).i) for p in w.phrases]
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
        root = root_of(doc, mention["start"], mention["end"])
        found.setdefault(root.i, set()).add(mention["chain"])
    return {at: frozenset(names) for at, names in found.items()}


def tally_rows(records: Sequence[Record], predicted: Sequence[EventRows]) -> dict[str, Tally]:
    """Return precision at ten."""
    if len(records) != len(predicted):
        raise DataError(f"{len(records)} records but {len(predicted)} predictions")
    return {"precision_at_10": share_tally([p.right for p in predicted])}


CHAINS = Task(predict=predict_chains, tallies=tally_chains, baselines={"head lemma": head_lemmas})
WORDINGS = Task(predict=predict_rows, tallies=tally_rows, baselines={"head lemma": head_rows})
