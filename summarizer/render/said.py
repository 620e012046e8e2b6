"""Who says a sentence of an actor's summary, where it is somebody else."""

from __future__ import annotations

from typing import Final

from summarizer.guard import PRONOUNS
from summarizer.report import name_of
from summarizer.summaries.standalone import name_in_prose
from summarizer.types import Report, Summary, SummarySentence

_SOMEBODY: Final = "somebody else"
_MOST_WORDS = 9


def said_by(report: Report, summary: Summary, sentence: SummarySentence) -> str | None:
    """Return "said by Ana Ruiz about the union", not escaped; `None` if nobody else says it."""
    about = summary.perspective.about
    if sentence.voice != "other" or about is None:
        return None
    return f"said by {_who(report, sentence)} about {_in_prose(report, about)}"


def _in_prose(report: Report, who: str) -> str:
    """Return an actor's name as it stands within a sentence: "the union", "parents"."""
    for analysis in report.articles:
        for actor in analysis.actors or ():
            if actor.id == who:
                return name_in_prose(actor, analysis.article.text)
    return name_of(report, who) or _SOMEBODY


def _who(report: Report, sentence: SummarySentence) -> str:
    if sentence.speaker is not None:
        return _in_prose(report, sentence.speaker)
    if sentence.source is None:
        return _SOMEBODY
    texts = (a.article.text for a in report.articles if a.article.id == sentence.source.article)
    words = next((sentence.source.span.of(text) for text in texts), "").strip(" ,;:")
    words = " ".join(words.split(", who")[0].split(" who ")[0].split())
    is_name = any(ch.isalpha() for ch in words) and words.casefold() not in PRONOUNS
    if not is_name or words.casefold() in {"who", "which", "that"}:
        return _SOMEBODY
    if len(words.split()) > _MOST_WORDS:
        return _SOMEBODY
    first = words.split()[0]
    return words[0].lower() + words[1:] if first in {"A", "An", "The", "One", "Some"} else words
