"""Text, files and pages to `Article`s; the only place where text is changed."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from summarizer.decode import MAX_BYTES, decode, normalise, unwrap
from summarizer.documents import reader_of
from summarizer.errors import InputError, UnsafeUrl
from summarizer.extract import extract_page
from summarizer.fetch import Page, fetch_page
from summarizer.language import detect_language, language_warning
from summarizer.lines import find_lines, heading_mark
from summarizer.record import article_fields
from summarizer.types import Article

MAX_CHARACTERS = 400_000
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]+://")
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html)\b", re.I | re.S
)
_UNREADABLE = frozenset({".doc", ".odt", ".rtf", ".epub"})
# Format characters (joiners, direction marks) show nothing on their own.
_INVISIBLE = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")


def read_text(
    text: str,
    *,
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    id: str = "article-1",
    published: str | None = None,
    max_characters: int = MAX_CHARACTERS,
) -> Article:
    """Return `text` as an article; markup in it stays text.

    A `title` stands first in the text of the article, followed by a blank line, unless the
    text begins with it already. Without one, a first line that looks like a title is it.

    Raises:
        InputError: `text` has no visible character, or more than `max_characters`.
    """
    given = Article(id=id, text=text, title=title, outlet=outlet, url=url, published=published)
    return _finish(given, max_characters=max_characters)


def read_path(
    path: Path | str,
    *,
    title: str | None = None,
    outlet: str | None = None,
    id: str | None = None,
    max_characters: int = MAX_CHARACTERS,
) -> Article:
    """Return the article in a `.txt`, `.md`, `.html`, `.json`, `.pdf` or `.docx` file.

    Other endings are read as plain text. What is given here goes before what the file says.

    Raises:
        InputError: there is no such file, it can't be read, or it holds no article.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix in _UNREADABLE:
        raise InputError(f"{path}: {suffix} files are not read; save it as .txt or .html")
    raw = _bytes_of(path)
    over = _Over(title, outlet, id, max_characters)
    if (document := _document(raw, str(path), over)) is not None:
        return document
    if suffix in (".pdf", ".docx"):
        raise InputError(f"{path} is no {suffix} file inside; save the article as .txt or .html")
    if suffix in (".html", ".htm", ".xhtml"):
        return _read_page(Page(None, "text/html", None, raw), str(path), over)
    if suffix == ".json":
        return over.finish(article_fields(decode(raw, str(path)), str(path)))
    return over.finish(Article(id="article-1", text=decode(raw, str(path))))


def read_url(
    url: str,
    *,
    title: str | None = None,
    outlet: str | None = None,
    id: str | None = None,
    max_characters: int = MAX_CHARACTERS,
    fetch: Callable[[str], Page] = fetch_page,
) -> Article:
    """Return the article at `url`, which is fetched by `fetch`.

    The outlet defaults to the name that the page gives its site, else to the host.

    Raises:
        UnsafeUrl: `url`, or an address it leads to, must not be fetched.
        InputError: the page can't be had, or there is no article in it.
    """
    page = fetch(url)
    over = _Over(title, outlet, id, max_characters)
    if page.content_type == "text/html":
        return _read_page(page, url, over)
    text = decode(page.body, url, charset=page.charset)
    return over.finish(
        Article(id="article-1", text=text, url=page.url or url, outlet=_host(page.url or url))
    )


def read_source(
    source: str,
    *,
    title: str | None = None,
    outlet: str | None = None,
    id: str | None = None,
    max_characters: int = MAX_CHARACTERS,
    fetch: Callable[[str], Page] = fetch_page,
    stdin: Callable[[], bytes] | None = None,
) -> Article:
    """Return the article that `source` names: a path, an http(s) URL, or `-` for stdin.

    On stdin a whole HTML page, a PDF and a Word document are known; all else is plain text.

    Raises:
        UnsafeUrl: a URL that must not be fetched.
        InputError: whatever else keeps an article from being read.
    """
    over = _Over(title, outlet, id, max_characters)
    if source == "-":
        raw = stdin() if stdin else sys.stdin.buffer.read(MAX_BYTES + 1)
        if (document := _document(raw, "standard input", over)) is not None:
            return document
        if _PAGE.match(raw[:4_096]):
            return _read_page(Page(None, "text/html", None, raw), "standard input", over)
        return over.finish(Article(id="article-1", text=decode(raw, "standard input")))
    if re.match(r"https?:", source, re.IGNORECASE):
        return read_url(
            source, title=title, outlet=outlet, id=id, max_characters=max_characters, fetch=fetch
        )
    if scheme := _SCHEME.match(source):
        raise UnsafeUrl(f"{source}: {scheme.group()} is not read; give an http or https address")
    return read_path(source, title=title, outlet=outlet, id=id, max_characters=max_characters)


