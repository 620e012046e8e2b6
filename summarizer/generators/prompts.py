"""What generators are told: versioned files, filled without any word of an article."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from importlib import resources
from string import Template

from summarizer.generators.fence import fenced, harmless, mark_of
from summarizer.types import PerspectiveKind

# Raise it with every change of a file in prompts/, and name the files after it.
PROMPTS = "v1"
_ABOUT = {"actor": "ACTOR", "outlet": "OUTLET"}


@dataclass(frozen=True, slots=True)
class Task:
    """A summary to write: from whose perspective, how long, and about whom.

    `about` is the name of an actor or outlet. It comes from an article and is fenced like it.
    """

    kind: PerspectiveKind
    n_sentences: int
    about: str | None = None
    is_merge: bool = False

    def merging(self) -> Task:
        """Return the task of making one summary of those of the parts."""
        return replace(self, is_merge=True)


def messages(task: Task, material: str, tokens: Collection[str] = ()) -> tuple[str, str]:
    """Return what a chat model is told as the system, and as the user.

    Words of an article stand in the second only, between marks that they do not contain.

    Args:
        task: what to write.
        material: the sentences to write it from.
        tokens: the special tokens of the model's tokenizer, where it is known.
    """
    material = harmless(material, tokens)
    about = harmless(" ".join((task.about or "").split()), tokens)
    mark = mark_of([about, material])
    number = "1 sentence" if task.n_sentences == 1 else f"{task.n_sentences} sentences"
    parts = [fenced("MATERIAL", material, mark)]
    if task.kind in _ABOUT:
        parts.append(fenced(_ABOUT[task.kind], about, mark))
    # The task comes last: what a model read last it follows best.
    parts.append(Template(read_prompt(task.kind)).substitute(sentences=number))
    if task.is_merge:
        parts.append(read_prompt("merge"))
    return read_prompt("system"), "\n\n".join(parts)


def read_prompt(name: str) -> str:
    """Return the text of one prompt of the version in use."""
    file = resources.files("summarizer.generators") / "prompts" / f"{name}.{PROMPTS}.txt"
    return file.read_text(encoding="utf-8").strip()
