"""Write the manifest: what is released, pinned by digest, with what was fitted and measured."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from safetensors.torch import save_file
from torch import nn

from summarizer.errors import DataError
from summarizer.training.recipe import Recipe

Fitted = tuple[str, Mapping[str, Any]]
_PINNED = ("model.safetensors", "config.json", "tokenizer.json")


def read_entries(folder: Path) -> list[dict[str, Any]]:
    """Return the entries of `folder/manifest.toml`; `[]` when there is none yet."""
    path = folder / "manifest.toml"
    if not path.is_file():
        return []
    entries: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8")).get("model", [])
    return entries


def pin(folder: Path, name: str, values: Mapping[str, Any]) -> None:
    """Write the entry `name` anew, with the digests of its files as they are now.

    Args:
        folder: the folder that holds `manifest.toml` and the models' own folders.
        name: the model's id, and its folder.
        values: what to set besides: licence, training data, calibration, scores.

    Raises:
        DataError: the model's folder or its weights are not there.
    """
    own = folder / name
    if not (own / _PINNED[0]).is_file():
        raise DataError(f"{own} holds no {_PINNED[0]}; train it first")
    entries = read_entries(folder)
    old = next((e for e in entries if e["id"] == name), {})
    files = {f: sha256((own / f).read_bytes()).hexdigest() for f in _PINNED if (own / f).is_file()}
    entry = {"id": name, "folder": name, "licence": "", **old, **values, "files": files}
    rest = [e for e in entries if e["id"] != name]
    write_entries(folder, sorted([*rest, entry], key=lambda e: str(e["id"])))


def release_head(recipe: Recipe, output: Path, head: nn.Module, fitted: Fitted) -> Path:
    """Write a head on a finished encoder to `output/<id>`, pin it, and return that folder.

    Args:
        recipe: what made it; its table `release` goes into the manifest.
        output: the folder that holds `manifest.toml`.
        head: the weights, which are stored in half precision.
        fitted: the name that the head has among the weights, and its calibration.
    """
    name, calibration = fitted
    target = output / recipe.id
    target.mkdir(parents=True, exist_ok=True)
    state = {f"{name}.{k}": v.half().contiguous() for k, v in head.state_dict().items()}
    save_file(state, target / _PINNED[0])
    released = recipe.values.get("release", {})
    pin(output, recipe.id, {**released, "calibration": {name: calibration}})
    return target


def write_entries(folder: Path, entries: list[dict[str, Any]]) -> None:
    """Write `folder/manifest.toml`."""
    head = "# Released weights. Every file is checked against its SHA-256 before it is loaded."
    lines = [head, ""]
    for entry in entries:
        lines += ["[[model]]", *_pairs(entry)]
        lines += _tables("model", entry)
        lines.append("")
    (folder / "manifest.toml").write_text("\n".join(lines), encoding="utf-8", newline="\n")


def _pairs(table: Mapping[str, Any]) -> list[str]:
    return [f"{_key(k)} = {_value(v)}" for k, v in table.items() if not isinstance(v, Mapping)]


def _tables(prefix: str, table: Mapping[str, Any]) -> list[str]:
    lines = []
    for key, value in table.items():
        if isinstance(value, Mapping):
            name = f"{prefix}.{_key(key)}"
            pairs = _pairs(value)
            lines += ["", f"[{name}]", *pairs] if pairs else []
            lines += _tables(name, value)
    return lines


def _key(key: str) -> str:
    return key if key.replace("_", "").replace("-", "").isalnum() else json.dumps(key)


def _value(value: Any) -> str:
    # JSON's strings, numbers, booleans and flat lists are TOML's too.
    return json.dumps(value, ensure_ascii=False)