@dataclass(frozen=True, slots=True)
class _Over:
    """What the caller says about an article; it goes before what the source says."""

    title: str | None
    outlet: str | None
    id: str | None
    max_characters: int

    def finish(self, article: Article, headings: frozenset[str] = frozenset()) -> Article:
        article = replace(
            article,
            title=self.title or article.title,
            outlet=self.outlet or article.outlet,
            id=self.id or article.id,
        )
        return _finish(article, headings=headings, max_characters=self.max_characters)


def _finish(
    article: Article,
    *,
    headings: frozenset[str] = frozenset(),
    max_characters: int = MAX_CHARACTERS,
) -> Article:
    """Return `article` with its text made final and what follows from the text filled in."""
    text, n_joined = unwrap(normalise(article.text))
    title = " ".join(normalise(article.title or "").split()) or None
    if not _INVISIBLE.sub("", text):
        raise InputError("the text is empty; give an article of at least one word")
    if title and not _begins_with(text, title):
        text = f"{title}\n\n{text}"
    if len(text) > max_characters:
        raise InputError(
            f"the text has {len(text):,} characters and at most {max_characters:,} are read; "
            "split it, or raise the limit"
        )
    lines = find_lines(text, has_title=title is not None, headings=headings)
    if title is None:
        head = next((line for line in lines if line.kind not in ("credit", "boilerplate")), None)
        if head and head.kind == "headline":
            words = head.span.of(text)
            title = words[heading_mark(words) :].rstrip("# ") or None
    language = detect_language(text)
    warnings = [language_warning(language), _unwrapped(n_joined)]
    return replace(
        article,
        text=text,
        title=title,
        outlet=" ".join(normalise(article.outlet or "").split()) or None,
        language=language,
        lines=lines,
        warnings=(*article.warnings, *(warning for warning in warnings if warning)),
    )


def _begins_with(text: str, title: str) -> bool:
    """Return whether the first line of `text` is `title`, give or take case and marks."""
    first = text.lstrip().split("\n", 1)[0]
    return _words(first[heading_mark(first) :]) == _words(title)


def _words(line: str) -> str:
    return " ".join(re.findall(r"\w+", line)).casefold() or line.strip()


def _unwrapped(n_joined: int) -> str | None:
    if not n_joined:
        return None
    return (
        f"The text was wrapped at a fixed width; {n_joined} line breaks inside paragraphs "
        "were read as spaces."
    )


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder; give a file")
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file") from None
    except (OSError, ValueError) as exc:
        reason = getattr(exc, "strerror", None) or exc
        raise InputError(f"{path} can't be read: {reason}") from exc


def _document(raw: bytes, source: str, over: _Over) -> Article | None:
    """Return the article in a PDF or a Word document; `None` if `raw` is neither."""
    reader = reader_of(raw)
    if reader is None or len(raw) > MAX_BYTES:
        return None
    found = reader(raw, source)
    return over.finish(Article(id="article-1", text=found.text, title=found.title), found.headings)


def _read_page(page: Page, source: str, over: _Over) -> Article:
    found = extract_page(decode(page.body, source, charset=page.charset), source)
    article = Article(
        id="article-1",
        text=found.text,
        title=found.title,
        outlet=found.outlet or _host(page.url),
        url=page.url,
        published=found.published,
    )
    return over.finish(article, found.headings)


def _host(url: str | None) -> str | None:
    host = urlsplit(url).hostname if url else None
    return host.removeprefix("www.") if host else None
