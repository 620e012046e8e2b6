"""The Python API: `load()` gives a `Tool`, and a tool analyses articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.errors import InputError, SettingsError
from summarizer.generators.load import keeping, load_writer
from summarizer.generators.names import EXTRACT
from summarizer.length import body_words
from summarizer.pipeline import RECOVERABLE, with_failure
from summarizer.report import assemble
from summarizer.settings import Settings
from summarizer.types import Analysis, Article, Generator, Report, Span, Summary

if TYPE_CHECKING:
    from summarizer.build import Built, Heads
    from summarizer.comparison import Comparison
    from summarizer.explain import Why
    from summarizer.generators.whole import Writing
    from summarizer.generators.writer import Writer
    from summarizer.neural.encoder import Encoder
    from summarizer.neural.weights import Manifest
    from summarizer.pipeline import Pipeline
    from summarizer.summaries.covered import Covered, Reader


@dataclass(frozen=True, eq=False)
class Tool:
    """Everything loaded and ready; make one with `load` and use it for many articles."""

    settings: Settings
    manifest: Manifest
    built: Built
    writer: Callable[[str, int], Writer] = field(default_factory=lambda: keeping(load_writer))

    @property
    def encoder(self) -> Encoder:
        """The shared encoder."""
        return self.built.encoder

    @property
    def encoder_digest(self) -> str:
        """The digest of the weights of the encoder, which trained codebooks belong to."""
        from summarizer.build import NETWORK

        return self.manifest.spec(NETWORK).digest

    @property
    def heads(self) -> Heads:
        """The heads that read its states."""
        return self.built.heads

    @property
    def pipeline(self) -> Pipeline:
        """The stages that an article passes."""
        return self.built.pipeline

    def analyze(
        self,
        text: str | Article,
        *,
        title: str | None = None,
        outlet: str | None = None,
        sentences: int | None = None,
        length: str | None = None,
        actors: int | None = None,
        trim: bool | None = None,
        generator: str | None = None,
        progress: Callable[[str], None] | None = None,
    ) -> Report:
        """Return the report on one article.

        Args:
            text: the article as plain text, or as `summarizer.read` gave it.
            title: its headline, when it does not stand in the text; not with an `Article`.
            outlet: who published it; by default as the `Article` says.
            sentences: length of each summary, 1–50; by default as in the settings.
            length: the same in another unit: "80 words", "10%", "headline", "short", "medium"
                or "long"; not with `sentences`.
            actors: the most actors to summarise for, 0–20; by default as in the settings.
            trim: whether sentences are said without clauses that they can do without; by
                default as in the settings.
            generator: who writes the summaries, as `Settings` names it; by default as there.
            progress: called with the name of each stage before it runs.

        Raises:
            InputError: there is no text to analyse, or a title is given with an `Article`.
            SettingsError: a number is out of range, or a length or generator of no known form.
            ModelError: the generator cannot be loaded.
        """
        from summarizer.read import read_text
        from summarizer.summaries.drift import with_drift

        chosen = self._chosen(sentences, length, actors=actors, trim=trim, generator=generator)
        if isinstance(text, str):
            article = read_text(text, title=title, outlet=outlet)
        elif title is None:
            article = replace(text, outlet=outlet or text.outlet)
        else:
            raise InputError("the article is read already; give its title when you read it")
        analysis = self.pipeline.run([article], progress)[0]
        analysis, summaries = self._summaries(analysis, chosen)
        written = self._written([summaries], [analysis], chosen, tell=progress)
        summaries = written.groups[0]
        if chosen.generator != EXTRACT:
            summaries = with_drift(summaries, self._cover(analysis), self._reader())
        return self._report(written, summaries, chosen)

    def compare(
        self,
        articles: Sequence[str | Article],
        *,
        sentences: int | None = None,
        length: str | None = None,
        actors: int | None = None,
        trim: bool | None = None,
        generator: str | None = None,
        progress: Callable[[str], None] | None = None,
    ) -> Report:
        """Return the report on several articles on one event, with their comparison.

        The order of the articles decides that of the columns and nothing else. Articles
        whose ids are the same, as those of plain texts are, are numbered from `article-1`.

        Args:
            articles: from 2 to 12, each as plain text or as `summarizer.read` gave it.
            sentences, length, actors, trim, generator: as in `analyze`.
            progress: called with the name of each stage before it runs.

        Raises:
            InputError: too few or too many articles, or one without text.
            SettingsError: a number is out of range, or a length or generator of no known form.
            ModelError: the generator cannot be loaded.
        """
        from summarizer.compare.articles import check_number, numbered, with_own_actor_ids
        from summarizer.compare.whole import compare_articles
        from summarizer.read import read_text

        chosen = self._chosen(sentences, length, actors=actors, trim=trim, generator=generator)
        check_number(len(articles))
        read = [read_text(each) if isinstance(each, str) else each for each in articles]
        analyses = [with_own_actor_ids(a) for a in self.pipeline.run(numbered(read), progress)]
        done = [self._summaries(a, chosen) for a in analyses]
        if progress:
            progress("compare")
        own = {a.article.id: summaries for a, summaries in done}
        comparison, over_all = compare_articles([a for a, _ in done], own, self.heads, chosen)
        over_all = self._judged(over_all, [a for a, _ in done], chosen)
        return self._compared(done, comparison, over_all, settings=chosen, tell=progress)

    def _compared(
        self,
        done: Sequence[tuple[Analysis, tuple[Summary, ...]]],
        comparison: Comparison,
        over_all: tuple[Summary, ...],
        *,
        settings: Settings,
        tell: Callable[[str], None] | None,
    ) -> Report:
        """Return the report with the summaries as the generator writes them, in columns."""
        from summarizer.compare.articles import canonical
        from summarizer.compare.whole import in_columns
        from summarizer.summaries.drift import with_drift, with_drift_over_all

        analyses, reader = [a for a, _ in done], self._reader()
        shown = [[s for s in each if s.perspective.kind != "actor"] for _, each in done]
        written = self._written([over_all, *shown], analyses, settings, comparison, tell=tell)
        over_all, *columns = written.groups
        covered = {a.article.id: self._cover(a) for a in canonical(analyses)}
        if settings.generator != EXTRACT:
            pairs = zip(columns, analyses, strict=True)
            columns = [with_drift(c, covered.get(a.article.id), reader) for c, a in pairs]
        over_all = with_drift_over_all(over_all, comparison, covered, reader)
        return self._report(written, in_columns(over_all, columns), settings, comparison)

    def explain(self, report: Report, article_id: str, span: Span) -> tuple[Why, ...]:
        """Return why the marks that touch `span` have their labels, in the order of the report.

        Args:
            report: one that this tool made.
            article_id: an article in it.
            span: characters of its text.

        Raises:
            InputError: there is no such article, or no mark of a built-in codebook there.
        """
        from summarizer.explain import explain

        return explain(self.built, report, article_id, span)

    def _chosen(
        self,
        sentences: int | None,
        length: str | None,
        *,
        actors: int | None,
        trim: bool | None,
        generator: str | None,
    ) -> Settings:
        if sentences is not None and length is not None:
            raise SettingsError(
                f"the length is given as {sentences} sentences and as {length!r}; give one of them"
            )
        if sentences is not None:
            length = ""  # what is asked for in a call goes before the settings
        asked: dict[str, Any] = {"sentences": sentences, "length": length}
        asked |= {"actors": actors, "trim": trim, "generator": generator}
        chosen = replace(self.settings, **{k: v for k, v in asked.items() if v is not None})
        if chosen.generator != EXTRACT:
            self.writer(chosen.generator, chosen.context)  # what is not there is told at once
        return chosen

    def _written(
        self,
        groups: Sequence[Sequence[Summary]],
        analyses: Sequence[Analysis],
        settings: Settings,
        comparison: Comparison | None = None,
        *,
        tell: Callable[[str], None] | None = None,
    ) -> Writing:
        """Return the extracted summaries, or what the generator writes in their place."""
        from summarizer.generators.rewrite import Limit
        from summarizer.generators.whole import Writing, write_all

        if settings.generator == EXTRACT:
            return Writing(tuple(map(tuple, groups)), tuple(analyses), Generator())
        n, words = settings.summary_length.limits(body_words(analyses))
        return write_all(
            self.writer(settings.generator, settings.context),
            groups,
            analyses,
            self.built.reader,
            limit=Limit(n, None if words is None else words.most),
            comparison=comparison,
            supports=self.built.support,
            tell=tell,
        )

    def _report(
        self,
        written: Writing,
        summaries: Sequence[Summary],
        settings: Settings,
        comparison: Comparison | None = None,
    ) -> Report:
        return assemble(
            written.analyses,
            summaries,
            models=self._models(),
            codebooks=self.built.codebooks,
            settings=dict(settings.items()),
            comparison=comparison,
            generator=written.generator,
        )

    def _summaries(
        self, analysis: Analysis, settings: Settings
    ) -> tuple[Analysis, tuple[Summary, ...]]:
        from summarizer.summaries import summarize_all
        from summarizer.summaries.drift import with_drift

        if analysis.failures or analysis.encoding is None:
            return analysis, ()
        spans = [s.span for s in analysis.sentences or ()]
        try:
            vectors = self.heads.space.vectors(analysis.encoding, spans)
            n, words = settings.summary_length.limits(body_words([analysis]))
            summaries = summarize_all(
                analysis,
                vectors @ vectors.T,
                n,
                n_actors=settings.actors,
                words=words,
                trim=settings.trim,
            )
            summaries = self._judged(summaries, [analysis], settings)
            return analysis, with_drift(summaries, self._cover(analysis), self._reader())
        except RECOVERABLE as exc:
            return with_failure(analysis, "summaries", exc), ()

    def _judged(
        self, summaries: tuple[Summary, ...], analyses: Sequence[Analysis], settings: Settings
    ) -> tuple[Summary, ...]:
        """Return the summaries with the support of their trimmed sentences."""
        from summarizer.summaries.supported import with_support

        if not settings.trim:
            return summaries
        return with_support(summaries, analyses, self.built.support)

    def _cover(self, analysis: Analysis) -> Covered | None:
        from summarizer.summaries.covered import cover

        return cover(analysis, self.settings.codebook, self._frames)

    def _reader(self) -> Reader:
        from summarizer.summaries.covered import reader

        return reader(self.pipeline, self.settings.codebook, self._frames)

    def _frames(self, analysis: Analysis) -> dict[Span, frozenset[str]]:
        """Return the generic frames that each sentence shows."""
        from summarizer.stages.frames import told

        if analysis.encoding is None or analysis.frames is None:
            return {}
        spans = told(analysis.sentences or ())
        return dict(zip(spans, self.heads.frames.shown(analysis.encoding, spans), strict=True))

    def _models(self) -> dict[str, str]:
        parser, version = self.built.parser
        return {**{spec.id: spec.digest for spec in self.manifest.models}, parser: version}


def load(
    models: Path | None = None,
    settings: Settings | None = None,
    *,
    codebooks: Sequence[str | Path] = (),
) -> Tool:
    """Return the tool with the released weights; nothing is fetched.

    Args:
        models: a folder with a `manifest.toml`; by default the one of the package.
        settings: by default `Settings()`.
        codebooks: paths of the user's own, beside those that the settings name; each a
            `.toml` file, or a folder that `summarizer train` made of one.

    Raises:
        ModelMissing, ModelCorrupt: weights are not there, or not what the manifest pins.
        CodebookError: a codebook cannot be used.
        ModelError: the generator that the settings name cannot be loaded.
    """
    from summarizer.build import build
    from summarizer.neural.weights import load_manifest

    settings = settings or Settings()
    settings = replace(settings, codebooks=(*settings.codebooks, *map(str, codebooks)))
    manifest = load_manifest(models)
    tool = Tool(settings, manifest, build(settings, manifest))
    if settings.generator != EXTRACT:
        tool.writer(settings.generator, settings.context)
    return tool
