"""What the commands need of a tool, and how they get it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from summarizer.generators.names import EXTRACT
from summarizer.settings import Settings
from summarizer.types import Article, Report, Span

if TYPE_CHECKING:
    from summarizer.explain import Why


class Analyser(Protocol):
    """What `summarizer.load()` returns, as far as this module needs it."""

    def analyze(
        self,
        article: Article,
        *,
        sentences: int | None,
        length: str | None,
        actors: int | None,
        trim: bool | None,
        progress: Callable[[str], None],
    ) -> Report:
        """Return the report on `article`; `None` leaves a choice to the settings."""
        ...

    def compare(
        self,
        articles: Sequence[Article],
        *,
        sentences: int | None,
        length: str | None,
        actors: int | None,
        trim: bool | None,
        progress: Callable[[str], None],
    ) -> Report:
        """Return the report on `articles` with their comparison."""
        ...


class Explainer(Analyser, Protocol):
    """What `explain` uses of the tool beside that."""

    def explain(self, report: Report, article_id: str, span: Span) -> tuple[Why, ...]:
        """Return why the marks that touch `span` have their labels."""
        ...


Load = Callable[..., Analyser]


def tool_of(args: argparse.Namespace) -> Analyser:
    """Return the tool that a command works with, with the codebooks and generator it names."""
    load: Load = args.load
    asked = {"codebooks": tuple(args.codebook), "settings": _settings(args)}
    return load(**{name: value for name, value in asked.items() if value})


def load_tool(codebooks: Sequence[str] = (), settings: Settings | None = None) -> Analyser:
    """Return the tool with the released weights."""
    from summarizer import load

    return load(codebooks=codebooks, settings=settings)


def _settings(args: argparse.Namespace) -> Settings | None:
    """Return settings with what the command line says of the generator, if it does."""
    settings = Settings(generator=args.generator or EXTRACT, context=args.context)
    return None if settings == Settings() else settings
