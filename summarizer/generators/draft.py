"""From sentences to a draft: in parts where a model cannot read all of them at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from summarizer.errors import GeneratorError
from summarizer.generators.prompts import Task
from summarizer.generators.writer import Draft, Request, Tell, Writer
from summarizer.stages.sentences import split_text

# News sentences have about 30 tokens; with quotations and long names up to twice as many.
_TOKENS_A_SENTENCE = 80
# Less room than this holds no two sentences.
_LEAST_ROOM = 64
_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL | re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[-*•–]\s+|\(?\d{1,2}[.)]\s+|#+\s+|>\s+)")
_FENCE_LINE = re.compile(r"<<<.*>>>|```\w*")
_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Written:
    """The sentences of a draft, in order, and in how many requests they were written."""

    sentences: tuple[str, ...]
    n_requests: int


def write_draft(writer: Writer, task: Task, sentences: Sequence[str], tell: Tell) -> Written:
    """Return a draft of the whole of `sentences`, none of which is left unread.

    What does not fit at once is cut between sentences into parts of about the same size;
    a summary of each is written, and one of these, as often as needed.

    Raises:
        GeneratorError: the generator fails, or can read too little at once.
    """
    n_tokens = min(_TOKENS_A_SENTENCE * (task.n_sentences + 1), writer.limit // 4)
    n_requests, given = 0, list(sentences)
    n_before: int | None = None
    while True:
        room = writer.room(task, n_tokens)
        if room < _LEAST_ROOM:
            raise GeneratorError(
                f"{writer.name} reads {writer.limit} tokens at once, too few for the task and "
                "two sentences; give it a longer context"
            )
        parts = split_parts(given, writer.count, room)
        if n_before is not None and len(parts) >= n_before:
            return Written(tuple(given), n_requests)  # merging again would make it no shorter
        drafts: list[str] = []
        for number, part in enumerate(parts, 1):
            if len(parts) > 1:
                tell(f"part {number} of {len(parts)}")
            drafts += clean(writer.write(Request(task, tuple(part), n_tokens), tell))
        n_requests += len(parts)
        if len(parts) == 1 or not drafts:
            return Written(tuple(drafts), n_requests)
        given, task, n_before = drafts, task.merging(), len(parts)
        tell(f"merging {len(parts)} parts")


def split_parts(
    sentences: Sequence[str], count: Callable[[str], int], room: int
) -> list[list[str]]:
    """Return the sentences in parts of at most `room` tokens, as even as their order allows.

    A sentence that is longer than `room` is cut between words, and nothing is lost.
    """
    pieces = [p for sentence in sentences for p in _fitting(sentence, count, room)]
    # One more than its own: what joins two pieces may be a token.
    sizes = [count(piece) + 1 for piece in pieces]
    n_parts = max(1, -(-sum(sizes) // room))
    even = -(-sum(sizes) // n_parts)
    parts: list[list[str]] = []
    filled = room
    for piece, size in zip(pieces, sizes, strict=True):
        if not parts or filled + size > room or filled >= even:
            parts.append([])
            filled = 0
        parts[-1].append(piece)
        filled += size
    return parts


def _fitting(sentence: str, count: Callable[[str], int], room: int) -> list[str]:
    if count(sentence) < room or len(sentence) < 2:
        return [sentence]
    middle = len(sentence) // 2
    at = sentence.rfind(" ", 1, middle + 1)
    at = at if at > 0 else middle
    halves = (sentence[:at].rstrip(), sentence[at:].lstrip())
    return [piece for half in halves if half for piece in _fitting(half, count, room)]


def clean(draft: Draft) -> list[str]:
    """Return the sentences of a draft without what is none: headings, bullets, thoughts.

    A sentence that comes again, as where a model runs in circles, is there once.

    The last sentence of a draft that was cut short is left out unless it is complete.
    """
    text = _THOUGHT.sub("\n", draft.text).replace("<n>", "\n").replace("**", "")
    found: list[str] = []
    for line in text.splitlines():
        line = _BULLET.sub("", line).strip()
        if not line or _FENCE_LINE.fullmatch(line):
            continue
        sentences = [" ".join(line[start:end].split()) for start, end in split_text(line)]
        found += [sentence for sentence in sentences if not sentence.endswith(":")]
    if draft.is_cut and found and not _ENDS.search(found[-1]):
        found.pop()
    return list(dict.fromkeys(found))
