"""Lines of plain text of a limited width, with nothing in them that a terminal would obey."""

from __future__ import annotations

import re
from textwrap import fill

WIDTH = 88
# subtle: control characters could drive the terminal, and direction overrides reorder its lines
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def plain(words: str) -> str:
    """Return `words` on one line, with nothing that a terminal would obey."""
    return _UNSAFE.sub("\ufffd", " ".join(words.split()))


def wrapped(words: str, indent: str = "  ", hang: str | None = None) -> str:
    """Return `words` as lines; `hang` indents those after the first, by default as it."""
    return fill(
        plain(words),
        width=WIDTH,
        initial_indent=indent,
        subsequent_indent=indent if hang is None else hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def heading(words: str) -> list[str]:
    """Return a heading: an empty line, the words, a rule below them."""
    line = plain(words)
    return ["", line, "-" * min(len(line), WIDTH)]
