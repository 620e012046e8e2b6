"""Read a recipe and run it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
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


Train = Callable[[Recipe, Path, Path, Progress], Path]
# In which module of this package each kind is trained, by `train_` and the kind's name.
_MODULES = {
    "network": "loop",
    "readers": "readers",
    "facts": "facts",
    "frames": "frames",
    "techniques": "techniques",
    "support": "support",
    "targets": "targets",
    "casts": "casts",
    "references": "references",
    "pronouns": "pronouns",
    "quotes": "attribution",
    "marks": "marks",
}


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
    module = _MODULES.get(recipe.kind)
    if module is None:
        raise DataError(f"{recipe_path}: kind {recipe.kind!r} is not one of {', '.join(_MODULES)}")
    # Each is loaded when it is run: together they are slow to load.
    run: Train = getattr(import_module(f"summarizer.training.{module}"), f"train_{recipe.kind}")
    return run(recipe, data, output, progress)
