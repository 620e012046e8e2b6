from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import torch

from summarizer.errors import DataError
from summarizer.neural.assembly import TECHNIQUES
from summarizer.neural.techniques import FACTS
from summarizer.stages.framing import named_techniques
from summarizer.training.recipe import Recipe
from summarizer.training.release import read_entries
from summarizer.training.techniques import (
    TECHNIQUE_OF,
    Stretches,
    fit_head,
    fit_scores,
    gold_of,
    train_techniques,
)

VALUES: dict[str, Any] = {
    "epochs": 40,
    "batch": 8,
    "learning_rate": 3e-3,
    "smoothing": 0.0,
    "folds": 2,
    "accuracy": 0.75,
    "any_shown": 0.6,
}
RECIPE = Recipe(TECHNIQUES, "techniques", 0, {"network": "news-encoder", "techniques": VALUES})


def test_every_technique_is_merged_into_a_label_of_the_codebook() -> None:
    assert set(TECHNIQUE_OF.values()) == set(named_techniques())


def test_repetition_is_left_out_and_overlaps_are_kept() -> None:
    spans = [
        {"start": 0, "end": 9, "technique": "Repetition"},
        {"start": 0, "end": 9, "technique": "Slogans"},
        {"start": 4, "end": 6, "technique": "Doubt"},
    ]

    assert [label for _, label in gold_of({"spans": spans})] == ["slogan_or_cliche", "doubt"]


def separable() -> Stretches:
    labels = torch.arange(32) % 4
    vectors = torch.nn.functional.one_hot(labels, 6 * 4 + len(FACTS)).float() * 3
    return Stretches(vectors, labels, torch.arange(32))


def test_the_head_learns_what_can_be_told_apart() -> None:
    stretches = separable()
    head = fit_head(stretches, VALUES, 0)
    with torch.no_grad():
        found = head(stretches.vectors).argmax(-1)

    assert torch.equal(found, stretches.labels)


def test_the_same_seed_gives_the_same_head() -> None:
    first, second, other = (fit_head(separable(), VALUES | {"epochs": 1}, s) for s in (0, 0, 1))

    assert torch.equal(first.out.weight, second.out.weight)
    assert not torch.equal(first.out.weight, other.out.weight)


def test_names_are_given_from_where_enough_are_right() -> None:
    sharp, flat = [6.0, 0.0, 0.0], [1.0, 0.0, 0.0]
    logits = torch.tensor([sharp] * 8 + [flat] * 8)
    labels = torch.tensor([0] * 7 + [1] + [0, 1, 2, 1, 2, 1, 2, 1])
    fitted = fit_scores(logits, labels, 0.8)
    probabilities = (logits / fitted["temperature"]).softmax(-1).amax(-1)

    assert float(probabilities[8]) < fitted["sure"] <= float(probabilities[0])
    assert fitted["temperature"] > 1  # one in eight of the surest is wrong
    assert fit_scores(logits, labels * 0 + 2, 0.8)["sure"] == 1.0


def write(data: Path, n: int) -> Path:
    text = "A vile plan passed. Who can trust them?"
    spans = [
        {"start": 2, "end": 6, "technique": "Loaded_Language"},
        {"start": 20, "end": 39, "technique": "Doubt"},
    ]
    rows = [{"id": str(i), "text": text, "spans": spans if i else []} for i in range(n)]
    (data / "ptc_semeval2020_t11").mkdir(parents=True)
    raw = "".join(json.dumps(row) + "\n" for row in rows)
    (data / "ptc_semeval2020_t11" / "train.jsonl").write_text(raw, "utf-8")
    return data


def test_a_run_pins_weights_and_calibration(tiny_models: Path, tmp_path: Path) -> None:
    models = shutil.copytree(tiny_models, tmp_path / "models")
    said: list[str] = []
    folder = train_techniques(RECIPE, write(tmp_path / "data", 5), models, said.append)
    [entry] = [e for e in read_entries(models) if e["id"] == TECHNIQUES]

    assert (folder / "model.safetensors").is_file()
    assert entry["calibration"]["technique"]["any_shown"] == 0.6
    assert said[-1].startswith("techniques: 8 stretches in 4 articles")


@pytest.mark.parametrize(("n", "message"), [(2, "has 1 articles"), (1, "has no article")])
def test_too_few_articles_are_refused(
    tiny_models: Path, tmp_path: Path, n: int, message: str
) -> None:
    with pytest.raises(DataError, match=message):
        train_techniques(RECIPE, write(tmp_path, n), tiny_models, lambda _: None)
