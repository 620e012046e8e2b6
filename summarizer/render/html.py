"""A report as one HTML page that needs nothing else, and the fragments it is made of.

The page may load nothing: its policy allows only the style and the script inside it, each
by its digest, so that not even a mistake in escaping could run or fetch anything.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib import resources
from string import Template

from summarizer.generators.names import EXTRACT
from summarizer.render.columns import headline_of, notices
from summarizer.render.escape import escape, plural
from summarizer.render.html_actors import actors_html
from summarizer.render.html_article import article_html
from summarizer.render.html_compare import comparison_html
from summarizer.render.html_parts import byline_html, heading_html
from summarizer.render.html_relations import relations_html
from summarizer.render.html_summaries import column_choices, summaries_html
from summarizer.types import Analysis, Generator, Provenance, Report

__all__ = [
    "actors_html",
    "article_html",
    "column_choices",
    "comparison_html",
    "notices_html",
    "provenance_html",
    "relations_html",
    "report_to_html",
    "script",
    "style",
    "summaries_html",
]

PRINCIPLE = (
    "These are observations, not verdicts. A mark says how a thing is worded, not whether it is "
    "true or fair. Every statement leads back to the words of the article it rests on."
)


def report_to_html(report: Report) -> str:
    """Return a self-contained page: style and script are inside, the network is forbidden."""
    return Template(asset("template.html")).substitute(
        policy=escape(_policy()),
        title=escape(_page_title(report)),
        style=style(),
        script=script(),
        body=_body(report),
    )


def notices_html(report: Report) -> str:
    """Return what did not work, or what a reader should know; empty if there is nothing."""
    items = "".join(f"<li>{escape(line)}</li>" for line in notices(report))
    return f'<section class="fr"><ul class="fr-notices">{items}</ul></section>' if items else ""


def provenance_html(provenance: Provenance) -> str:
    """Return what made the report, as a fragment of HTML to open."""
    rows = [("Version", provenance.version), ("Format", provenance.schema)]
    rows += [(f"Model {name}", digest) for name, digest in provenance.models]
    rows += [(f"Codebook {name}", version) for name, version in provenance.codebooks]
    rows += _writer_rows(provenance.generator)
    rows += [(name.replace("_", " ").capitalize(), value) for name, value in provenance.settings]
    rows += [(name.replace("_", " ").capitalize(), f"{n:,}") for name, n in provenance.counts]
    items = "".join(f"<div><dt>{escape(k)}</dt><dd>{escape(v)}</dd></div>" for k, v in rows)
    return (
        '<details class="fr fr-provenance"><summary>How this report was made</summary>'
        f"<dl>{items}</dl></details>"
    )


def _writer_rows(writer: Generator) -> list[tuple[str, str]]:
    rows = [("Summaries", "selected" if writer.name == EXTRACT else f"written by {writer.name}")]
    known = (("Weights of the writer", writer.revision), ("Prompts", writer.prompts))
    rows += [(name, value) for name, value in known if value is not None]
    return [*rows, ("Requests", f"{writer.requests:,}")] if writer.requests else rows


@cache
def style() -> str:
    """Return the style sheet that the fragments need."""
    return asset("report.css") + asset("compare.css")


@cache
def script() -> str:
    """Return the script that the fragments need; it listens on the document, once."""
    return asset("report.js")


def asset(name: str) -> str:
    """Return the text of a file of this package."""
    return (resources.files("summarizer.render") / name).read_text(encoding="utf-8")


def _policy() -> str:
    return (
        f"default-src 'none'; style-src '{_digest(style())}'; script-src '{_digest(script())}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(inline: str) -> str:
    return "sha256-" + b64encode(sha256(inline.encode()).digest()).decode()


def _page_title(report: Report) -> str:
    if len(report.articles) != 1:
        return f"How {plural(len(report.articles), 'article')} tell the story"
    return _article_title(report.articles[0])


def _article_title(analysis: Analysis) -> str:
    return headline_of(analysis) or "Untitled article"


def _body(report: Report) -> str:
    single = report.articles[0] if len(report.articles) == 1 else None
    head = (
        '<header class="fr fr-masthead"><p class="fr-kicker">How the story is told</p>'
        f'<h1 dir="auto">{escape(_page_title(report))}</h1>'
        f"{byline_html(single) if single else ''}"
        f'<p class="fr-principle">{PRINCIPLE}</p></header>'
    )
    inner = [comparison_html(report)] if report.comparison is not None else _parts(report)
    return "\n".join([head, notices_html(report), *inner, provenance_html(report.provenance)])


def _parts(report: Report) -> list[str]:
    parts = [heading_html("Summaries"), summaries_html(report)]
    for index, analysis in enumerate(report.articles):
        if len(report.articles) > 1:
            parts.append(heading_html(escape(_article_title(analysis))) + byline_html(analysis))
        parts += [heading_html("The article"), article_html(report, index)]
        parts += [heading_html("Actors"), actors_html(report, index)]
        parts += [heading_html("Relations"), relations_html(report, index)]
    return parts
