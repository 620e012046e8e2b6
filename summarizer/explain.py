"""Why words have a label: what it means, the nearest examples, and the words that weigh most."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from summarizer.codebook import Codebook, builtin_codebooks, load_codebook
from summarizer.errors import InputError
from summarizer.fewshot.known import Near, marked
from summarizer.types import Analysis, FramingSpan, Report, Span, Valence

if TYPE_CHECKING:
    from summarizer.build import Built
    from summarizer.fewshot.rows import Vectors

_NEAREST = 3
_WORDS = 5
_LEAST = 0.005  # a fall that two decimals show


@dataclass(frozen=True, slots=True)
class Weighty:
    """A word of the sentence, and how much the label's probability falls without it."""

    start: int
    end: int
    words: str
    fall: float


@dataclass(frozen=True, slots=True)
class Why:
    """What speaks for one mark; offsets are those of the article's text."""

    article: str
    start: int
    end: int
    words: str
    codebook: str
    version: str
    label: str
    score: float
    label_score: float | None
    valence: Valence | None
    definition: str
    source: str
    nearest: tuple[Near, ...]
    weighty: tuple[Weighty, ...]


def explain(built: Built, report: Report, article_id: str, span: Span) -> tuple[Why, ...]:
    """Return why the marks that touch `span` have their labels, in the order of the report.

    Marks of a user's own codebooks are left out; `codebook try` explains those.

    Raises:
        InputError: the report has no such article, or no mark of a built-in codebook there.
    """
    analysis = next((a for a in report.articles if a.article.id == article_id), None)
    if analysis is None:
        known = ", ".join(a.article.id for a in report.articles)
        raise InputError(f"the report has no article {article_id!r}; it has {known}")
    own = [m for m in analysis.framing or () if m.codebook in builtin_codebooks()]
    marks = [m for m in own if m.span.overlaps(span)]
    if not marks:
        raise InputError(f"no mark stands at {span.start}:{span.end}{_nearest_marks(own, span)}")
    return tuple(_why(built, analysis, mark) for mark in marks)


def explain_text(found: Sequence[Why]) -> str:
    """Return explanations as plain text."""
    return "\n".join("\n".join(_lines(why)) + "\n" for why in found)


def explain_json(found: Sequence[Why]) -> str:
    """Return explanations as JSON."""
    return json.dumps([asdict(why) for why in found], indent=2, ensure_ascii=False) + "\n"


def _why(built: Built, analysis: Analysis, mark: FramingSpan) -> Why:
    from summarizer.neural.blind import BlindReader
    from summarizer.neural.why import LabelScorer

    text, book = analysis.article.text, load_codebook(mark.codebook)
    label = book.label(mark.label)
    around = [s.span for s in analysis.sentences or () if s.span.overlaps(mark.span)]
    low, high = (around[0].start, around[-1].end) if around else (mark.span.start, mark.span.end)
    sentence = Span(min(low, mark.span.start), max(high, mark.span.end))
    phrase = Span(mark.span.start - sentence.start, mark.span.end - sentence.start)
    heads = built.heads
    reader = BlindReader(built.encoder, heads.framing.words)
    scorer = LabelScorer(reader, heads.framing, heads.technique)
    weights = (
        scorer.weights(sentence.of(text), phrase, codebook=book.name, label=label.name)
        if scorer.knows(book.name, label.name)
        else []
    )
    weighty = [
        Weighty(start, end, text[start:end], round(w.fall, 4))
        for w in weights[:_WORDS]
        if w.fall >= _LEAST
        for start, end in [(sentence.start + w.span.start, sentence.start + w.span.end)]
    ]
    return Why(
        analysis.article.id,
        mark.span.start,
        mark.span.end,
        mark.span.of(text),
        book.name,
        book.version,
        label.name,
        round(mark.score, 4),
        None if mark.label_score is None else round(mark.label_score, 4),
        mark.valence,
        label.definition,
        label.source,
        _nearest(built, book, mark.label, (sentence.of(text), phrase)),
        tuple(weighty),
    )


def _nearest(built: Built, book: Codebook, label: str, place: tuple[str, Span]) -> tuple[Near, ...]:
    # Only this label's examples are read; what they hold of other labels is not compared.
    own = replace(book.label(label), lookalikes=())
    known = marked(built.reader.read(replace(book, labels=(own,)), most=0))
    near = known.nearest(_vector(built, *place), label, _NEAREST)
    return tuple(replace(each, similarity=round(each.similarity, 4)) for each in near)


def _vector(built: Built, sentence: str, phrase: Span) -> Vectors:
    from summarizer.neural.phrase_space import Place

    encoding = built.encoder.encode([sentence])[0]
    place = Place(encoding, sentence, [phrase], [Span(0, len(sentence))])
    vector: Vectors = built.reader.space.vectors([place])[0]
    return vector


def _nearest_marks(marks: Sequence[FramingSpan], span: Span) -> str:
    near = sorted(marks, key=lambda m: abs(m.span.start - span.start))[:3]
    listed = ", ".join(sorted({f"{m.span.start}:{m.span.end}" for m in near}))
    return f"; the nearest are {listed}" if near else "; the article has none"


def _lines(why: Why) -> Iterator[str]:
    tone = f" ({why.valence})" if why.valence else ""
    sure = "" if why.label_score is None else f", this label {why.label_score:.2f}"
    yield f"{why.words}: {why.label}{tone}, {why.score:.2f}{sure}"
    yield f"  at {why.start}:{why.end}, codebook {why.codebook} {why.version}"
    yield f"  {why.definition}"
    yield f"  after: {why.source}"
    if why.weighty:
        yield "  the label is less likely without:"
        for word in why.weighty:
            yield f"    {word.words}  -{word.fall:.2f}"
    for near in why.nearest:
        yield f"  near to: {near.words}  {near.similarity:.2f}"
        yield f"    in: {near.text}"
