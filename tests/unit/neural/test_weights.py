from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import torch

from summarizer.errors import ModelCorrupt, ModelMissing
from summarizer.neural.assembly import NETWORK, Names, assemble
from summarizer.neural.network import Network, NetworkSize
from summarizer.neural.tiny import SIZE, write_tiny_models
from summarizer.neural.weights import (
    checked_file,
    load_config,
    load_manifest,
    load_weights,
    models_folder,
)

NAMES = Names(
    tuple(f"label-{i}" for i in range(17)),
    tuple(f"frame-{i}" for i in range(14)),
    tuple(f"technique-{i}" for i in range(8)),
)


@pytest.fixture
def models(tiny_models: Path, tmp_path: Path) -> Path:
    """A copy that a test may break."""
    return shutil.copytree(tiny_models, tmp_path / "models")


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_what_was_saved_is_loaded(models: Path) -> None:
    manifest = load_manifest(models)
    spec = manifest.spec(NETWORK)
    config = load_config(manifest, spec)
    network = Network(NetworkSize(config["encoder"], config["n_labels"]))
    network.load_state_dict(load_weights(manifest, spec))

    assert config["encoder"] == SIZE
    assert spec.digest == spec.files["model.safetensors"]
    assert spec.licence == "none"
    assert spec.values["calibration"]["framing"]["threshold"] == 0.4


def test_random_models_are_the_same_each_time(models: Path, tmp_path: Path) -> None:
    again = load_manifest(write_tiny_models(tmp_path / "again"))

    assert [s.files for s in again.models] == [s.files for s in load_manifest(models).models]


def test_one_flipped_byte_is_found(models: Path) -> None:
    manifest = load_manifest(models)
    path = models / NETWORK / "model.safetensors"
    raw = bytearray(path.read_bytes())
    raw[-1] ^= 1
    path.write_bytes(raw)

    with pytest.raises(ModelCorrupt, match=r"model\.safetensors is not the file"):
        load_weights(manifest, manifest.spec(NETWORK))


@pytest.mark.parametrize("name", ["model.safetensors", "config.json", "tokenizer.json"])
def test_every_file_that_is_read_is_checked(models: Path, name: str) -> None:
    path = models / NETWORK / name
    path.write_bytes(path.read_bytes() + b" ")

    with pytest.raises(ModelCorrupt, match=name):
        assemble(load_manifest(models), NAMES)


@pytest.mark.parametrize("name", ["model.safetensors", "config.json", "tokenizer.json"])
def test_a_file_that_is_gone_is_named(models: Path, name: str) -> None:
    (models / NETWORK / name).unlink()

    with pytest.raises(ModelMissing, match=name):
        assemble(load_manifest(models), NAMES)


def test_without_a_manifest_the_message_names_the_folder(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"manifest\.toml is not there"):
        load_manifest(tmp_path)


def test_an_unknown_model_is_named_with_the_known_ones(models: Path) -> None:
    with pytest.raises(ModelMissing, match="no model 'news-poet'; it has news-encoder"):
        load_manifest(models).spec("news-poet")


def test_a_file_that_is_not_pinned_is_not_read(models: Path) -> None:
    manifest = load_manifest(models)

    with pytest.raises(ModelMissing, match=r"pins no README\.md"):
        checked_file(manifest, manifest.spec(NETWORK), "README.md")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[[model]]", "[[model", "not TOML"),
        ('licence = "none"', "", "lacks the field 'licence'"),
        ('"model.safetensors"', '"other"', r"lacks the field 'model\.safetensors'"),
    ],
)
def test_a_broken_manifest_is_one_sentence(models: Path, old: str, new: str, message: str) -> None:
    rewrite(models / "manifest.toml", old, new)

    with pytest.raises(ModelCorrupt, match=message):
        load_manifest(models)


def test_a_codebook_of_another_size_is_refused(models: Path) -> None:
    with pytest.raises(ModelCorrupt, match="17 labels, and this one has 2"):
        assemble(load_manifest(models), Names(NAMES.framing[:2], NAMES.frames, NAMES.techniques))


@pytest.mark.parametrize("setting", ["threshhold = 0.4", 'propose = 0.1\nno_such = "x"'])
def test_calibration_that_this_version_does_not_know_is_refused(models: Path, setting: str) -> None:
    rewrite(models / "manifest.toml", "threshold = 0.4", setting)

    with pytest.raises(ModelCorrupt, match="does not fit this version"):
        assemble(load_manifest(models), NAMES)


def test_weights_of_another_shape_are_refused(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "summarizer.neural.assembly.load_weights", lambda *_: {"encoder.x": torch.zeros(1)}
    )

    with pytest.raises(ModelCorrupt, match="does not fit this version"):
        assemble(load_manifest(models), NAMES)


def test_calibration_reaches_the_heads(models: Path) -> None:
    extra = "threshold = 0.4\n[model.calibration.sentiment]\ntemperature = 1.7\n"
    rewrite(models / "manifest.toml", "threshold = 0.4\n", extra)
    encoder, heads = assemble(load_manifest(models), NAMES)

    assert heads.framing.threshold == 0.4
    assert heads.framing.labels == NAMES.framing
    assert heads.sentiment.temperature == 1.7
    assert heads.loaded.temperature == 1.0
    assert not encoder.model.training
    assert not heads.framing.head.training


def test_before_anything_is_fitted_the_heads_can_be_loaded(models: Path) -> None:
    path = models / "manifest.toml"
    text = path.read_text("utf-8")
    start = text.index("[model.calibration.framing]")
    path.write_text(text[:start] + text[text.index("[[model]]", start) :], "utf-8")
    _, heads = assemble(load_manifest(models), NAMES)

    assert set(heads.framing.weights) == {0.0}


def test_the_released_models_lie_in_the_package_or_beside_it() -> None:
    assert models_folder().name in {"models", "_models"}
