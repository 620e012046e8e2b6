"""The article in an HTML page, without the page around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from summarizer.errors import InputError

_BLOCKS = frozenset({"p", "item", "head", "list", "quote", "div", "table"})
_BREAK = "\u2028"


@dataclass(frozen=True, slots=True)
class Extracted:
    """The prose of a page, paragraphs parted by blank lines; `headings` are lines of `text`."""

    text: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    headings: frozenset[str] = frozenset()


def extract_page(page: str, source: str) -> Extracted:
    """Return the article in the HTML `page`, which was read from `source`.

    Raises:
        InputError: no article text is found.
    """
    import trafilatura

    found: Any = trafilatura.bare_extraction(
        page, with_metadata=True, include_comments=False, include_tables=False
    )
    parts = list(_parts(found.body)) if found is not None and found.body is not None else []
    if not parts:
        # Short pages and fragments are below what the extraction takes for an article.
        plain = str(trafilatura.html2txt(page))
        parts = [(line, False) for line in plain.split("\n") if line.strip()]
    if not parts:
        raise InputError(f"{source}: no article text was found in the page")
    headings = [text for text, is_heading in parts if is_heading]
    title = getattr(found, "title", None)
    if parts[0][1]:
        # The page's own headline is what readers see; the metadata may name it otherwise.
        title = parts[0][0]
    return Extracted(
        text="\n\n".join(text for text, _ in parts),
        title=title,
        outlet=getattr(found, "sitename", None),
        published=getattr(found, "date", None),
        headings=frozenset(headings),
    )


def _parts(element: Any) -> Iterator[tuple[str, bool]]:
    """Yield each paragraph below `element` and whether it is a heading."""
    for child in element:
        if any(inner.tag in _BLOCKS for inner in child):
            if child.text and child.text.strip():
                yield " ".join(child.text.split()), False
            yield from _parts(child)
            continue
        # A break inside a paragraph ends a line; all other white space is a space.
        for line_break in child.iter("lb"):
            line_break.tail = _BREAK + (line_break.tail or "")
        lines = (" ".join(line.split()) for line in "".join(child.itertext()).split(_BREAK))
        text = "\n".join(line for line in lines if line)
        if text:
            yield text, child.tag == "head" and "\n" not in text
