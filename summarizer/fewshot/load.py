"""A codebook file or a trained folder → its judge."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.codebook import Codebook, builtin_codebooks, load_codebook
from summarizer.errors import CodebookError
from summarizer.fewshot.judge import CodebookJudge, few_shot_judge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summarizer.fewshot.rows import ExampleReader, Examples


def codebook_judge(
    path: str | Path,
    reader: ExampleReader,
    *,
    encoder_digest: str | None = None,
    background: Examples | None = None,
) -> CodebookJudge:
    """Return the judge of a user's codebook: from its examples, or trained before.

    Raises:
        CodebookError: it cannot be read, has no examples, or was trained with other weights.
    """
    if Path(path).is_dir():
        from summarizer.fewshot.trained import load_trained

        return load_trained(Path(path), reader, encoder_digest)
    return few_shot_judge(load_codebook(path), reader, background)


def check_names(paths: Sequence[str]) -> None:
    """Raise `CodebookError` before any work if a codebook cannot be used beside the others."""
    taken = set(builtin_codebooks())
    for path in paths:
        if path in builtin_codebooks():
            raise CodebookError(f"{path} comes with the tool; give the path of your own codebook")
        name = find_codebook(path).name
        if name in taken or name.endswith(".toml"):
            raise CodebookError(f"{path}: another codebook is called {name!r}; choose a new name")
        taken.add(name)


def find_codebook(path: str | Path) -> Codebook:
    """Return the codebook of that name, in that file, or in a folder that was trained.

    Raises:
        CodebookError: there is none, or its file is not as it should be.
    """
    return load_codebook(Path(path) / "codebook.toml" if Path(path).is_dir() else path)
