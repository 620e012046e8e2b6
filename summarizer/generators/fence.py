"""Words of others inside a request: fenced, and without the control strings of chat models."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from hashlib import sha256

_MARK_CHARACTERS = 16
# What opens and closes turns in the chat formats of common models, and the ends of texts.
_CONTROL = re.compile(
    r"<\|[^\n<>]{0,40}\|>|<｜[^\n<>]{0,40}｜>|\[/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS)\]"
    r"|<</?SYS>>|</?(?:s|bos|eos|pad|unk|mask|think|tool_call|start_of_turn|end_of_turn"
    r"|extra_id_\d+)>",
    re.IGNORECASE,
)


def harmless(text: str, tokens: Collection[str] = ()) -> str:
    """Return `text` in which no control string of a chat model stands whole.

    A space behind its first character breaks each; all other words stay as they are.

    Args:
        text: words of an article, or a name from it.
        tokens: what the tokenizer at hand reads as one token of its own, whatever it is for.
    """
    # subtle: breaking one string can leave another whole, as in "<<|x|>s>"; so until none is.
    while True:
        broken = _CONTROL.sub(_broken, text)
        for token in sorted(tokens, key=lambda t: (-len(t), t)):
            if len(token) > 1 and not token.isspace() and token in broken:
                broken = broken.replace(token, f"{token[0]} {token[1:]}")
        if broken == text:
            return text
        text = broken


def _broken(found: re.Match[str]) -> str:
    return f"{found.group()[0]} {found.group()[1:]}"


def mark_of(texts: Sequence[str]) -> str:
    """Return a mark that stands in none of `texts`; the same texts give the same mark.

    Who writes an article cannot know it: it is a digest of all that it encloses.
    """
    content = "\0".join(texts)
    mark = sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:_MARK_CHARACTERS]
    while mark in content:
        mark = sha256(mark.encode()).hexdigest()[:_MARK_CHARACTERS]
    return mark


def fenced(label: str, text: str, mark: str) -> str:
    """Return `text` between two lines with `label` and `mark`."""
    return f"<<<{label} {mark}>>>\n{text}\n<<<END OF {label} {mark}>>>"
