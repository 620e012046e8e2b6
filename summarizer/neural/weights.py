"""Find, check and load released weights; offline, safetensors only."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any

from safetensors.torch import load_file
from torch import Tensor

from summarizer.errors import ModelCorrupt, ModelMissing

_WEIGHTS = "model.safetensors"


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """One entry of the manifest: a folder of files, each pinned by its digest."""

    id: str
    folder: str
    files: dict[str, str]
    licence: str
    values: dict[str, Any]

    @property
    def digest(self) -> str:
        """The digest of the weights."""
        return self.files[_WEIGHTS]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is released, and the folder it lies in."""

    folder: Path
    models: tuple[ModelSpec, ...]

    def spec(self, name: str) -> ModelSpec:
        """Return the entry called `name`.

        Raises:
            ModelMissing: there is none.
        """
        for spec in self.models:
            if spec.id == name:
                return spec
        known = ", ".join(s.id for s in self.models) or "none"
        raise ModelMissing(f"{self.folder} has no model {name!r}; it has {known}")


def models_folder() -> Path:
    """Return where the released weights lie: in the package, or beside it in a checkout."""
    package = Path(str(resources.files("summarizer")))
    inside = package / "_models"
    return inside if inside.is_dir() else package.parent / "models"


def load_manifest(folder: Path | None = None) -> Manifest:
    """Return the manifest in `folder`, or that of the released weights.

    Raises:
        ModelMissing: there is no manifest.
        ModelCorrupt: it is not TOML, or an entry lacks a field.
    """
    folder = folder or models_folder()
    path = folder / "manifest.toml"
    if not path.is_file():
        raise ModelMissing(f"{path} is not there; weights come with the package or the checkout")
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("model", [])
        return Manifest(folder, tuple(_spec(entry) for entry in entries))
    except KeyError as exc:
        raise ModelCorrupt(f"{path}: an entry lacks the field {exc}") from exc
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise ModelCorrupt(f"{path} is not TOML: {exc}") from exc


def _spec(entry: dict[str, Any]) -> ModelSpec:
    own = {key: entry[key] for key in ("id", "folder", "files", "licence")}
    if _WEIGHTS not in own["files"]:
        raise KeyError(_WEIGHTS)
    return ModelSpec(**own, values={k: v for k, v in entry.items() if k not in own})


def checked_file(manifest: Manifest, spec: ModelSpec, name: str) -> Path:
    """Return the path of one file of `spec`, its content checked against the manifest.

    Raises:
        ModelMissing: the file is not there, or the manifest does not name it.
        ModelCorrupt: it is not the file that the manifest pins.
    """
    path = manifest.folder / spec.folder / name
    if name not in spec.files:
        raise ModelMissing(f"the manifest in {manifest.folder} pins no {name} for {spec.id}")
    if not path.is_file():
        raise ModelMissing(f"{path} is not there; install the package or the checkout again")
    if sha256(path.read_bytes()).hexdigest() != spec.files[name]:
        raise ModelCorrupt(f"{path} is not the file that the manifest pins; fetch it again")
    return path


def load_weights(manifest: Manifest, spec: ModelSpec) -> dict[str, Tensor]:
    """Return the tensors of `spec` in single precision."""
    tensors = load_file(checked_file(manifest, spec, _WEIGHTS))
    return {name: tensor.float() for name, tensor in tensors.items()}


def load_config(manifest: Manifest, spec: ModelSpec) -> dict[str, Any]:
    """Return the sizes of the network of `spec`."""
    path = checked_file(manifest, spec, "config.json")
    config: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return config
