from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from summarizer.errors import DataError, ModelMissing
from summarizer.neural.heads import SalienceHead, TargetHead
from summarizer.neural.network import ROLES
from summarizer.neural.tiny import SIZE, tiny_encoder, write_tiny_models
from summarizer.training.frozen import encode_all, finished_encoder
from summarizer.training.readers import (
    role_examples,
    role_loss,
    train_readers,
)
from summarizer.training.recipe import Recipe
from summarizer.training.salience import Row, mean_gain, salience_loss, train_salience
from summarizer.training.steps import learner_of
from tests.labelled import write_sets

WIDTH = SIZE["hidden_size"]
SALIENCE = {
    "size": 16,
    "epochs": 2,
    "learning_rate": 1e-3,
    "batch": 2,
    "max_sentences": 20,
    "neus_fulltext": 2,
    "bbc_news_summary": 1,
    "bbc_weight": 0.1,
}
VALUES = {
    "network": "news-encoder",
    "salience": SALIENCE,
    "words": {"codebook": "framing", "penalty": 1e-4, "iterations": 3, "plain": 50},
    "role": {"epochs": 2, "learning_rate": 1e-3, "batch": 2, "newsmtsc_neutral": 1},
}


def ignore(line: str) -> None:
    """Take a line of progress."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_sets(tmp_path / "data")


def test_a_recipe_trains_all_readers(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_tiny_models(tmp_path)
    lines: list[str] = []
    folder = train_readers(Recipe("readers", "readers", 0, VALUES), data, tmp_path, lines.append)
    weights = load_file(folder / "model.safetensors")

    assert folder == tmp_path / "readers"
    assert {name.split(".")[0] for name in weights} == {"role", "salience", "words"}
    assert {w.dtype for w in weights.values()} == {torch.float16}
    assert any("salience: best dev gain" in line for line in lines)


def test_the_same_seed_gives_the_same_weights(data: Path) -> None:
    def run() -> dict[str, torch.Tensor]:
        torch.manual_seed(0)
        given = np.random.default_rng(0), ignore
        head = train_salience(tiny_encoder(), SALIENCE, data, given)["salience"]
        return head.state_dict()

    one, other = run(), run()

    assert all(torch.equal(one[k], other[k]) for k in one)


def test_without_a_finished_encoder_the_message_says_what_to_do(data: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="run the recipe of the network first"):
        train_readers(Recipe("readers", "readers", 0, VALUES), data, tmp_path, ignore)


def test_articles_that_are_too_short_are_no_training_set(data: Path) -> None:
    for split in ("train", "dev"):
        (data / "neus_fulltext" / f"{split}.jsonl").write_text("", "utf-8")

    with pytest.raises(DataError, match="no article of neus_fulltext"):
        train_salience(tiny_encoder(), SALIENCE, data, (np.random.default_rng(0), ignore))


def test_a_finished_encoder_reads_as_it_did(tmp_path: Path) -> None:
    encoder = finished_encoder(write_tiny_models(tmp_path) / "news-encoder")
    texts = [f"text number {i}" for i in range(20)]
    found = list(encode_all(encoder, texts, ignore, "test"))

    assert [len(e.states) for e in found] == [len(e.offsets) for e in encoder.encode(texts)]


def test_casts_come_with_their_sentence(data: Path) -> None:
    texts, targets = role_examples(data, 5, np.random.default_rng(0))
    found = {
        t.mention.of(text): (ROLES[t.label], t.sentence.of(text).strip())
        for text, own in zip(texts, targets, strict=True)
        for t in own
    }

    assert found == {
        "Crews": ("protagonist", "Crews rescued the children."),
        "gang": ("antagonist", "The gang robbed them twice."),
        "farmers": ("victim", "The flood left the farmers with nothing."),
        "Reiner": ("none", "Ilves met Reiner."),
    }


def test_steps_lower_the_loss_of_roles() -> None:
    head = TargetHead(WIDTH, len(ROLES)).eval()
    items = [(torch.randn(n, WIDTH), torch.tensor([1, 3]), n % 4) for n in (5, 9, 6)]
    learner = learner_of(head, 5e-3, 10)
    seen = [learner.learn(role_loss(head, items, torch.ones(4))) for _ in range(10)]

    assert seen[-1] < seen[0]


def test_the_loss_of_roles_does_not_depend_on_the_batch() -> None:
    head = TargetHead(WIDTH, len(ROLES)).eval()
    items = [(torch.randn(n, WIDTH), torch.tensor([1, 3]), 2) for n in (5, 9)]
    alone = [float(role_loss(head, [item], torch.ones(4)).detach()) for item in items]

    together = float(role_loss(head, items, torch.ones(4)).detach())
    assert together == pytest.approx(sum(alone) / 2, abs=1e-5)


def test_steps_lower_the_loss_of_salience() -> None:
    head = SalienceHead(WIDTH, 16, 1, 2).eval()
    rows = [
        Row(torch.randn(n, WIDTH), torch.randn(n, 4), torch.eye(n)[0], torch.linspace(1, 0, n), w)
        for n, w in ((5, 1.0), (3, 0.1))
    ]
    learner = learner_of(head, 5e-3, 10)
    seen = [learner.learn(salience_loss(head, rows)) for _ in range(10)]

    assert seen[-1] < seen[0]
    assert 0 <= mean_gain(head, rows) <= 1


def test_padding_has_no_part_in_the_loss_of_salience() -> None:
    head = SalienceHead(WIDTH, 16, 1, 2).eval()
    row = Row(torch.randn(3, WIDTH), torch.randn(3, 4), torch.eye(3)[0], torch.rand(3), 1.0)
    longer = Row(torch.randn(6, WIDTH), torch.randn(6, 4), torch.eye(6)[0], torch.rand(6), 1.0)
    one, other, both = (
        float(salience_loss(head, rows).detach()) for rows in ([row], [longer], [row, longer])
    )

    assert both == pytest.approx((one + other) / 2, abs=1e-4)
