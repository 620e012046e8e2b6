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

from summarizer.render.escape import escape, plural
from summarizer.render.html_actors import actors_html
from summarizer.render.html_article import article_html
from summarizer.render.html_summaries import column_choices, summaries_html
from summarizer.types import Analysis, Provenance, Report

__all__ = [
    "actors_html",
    "article_html",
    "column_choices",
    "notices_html",
    "provenance_html",
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
    return Template(_asset("template.html")).substitute(
        policy=escape(_policy()),
        title=escape(_page_title(report)),
        style=style(),
        script=script(),
        body=_body(report),
    )


def notices_html(report: Report) -> str:
    """Return what did not work, or what a reader should know; empty if there is nothing."""
    lines = [*report.provenance.warnings]
    lines += [w for a in report.articles for w in a.article.warnings]
    lines += [f"{f.stage} could not be done: {f.message}" for f in report.failures]
    items = "".join(f"<li>{escape(line)}</li>" for line in dict.fromkeys(lines))
    return f'<section class="fr"><ul class="fr-notices">{items}</ul></section>' if items else ""


def provenance_html(provenance: Provenance) -> str:
    """Return what made the report, as a fragment of HTML to open."""
    rows = [("Version", provenance.version), ("Format", provenance.schema)]
    rows += [(f"Model {name}", digest) for name, digest in provenance.models]
    rows += [(f"Codebook {name}", version) for name, version in provenance.codebooks]
    rows += [(name.replace("_", " ").capitalize(), value) for name, value in provenance.settings]
    rows += [(name.replace("_", " ").capitalize(), f"{n:,}") for name, n in provenance.counts]
    items = "".join(f"<div><dt>{escape(k)}</dt><dd>{escape(v)}</dd></div>" for k, v in rows)
    return (
        '<details class="fr fr-provenance"><summary>How this report was made</summary>'
        f"<dl>{items}</dl></details>"
    )


@cache
def style(name: str = "report.css") -> str:
    """Return a style sheet of this package; the fragments need report.css."""
    return _asset(name)


@cache
def script() -> str:
    """Return the script that the fragments need; it listens on the document, once."""
    return _asset("report.js")


def _asset(name: str) -> str:
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
    article = analysis.article
    headlines = (line.span.of(article.text) for line in article.lines if line.kind == "headline")
    return " ".join((article.title or next(headlines, "") or "Untitled article").split())


def _body(report: Report) -> str:
    single = report.articles[0] if len(report.articles) == 1 else None
    head = (
        '<header class="fr fr-masthead"><p class="fr-kicker">How the story is told</p>'
        f'<h1 dir="auto">{escape(_page_title(report))}</h1>'
        f"{_byline(single) if single else ''}"
        f'<p class="fr-principle">{PRINCIPLE}</p></header>'
    )
    parts = [head, notices_html(report), _heading("Summaries"), summaries_html(report)]
    for index, analysis in enumerate(report.articles):
        if single is None:
            parts.append(_heading(escape(_article_title(analysis))) + _byline(analysis))
        parts += [_heading("The article"), article_html(report, index)]
        parts += [_heading("Actors"), actors_html(report, index)]
    parts.append(provenance_html(report.provenance))
    return "\n".join(parts)


def _heading(words: str) -> str:
    return f'<h2 class="fr fr-heading">{words}</h2>'


def _byline(analysis: Analysis) -> str:
    article = analysis.article
    parts = [escape(p) for p in (article.outlet, article.published) if p]
    if article.url and article.url.lower().startswith(("http://", "https://")):
        parts.append(f'<a href="{escape(article.url)}" rel="noopener noreferrer">Original</a>')
    parts.append(plural(len(article.text.split()), "word"))
    return f'<p class="fr fr-byline">{" <span>·</span> ".join(parts)}</p>'
