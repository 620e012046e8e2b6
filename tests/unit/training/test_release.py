from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from summarizer.errors import DataError
from summarizer.neural.weights import load_manifest
from summarizer.training.release import pin, read_entries


def write_model(folder: Path, name: str, raw: bytes = b"weights") -> None:
    (folder / name).mkdir(exist_ok=True)
    (folder / name / "model.safetensors").write_bytes(raw)


def test_a_pinned_model_can_be_loaded_from_the_manifest(tmp_path: Path) -> None:
    write_model(tmp_path, "news")
    values = {
        "licence": "Apache-2.0",
        "calibration": {"framing": {"weights": [0.5, -1.0], "threshold": 0.4}},
        "scores": {"babe dev": 0.8, 'odd "name"': "é"},
    }
    pin(tmp_path, "news", values)
    (spec,) = load_manifest(tmp_path).models

    assert (spec.id, spec.folder, spec.licence) == ("news", "news", "Apache-2.0")
    assert spec.digest == sha256(b"weights").hexdigest()
    assert spec.values == {key: values[key] for key in ("calibration", "scores")}


def test_pinning_again_keeps_what_is_not_named_and_renews_digests(tmp_path: Path) -> None:
    write_model(tmp_path, "news")
    write_model(tmp_path, "a-first")
    pin(tmp_path, "news", {"licence": "x", "data": ["one", "two"]})
    pin(tmp_path, "a-first", {})
    write_model(tmp_path, "news", b"better weights")
    pin(tmp_path, "news", {"licence": "y"})
    first, second = read_entries(tmp_path)

    assert (first["id"], second["id"]) == ("a-first", "news")
    assert (second["licence"], second["data"]) == ("y", ["one", "two"])
    assert second["files"]["model.safetensors"] == sha256(b"better weights").hexdigest()


def test_what_was_not_trained_cannot_be_pinned(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"holds no model\.safetensors; train it first"):
        pin(tmp_path, "news", {})
