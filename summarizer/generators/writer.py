"""What every generator is to the rest of the program: it counts, and writes a draft."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from summarizer.generators.prompts import Task

Tell = Callable[[str], None]

# So many tokens are written between two words of progress.
TOKENS_A_WORD = 25


@dataclass(frozen=True, slots=True)
class Request:
    """A draft to write: the task, the sentences to write it from, the most tokens of it."""

    task: Task
    sentences: tuple[str, ...]
    n_tokens: int


@dataclass(frozen=True, slots=True)
class Draft:
    """What a generator wrote; `is_cut`: it was stopped before it had finished."""

    text: str
    is_cut: bool = False


class Writer(Protocol):
    """A generator that is ready to write.

    `name` is the one for reports; `revision` tells which weights it is, where that is known;
    `prompts` is the version of the prompts, or `None` if it takes no instructions.
    """

    @property
    def name(self) -> str:
        """Return the name for reports."""
        ...

    @property
    def revision(self) -> str | None:
        """Return the start of a digest of the weights, if they are at hand."""
        ...

    @property
    def prompts(self) -> str | None:
        """Return the version of the prompts that it is given."""
        ...

    @property
    def limit(self) -> int:
        """Return how many tokens it can read at once."""
        ...

    def room(self, task: Task, n_tokens: int) -> int:
        """Return how many tokens of material fit beside the task and a draft of `n_tokens`."""
        ...

    def count(self, text: str) -> int:
        """Return the number of tokens of `text`, or more."""
        ...

    def write(self, request: Request, tell: Tell) -> Draft:
        """Return a draft; `tell` is called now and then with what has been written so far."""
        ...


def material_of(task: Task, sentences: Sequence[str]) -> str:
    """Return the sentences as one text: a line each, or running on as an article does."""
    return ("\n" if task.kind == "common_ground" or task.is_merge else " ").join(sentences)
