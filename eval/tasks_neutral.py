"""Summaries of news events beside a neutral one, at equal length (NeuS with full articles).

Two kinds of ours: the common ground of the articles of an event, and the neutral summary of each
article alone. Other systems rank the sentences of the same articles, as the tool read and split
them, and give as many words as ours has, the last sentence cut short. Loaded words are counted in
two ways: by our own marks, and by a list of strongly subjective words that has nothing to do with
our heads and is read from the data folder.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from eval.adapters import Tool
from eval.adapters_stories import event_summaries
from eval.corpus import Record
from eval.extractive import RANKS, within
from eval.interval import Tally
from eval.metrics import mean_tally, ratio, words
from eval.rouge import rouge
from eval.subjectivity import subjective_words
from eval.task import Progress, Task
from summarizer.summaries.covered import loaded_phrases
from summarizer.types import Analysis, Evidence, Span, Summary, SummarySentence

SENTENCES = 3
_CODEBOOK = "framing"


@dataclass(frozen=True, slots=True)
class Written:
    """A summary: its words, how many of them our marks call loaded, and where it is from."""

    text: str = ""
    n_words: int = 0
    n_loaded: int = 0


@dataclass(frozen=True, slots=True)
class Event:
    """The summaries of one event: over all its articles, and of each of them alone.

    `others` are those of other systems, by name.
    """

    ground: Written
    single: tuple[Written, ...]
    others: Mapping[str, Event] = field(default_factory=dict)


def predict_events(tool: Tool, records: Sequence[Record], progress: Progress) -> list[Event]:
    """Return our summaries of every event, and those of the other systems at their lengths."""
    events = []
    for record in records:
        texts = [article["text"] for article in record["articles"]]
        events.append(event_of(*event_summaries(tool, texts, SENTENCES)))
        progress(len(events))
    return events


def event_of(analyses: Sequence[Analysis], ground: Summary, neutral: Sequence[Summary]) -> Event:
    """Return what is counted of an event, with the summaries of the other systems.

    Args:
        analyses: its articles.
        ground: their common ground.
        neutral: the neutral summary of each article, aligned.
    """
    articles = [_Article.of(analysis) for analysis in analyses]
    by_id = {article.id: article for article in articles}
    shared = _ours(ground, by_id)
    single = tuple(_ours(summary, by_id) for summary in neutral)
    others = {
        name: Event(
            _theirs(rank(_texts(articles)), articles, shared.n_words),
            tuple(
                _theirs(rank(_texts([a])), [a], own.n_words)
                for a, own in zip(articles, single, strict=True)
            ),
        )
        for name, rank in RANKS.items()
    }
    return Event(shared, single, others)


@dataclass(frozen=True, slots=True)
class _Article:
    id: str
    text: str
    sentences: tuple[Span, ...]
    loaded: tuple[Span, ...]

    @classmethod
    def of(cls, analysis: Analysis) -> _Article:
        body = [s.span for s in analysis.sentences or () if s.kind == "body"]
        marks = loaded_phrases(analysis, _CODEBOOK, body)
        article = analysis.article
        return cls(article.id, article.text, tuple(body), tuple(mark.span for mark in marks))

    def n_loaded(self, span: Span) -> int:
        """Return how many words of `span` stand in loaded phrases."""
        return sum(
            len(words(self.text[max(mark.start, span.start) : min(mark.end, span.end)]))
            for mark in self.loaded
            if mark.overlaps(span)
        )


def _texts(articles: Sequence[_Article]) -> list[list[str]]:
    return [[span.of(a.text) for span in a.sentences] for a in articles]


def _ours(summary: Summary, articles: Mapping[str, _Article]) -> Written:
    said = [e for sentence in summary.sentences for e in _pieces(sentence, articles)]
    text = " ".join(sentence.text for sentence in summary.sentences)
    n_loaded = sum(articles[e.article].n_loaded(e.span) for e in said)
    return Written(text, len(words(text)), n_loaded)


def _pieces(sentence: SummarySentence, articles: Mapping[str, _Article]) -> list[Evidence]:
    """Return the evidence whose words a sentence says: one sentence, or the pieces left of it."""
    first = sentence.evidence[0]
    sentences = articles[first.article].sentences
    whole = next((s for s in sentences if s.contains(first.span)), first.span)
    return [e for e in sentence.evidence if e.article == first.article and whole.contains(e.span)]


def _theirs(
    order: Sequence[tuple[int, int]], articles: Sequence[_Article], n_words: int
) -> Written:
    """Return the first sentences of `order`, `n_words` of them or all, in text order."""
    pieces, n_loaded, total = [], 0, 0
    for i, j, n in sorted(within(order, _texts(articles), n_words)):
        article, span = articles[i], articles[i].sentences[j]
        end = words(span.of(article.text))[n - 1].end
        said = Span(span.start, span.start + end)
        pieces.append(said.of(article.text))
        n_loaded += article.n_loaded(said)
        total += n
    return Written(" ".join(pieces), total, n_loaded)


def rivals(events: Sequence[Event]) -> dict[str, list[Event]]:
    """Return the summaries of the other systems, by their names."""
    return {name: [event.others[name] for event in events] for name in RANKS}


def event_tallies(records: Sequence[Record], events: Sequence[Event]) -> dict[str, Tally]:
    """Return ROUGE, loaded words and how evenly the sides have the words; events are the units."""
    lexicon = records[0].get("lexicon") if records else None
    ground = [(event.ground,) for event in events]
    single = [event.single for event in events]
    tallies = {**_tallies("", records, ground), **_tallies("single_", records, single)}
    tallies["words"] = mean_tally([event.ground.n_words for event in events])
    tallies["found"] = mean_tally([event.ground.n_words > 0 for event in events])
    tallies["balance"] = mean_tally(
        [
            _balance(event.ground, [article["text"] for article in record["articles"]])
            for record, event in zip(records, events, strict=True)
        ]
    )
    if lexicon:
        for prefix, rows in (("", ground), ("single_", single)):
            tallies[f"{prefix}subjective"] = _density(
                rows, lambda written: subjective_words(written.text, lexicon)
            )
    return tallies


def _tallies(
    prefix: str, records: Sequence[Record], rows: Sequence[Sequence[Written]]
) -> dict[str, Tally]:
    names = ("rouge1", "rouge2", "rougeL")
    scores = [
        np.mean([rouge(record["neutral_summary"], w.text, names) for w in row], axis=0)
        for record, row in zip(records, rows, strict=True)
    ]
    found = {prefix + name: mean_tally([s[i] for s in scores]) for i, name in enumerate(names)}
    return {**found, f"{prefix}loaded": _density(rows, lambda written: written.n_loaded)}


def _density(rows: Sequence[Sequence[Written]], count: Callable[[Written], int]) -> Tally:
    """Return a tally of counted words per hundred, pooled over events."""
    counts = np.array(
        [[sum(map(count, row)), sum(w.n_words for w in row)] for row in rows], dtype=np.float64
    )
    return Tally(counts, lambda s: 100 * ratio(s[..., 0], s[..., 1]), int(counts[:, 1].sum()))


def _balance(written: Written, texts: Sequence[str]) -> float:
    """Return the least over the greatest share of the summary's words that an article has."""
    own = {span.of(written.text).lower() for span in words(written.text)}
    if not own:
        return 0.0
    shares = [
        len(own & {span.of(text).lower() for span in words(text)}) / len(own) for text in texts
    ]
    return min(shares) / max(*shares, 1e-9)


EVENTS = Task(predict=predict_events, tallies=event_tallies, rivals=rivals)
