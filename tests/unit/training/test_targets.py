from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from summarizer.errors import DataError
from summarizer.neural.assembly import TARGETS
from summarizer.neural.heads.reader import ReaderHead
from summarizer.neural.tiny import tiny_encoder
from summarizer.training.contrasts import contrasts
from summarizer.training.data import Example, Target
from summarizer.training.recipe import Recipe
from summarizer.training.release import read_entries
from summarizer.training.targets import (
    Read,
    batches_of,
    chosen,
    fit_reader,
    read_all,
    reader_of,
    train_targets,
    weights_of,
)
from summarizer.types import Span

VALUES: dict[str, Any] = {
    "single": 5,
    "longest": 200,
    "contrasts": 4,
    "epochs": 12,
    "batch": 8,
    "learning_rate": 3e-3,
    "smoothing": 0.0,
    "hide": 0.0,
}
RECIPE = Recipe(TARGETS, "targets", 0, {"network": "news-encoder", "reader": VALUES})


def example(text: str, *targets: tuple[int, int, int]) -> Example:
    whole = Span(0, len(text))
    return Example(text, targets=tuple(Target(Span(a, b), whole, y) for a, b, y in targets))


def test_contrasts_have_two_people_whose_labels_follow_from_the_clauses() -> None:
    made = contrasts(200, np.random.default_rng(0))

    assert all(len(e.targets or ()) == 2 for e in made)
    assert all(e.text[0].isupper() or e.text[0] == "“" for e in made)
    assert not any("{" in e.text or "the the" in e.text.casefold() for e in made)
    assert {t.label for e in made for t in e.targets or ()} == {0, 1, 2}
    saved = [
        (t.mention.of(e.text), t.label)
        for e in made
        for t in e.targets or ()
        if "rescued" in e.text
    ]
    assert saved
    differ = sum(len({t.label for t in e.targets or ()}) == 2 for e in made)
    assert differ > 150
    assert contrasts(5, np.random.default_rng(1)) == contrasts(5, np.random.default_rng(1))


def test_all_sentences_with_company_and_some_without_are_chosen() -> None:
    alone = [example("Ida sang.", (0, 3, 1))] * 9
    both = example("Ida met Bo.", (0, 3, 1), (8, 10, 1))

    found = list(chosen([*alone, both, example("Rain.")], 3, np.random.default_rng(0)))

    assert [len(e.targets or ()) for e in found] == [2, 1, 1, 1]


def test_rare_sentiments_beside_others_count_more() -> None:
    alone = [example("Ida sang.", (0, 3, y)) for y in (0, 1, 2)] * 30
    both = [example("Ida met Bo.", (0, 3, 0), (8, 10, 0))] * 30 + [
        example("Ida met Bo.", (0, 3, 1), (8, 10, 2))
    ] * 10

    bad, plain, good = weights_of([*alone, *both])

    assert bad < 0.5
    assert plain == good > 2


def test_the_reader_starts_from_the_encoders_top() -> None:
    encoder = tiny_encoder()
    head = reader_of(encoder).eval()
    rows = [np.array([40, 41, 42]), np.array([43, 44])]
    mask = torch.arange(8) < torch.tensor([[5], [4]])

    with torch.inference_mode():
        top, states = encoder.layers_of(rows)
        for layer in head.layers:
            states = layer(states, mask[:, : states.shape[1]])

    torch.testing.assert_close(states[0, :5], top[0, :5], rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(states[1, :4], top[1, :4], rtol=1e-4, atol=1e-5)


def test_long_sentences_are_left_out_and_company_weighs() -> None:
    examples = [
        example("Ida met Bo.", (0, 3, 1), (8, 10, 2)),
        example("A" * 50, (0, 3, 1)),
        example("Bo ran.", (0, 2, 0)),
    ]

    reads = read_all(tiny_encoder(), examples, 12, (5.0, 6.0, 7.0))

    assert [(r.mention, r.label, r.weight) for r in reads] == [
        ((0, 3), 1, 6.0),
        ((6, 8), 2, 7.0),
        ((0, 2), 0, 1.0),
    ]
    assert len(reads[0].states) == 9


def separable(n: int = 32) -> list[Read]:
    torch.manual_seed(0)
    reads = []
    for i in range(n):
        states = torch.randn(6, 24) * 0.1
        states[2:4] += 3 * torch.nn.functional.one_hot(torch.tensor(i % 3), 24)
        reads.append(Read(states.half(), (2, 4), i % 3))
    return reads


def test_the_reader_learns_what_can_be_told_apart_and_again_the_same() -> None:
    def fitted() -> ReaderHead:
        with torch.random.fork_rng():
            torch.manual_seed(0)
            head = ReaderHead((24, 2, 32), 3, 1)
            given = (np.random.default_rng(0), lambda _: None)
            return fit_reader(head, separable(), VALUES, given)

    head, reads = fitted(), separable()
    with torch.inference_mode():
        found = [
            int(
                head(
                    r.states.float(), torch.tensor([r.mention]), torch.tensor([[0, len(r.states)]])
                ).argmax()
            )
            for r in reads
        ]

    assert found == [r.label for r in reads]
    assert torch.equal(head.out.weight, fitted().out.weight)


def test_batches_hold_every_read_once() -> None:
    reads = separable(19)
    found = [r for batch in batches_of(reads, 4, np.random.default_rng(0)) for r in batch]

    assert sorted(map(id, found)) == sorted(map(id, reads))


def write_news(data: Path, rows: list[dict[str, Any]]) -> None:
    folder = data / "newsmtsc"
    folder.mkdir()
    text = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "train.jsonl").write_text(text, encoding="utf-8")


def test_a_recipe_writes_and_pins_a_reader(tmp_path: Path, tiny_models: Path) -> None:
    output = tmp_path / "trained"
    shutil.copytree(tiny_models, output)
    target = {"start": 0, "end": 3, "sentiment": "negative"}
    write_news(
        tmp_path, [{"id": str(i), "text": "Ida lied.", "targets": [target]} for i in range(6)]
    )

    recipe = Recipe(TARGETS, "targets", 0, {**RECIPE.values, "reader": {**VALUES, "epochs": 1}})
    folder = train_targets(recipe, tmp_path, output, lambda _: None)

    assert (folder / "model.safetensors").is_file()
    assert any(e["id"] == TARGETS for e in read_entries(output))


def test_a_set_without_targets_is_refused(tmp_path: Path, tiny_models: Path) -> None:
    write_news(tmp_path, [{"id": "1", "text": "It rained.", "targets": []}])
    output = tmp_path / "trained"
    shutil.copytree(tiny_models, output)

    with pytest.raises(DataError, match="newsmtsc has no target to learn from"):
        train_targets(RECIPE, tmp_path, output, lambda _: None)
