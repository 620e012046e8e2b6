"""What readers of the app fill in, as articles; and the one tool that all of them share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Protocol

from summarizer.errors import InputError
from summarizer.read import read_path, read_text, read_url
from summarizer.render.escape import plural
from summarizer.settings import Settings
from summarizer.types import Article, Report

TEXT, FILE, LINK = "Paste text", "Upload a file", "From a link"
FILE_TYPES = [".txt", ".md", ".html", ".pdf", ".docx", ".json"]
MIN_ARTICLES, MAX_ARTICLES = 2, 12
# Fewer are no article: a headline alone, or a slip of the hand.
MIN_WORDS = 15
# The app runs from a checkout of the project, where the examples stand beside it.
_EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


class Analyser(Protocol):
    """What the page needs of a tool."""

    def analyze(
        self,
        article: Article,
        /,
        *,
        sentences: int | None,
        length: str | None,
        trim: bool,
        generator: str,
    ) -> Report:
        """Return the report on an article, with summaries of one of the two lengths."""
        ...

    def compare(
        self,
        articles: Sequence[Article],
        /,
        *,
        sentences: int | None,
        length: str | None,
        trim: bool,
        generator: str,
        progress: Callable[[str], None],
    ) -> Report:
        """Return the report on several articles; `progress` is told each step."""
        ...


@dataclass(frozen=True, slots=True)
class Example:
    """An article that comes with the app."""

    title: str
    file: str
    outlet: str

    def is_there(self) -> bool:
        """Return whether the file is at hand."""
        return (_EXAMPLES / self.file).is_file()

    def text(self) -> str:
        """Return the article, its headline first."""
        return (_EXAMPLES / self.file).read_text(encoding="utf-8")


EXAMPLES = (
    Example("A port strike", "port-strike.txt", "The Maren Courier"),
    Example("A dam and its villages", "dam-villages.txt", "Keleni Daily"),
    Example("A captured town", "captured-town.txt", "Northern Herald"),
)
# Three articles on one event, for the comparison.
STORY = (
    Example("A tram accident", "tram-accident-ledger.txt", "The Orrin Ledger"),
    Example("A tram accident", "tram-accident-citizen.txt", "The Citizen"),
    Example("A tram accident", "tram-accident-bulletin.txt", "Valley Bulletin"),
)


@dataclass(frozen=True, slots=True)
class Request:
    """What a reader filled in; `source` says which of the three inputs counts."""

    source: str
    text: str
    file: str | None
    url: str
    title: str
    outlet: str

    def article(self) -> Article:
        """Return the article that was asked for.

        Raises:
            InputError: nothing was given, or it cannot be read.
        """
        title, outlet = self.title.strip() or None, self.outlet.strip() or None
        if self.source == FILE:
            if self.file is None:
                raise InputError(f"Choose a file first; it can be {', '.join(FILE_TYPES)}.")
            return read_upload(Path(self.file), title=title, outlet=outlet)
        if self.source == LINK:
            if not self.url.strip():
                raise InputError("Give the link of an article first; it starts with https://.")
            return read_url(self.url.strip(), title=title, outlet=outlet)
        if not self.text.strip():
            raise InputError("Paste the text of an article first, or choose an example.")
        return read_text(self.text, title=title, outlet=outlet)


@dataclass(frozen=True, slots=True)
class CompareRequest:
    """The articles that a reader gave to compare: pasted, as files, and as links."""

    boxes: tuple[tuple[str, str], ...]
    """Outlet and text of each box, in their order; a box without text is passed over."""
    files: tuple[str, ...] = ()
    links: str = ""

    def articles(self) -> list[Article]:
        """Return the articles: those of the boxes, then of the files, then of the links.

        Raises:
            InputError: there are too few or too many, or one cannot be read; the message
                says which.
        """
        readers = [*self._pasted(), *self._uploaded(), *self._linked()]
        _check_number(len(readers))
        return [
            replace(_named(where, read), id=f"article-{number}")
            for number, (where, read) in enumerate(readers, start=1)
        ]

    def _pasted(self) -> list[tuple[str, Callable[[], Article]]]:
        def reader(outlet: str, text: str) -> Callable[[], Article]:
            return lambda: _pasted_article(text, outlet.strip() or None)

        return [
            (f"Article {number}", reader(outlet, text))
            for number, (outlet, text) in enumerate(self.boxes, start=1)
            if text.strip()
        ]

    def _uploaded(self) -> list[tuple[str, Callable[[], Article]]]:
        def reader(path: Path) -> Callable[[], Article]:
            return lambda: read_upload(path, title=None, outlet=None)

        return [("", reader(Path(file))) for file in self.files]

    def _linked(self) -> list[tuple[str, Callable[[], Article]]]:
        def reader(link: str) -> Callable[[], Article]:
            return lambda: read_url(link)

        return [("", reader(link)) for link in self.links.split()]


def read_upload(path: Path, *, title: str | None, outlet: str | None) -> Article:
    """Return the article in a file that a reader sent.

    Raises:
        InputError: it cannot be read; the message names the file as the reader knows it.
    """
    try:
        return read_path(path, title=title, outlet=outlet)
    except InputError as exc:
        raise InputError(str(exc).replace(str(path), path.name)) from exc


def load_tool(settings: Settings | None = None) -> Analyser:
    """Return the tool with the bundled weights; takes seconds, hence only when needed."""
    from summarizer import load

    return load(settings=settings)


def once(load: Callable[[], Analyser]) -> Callable[[], Analyser]:
    """Return a function that loads at its first call and gives the same tool ever after.

    Calls from several threads wait for the first; a load that failed is tried again.
    """
    lock, loaded = Lock(), list[Analyser]()

    def tool() -> Analyser:
        with lock:
            if not loaded:
                loaded.append(load())
            return loaded[0]

    return tool


def _check_number(n: int) -> None:
    if n == 0:
        raise InputError("Give the articles first: paste them, upload files or add links.")
    if n < MIN_ARTICLES:
        raise InputError(
            f"Only one article is given; a comparison needs {MIN_ARTICLES} to {MAX_ARTICLES}."
        )
    if n > MAX_ARTICLES:
        raise InputError(f"{n} articles are given; at most {MAX_ARTICLES} are compared at once.")


def _pasted_article(text: str, outlet: str | None) -> Article:
    """Return the article of a box; what is too short to be one was pasted by mistake."""
    n = len(text.split())
    article = read_text(text, outlet=outlet)
    if n < MIN_WORDS:
        raise InputError(
            f"the text has only {plural(n, 'word')}; paste the whole article, or empty the box."
        )
    return article


def _named(where: str, read: Callable[[], Article]) -> Article:
    """Return what `read` gives; an error begins with `where`, unless it says so itself."""
    try:
        return read()
    except InputError as exc:
        raise InputError(f"{where}: {exc}" if where else str(exc)) from exc
