from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from summarizer.codebook import load_codebook
from summarizer.neural.network import Network, NetworkSize
from summarizer.neural.tiny import SIZE, tiny_tokenizer
from summarizer.training.batches import Window, collate, windows_of
from summarizer.training.data import read_codebook, read_set
from summarizer.training.loop import sentence_vectors
from summarizer.training.losses import WEIGHTS, Batch, losses, semantic_loss
from tests.labelled import write_sets

TOKENIZER = tiny_tokenizer()
HEADS = {
    "babe": {"loaded", "tags"},
    "newsmtsc": {"sentiment"},
    "polnear": {"attribution", "links"},
    "ptc_semeval2020_t11": {"tags"},
    "framing": {"tags", "phrase", "valence"},
}


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(0)


@pytest.fixture
def windows(tmp_path: Path, rng: np.random.Generator) -> Callable[[str], list[Window]]:
    data = write_sets(tmp_path)

    def read(name: str) -> list[Window]:
        book = read_codebook(load_codebook(name))[:6] if name == "framing" else None
        return windows_of(book or read_set(data, name, "train"), TOKENIZER, 200, rng)

    return read


def batch_of(network: Network, windows: list[Window]) -> Batch:
    ids, mask, stride = collate(TOKENIZER, windows)
    return Batch(network.states(ids, mask), stride, windows)


@pytest.mark.parametrize("name", sorted(HEADS))
def test_each_set_teaches_the_heads_it_has_labels_for(
    name: str, windows: Callable[[str], list[Window]], rng: np.random.Generator
) -> None:
    network = Network(NetworkSize(SIZE, 17))
    found = losses(network, batch_of(network, windows(name)), rng)

    assert set(found) == HEADS[name]
    assert set(found) <= set(WEIGHTS)
    assert all(torch.isfinite(loss) and loss > 0 for loss in found.values())


@pytest.mark.parametrize("name", sorted(HEADS))
def test_a_few_steps_lower_the_loss(
    name: str, windows: Callable[[str], list[Window]], rng: np.random.Generator
) -> None:
    network = Network(NetworkSize(SIZE, 17)).eval()  # no dropout, so that losses can be compared
    optimiser = torch.optim.AdamW(network.parameters(), lr=3e-3)
    batch = windows(name)
    seen = []
    for _ in range(6):
        total = torch.stack(
            list(losses(network, batch_of(network, batch), np.random.default_rng(0)).values())
        ).sum()
        optimiser.zero_grad()
        torch.autograd.backward([total])
        optimiser.step()
        seen.append(float(total.detach()))

    assert seen[-1] < seen[0] - 0.05


def test_windows_without_attributions_may_stand_beside_others(
    windows: Callable[[str], list[Window]], rng: np.random.Generator
) -> None:
    network = Network(NetworkSize(SIZE, 17)).eval()
    quoted, plain = windows("polnear"), windows("newsmtsc")
    alone = losses(network, batch_of(network, quoted), rng)["attribution"]
    mixed = losses(network, batch_of(network, [*plain, *quoted]), rng)["attribution"]

    torch.testing.assert_close(mixed, alone, rtol=1e-4, atol=1e-5)


def test_vectors_that_have_not_moved_have_no_semantic_loss(
    windows: Callable[[str], list[Window]],
) -> None:
    network = Network(NetworkSize(SIZE, 17)).eval()
    batch = batch_of(network, windows("babe"))
    texts = [text for w in batch.windows for _, text in w.sentences]
    teacher = sentence_vectors(network.encoder, TOKENIZER, texts)

    assert teacher.shape == (len(texts), SIZE["hidden_size"])
    assert 0 <= float(semantic_loss(network, batch, teacher).detach()) <= 2
    assert teacher.norm(dim=-1).tolist() == pytest.approx([1.0] * len(texts), abs=1e-5)
