from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import torch

from summarizer.errors import DataError
from summarizer.neural.assembly import SUPPORT
from summarizer.training.recipe import Recipe
from summarizer.training.release import read_entries
from summarizer.training.support import (
    SupportSet,
    fit_head,
    held_out,
    is_clear,
    set_of,
    train_support,
    weights_of,
)
from summarizer.training.support_examples import SupportExample

VALUES: dict[str, Any] = {
    "sets": ["glue_rte"],
    "strength": 10.0,
    "folds": 2,
    "weights": {},
}
RECIPE = Recipe(SUPPORT, "support", 0, {"network": "news-encoder", "support": VALUES})


def example(label: int, n: int = 1, group: str = "g") -> SupportExample:
    return SupportExample("s", group, ("a b",) * n, ("c",), label)


def separable() -> SupportSet:
    """The second of two facts tells the labels apart; the first never varies."""
    read = [
        (example(i % 2, group=str(i)), torch.tensor([[0.5, i % 2 + i / 100]])) for i in range(20)
    ]
    return set_of(read)


def test_the_head_learns_what_tells_the_labels_apart() -> None:
    kept = separable()
    with torch.no_grad():
        logits = fit_head(kept, VALUES)(kept.facts)

    assert torch.equal((logits > 0).float(), kept.labels)
    assert torch.equal((held_out(kept, VALUES, 0) > 0).float(), kept.labels)


def test_texts_are_held_out_whole_and_must_be_enough() -> None:
    one = set_of([(example(i % 2), torch.ones(1, 2)) for i in range(4)])

    with pytest.raises(DataError, match="1 texts"):
        held_out(one, VALUES, 0)


def test_a_false_text_of_several_sentences_does_not_say_which_is_false() -> None:
    assert [is_clear(example(*case)) for case in ((0, 1), (1, 3), (0, 3), (1, 0))] == [
        True, True, False, False
    ]  # fmt: skip
    kept = set_of([(example(1, 3), torch.zeros(3, 2)), (example(0), torch.ones(1, 2))])
    assert kept.labels.tolist() == [1, 1, 1, 0]


def test_both_labels_of_a_set_weigh_the_same() -> None:
    kept = set_of([(example(label), torch.zeros(1, 2)) for label in (1, 1, 1, 0)])
    weights = weights_of(kept, {"s": 3.0})

    assert weights.sum() == pytest.approx(6)
    assert weights[:3].sum() == pytest.approx(float(weights[3]))


def write(data: Path, n: int) -> Path:
    rows = [
        {"id": str(i), "premise": "The port of Arden closed.", "hypothesis": "The port closed.",
         "label": i % 2}
        for i in range(n)
    ]  # fmt: skip
    raw = "".join(json.dumps(r) + "\n" for r in rows)
    (data / "glue_rte").mkdir(parents=True)
    (data / "glue_rte" / "train.jsonl").write_text(raw, "utf-8")
    return data


def test_a_run_pins_weights_and_calibration(tiny_models: Path, tmp_path: Path) -> None:
    models = shutil.copytree(tiny_models, tmp_path / "models")
    said: list[str] = []
    folder = train_support(RECIPE, write(tmp_path / "data", 4), models, said.append)
    [entry] = [e for e in read_entries(models) if e["id"] == SUPPORT]

    assert (folder / "model.safetensors").is_file()
    assert set(entry["calibration"]["support"]) == {"slope", "bias"}
    assert [line.split(",")[0] for line in said] == ["support: glue_rte"]


def test_a_missing_set_is_told(tiny_models: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="glue_rte"):
        train_support(RECIPE, tmp_path, tiny_models, lambda _: None)
