"""Short articles with actors marked in the text, for tests of summaries and their guard."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.types import (
    Actor,
    ActorKind,
    Analysis,
    Article,
    LineKind,
    Mention,
    MentionKind,
    Quote,
    QuoteKind,
    Sentence,
    Span,
)

_MARK = re.compile(r"<(?P<kind>[nmp]):(?P<actor>\w+) (?P<words>[^>]*)>")
_KINDS: dict[str, MentionKind] = {"n": "name", "m": "nominal", "p": "pronoun"}


def make_story(
    *paragraphs: Sequence[str],
    actors: dict[str, tuple[str, ActorKind]] | None = None,
    kinds: dict[int, LineKind] | None = None,
    salience: Sequence[float] | None = None,
    outlet: str | None = None,
) -> Analysis:
    """Return an article of `paragraphs`, each a list of sentences.

    "<n:roe Jane Roe> said <p:roe she> left." marks a name and a pronoun of actor `roe`;
    `m` stands for a nominal. `kinds` tells which paragraphs are not body text. Every
    sentence is equally salient unless `salience` says otherwise.
    """
    text = ""
    sentences: list[Sentence] = []
    mentions: dict[str, list[Mention]] = {id: [] for id in actors or {}}
    for at, paragraph in enumerate(paragraphs):
        text += "\n\n" if text else ""
        for i, marked in enumerate(paragraph):
            text += " " if i else ""
            start = len(text)
            text += _read_marks(marked, start, mentions)
            sentences.append(Sentence(Span(start, len(text)), (kinds or {}).get(at, "body")))
    return Analysis(
        article=Article("article-1", text, outlet=outlet),
        sentences=tuple(sentences),
        actors=tuple(
            Actor(id, name, kind, tuple(mentions[id]))
            for id, (name, kind) in (actors or {}).items()
        ),
        quotes=(),
        framing=(),
        sentence_scores=(),
        salience=tuple(salience or [0.5] * len(sentences)),
    )


def _read_marks(marked: str, start: int, mentions: dict[str, list[Mention]]) -> str:
    plain, at = "", 0
    for mark in _MARK.finditer(marked):
        plain += marked[at : mark.start()]
        begin = start + len(plain)
        plain += mark["words"]
        span = Span(begin, start + len(plain))
        mentions[mark["actor"]].append(Mention(span, mark["actor"], _KINDS[mark["kind"]]))
        at = mark.end()
    return plain + marked[at:]


def find(analysis: Analysis, words: str) -> Span:
    """Return where `words` first stand in the article."""
    start = analysis.article.text.index(words)
    return Span(start, start + len(words))


def make_quote(
    analysis: Analysis,
    content: str,
    speaker: str | None,
    *,
    source: str | None = None,
    kind: QuoteKind = "direct",
) -> Quote:
    """Return a quote of the words `content`, with the words of its source."""
    return Quote(
        (find(analysis, content),),
        kind,
        source=find(analysis, source) if source else None,
        speaker=speaker,
    )
