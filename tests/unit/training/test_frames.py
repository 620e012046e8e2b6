from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import torch

from summarizer.codebook import load_codebook
from summarizer.errors import DataError
from summarizer.neural.assembly import FRAMES
from summarizer.neural.heads.frames import FrameHead
from summarizer.training.frames import (
    FRAME_OF,
    FrameData,
    fit_frames,
    fit_line,
    frame_of,
    train_frames,
)
from summarizer.training.recipe import Recipe
from summarizer.training.release import read_entries

VALUES: dict[str, Any] = {
    "sentence_weight": 0.3,
    "example_weight": 0.3,
    "penalty": 1e-3,
    "scale_penalty": 0.1,
    "iterations": 50,
    "folds": 2,
    "sentence_threshold": 0.4,
    "evidence_threshold": 0.25,
    "threshold": 0.5,
    "least_articles": 1,
    "words_strength": 100.0,
    "plain": ["The cat slept on the roof."],
}


def test_every_frame_of_the_codebook_is_learned() -> None:
    assert sorted(FRAME_OF.values()) == sorted(x.name for x in load_codebook("frames").labels)
    with pytest.raises(DataError, match="no frame 'Weather'"):
        frame_of("Weather")


def separable() -> tuple[FrameData, FrameData]:
    """Two frames, each shown by one direction."""
    vectors = torch.nn.functional.normalize(
        torch.tensor([[1.0, 0.1, 0.3], [0.9, 0.0, 0.2], [0.1, 1.0, 0.3], [0.0, 0.8, 0.2]]), dim=-1
    )
    shown = torch.tensor([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0]])
    ids = tuple(torch.tensor(row) for row in ([0, 2], [0, 3, 3], [1, 2], [3, 1]))
    return FrameData(vectors, shown, ids), FrameData(vectors.flip(0), shown.flip(0))


def test_the_head_learns_articles_and_sentences() -> None:
    articles, sentences = separable()
    head = fit_frames(articles, sentences, {**VALUES, "penalty": 1e-4}, 5)

    with torch.no_grad():
        assert ((head.articles(articles.vectors) > 0) == articles.shown.bool()).all()
        assert ((head.sentences(sentences.vectors) > 0) == sentences.shown.bool()).all()


def test_word_pieces_that_go_with_a_frame_tell_it() -> None:
    articles, sentences = separable()
    head = fit_frames(articles, sentences, VALUES, 5)

    with torch.no_grad():
        rows = torch.stack([head.weighted(ids) for ids in articles.ids])
        assert ((head.words(rows) > 0) == articles.shown.bool()).all()
        # A piece that no article had says nothing, and an article without any is nobody's.
        assert head.weighted(torch.tensor([4])).abs().sum() == 0
        mixed = head.article(articles.vectors[:1], articles.ids[0])
        alone = head.article(articles.vectors[:1])
        assert torch.allclose(mixed, (alone + head.words(rows[:1])[0]) / 2)


def test_fitting_twice_gives_the_same() -> None:
    first, second = (fit_frames(*separable(), VALUES, 5) for _ in range(2))

    assert all(
        torch.equal(a, b) for a, b in zip(first.parameters(), second.parameters(), strict=True)
    )


def test_held_out_scores_are_made_probabilities() -> None:
    shown = torch.tensor([[1.0], [1.0], [1.0], [0.0], [0.0], [0.0]])
    logits = torch.tensor([[3.0], [2.0], [-0.5], [0.0], [-2.0], [-3.0]])
    fitted = fit_line(logits, shown)

    scores = torch.sigmoid(fitted["slope"] * logits + fitted["bias"])
    assert fitted["slope"] > 0
    assert float(scores.mean()) == pytest.approx(0.5, abs=0.01)


def write(data: Path, n: int) -> Path:
    for name, split, own in (
        ("semeval2023_t3_framing", "train", ["Economic", "Political"]),
        ("ptc_semeval2020_t11", "dev", []),
    ):
        rows = [
            {
                "article_id": str(i + (0 if own else n - 1)),
                "text": f"Prices rose by {i} percent in the valley. The mayor lost the vote.",
                "frames": own[i % 2 : i % 2 + 1],
            }
            for i in range(n if own else 1)
        ]
        (data / name).mkdir(parents=True, exist_ok=True)
        raw = "".join(json.dumps(row) + "\n" for row in rows)
        (data / name / f"{split}.jsonl").write_text(raw, "utf-8")
    return data


def test_a_run_pins_weights_and_calibration(tiny_models: Path, tmp_path: Path) -> None:
    models = shutil.copytree(tiny_models, tmp_path / "models")
    recipe = Recipe(FRAMES, "frames", 0, {"network": "news-encoder", "frames": VALUES})
    said: list[str] = []
    folder = train_frames(recipe, write(tmp_path / "data", 7), models, said.append)
    [entry] = [e for e in read_entries(models) if e["id"] == FRAMES]

    assert (folder / "model.safetensors").is_file()
    assert entry["calibration"]["frames"]["sentence_threshold"] == 0.4
    assert said[-1].startswith("frames: 6 articles")  # the seventh stands in PTC's dev set


def test_too_few_articles_are_refused(tiny_models: Path, tmp_path: Path) -> None:
    recipe = Recipe(FRAMES, "frames", 0, {"network": "news-encoder", "frames": VALUES})

    with pytest.raises(DataError, match="1 articles to learn from; 2 folds need as many"):
        train_frames(recipe, write(tmp_path, 2), tiny_models, lambda _: None)


def test_the_head_has_a_row_for_each_frame() -> None:
    assert FrameHead(8, 14, 5).weight.shape == (14, 8)
