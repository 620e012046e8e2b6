"""Text into HTML: what came from an article stays text."""

from __future__ import annotations

import html
import re

# subtle: lone surrogates cannot be written as UTF-8, and browsers drop or misread the
# control characters; both are shown as the replacement character.
_UNSHOWABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def escape(text: str) -> str:
    """Return `text` safe in HTML content and in quoted attributes."""
    return html.escape(_UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", text), quote=True)


def capital(words: str) -> str:
    """Return `words` with its first letter a capital."""
    return words[:1].upper() + words[1:]


def percent(share: float) -> str:
    """Return a share in 0-1 as whole per cent, "<1 %" for the least; nothing is "100 %" but 1."""
    if 0 < share < 0.005:
        return "&lt;1\u2009%"
    if 0.995 <= share < 1:
        return "&gt;99\u2009%"
    return f"{share * 100:.0f}\u2009%"


def plural(n: int, one: str, many: str | None = None) -> str:
    """Return "1 word", "2 words"."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"
