"""The text of PDF and Word files, in paragraphs."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.errors import InputError

if TYPE_CHECKING:
    from docx.document import Document
    from pypdf import PageObject

PDF, ZIP = b"%PDF-", b"PK\x03\x04"
MAX_PAGES = 200
# A small file can unpack to gigabytes.
_MAX_UNPACKED = 50_000_000
_BODY = "word/document.xml"
_DIGITS = re.compile(r"\d+")
_ENDS = re.compile(r"[.!?:…][\"'”’)\]]*$")
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
# What a browser prints at the edge of a page: page numbers, the address, the time.
_FURNITURE = re.compile(
    r"(?:\S+://\S+ ?)?(?:(?:page )?\d+(?: ?(?:/|of) ?\d+)?)?|\d{1,2}/\d{1,2}/\d{2,4}, .*", re.I
)
# Lines at the top and the bottom of a page that may be running heads.
_EDGE = 2
# A line whose next word would have filled it to this share of the page's width runs on.
_FULL = 0.85


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs parted by blank lines; `headings` are lines of `text`, `title` one of them."""

    text: str
    title: str | None = None
    headings: frozenset[str] = frozenset()


def reader_of(raw: bytes) -> Callable[[bytes, str], Prose] | None:
    """Return what reads `raw`: a PDF or a Word document; `None` if it is neither."""
    if raw.startswith(PDF):
        return read_pdf
    if raw.startswith(ZIP) and _BODY.encode() in raw:
        return read_docx
    return None


def read_pdf(raw: bytes, source: str) -> Prose:
    """Return the text of a PDF; lines become paragraphs, running heads are left out.

    Raises:
        InputError: it is broken, locked or too long, or its pages are pictures.
    """
    import pypdf

    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(f"{source} is locked with a password; save it without one")
        if len(reader.pages) > MAX_PAGES:
            raise InputError(
                f"{source} has {len(reader.pages):,} pages and at most {MAX_PAGES} are read; "
                "give one article at a time"
            )
        pages = [_page_text(page) for page in reader.pages]
    except InputError:
        raise
    except Exception as exc:  # subtle: broken files raise whatever the parser stumbles over
        raise InputError(f"{source} is a PDF file that can't be read: {_reason(exc)}") from exc
    text = "\n\n".join(paragraphs_of(pages))
    if not text:
        raise InputError(f"{source} holds no text, perhaps pictures of pages; run OCR on it first")
    return Prose(text)


def read_docx(raw: bytes, source: str) -> Prose:
    """Return the text of a Word document: its paragraphs and, row by row, its tables.

    Raises:
        InputError: it is broken, or holds no text.
    """
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if sum(each.file_size for each in archive.infolist()) > _MAX_UNPACKED:
                raise InputError(f"{source} unpacks to more than is read; save it as .txt")
        found = _prose(docx.Document(io.BytesIO(raw)))
    except InputError:
        raise
    except Exception as exc:  # subtle: broken files raise whatever the parser stumbles over
        raise InputError(f"{source} is a Word document that can't be read: {_reason(exc)}") from exc
    if not found.text:
        raise InputError(f"{source} holds no text")
    return found


def _page_text(page: PageObject) -> list[str]:
    return page.extract_text().translate(_LIGATURES).splitlines()


def _prose(document: Document) -> Prose:
    from docx.text.paragraph import Paragraph

    lines: list[str] = []
    title, headings = None, set()
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            text = " ".join(block.text.split())
            style = str(getattr(block.style, "name", "") or "")
            if text and style.startswith(("Title", "Heading")):
                title = text if style == "Title" and title is None else title
                headings.add(text)
            lines.append(text)
        else:
            lines += [" | ".join(cell.text.strip() for cell in row.cells) for row in block.rows]
    return Prose(
        "\n\n".join(line for line in lines if line.strip(" |")), title, frozenset(headings)
    )


def paragraphs_of(pages: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of `pages` joined to paragraphs, without heads, feet and page numbers.

    A line runs on if the first word of the next would not have fitted on it.
    """
    rows = [[" ".join(line.split()) for line in page if line.strip()] for page in pages]
    running = _running(rows)
    lines = [
        line
        for page in rows
        for i, line in enumerate(page)
        if not (_is_edge(i, len(page)) and (_key(line) in running or _FURNITURE.fullmatch(line)))
    ]
    width = _width(lines)
    paragraphs: list[str] = []
    runs_on = False
    for i, line in enumerate(lines):
        if runs_on:
            paragraphs[-1] = _joined(paragraphs[-1], line)
        else:
            paragraphs.append(line)
        following = lines[i + 1].split()[0] if i + 1 < len(lines) else ""
        runs_on = len(line) + 1 + len(following) >= _FULL * width and not (
            _ENDS.search(line) and len(line) < _FULL * width
        )
    return paragraphs


def _running(pages: Sequence[Sequence[str]]) -> set[str]:
    """Return the keys of lines that stand at the edge of at least two pages and half of all."""
    edges = Counter(
        key
        for page in pages
        for key in {_key(line) for i, line in enumerate(page) if _is_edge(i, len(page))}
    )
    return {key for key, n in edges.items() if n >= 2 and 2 * n >= len(pages)}


def _is_edge(i: int, n: int) -> bool:
    return i < _EDGE or i >= n - _EDGE


def _key(line: str) -> str:
    return _DIGITS.sub("#", line.casefold())


def _width(lines: Sequence[str]) -> int:
    """Return how long a full line is: as nine of ten lines at most are."""
    lengths = sorted(map(len, lines))
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _joined(start: str, line: str) -> str:
    is_broken = start[-1:] in "-\u00ad" and start[-2:-1].islower() and line[:1].islower()
    return start[:-1] + line if is_broken else f"{start} {line}"


def _reason(exc: Exception) -> str:
    return " ".join(str(exc).split()).rstrip(".")[:100] or type(exc).__name__
