"""The only place that knows how the tasks reach into the tool.

Low-level tasks hand texts to the encoder and a head, so that a score says what that head can
do; the others use the analysis that a user gets.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from summarizer.errors import DataError
from summarizer.types import (
    Actor,
    Analysis,
    Article,
    Failure,
    FramingSpan,
    Portrayal,
    Quote,
    Report,
    RoleName,
    Sentence,
    Span,
    Valence,
)

if TYPE_CHECKING:
    from numpy.random import Generator
    from spacy.language import Language

    from summarizer.fewshot.rows import ExampleReader
    from summarizer.story.fact_pairs import PairMatcher
    from summarizer.summaries.voices import Said


# Columns asked for where the summaries of all main actors are read.
_ACTORS = 6


class Tool(Protocol):
    """What the tasks use of `summarizer.load()`."""

    @property
    def built(self) -> Any:
        """`reader` reads the examples of codebooks, `support` sentences and their evidence."""

    @property
    def encoder(self) -> Any:
        """`encode(texts)` gives one encoding for each text."""

    @property
    def heads(self) -> Any:
        """The heads: loaded, techniques, sentiment, role, attribution, framing, salience."""

    @property
    def pipeline(self) -> Any:
        """`stages` in their order; `run(articles)` gives their analyses."""

    def analyze(
        self, text: str | Article, *, sentences: int = 3, actors: int | None = None
    ) -> Report:
        """Return the report on one article."""

    def compare(self, articles: Sequence[str | Article], *, sentences: int = 3) -> Report:
        """Return the report on several articles."""


def load_tool() -> Tool:
    """Return the tool with the released weights."""
    import summarizer

    tool: Tool = summarizer.load()
    return tool


def loaded_threshold(tool: Tool) -> float:
    """Return the probability at or above which a sentence is called loaded."""
    return float(tool.heads.loaded.threshold)


def loaded_scores(tool: Tool, texts: Sequence[str]) -> list[float]:
    """Return the probability that each text, read alone as one sentence, is loaded."""
    return [
        float(tool.heads.loaded.score(encoding, [Span(0, len(text))])[0])
        for text, encoding in zip(texts, tool.encoder.encode(texts), strict=True)
    ]


def sentiments(
    tool: Tool, items: Sequence[tuple[str, Sequence[Span]]]
) -> list[list[tuple[float, float, float]]]:
    """Return (negative, neutral, positive) for each target of each (text, targets).

    The whole text is one sentence to the head, as in the corpus.
    """
    encodings = tool.encoder.encode([text for text, _ in items])
    return [
        list(tool.heads.sentiment.score(encoding, targets, [Span(0, len(text))] * len(targets)))
        for (text, targets), encoding in zip(items, encodings, strict=True)
    ]


def roles(tool: Tool, id: str, text: str, mentions: Sequence[Span]) -> list[dict[RoleName, float]]:
    """Return the probability of each role for each mention, judged in its sentence."""
    judge, sentences = tool.heads.role, [sentence.span for sentence in _sentences(id, text)]
    around = [_around(mention, sentences) for mention in mentions]
    scores = judge.score(_encoding(tool, text), mentions, around) if mentions else []
    return [dict(zip(judge.names, row, strict=True)) for row in scores]


def portrayals(tool: Tool, id: str, text: str) -> tuple[Sequence[Actor], Sequence[Portrayal]]:
    """Return the actors of an article and how it shows each, aligned.

    Only the stages that these rest on are run. Who is quoted is not among them, so that shares
    of voice are zero.

    Raises:
        DataError: a stage failed on this article.
    """
    wanted = {"sentences", "parse", "encoding", "actors"}
    early = [stage for stage in tool.pipeline.stages if stage.adds & wanted]
    analysis: Analysis = type(tool.pipeline)(tuple(early)).run([_article(id, text)])[0]
    late = next(stage for stage in tool.pipeline.stages if "portrayals" in stage.adds)
    if analysis.failures:
        raise DataError(f"{id}: no actors: {_reasons(analysis.failures)}")
    found: Analysis = late([replace(analysis, quotes=())])[0]
    return found.actors or (), found.portrayals or ()


def technique_spans(tool: Tool, text: str) -> list[Span]:
    """Return the spans of `text` that use any persuasion technique."""
    (encoding,) = blind_reader(tool).encode([text], [_sentences("techniques", text)])
    return [span for span, _ in tool.heads.techniques.find(encoding, text)]


def techniques(
    tool: Tool, id: str, text: str, spans: Sequence[Span]
) -> tuple[list[dict[str, float]], list[tuple[Span, str]]]:
    """Return the probability of each technique of given spans, and the spans found with theirs."""
    from summarizer.neural.techniques import sentence_of

    judge, sentences, encoding = tool.heads.technique, _sentences(id, text), _encoding(tool, text)
    around = [sentence_of(span, sentences) for span in spans]
    rows = judge.probabilities(encoding, text, spans, around).tolist()
    (blind,) = blind_reader(tool).encode([text], [sentences])
    found = judge.find((encoding, blind), text, sentences, tool.heads.framing)
    given = [dict(zip(judge.labels, row, strict=True)) for row in rows]
    return given, [(each.span, each.label) for each in found]


def falls(tool: Tool, id: str, text: str, rng: Generator) -> list[tuple[float, float]]:
    """Return how much the label of each mark falls in the article without one word.

    The first number is for the word that an explanation names, the second for one of the others
    of its sentence.
    """
    from summarizer.neural.techniques import sentence_of
    from summarizer.neural.why import LabelScorer, without

    heads, sentences = tool.heads, _sentences(id, text)
    scorer = LabelScorer(blind_reader(tool), heads.framing, heads.technique)
    found = []
    for mark in framing(tool, id, text):
        kind = {"codebook": mark.codebook, "label": mark.label}
        around = sentence_of(mark.span, sentences)
        phrase = Span(mark.span.start - around.start, mark.span.end - around.start)
        if not scorer.knows(**kind):
            continue
        words = scorer.weights(around.of(text), phrase, **kind)
        if len(words) < 2:
            continue
        chosen = (words[0], words[1 + int(rng.integers(len(words) - 1))])
        texts, places = [text], [(mark.span, around)]
        for word in chosen:
            at = Span(word.span.start + around.start, word.span.end + around.start)
            if (cut := without(text, mark.span, at)) is not None:
                texts.append(cut[0])
                places.append((cut[1], Span(around.start, around.end - len(text) + len(cut[0]))))
        whole, *rest = scorer.score(texts, places, **kind)
        if len(rest) == len(chosen):
            found.append((whole - rest[0], whole - rest[1]))
    return found


def quotes(tool: Tool, text: str) -> list[Quote]:
    """Return the attributions in `text`, before speakers are resolved."""
    from summarizer.stages.parse import parse_text
    from summarizer.stages.quote_parts import complete

    sentences = _sentences("quotes", text)
    parse = parse_text(parser(tool), text, sentences)
    found = tool.heads.attribution.find(_encoding(tool, text), text, sentences, parse)
    return complete(found, parse)


def classify_phrases(
    tool: Tool, id: str, text: str, phrases: Sequence[Span]
) -> list[tuple[str, Valence | None]]:
    """Return the likeliest framing label and the valence of each given phrase."""
    sentences = _sentences(id, text)
    around = [_around(phrase, [s.span for s in sentences]) for phrase in phrases]
    (encoding,) = blind_reader(tool).encode([text], [sentences])
    found = tool.heads.framing.classify(encoding, text, phrases, around)
    return [(kind.label, kind.valence) for kind in found]


def frames(tool: Tool, id: str, text: str) -> tuple[dict[str, float], list[str]]:
    """Return the probability of each generic frame of an article, and which are shown."""
    from summarizer.stages.frames import told

    spans, encoding = told(_sentences(id, text)), _encoding(tool, text)
    judge = tool.heads.frames
    return judge.score(encoding, spans), [f.label for f in judge.find(encoding, spans)]


def sentence_frames(tool: Tool, texts: Sequence[str]) -> list[dict[str, float]]:
    """Return how much each text, read alone as one sentence, shows each generic frame."""
    judge = tool.heads.frames
    return [
        judge.score_sentences(encoding, [Span(0, len(text))])[0]
        for text, encoding in zip(texts, tool.encoder.encode(texts), strict=True)
    ]


def salience(tool: Tool, text: str, sentences: Sequence[Span]) -> list[float]:
    """Return how much each sentence matters in `text`."""
    from summarizer.stages.salience import opens_paragraph

    opens = opens_paragraph([Sentence(span, "body") for span in sentences], text)
    return list(tool.heads.salience.score(_encoding(tool, text), sentences, opens))


def until_framing(tool: Tool) -> Any:
    """Return the pipeline of only the stages that framing marks rest on, and their own."""
    stages = tool.pipeline.stages
    last = next(i for i, stage in enumerate(stages) if "framing" in stage.adds)
    needed = stages[last].needs | {"framing"}
    return type(tool.pipeline)(tuple(s for s in stages[: last + 1] if s.adds & needed))


def salience_input(
    tool: Tool, text: str, sentences: Sequence[Span], opens: Sequence[bool]
) -> tuple[Any, Any]:
    """Return what the salience head reads: vectors and features of the sentences."""
    from summarizer.training.selectors import read_sentences

    return read_sentences(_encoding(tool, text), sentences, opens)


def salience_logits(tool: Tool, row: Any) -> Any:
    """Return the logits of the released head for sentences that were read before."""
    from summarizer.training.selectors import logits_of

    return logits_of(tool.heads.salience.head, row.vectors, row.features)


def framing(tool: Tool, id: str, text: str) -> list[FramingSpan]:
    """Return the framing spans that a user sees on an article.

    Only the stages that these rest on are run.

    Raises:
        DataError: a stage failed on this article.
    """
    analysis: Analysis = until_framing(tool).run([_article(id, text)])[0]
    if analysis.framing is None:
        raise DataError(f"{id}: no framing layer: {_reasons(analysis.failures)}")
    return list(analysis.framing)


def neutral_summary(tool: Tool, id: str, text: str, n: int) -> list[str]:
    """Return the sentences of the neutral summary that a user sees.

    Raises:
        DataError: a stage failed on this article.
    """
    report = tool.analyze(_article(id, text), sentences=n)
    for summary in report.summaries:
        if summary.perspective.kind == "neutral":
            return [sentence.text for sentence in summary.sentences]
    raise DataError(f"{id}: no neutral summary: {_reasons(report.failures)}")


def neutral_in_words(
    tool: Tool, id: str, text: str, most: int
) -> tuple[str, str, list[tuple[int, int]]]:
    """Return the neutral summary in `most` words, whole and trimmed, and how long sentences are.

    The pairs are the words of each body sentence, whole and trimmed.

    Raises:
        DataError: a stage failed on this article.
    """
    from summarizer.length import Words, count_words
    from summarizer.summaries.neutral import summarize_neutrally
    from summarizer.summaries.select import gather

    analysis: Analysis = tool.pipeline.run([_article(id, text)])[0]
    if analysis.salience is None or analysis.encoding is None:
        raise DataError(f"{id}: no salience: {_reasons(analysis.failures)}")
    spans = [sentence.span for sentence in analysis.sentences or ()]
    vectors = tool.heads.space.vectors(analysis.encoding, spans)
    told = [gather(analysis, vectors @ vectors.T, trim=trim) for trim in (False, True)]
    made = [summarize_neutrally(material, most, words=Words(most)) for material in told]
    whole, short = (" ".join(s.text for s in summary.sentences) for summary in made)
    pairs = zip(told[0].wordings.values(), told[1].wordings.values(), strict=True)
    return whole, short, [(count_words(a.text), count_words(b.text)) for a, b in pairs]


def perspectives(
    tool: Tool, id: str, text: str, n: int
) -> tuple[Report, Callable[[str], dict[int, Said]]]:
    """Return the report, and what tells by actor whose words each sentence is, by its start."""
    from summarizer.guard import prepare
    from summarizer.summaries.ties import find_ties
    from summarizer.summaries.voices import hear

    report = tool.analyze(_article(id, text), sentences=n, actors=_ACTORS)
    # The report has no parse any more.
    source = prepare(tool.pipeline.run([_article(id, text)])[0])
    heard, sentences = hear(source), source.analysis.sentences or ()
    ties = find_ties(source, heard)

    def voices(actor: str) -> dict[int, Said]:
        about = [at for at, by_actor in ties.items() if actor in by_actor]
        return {sentences[at].span.start: heard.of(actor, at) for at in about}

    return report, voices


def pair_matcher(tool: Tool) -> PairMatcher:
    """Return what decides in a comparison whether an article states a claim."""
    from summarizer.story.fact_pairs import PairMatcher, pair_model

    def vectors(analysis: Analysis, spans: Sequence[Span]) -> Any:
        return tool.heads.space.vectors(analysis.encoding, spans)

    return PairMatcher(tool.heads.facts, vectors, pair_model())


def example_reader(tool: Tool) -> ExampleReader:
    """Return what reads the sentences of a codebook."""
    reader: ExampleReader = tool.built.reader
    return reader


def support(tool: Tool, cases: Sequence[tuple[Sequence[str], Sequence[str]]]) -> list[list[float]]:
    """Return the probability that each sentence of each case is borne out by its evidence."""
    scores: list[list[float]] = tool.built.support.score(cases)
    return scores


def supported(tool: Tool) -> float:
    """Return the probability from which on a sentence is called borne out."""
    return float(tool.heads.support.supported)


def parser(tool: Tool) -> Language:
    """Return the parser that the tool reads with."""
    from summarizer.stages.parse import Parse

    return next(stage.nlp for stage in tool.pipeline.stages if isinstance(stage, Parse))


def _reasons(failures: Sequence[Failure]) -> str:
    return "; ".join(f"{f.stage}: {f.message}" for f in failures) or "the stage did not run"


def blind_reader(tool: Tool) -> Any:
    """Return what reads texts for framing: names are hidden."""
    return next(s.reader for s in tool.pipeline.stages if "blind" in s.adds)


def _encoding(tool: Tool, text: str) -> Any:
    return tool.encoder.encode([text])[0]


def _sentences(id: str, text: str) -> tuple[Sentence, ...]:
    from summarizer.stages.sentences import Sentences

    found = Sentences()([Analysis(_article(id, text))])[0].sentences
    return found or ()


def _around(phrase: Span, sentences: Sequence[Span]) -> Span:
    """Return the sentence that `phrase` begins in, or the phrase itself if there is none."""
    return next((s for s in sentences if s.start <= phrase.start < s.end), phrase)


def _article(id: str, text: str) -> Article:
    """Return `text` as the reader gives it; gold offsets hold as long as it keeps its length."""
    from summarizer.read import read_text

    article = read_text(text, id=id)
    if len(article.text) != len(text):
        raise DataError(f"{id}: reading changed the length of the text; offsets are lost")
    return article
