from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from summarizer.codebook import load_codebook
from summarizer.errors import DataError
from summarizer.neural.assembly import MARKS
from summarizer.neural.heads.marks import MarksHead
from summarizer.neural.tiny import tiny_encoder, write_tiny_models
from summarizer.training import marked
from summarizer.training.marked import Row, loaded_words
from summarizer.training.marks import fit_marks, head_of, train_marks
from summarizer.training.recipe import Recipe
from summarizer.training.release import read_entries

NAMES = {"network": "news-encoder", "readers": "news-readers"}
VALUES: dict[str, Any] = {
    "codebook": "framing",
    "first": 0,
    "every": 1,
    "plain": 3,
    "plain_weight": 0.3,
    "open": 0.99,
    "propaganda": 2,
    "propaganda_weight": 0.5,
    "bias": 2,
    "bias_weight": 0.5,
    "sentences": ["single"],
    "epochs": 1,
    "batch": 8,
    "learning_rate": 1e-3,
}


def test_a_head_learns_which_tokens_are_marked() -> None:
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    rows = []
    for _ in range(64):
        marked = rng.random(6) < 0.3
        states = torch.randn(6, 8) + 4 * torch.from_numpy(marked).float()[:, None]
        ids = np.arange(6)
        rows.append(Row(states.half(), marked.astype(np.float32), ids >= 0, 1.0, ids))
    values = {**VALUES, "epochs": 12, "learning_rate": 3e-3}
    head = fit_marks(MarksHead((8, 2, 16), 1), rows, values, (rng, lambda _: None))

    starts = torch.arange(0, 6 * 64, 6)
    logits, _ = head(
        torch.cat([r.states for r in rows]).float(), torch.stack([starts, starts + 6], 1)
    )
    right = (logits > 0).numpy() == (np.stack([r.wanted for r in rows]) > 0)
    assert right.mean() > 0.9


def test_a_head_starts_from_the_encoders_layers() -> None:
    encoder = tiny_encoder()
    head = head_of(encoder)

    own = head.state_dict()["layers.0.inner.weight"]
    assert torch.equal(own, encoder.model.encoder.layer[-1].intermediate.dense.weight)


def test_a_recipe_is_run_and_pinned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    models = write_tiny_models(tmp_path / "models")
    data = tmp_path / "data"
    news = {"id": "1", "text": "Rain fell.\nThe council met on Monday.\n", "attributions": []}
    article = "They spread vile lies.\nThe road is open.\n"
    spans = [{"start": 12, "end": 21, "technique": "Loaded_Language"}]
    ptc = {"article_id": "1", "text": article, "spans": spans, "si_spans": spans}
    words = [{"start": 0, "end": 4}]
    babe = {"id": "1", "text": "Vile plans fail.", "label": 1, "clean_spans": words}
    for name, record in (("polnear", news), ("ptc_semeval2020_t11", ptc), ("babe", babe)):
        (data / name).mkdir(parents=True)
        (data / name / "train.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    book = load_codebook("framing")
    few = book.labels[0].examples[:3]
    monkeypatch.setattr(
        marked, "load_codebook", lambda _: type("Book", (), {"examples": lambda: few})
    )
    monkeypatch.setattr(marked, "loaded_words", lambda files: loaded_words(files)[:4])
    recipe = Recipe(MARKS, "marks", 0, NAMES | {"marks": VALUES})
    before = next(e["files"] for e in read_entries(models) if e["id"] == MARKS)

    told: list[str] = []
    folder = train_marks(recipe, data, models, told.append)

    assert folder == models / MARKS
    assert next(e["files"] for e in read_entries(models) if e["id"] == MARKS) != before
    assert any("with a mark" in line for line in told)


def test_a_missing_set_is_named(tmp_path: Path) -> None:
    models = write_tiny_models(tmp_path / "models")
    recipe = Recipe(MARKS, "marks", 0, NAMES | {"marks": VALUES})

    with pytest.raises(DataError, match="polnear"):
        train_marks(recipe, tmp_path, models, lambda _: None)
