from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from transformers import MPNetConfig, MPNetModel

from summarizer.codebook import load_codebook
from summarizer.errors import DataError
from summarizer.neural.assembly import MARKS
from summarizer.neural.encoder import Encoder
from summarizer.neural.heads.marks import MarksHead
from summarizer.neural.marks import read_sentences
from summarizer.neural.tiny import SIZE, tiny_encoder, write_tiny_models
from summarizer.training import marked, marks, marks_teacher
from summarizer.training.marked import Row, loaded_words
from summarizer.training.marks import fit_marks, head_of, mean_of, train_marks
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
    "runs": 2,
    "epochs": 1,
    "batch": 8,
    "learning_rate": 1e-3,
}


def test_a_head_learns_which_tokens_are_marked() -> None:
    torch.manual_seed(0)
    rng, encoder = np.random.default_rng(0), tiny_encoder()
    rows = []
    for _ in range(96):
        ids = rng.integers(4, 60, size=6)
        rows.append(Row(ids, (ids >= 40).astype(np.float32), ids >= 0, 1.0))
    values = {**VALUES, "epochs": 30, "learning_rate": 1e-2}
    head = fit_marks(head_of(encoder), encoder, rows, values, given=(rng, lambda _: None))

    with torch.inference_mode():
        read = torch.cat(read_sentences(encoder, head, [row.ids for row in rows]))
    ids = np.concatenate([row.ids for row in rows])
    right = (read > 0).numpy() == (ids >= 40)
    assert right.mean() > 0.9


def test_a_head_starts_from_the_encoders_layers() -> None:
    encoder = tiny_encoder()
    head = head_of(encoder).eval()
    ids = np.array([5, 9, 30])

    with torch.inference_mode():
        expected = encoder.states_of([ids])[0, 1:4]
        embedded = encoder.model.embeddings(input_ids=torch.tensor([[2, *ids, 3]]))
        for layer in head.layers:
            embedded = layer(embedded, torch.ones(1, 5, dtype=torch.bool))
    torch.testing.assert_close(embedded[0, 1:4], expected, atol=1e-5, rtol=1e-4)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record or two of every set, and a codebook of three examples."""
    news = {"id": "1", "text": "Rain fell.\nThe council met on Monday.\n", "attributions": []}
    article = "They spread vile lies.\nThe road is open.\n"
    spans = [{"start": 12, "end": 21, "technique": "Loaded_Language"}]
    ptc = {"article_id": "1", "text": article, "spans": spans, "si_spans": spans}
    words = [{"start": 0, "end": 4}]
    babe = {"id": "1", "text": "Vile plans fail.", "label": 1, "clean_spans": words}
    line = "The council of the town met on Monday and rose at noon."
    story = {"id": "s", "articles": [{"text": line}]}
    records = {"polnear": news, "ptc_semeval2020_t11": ptc, "babe": babe, "neus_fulltext": story}
    for name, record in records.items():
        (tmp_path / "data" / name).mkdir(parents=True)
        file = tmp_path / "data" / name / "train.jsonl"
        file.write_text(json.dumps(record) + "\n", encoding="utf-8")
    few = load_codebook("framing").labels[0].examples[:3]
    monkeypatch.setattr(
        marked, "load_codebook", lambda _: type("Book", (), {"examples": lambda: few})
    )
    monkeypatch.setattr(marked, "loaded_words", lambda files: loaded_words(files)[:4])
    return tmp_path / "data"


def test_of_several_heads_the_mean_is_kept() -> None:
    heads = [head_of(tiny_encoder()) for _ in range(2)]
    with torch.no_grad():
        heads[0].out.bias.fill_(1.0)
        heads[1].out.bias.fill_(2.0)

    assert mean_of(heads).out.bias.tolist() == [1.5]


def test_a_recipe_is_run_and_pinned(tmp_path: Path, data: Path) -> None:
    models = write_tiny_models(tmp_path / "models")
    recipe = Recipe(MARKS, "marks", 0, NAMES | {"marks": VALUES})
    before = next(e["files"] for e in read_entries(models) if e["id"] == MARKS)

    told: list[str] = []
    folder = train_marks(recipe, data, models, told.append)

    assert folder == models / MARKS
    assert next(e["files"] for e in read_entries(models) if e["id"] == MARKS) != before
    assert any("with a mark" in line for line in told)


def test_a_teacher_says_what_is_loaded_in_news(
    tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = MPNetConfig(
        vocab_size=SIZE["vocab_size"] + 4,
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
    )
    monkeypatch.setattr(marks_teacher, "base_encoder", lambda _: MPNetModel(sizes, False).eval())
    read: list[Row] = []

    def kept(head: MarksHead, _: Encoder, rows: list[Row], *__: Any, **___: Any) -> MarksHead:
        read.extend(rows)
        return head

    monkeypatch.setattr(marks, "fit_marks", kept)
    news = {"articles": 1, "neus_fulltext": 9, "polnear_articles": [0], "polnear": 9, "weight": 0.5}
    teacher = {"frozen": 1, "epochs": 1, "batch": 8, "learning_rate": 1e-3}
    values = NAMES | {"marks": VALUES | {"runs": 1}, "teacher": teacher, "news": news}

    train_marks(Recipe(MARKS, "marks", 0, values), data, write_tiny_models(tmp_path / "m"), print)

    soft = [r.wanted for r in read if ((r.wanted > 0) & (r.wanted < 1)).all()]
    assert len(soft) == 1  # the line of the story; those of the other article are too short


def test_a_missing_set_is_named(tmp_path: Path) -> None:
    models = write_tiny_models(tmp_path / "models")
    recipe = Recipe(MARKS, "marks", 0, NAMES | {"marks": VALUES})

    with pytest.raises(DataError, match="polnear"):
        train_marks(recipe, tmp_path, models, lambda _: None)
