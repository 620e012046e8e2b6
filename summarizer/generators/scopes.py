"""What a generator may write each summary from: the passages of its perspective."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from summarizer.comparison import Comparison, Fact
from summarizer.generators.prompts import Task
from summarizer.summaries.select import Floats, Material
from summarizer.types import Evidence, Span, Summary, SummarySentence

# From here the probability that an article states a fact is enough to say so.
_STATED = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A body sentence to write from; `said`: how it reads on its own, if it does.

    `vector` is its unit vector.
    """

    article: str
    span: Span
    text: str
    vector: Floats
    said: SummarySentence | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """What one summary is written from.

    `n_articles` is how many articles must bear out each of its sentences.
    """

    task: Task
    passages: tuple[Passage, ...]
    n_articles: int = 1

    def sentences(self) -> tuple[str, ...]:
        """Return the passages as a generator gets them, numbered if articles must agree."""
        texts = [" ".join(passage.text.split()) for passage in self.passages]
        if self.n_articles == 1:
            return tuple(texts)
        numbers = {a: n for n, a in enumerate(dict.fromkeys(p.article for p in self.passages), 1)}
        pairs = zip(self.passages, texts, strict=True)
        return tuple(f"Article {numbers[p.article]}: {text}" for p, text in pairs)

    def shorter(self) -> Scope:
        """Return the scope with no more sentences to write than it has passages."""
        n = min(self.task.n_sentences, len(self.passages))
        return replace(self, task=replace(self.task, n_sentences=n))


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """An article made ready for generators: its material, and a vector for each sentence."""

    material: Material
    vectors: Floats

    def passages(self, indices: Collection[int]) -> list[Passage]:
        """Return the body sentences at `indices` that state something, in text order."""
        article = self.material.analysis.article
        found = []
        for at in sorted(set(indices) & self.material.wordings.keys()):
            wording = self.material.wordings[at]
            if not wording.is_statement:
                continue
            evidence = tuple(Evidence(article.id, span) for span in wording.evidence)
            said = SummarySentence(wording.text, evidence, 1.0) if wording.standing else None
            span = wording.sentence
            found.append(Passage(article.id, span, span.of(article.text), self.vectors[at], said))
        return found


def scope_of(
    summary: Summary,
    readings: Mapping[str, Reading],
    comparison: Comparison | None,
    *,
    n: int,
) -> Scope | None:
    """Return what a generator may write `summary` from; `None` if there is nothing to write.

    Args:
        summary: what was extracted; an empty one stays empty.
        readings: the articles by id, in the order of their columns.
        comparison: of the articles, if there are several.
        n: sentences to write.
    """
    if not summary.sentences:
        return None
    kind, about = summary.perspective.kind, summary.perspective.about
    own = readings.get(summary.sentences[0].evidence[0].article)
    if own is None:
        return None
    if kind == "neutral":
        return Scope(Task(kind, n), tuple(own.passages(own.material.wordings))).shorter()
    if kind == "outlet":
        return Scope(Task(kind, n, about), tuple(own.passages(own.material.phrases))).shorter()
    if kind == "actor":
        return _actor_scope(about or "", own, readings, comparison, n=n)
    return None if comparison is None else _shared_scope(summary, readings, comparison, n=n)


def _actor_scope(
    about: str,
    own: Reading,
    readings: Mapping[str, Reading],
    comparison: Comparison | None,
    *,
    n: int,
) -> Scope | None:
    story = {actor.id: actor for actor in comparison.actors} if comparison else {}
    if about in story:
        name = story[about].name
        members = {(member.article, member.actor) for member in story[about].members}
    else:
        analysis = own.material.analysis
        name = next((a.name for a in analysis.actors or () if a.id == about), about)
        members = {(analysis.article.id, about)}
    passages: list[Passage] = []
    for article, reading in readings.items():
        ids = {actor for where, actor in members if where == article}
        ties = reading.material.ties
        passages += reading.passages([at for at, by in ties.items() if ids & by.keys()])
    return Scope(Task("actor", n, name), tuple(passages)).shorter() if passages else None


def _shared_scope(
    summary: Summary, readings: Mapping[str, Reading], comparison: Comparison, *, n: int
) -> Scope | None:
    """Return the passages that state what several articles do; copies of an article count once."""
    copies = {duplicate.second for duplicate in comparison.duplicates}
    originals = {article: r for article, r in readings.items() if article not in copies}
    wanted: dict[str, set[int]] = {article: set() for article in originals}
    for fact in comparison.facts:
        places = _places(fact, originals)
        if not fact.conflicting and len({article for article, _ in places}) > 1:
            for article, at in places:
                wanted[article].add(at)
    said = {(s.evidence[0].article, s.evidence[0].span): s for s in summary.sentences}
    passages = [p for article, r in originals.items() for p in r.passages(wanted[article])]
    passages = [
        Passage(p.article, p.span, p.text, p.vector, said.get((p.article, p.span)))
        for p in passages
    ]
    return Scope(Task("common_ground", n), tuple(passages), 2) if passages else None


def _places(fact: Fact, readings: Mapping[str, Reading]) -> list[tuple[str, int]]:
    """Return articles and indices of the sentences that state a fact."""
    found = []
    for statement in fact.evidence:
        reading = readings.get(statement.article)
        if reading is None or statement.score < _STATED:
            continue
        wordings: Sequence[int] = sorted(reading.material.wordings)
        found += [
            (statement.article, at)
            for at in wordings
            if reading.material.wordings[at].evidence[0].overlaps(statement.span)
        ]
    return found
