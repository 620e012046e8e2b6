"""One value with everything the tool says about an article, and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from summarizer.errors import InputError
from summarizer.types import (
    Actor,
    Analysis,
    Generator,
    PerspectiveKind,
    Provenance,
    Report,
    SentenceScore,
    Summary,
)

if TYPE_CHECKING:
    from summarizer.comparison import Comparison, StoryActor

SCHEMA: Final = "summarizer.report/1"
FORMATS = {".json": "json", ".html": "html", ".txt": "text"}
_DIGEST_CHARACTERS = 12


def assemble(
    analyses: Sequence[Analysis],
    summaries: Sequence[Summary],
    *,
    models: Mapping[str, str],
    codebooks: Mapping[str, str],
    settings: Mapping[str, object],
    comparison: Comparison | None = None,
    generator: Generator | None = None,
) -> Report:
    """Return the report on `analyses`, without their parses and tensors.

    It holds no time and no path, so that the same text gives the same bytes.

    Args:
        analyses: the finished analyses, in the order of the articles.
        summaries: every summary, the neutral one first.
        models: SHA-256 digest (hexadecimal, any length) by model id.
        codebooks: version by codebook name.
        settings: what the user could have set, by name; values are written with `str`.
        comparison: what several articles share and do not, if they were compared.
        generator: who wrote the summaries; by default they were extracted.
    """
    from summarizer import __version__

    provenance = Provenance(
        version=__version__,
        schema=SCHEMA,
        models=tuple((name, models[name][:_DIGEST_CHARACTERS]) for name in sorted(models)),
        codebooks=tuple(sorted(codebooks.items())),
        settings=tuple((name, str(settings[name])) for name in sorted(settings)),
        counts=_counts(analyses, summaries),
        warnings=tuple(dict.fromkeys(w for a in analyses for w in a.article.warnings)),
        generator=generator or Generator(),
    )
    return Report(
        articles=tuple(
            replace(a, parse=None, encoding=None, sentence_scores=_ranked(a)) for a in analyses
        ),
        summaries=tuple(summaries),
        failures=tuple(failure for a in analyses for failure in a.failures),
        provenance=provenance,
        comparison=comparison,
    )


def _ranked(analysis: Analysis) -> tuple[SentenceScore, ...] | None:
    """Return the scores of the sentences with salience and rank; equal ones go by text order."""
    if analysis.sentence_scores is None or analysis.salience is None:
        return analysis.sentence_scores
    sentences = zip(analysis.sentences or (), analysis.salience, strict=True)
    salience = {s.span: score for s, score in sentences if s.kind == "body"}
    ordered = sorted(salience, key=lambda span: (-salience[span], span))
    ranks = {span: rank for rank, span in enumerate(ordered, 1)}
    return tuple(
        replace(s, salience=salience.get(s.span), rank=ranks.get(s.span))
        for s in analysis.sentence_scores
    )


def find_summary(report: Report, kind: PerspectiveKind, about: str | None = None) -> Summary:
    """Return the summary of this kind.

    Args:
        report: where to look.
        kind: whose view it takes.
        about: the id of an actor or story actor, any name or noun an article uses for it,
            or an outlet; capitals do not matter. `None` takes the first of this kind.

    Raises:
        InputError: the report has no such summary; the message lists what it has.
    """
    of_kind = [s for s in report.summaries if s.perspective.kind == kind]
    if about is None and of_kind:
        return of_kind[0]
    for wanted in () if about is None else (about, *_actor_ids(report, about)):
        for summary in of_kind:
            if _same(summary.perspective.about or "", wanted):
                return summary
    asked = f"{kind} summary" if about is None else f"{kind} summary about {about!r}"
    known = ", ".join(_title(report, s) for s in report.summaries) or "none"
    raise InputError(f"the report has no {asked}; it has: {known}")


def name_of(report: Report, about: str | None) -> str | None:
    """Return the name of the actor or story actor with the id `about`; else `about` itself."""
    named: list[Actor | StoryActor] = [actor for a in report.articles for actor in a.actors or ()]
    if report.comparison is not None:
        named += report.comparison.actors
    return next((actor.name for actor in named if actor.id == about), about)


def format_of(path: Path) -> str:
    """Return the format that the suffix of `path` stands for: json, html or text.

    Raises:
        InputError: another suffix.
    """
    if path.suffix.lower() not in FORMATS:
        raise InputError(f"{path}: the file name must end in {', '.join(FORMATS)}")
    return FORMATS[path.suffix.lower()]


def rendered(report: Report, form: str) -> str:
    """Return the report in one of the `FORMATS`: json, html or text."""
    render = {"json": report.to_json, "html": report.to_html, "text": report.to_text}
    return render[form]()


def write_text(path: Path, text: str) -> None:
    """Write `text` to `path` as UTF-8, line ends as they are.

    Raises:
        InputError: the file cannot be written.
    """
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as exc:
        raise InputError(f"cannot write {path}: {exc.strerror or exc}") from exc


def _counts(
    analyses: Sequence[Analysis], summaries: Sequence[Summary]
) -> tuple[tuple[str, int], ...]:
    lines = [line for a in analyses for line in a.article.lines]
    offsets = [a.encoding.offsets for a in analyses if a.encoding is not None]
    # Without an encoding the number of tokens is not zero but unknown.
    tokens = (("tokens", sum(map(len, offsets))),) if offsets else ()
    return (
        ("articles", len(analyses)),
        ("characters", sum(len(a.article.text) for a in analyses)),
        ("sentences", sum(len(a.sentences or ()) for a in analyses)),
        *tokens,
        ("skipped_lines", sum(line.kind not in ("headline", "body") for line in lines)),
        ("dropped_sentences", sum(summary.dropped for summary in summaries)),
        ("replaced_sentences", sum(summary.replaced for summary in summaries)),
    )


def _actor_ids(report: Report, words: str) -> list[str]:
    """Return the ids of actors with this name, then of those ever mentioned by these words.

    The id of a story actor follows those of the actors that stand for it.
    """
    actors = [(a.article.text, actor) for a in report.articles for actor in a.actors or ()]
    named = [actor.id for _, actor in actors if _same(actor.name, words)]
    mentioned = [
        actor.id
        for text, actor in actors
        if any(m.kind != "pronoun" and _same(m.span.of(text), words) for m in actor.mentions)
    ]
    story = () if report.comparison is None else report.comparison.actors
    found = [actor.id for actor in story if _same(actor.name, words)]
    for name in (*named, *mentioned):
        found += [actor.id for actor in story if name in {m.actor for m in actor.members}]
    return [*named, *mentioned, *found]


def _same(first: str, second: str) -> bool:
    return " ".join(first.split()).casefold() == " ".join(second.split()).casefold()


def _title(report: Report, summary: Summary) -> str:
    perspective = summary.perspective
    about = name_of(report, perspective.about)
    return perspective.kind if about is None else f"{perspective.kind} ({about})"
