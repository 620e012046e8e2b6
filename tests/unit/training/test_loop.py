from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from summarizer.errors import DataError, ModelCorrupt
from summarizer.neural.encoder import build_bert
from summarizer.neural.network import Network, NetworkSize
from summarizer.neural.tiny import SIZE, tiny_tokenizer
from summarizer.training import loop
from summarizer.training.loop import base_folder, train_network
from summarizer.training.recipe import Recipe
from tests.labelled import write_sets

BASE = {"package": "json", "sha256": "0", "freeze": ["embeddings"]}
SCHEDULE = {
    "steps": 4,
    "batch_tokens": 256,
    "window": 100,
    "learning_rate": 1e-3,
    "head_learning_rate": 1e-3,
    "warmup": 0.25,
    "weight_decay": 0.01,
    "clip": 1.0,
}
SETS = [
    {"set": "babe", "share": 0.5, "pack": 0.5},
    {"set": "polnear", "share": 0.5, "pack": 0.0, "until": 0.5},
]


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A random base encoder in the form in which the real one comes."""
    folder = tmp_path / "base"
    folder.mkdir()
    save_file(build_bert(SIZE).state_dict(), folder / "model.safetensors")
    (folder / "config.json").write_text(json.dumps({**SIZE, "model_type": "bert"}), "utf-8")
    tiny_tokenizer().save(str(folder / "tokenizer.json"))
    monkeypatch.setattr(loop, "base_folder", lambda _: folder)
    return folder


def recipe(**changes: Any) -> Recipe:
    values = {"codebook": "framing", "base": BASE, "schedule": SCHEDULE, "data": SETS, **changes}
    return Recipe("network", "network", 0, values)


def test_a_recipe_trains_and_saves_the_network(base: Path, tmp_path: Path) -> None:
    data = write_sets(tmp_path / "data")
    folder = train_network(recipe(), data, tmp_path, lambda _: None)
    config = json.loads((folder / "config.json").read_text("utf-8"))
    weights = load_file(folder / "model.safetensors")
    start = load_file(base / "model.safetensors")

    assert config == {"encoder": SIZE, "n_labels": 17}
    assert (folder / "tokenizer.json").read_bytes() == (base / "tokenizer.json").read_bytes()
    Network(NetworkSize(SIZE, 17)).load_state_dict({k: v.float() for k, v in weights.items()})
    # Frozen parts are as they were; others have learned.
    for name, same in (
        ("embeddings.word_embeddings.weight", True),
        ("encoder.layer.0.output.dense.weight", False),
    ):
        found = weights[f"encoder.{name}"]
        assert torch.equal(found, start[name].half()) is same


def test_the_same_seed_gives_the_same_weights(base: Path, tmp_path: Path) -> None:
    data = write_sets(tmp_path / "data")
    files = [
        train_network(recipe(), data, tmp_path / name, lambda _: None) / "model.safetensors"
        for name in ("one", "other")
    ]

    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_set_without_texts_does_not_hang(base: Path, tmp_path: Path) -> None:
    data = write_sets(tmp_path / "data")
    (data / "babe" / "train.jsonl").write_text("", "utf-8")

    with pytest.raises(DataError, match="babe holds no text"):
        train_network(recipe(data=SETS[:1]), data, tmp_path, lambda _: None)


def test_a_set_is_read_no_more_after_its_share_of_the_schedule() -> None:
    rng = np.random.default_rng(0)

    assert {loop._choose(SETS, 0.2, rng) for _ in range(50)} == {"babe", "polnear"}
    assert {loop._choose(SETS, 0.5, rng) for _ in range(50)} == {"babe"}


def test_the_rate_rises_and_falls() -> None:
    assert loop._shape(0.05, 0.1) == pytest.approx(0.5)
    assert loop._shape(0.1, 0.1) == pytest.approx(1.0)
    assert loop._shape(1.0, 0.1) == 0.0


def test_a_base_that_is_not_installed_is_named() -> None:
    with pytest.raises(DataError, match="no_such_base is not installed; install the extra"):
        base_folder({**BASE, "package": "no_such_base"})


def test_another_base_than_the_pinned_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "model.safetensors").write_bytes(b"other")
    monkeypatch.setattr("importlib.resources.files", lambda _: tmp_path)

    with pytest.raises(ModelCorrupt, match="does not hold the weights that the recipe pins"):
        base_folder(BASE)
