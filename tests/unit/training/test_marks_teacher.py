from __future__ import annotations

import io
import json
import zipfile
from hashlib import sha256
from importlib import metadata
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import save
from transformers import MPNetConfig, MPNetModel

from summarizer.errors import DataError, ModelCorrupt
from summarizer.training import marks_teacher
from summarizer.training.marked import Row
from summarizer.training.marks_teacher import Teacher, base_encoder, fit_teacher, taught

SIZES: dict[str, Any] = {
    "vocab_size": 40,
    "hidden_size": 16,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 32,
}
VALUES = {"frozen": 1, "epochs": 30, "batch": 8, "learning_rate": 3e-3}


def encoder() -> MPNetModel:
    return MPNetModel(MPNetConfig(**SIZES, attention_probs_dropout_prob=0.0), False).eval()


def rows(n: int, rng: np.random.Generator) -> list[Row]:
    """Sentences in which the words from 20 on are marked."""
    found = []
    for _ in range(n):
        ids = rng.integers(0, 30, size=int(rng.integers(3, 9)))
        wanted = (ids >= 20).astype(np.float32)
        found.append(Row(ids, wanted, np.ones(len(ids), dtype=bool), 1.0))
    return found


def test_a_teacher_says_the_same_alone_and_in_a_batch() -> None:
    torch.manual_seed(0)
    teacher = Teacher(encoder(), 1).eval()
    given = rows(5, np.random.default_rng(0))

    with torch.inference_mode():
        together = teacher(teacher.lower(given))
        alone = [teacher(teacher.lower([row]))[0] for row in given]

    assert [len(logits) for logits in together] == [len(row.ids) for row in given]
    for one, other in zip(together, alone, strict=True):
        torch.testing.assert_close(one, other, atol=1e-2, rtol=1e-2)


def test_a_teacher_reads_as_its_encoder_does() -> None:
    torch.manual_seed(0)
    whole = encoder()
    row = rows(1, np.random.default_rng(1))[0]
    ids = torch.tensor([[0, *(row.ids + 4), 2]])

    with torch.inference_mode():
        (lower,) = Teacher(whole, 2).lower([row])
        expected = whole(input_ids=ids).last_hidden_state[0]

    torch.testing.assert_close(lower.float(), expected, atol=1e-2, rtol=1e-2)


def test_a_teacher_learns_and_tells_others(monkeypatch: pytest.MonkeyPatch) -> None:
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    monkeypatch.setattr(marks_teacher, "base_encoder", lambda _: encoder())
    told: list[str] = []
    teacher = fit_teacher(VALUES, rows(96, rng), (rng, told.append))
    new = rows(40, rng)

    found = taught(teacher, new, told.append)

    wanted = {row.ids.tobytes(): row.wanted for row in new}
    assert sorted(row.ids.tobytes() for row in found) == sorted(wanted)
    right = np.concatenate([(r.wanted > 0.5) == (wanted[r.ids.tobytes()] > 0) for r in found])
    assert right.mean() > 0.9
    assert sum("loss" in line for line in told) == VALUES["epochs"]


def test_layers_below_do_not_learn() -> None:
    teacher = Teacher(encoder(), 1)

    learn = {name for name, p in teacher.named_parameters() if p.requires_grad}
    assert not any("layer.0." in name or "embeddings" in name for name in learn)
    assert any("layer.1." in name for name in learn)


class _Piece:
    def __init__(self, name: str, content: bytes) -> None:
        self.name, self._content = name, content

    def locate(self) -> _Piece:
        return self

    def read_bytes(self) -> bytes:
        return self._content


def _packages(monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Stand for two packages that hold a zipped encoder in pieces; return its weights."""
    weights = save({k: v.contiguous() for k, v in encoder().state_dict().items()})
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("base/model.safetensors", weights)
        archive.writestr("base/config.json", json.dumps(SIZES))
    content = packed.getvalue()
    half = len(content) // 2
    pieces = {
        "one": [_Piece("__init__.py", b""), _Piece("base.zip.001", content[:half])],
        "two": [_Piece("base.zip.002", content[half:])],
    }

    def distribution(name: str) -> Any:
        if name not in pieces:
            raise metadata.PackageNotFoundError(name)
        return type("Distribution", (), {"files": pieces[name]})

    monkeypatch.setattr(metadata, "distribution", distribution)
    return weights


def test_the_base_is_joined_from_its_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = _packages(monkeypatch)
    values = {
        "packages": ["one", "two"],
        "folder": "base",
        "sha256": sha256(weights).hexdigest(),
    }

    assert base_encoder(values).config.hidden_size == SIZES["hidden_size"]
    with pytest.raises(ModelCorrupt, match="pins"):
        base_encoder({**values, "sha256": "0"})
    with pytest.raises(DataError, match="three is not installed"):
        base_encoder({**values, "packages": ["one", "three"]})
