"""Read a recipe and run it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.errors import DataError

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to train, from what, and how."""

    id: str
    kind: str
    seed: int
    values: dict[str, Any]


def read_recipe(path: Path) -> Recipe:
    """Return the recipe in `path`.

    Raises:
        DataError: it is not there, not TOML, or lacks a field.
    """
    if not path.is_file():
        raise DataError(f"{path} is not a recipe; see models/recipes/")
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        return Recipe(values["id"], values["kind"], values.get("seed", 0), values)
    except tomllib.TOMLDecodeError as exc:
        raise DataError(f"{path} is not TOML: {exc}") from exc
    except KeyError as exc:
        raise DataError(f"{path} lacks the field {exc}") from exc


def train(recipe_path: Path, data: Path, output: Path, progress: Progress) -> Path:
    """Train what `recipe_path` describes and return the folder of its weights.

    Args:
        recipe_path: a TOML file of `models/recipes/`.
        data: the folder that holds the labelled sets.
        output: where checkpoints and weights go.
        progress: called with one line now and then.

    Raises:
        DataError: the recipe or a labelled set is not as it should be.
    """
    recipe = read_recipe(recipe_path)
    if recipe.kind == "network":
        from summarizer.training.loop import train_network

        return train_network(recipe, data, output, progress)
    if recipe.kind == "readers":
        from summarizer.training.readers import train_readers

        return train_readers(recipe, data, output, progress)
    if recipe.kind == "facts":
        from summarizer.training.facts import train_facts

        return train_facts(recipe, data, output, progress)
    if recipe.kind == "frames":
        from summarizer.training.frames import train_frames

        return train_frames(recipe, data, output, progress)
    if recipe.kind == "techniques":
        from summarizer.training.techniques import train_techniques

        return train_techniques(recipe, data, output, progress)
    if recipe.kind == "support":
        from summarizer.training.support import train_support

        return train_support(recipe, data, output, progress)
    if recipe.kind == "targets":
        from summarizer.training.targets import train_targets

        return train_targets(recipe, data, output, progress)
    if recipe.kind == "casts":
        from summarizer.training.casts import train_casts

        return train_casts(recipe, data, output, progress)
    if recipe.kind == "references":
        from summarizer.training.references import train_references

        return train_references(recipe, data, output, progress)
    raise DataError(
        f"{recipe_path}: kind {recipe.kind!r} is not one of "
        "network, readers, facts, frames, techniques, support, targets, casts, "
        "references"
    )
