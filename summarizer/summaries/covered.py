"""Articles made ready to be compared with summaries of them, and who writes freely is read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from summarizer.phrases import count_words, disjoint, lies_in
from summarizer.pipeline import Pipeline
from summarizer.stages.framing import LOADED, TECHNIQUES
from summarizer.summaries.columns import main_actors
from summarizer.types import Actor, Analysis, Article, FramingSpan, Line, Span

_MOST_ACTORS = 5
_TOLD = frozenset({"headline", "body"})
# What a sentence that somebody wrote anew is not asked for.
_NOT_NEEDED = frozenset({"portrayals", "relations", "salience"})

Frames = Mapping[Span, Collection[str]]
# An analysis → the generic frames that each of its sentences shows.
ShowFrames = Callable[[Analysis], Frames]


@dataclass(frozen=True, slots=True, eq=False)
class Covered:
    """An article that summaries are of.

    `loaded` has its loaded phrases that are nobody's quotation, in order and disjoint; `frames`
    the generic frames that each sentence shows; `actors` the main ones, the first most so.
    """

    analysis: Analysis
    loaded: tuple[FramingSpan, ...]
    n_words: int
    frames: Frames
    actors: tuple[Actor, ...]

    @property
    def id(self) -> str:
        """Return the id of the article."""
        return self.analysis.article.id

    @property
    def text(self) -> str:
        """Return the text of the article."""
        return self.analysis.article.text

    @property
    def n_loaded(self) -> int:
        """Return the number of loaded words."""
        return sum(count_words(mark.span.of(self.text)) for mark in self.loaded)

    def sentence(self, span: Span) -> Span | None:
        """Return the sentence of which `span` is at least half."""
        sentences = self.analysis.sentences or ()
        at = bisect_right(sentences, span.start, key=lambda s: s.span.start) - 1
        if at < 0:
            return None
        found = sentences[at].span
        shared = min(span.end, found.end) - span.start
        return found if 2 * shared >= found.end - found.start else None


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands in a sentence that is not an article's: loaded phrases, generic frames."""

    loaded: tuple[Span, ...]
    frames: frozenset[str]


# Sentences, which are read together → what stands in each; `None` if they could not be read.
Reader = Callable[[Sequence[str]], Sequence[Reading] | None]


def cover(analysis: Analysis, codebook: str, frames: ShowFrames) -> Covered | None:
    """Return an article ready to be compared with its summaries; `None` if framing did not run.

    Args:
        analysis: with sentences and framing; actors where there are.
        codebook: the one whose marks are loaded phrases, beside loaded language.
        frames: tells which sentences show which generic frame.
    """
    if analysis.framing is None or analysis.sentences is None:
        return None
    told = [s.span for s in analysis.sentences if s.kind in _TOLD]
    text = analysis.article.text
    return Covered(
        analysis,
        loaded_phrases(analysis, codebook, told),
        sum(count_words(span.of(text)) for span in told),
        frames(analysis),
        tuple(main_actors(analysis, _MOST_ACTORS)),
    )


def loaded_phrases(
    analysis: Analysis, codebook: str, told: Sequence[Span]
) -> tuple[FramingSpan, ...]:
    """Return the loaded phrases in the sentences `told` that are nobody's quotation.

    Of those that overlap, the surest is one; they come in text order.
    """
    own = [
        mark
        for mark in analysis.framing or ()
        if mark.voice == "outlet"
        and (mark.codebook == codebook or (mark.codebook == TECHNIQUES and mark.label in LOADED))
        and lies_in(mark.span, told)
    ]
    best = sorted(own, key=lambda m: (-round(m.score, 9), m.span, m.codebook, m.label))
    return tuple(sorted(disjoint(best, lambda m: m.span), key=lambda m: m.span))


def reader(pipeline: Pipeline, codebook: str, frames: ShowFrames) -> Reader:
    """Return what reads sentences that somebody wrote, as the pipeline reads an article."""
    stages = tuple(stage for stage in pipeline.stages if not stage.adds & _NOT_NEEDED)
    shorter = Pipeline(stages)

    def read(sentences: Sequence[str]) -> list[Reading] | None:
        text, spans = "", []
        for sentence in sentences:
            line = " ".join(sentence.split())
            spans.append(Span(len(text), len(text) + len(line)) if line else None)
            text += f"{line}\n"
        told = [span for span in spans if span is not None]
        article = Article("summary", text, lines=tuple(Line(span, "body") for span in told))
        analysis = shorter.run([article])[0]
        if analysis.failures:
            return None
        marks = loaded_phrases(analysis, codebook, told)
        shown = frames(analysis)
        return [_reading(span, marks, shown) for span in spans]

    return read


def _reading(line: Span | None, marks: Sequence[FramingSpan], shown: Frames) -> Reading:
    if line is None:
        return Reading((), frozenset())
    loaded = [m.span for m in marks if line.contains(m.span)]
    return Reading(
        tuple(Span(s.start - line.start, s.end - line.start) for s in loaded),
        frozenset(label for s, labels in shown.items() if line.overlaps(s) for label in labels),
    )
