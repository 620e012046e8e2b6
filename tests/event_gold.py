"""What an invented event is in tests: its articles and the gold facts and figures in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from summarizer.read import read_text
from summarizer.types import Article


@dataclass(frozen=True, slots=True)
class GoldFact:
    """A fact in the words of each article that states it; the other articles leave it out."""

    name: str
    stated: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class GoldFigure:
    """A quantity with the words of its figure in each article, and who is named as giving it.

    `differ` says whether two of the figures cannot both hold.
    """

    name: str
    values: Mapping[str, str]
    given_by: Mapping[str, str]
    differ: bool


@dataclass(frozen=True, slots=True)
class EventStory:
    """An event: its articles and the gold."""

    name: str
    articles: tuple[Article, ...]
    facts: tuple[GoldFact, ...]
    figures: tuple[GoldFigure, ...]

    def text(self, id: str) -> str:
        """Return the text of the article `id`."""
        return next(article.text for article in self.articles if article.id == id)


def make_article(id: str, outlet: str, published: str, text: str) -> Article:
    """Return an article whose first paragraph is its headline; paragraphs may be wrapped."""
    title, *body = (" ".join(block.split()) for block in text.strip().split("\n\n"))
    return read_text("\n\n".join(body), title=title, outlet=outlet, id=id, published=published)
