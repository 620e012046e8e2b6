"""What a codebook finds in one sentence, and what it nearly found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.codebook import Codebook, builtin_codebooks, load_codebook
from summarizer.errors import CodebookError
from summarizer.fewshot.judge import Mark, disjoint
from summarizer.fewshot.known import Known, Near, marked
from summarizer.fewshot.load import codebook_judge
from summarizer.fewshot.rows import Vectors
from summarizer.read import read_text
from summarizer.types import Sentence, Span, Valence

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from summarizer.fewshot.rows import ExampleReader
    from summarizer.neural.encoder import Encoding

_NEAREST = 3
_BELOW = 5


@dataclass(frozen=True, slots=True)
class Tried:
    """A phrase with its likeliest label, and the examples it is nearest to."""

    start: int
    end: int
    words: str
    label: str
    score: float
    valence: Valence | None
    definition: str
    nearest: tuple[Near, ...]


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was found in `text`, and the likeliest of what is not shown, best first."""

    codebook: str
    version: str
    text: str
    threshold: float
    shown: tuple[Tried, ...]
    not_shown: tuple[Tried, ...]


@dataclass(frozen=True, slots=True)
class _Scene:
    """A text as the tool has read it."""

    text: str
    encoding: Encoding
    sentences: tuple[Sentence, ...]
    doc: Doc


def attempt(
    name_or_path: str, text: str, reader: ExampleReader, *, encoder_digest: str | None = None
) -> Attempt:
    """Return what the codebook `name_or_path` finds in `text`.

    Args:
        name_or_path: a built-in codebook, a `.toml` file, or a folder of `summarizer train`.
        text: a sentence or a few.
        reader: reads it, and the examples.
        encoder_digest: the digest of the weights, which a trained folder must have been
            made with.

    Raises:
        CodebookError: there is no such codebook, or none of its labels has examples.
        InputError: there is no text.
    """
    scene = _scene(text, reader)
    if name_or_path in builtin_codebooks():
        return _builtin(name_or_path, scene, reader)
    judge = codebook_judge(name_or_path, reader, encoder_digest=encoder_digest)
    weighed = judge.weigh(
        judge.read(scene.encoding, scene.text, sentences=scene.sentences, doc=scene.doc)
    )
    vectors = {w.span: w.vector for w in weighed}
    shown = judge.shown(weighed)
    rest = _rest([judge.mark(w) for w in weighed], shown)
    explain = _Explain(scene.text, judge.book, judge.known, vectors)
    return explain.attempt(shown, rest, judge.threshold)


def _builtin(name: str, scene: _Scene, reader: ExampleReader) -> Attempt:
    """Return what the trained head finds; its nearest examples are read label by label."""
    from summarizer.neural.phrase_space import Place

    book = load_codebook(name)
    judge = reader.judge
    if {label.name for label in book.labels} != set(judge.labels):
        raise CodebookError(f"{name} is not found phrase by phrase from examples; try framing")
    around = judge.candidates(scene.encoding, scene.text, scene.sentences)
    judged = judge.judge(
        scene.encoding, scene.text, [c.span for c in around], [c.sentence for c in around]
    )
    found = judge.find(scene.encoding, scene.text, scene.sentences)
    marks = [Mark(p.span, p.label, p.score, p.valence) for p in judged]
    shown = [Mark(p.span, p.label, p.score, p.valence) for p in found]
    rest = _rest(marks, shown)
    whole = {m.span: c.sentence for m, c in zip(marks, around, strict=True)}
    spans = [m.span for m in (*shown, *rest)]
    place = Place(scene.encoding, scene.text, spans, [whole.get(s, s) for s in spans])
    vectors = dict(zip(spans, reader.space.vectors([place]), strict=True))
    named = {m.label for m in (*shown, *rest)}
    part = replace(
        book, labels=tuple(replace(x, lookalikes=()) for x in book.labels if x.name in named)
    )
    known = marked(reader.read(part, most=0))
    return _Explain(scene.text, book, known, vectors).attempt(shown, rest, judge.threshold)


def _scene(text: str, reader: ExampleReader) -> _Scene:
    from summarizer.stages.parse import parse_text
    from summarizer.stages.sentences import split_article

    article = read_text(text)
    sentences = tuple(Sentence(s.span, "body") for s in split_article(article))
    doc = parse_text(reader.nlp, article.text, sentences)
    return _Scene(article.text, reader.encoder.encode([article.text])[0], sentences, doc)


def _rest(marks: Sequence[Mark], shown: Sequence[Mark]) -> list[Mark]:
    """Return the best few marks beside those shown, best first; none overlap."""
    beside = [m for m in marks if not any(m.span.overlaps(s.span) for s in shown)]
    return sorted(disjoint(beside), key=lambda m: (-m.score, m.span))[:_BELOW]


@dataclass(frozen=True, slots=True, eq=False)
class _Explain:
    """Says of marks in `text` what they mean and which examples they are near to."""

    text: str
    book: Codebook
    known: Known
    vectors: Mapping[Span, Vectors]

    def attempt(self, shown: Sequence[Mark], rest: Sequence[Mark], threshold: float) -> Attempt:
        found, below = (tuple(map(self._tried, marks)) for marks in (shown, rest))
        return Attempt(self.book.name, self.book.version, self.text, threshold, found, below)

    def _tried(self, mark: Mark) -> Tried:
        return Tried(
            start=mark.span.start,
            end=mark.span.end,
            words=mark.span.of(self.text),
            label=mark.label,
            score=mark.score,
            valence=mark.valence,
            definition=self.book.label(mark.label).definition,
            nearest=tuple(self.known.nearest(self.vectors[mark.span], mark.label, _NEAREST)),
        )
