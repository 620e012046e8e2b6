"""Bytes to text, and the only changes that text ever sees.

Nothing after this module changes a character, so every range that a stage writes down
stays true for the text that the reader sees.
"""

from __future__ import annotations

import codecs
import re

from summarizer.errors import InputError

MAX_BYTES = 5_000_000

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"{\\rtf", "a rich text file"),
    (b"\x7fELF", "a program"),
)
# Line ends of other systems, page breaks, and the Unicode line and paragraph separators.
_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_TERMINAL = re.compile(r"[.!?…:;][\"'”’)\]]*$")
_NOT_PROSE = re.compile(r"\s*(?:[#>|*+\-–—•·]|\d+[.)]\s|[\[(])")
# A text is wrapped at a fixed width when its lines fill that width, not when lines are short.
_MIN_WIDTH, _MAX_WIDTH = 45, 100


def decode(raw: bytes, source: str, *, charset: str | None = None) -> str:
    """Return `raw`, which came from `source`, as text.

    Args:
        raw: the bytes, at most `MAX_BYTES` of them.
        source: named in errors.
        charset: what a server or page declares; tried after a byte order mark and UTF-8.

    Raises:
        InputError: the bytes are too many or are not text.
    """
    if len(raw) > MAX_BYTES:
        raise InputError(
            f"{source} has {len(raw):,} bytes and at most {MAX_BYTES:,} are read; "
            "give one article at a time"
        )
    for magic, what in _MAGIC:
        if raw.startswith(magic):
            raise InputError(f"{source} is {what}, not text; save the article as .txt or .html")
    for encoding in [*(name for bom, name in _BOMS if raw.startswith(bom)), "utf-8", charset]:
        text = _try(raw, encoding)
        if text is not None:
            return _checked(text, source)
    return _checked(_guessed(raw, source), source)


def normalise(text: str) -> str:
    """Return `text` with one form of line end, no control and no broken characters.

    A control character becomes a space, so that words on its two sides stay apart.
    """
    text = _LINE_ENDS.sub("\n", text.removeprefix("\ufeff"))
    return _SURROGATES.sub("\ufffd", _CONTROLS.sub(" ", text))


def unwrap(text: str) -> tuple[str, int]:
    """Return `text` with the line breaks of a fixed width as spaces, and how many there were.

    Mail programs and books on the web break lines at some 72 characters. Such a break is
    no end of a line of the article. The text keeps its length: one line break, one space.
    """
    lines = text.split("\n")
    blocks = _blocks(lines)
    wrapped = [b for b in blocks if len(b) >= 3 and _fills_width(lines, b)]
    if not wrapped:
        return text, 0
    width = max(len(lines[i]) for block in wrapped for i in block)
    parts = [lines[0]]
    joined = 0
    ends = {i for b in blocks if _fills(lines, b, width) for i in range(b.start, b.stop - 1)}
    for i in range(1, len(lines)):
        parts.append((" " if i - 1 in ends else "\n") + lines[i])
        joined += i - 1 in ends
    return "".join(parts), joined


def _try(raw: bytes, encoding: str | None) -> str | None:
    if encoding is None:
        return None
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _guessed(raw: bytes, source: str) -> str:
    """Return `raw` in the legacy encoding that fits it best."""
    # NUL bytes never stand in a legacy encoding of text, and nearly always in other files.
    if b"\x00" in raw:
        raise InputError(f"{source} is not text; give a .txt, .md, .html or .json file")
    from charset_normalizer import from_bytes

    matches = from_bytes(raw[:200_000], threshold=0.15)
    best = matches.best()
    names = [] if best is None else [best.encoding, *best.could_be_from_charset]
    # Most legacy text in the wild is Windows-1252; its look-alikes differ in rare letters.
    for encoding in ["cp1252"] * ("cp1252" in names) + names[:1]:
        text = _try(raw, encoding)
        if text is not None:
            return text
    raise InputError(f"{source} is not text in an encoding that is known; save it as UTF-8")


def _checked(text: str, source: str) -> str:
    """Return `text` if so few of its characters are control characters that it is text."""
    if len(_CONTROLS.findall(text)) > 2 + len(text) // 20:
        raise InputError(f"{source} is not text; give a .txt, .md, .html or .json file")
    return text


def _blocks(lines: list[str]) -> list[range]:
    """Return the runs of lines between blank lines."""
    blocks = []
    start = 0
    for i in range(len(lines) + 1):
        if i == len(lines) or not lines[i].strip():
            if i > start:
                blocks.append(range(start, i))
            start = i + 1
    return blocks


def _fills_width(lines: list[str], block: range) -> bool:
    """Return whether the lines of `block` end where the next word would not have fitted."""
    width = max(len(lines[i]) for i in block)
    if not _MIN_WIDTH <= width <= _MAX_WIDTH or not _fills(lines, block, width):
        return False
    ended = sum(bool(_TERMINAL.search(lines[i].rstrip())) for i in block[:-1])
    return 2 * ended <= len(block) - 1


def _fills(lines: list[str], block: range, width: int) -> bool:
    if len(block) < 2 or any(_NOT_PROSE.match(lines[i]) for i in block):
        return False
    for i in block[:-1]:
        next_word = lines[i + 1].split(maxsplit=1)[0]
        line = lines[i].rstrip()
        if len(line) > width or len(line) + 1 + len(next_word) <= width - 1:
            return False
    return len(lines[block[-1]]) <= width
