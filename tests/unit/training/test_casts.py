from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from summarizer.errors import DataError
from summarizer.neural.assembly import CASTS as MODEL
from summarizer.neural.heads import TargetHead
from summarizer.neural.heads.cast import cast_facts
from summarizer.neural.tiny import tiny_encoder
from summarizer.training.casts import CASTS, CastReader, Casts, cast_in, fit_casts, train_casts
from summarizer.training.recipe import Recipe
from summarizer.training.release import read_entries

TEXT = "Hollin Dam Ltd ignored every warning. Firefighters carried the families out."


def mention(words: str, text: str = TEXT) -> dict[str, int]:
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


FRAMED = {
    "id": "a",
    "text": TEXT,
    "entities": [
        {**mention("Hollin Dam Ltd"), "main_role": "Antagonist"},
        {**mention("families"), "main_role": "Innocent"},
    ],
}


def narrated(words: str, role: str, n: int = 1) -> dict[str, Any]:
    return {"entity": words, "role": role, "mentions": [mention("Firefighters")] * n}


def test_both_sets_give_the_same_three_roles() -> None:
    found = cast_in(FRAMED)

    assert [CASTS[each.role] for each in found] == ["antagonist", "victim"]
    assert [each.mentions[0].of(TEXT) for each in found] == ["Hollin Dam Ltd", "families"]


def test_pronouns_double_roles_and_words_without_a_place_are_left_out() -> None:
    entities = [
        narrated("Firefighters", "hero", 5),
        narrated("They", "victim"),
        narrated("The mayor", "hero"),
        narrated("the mayor", "villain"),
        narrated("the river", "villain", 0),
        narrated("the bank", "other"),
    ]

    found = cast_in({"id": "b", "text": TEXT, "entities": entities})

    assert [(CASTS[each.role], len(each.mentions)) for each in found] == [("protagonist", 3)]
    assert cast_in({"id": "c", "text": TEXT, "entities": []}) == []


def reader() -> CastReader:
    return CastReader(tiny_encoder(), TargetHead(24, 3).eval())


def test_every_mention_is_read_with_its_article_and_bearer() -> None:
    told = {"id": "b", "text": TEXT, "entities": [narrated("Firefighters", "hero", 2)]}

    casts = reader().read([FRAMED, {"id": "n", "text": "Rain.", "entities": []}, told], print)

    assert casts.facts.shape == (4, 2 * 24 + 3)
    assert casts.roles.tolist() == [1, 2, 0, 0]
    assert casts.articles.tolist() == [0, 0, 2, 2]
    assert len(set(casts.items.tolist())) == 3
    assert casts.items[2] == casts.items[3]
    assert not np.allclose(casts.facts[0], casts.facts[1])
    assert len(reader().read([], print).roles) == 0


def test_facts_are_of_the_mention_its_sentence_and_the_feeling() -> None:
    states = torch.randn(6, 4)
    feelings = torch.tensor([[0.2, 0.3, 0.5]])
    found = cast_facts(states, torch.tensor([[1, 3]]), torch.tensor([[0, 4]]), feelings)

    expected = torch.cat([states[1:3].mean(0), states[:4].mean(0), feelings[0]])
    torch.testing.assert_close(found[0], expected)


def separable() -> Casts:
    roles = np.array([0] * 4 + [1] * 40 + [2] * 4)
    facts = np.eye(3, dtype=np.float32)[roles] * 5 + 100
    facts += np.random.default_rng(0).normal(size=facts.shape).astype(np.float32) * 0.1
    return Casts(facts, roles, np.arange(48), np.arange(48))


def test_the_rare_roles_are_learned_too() -> None:
    casts = separable()
    head = fit_casts(casts, 1.0)
    with torch.no_grad():
        found = head(torch.from_numpy(casts.facts)).argmax(-1)

    assert found.tolist() == casts.roles.tolist()


def test_someone_mentioned_often_counts_once() -> None:
    one = separable()
    again = np.repeat(np.arange(48), [7] * 4 + [1] * 44)
    many = Casts(one.facts[again], one.roles[again], one.items[again], one.articles[again])

    # Repeating a row changes the mean that facts are scaled by, but not what is learned.
    first, second = fit_casts(one, 0.1), fit_casts(many, 0.1)
    with torch.no_grad():
        rows = torch.from_numpy(one.facts)
        assert torch.equal(first(rows).argmax(-1), second(rows).argmax(-1))


def test_a_recipe_writes_and_pins_the_head(tmp_path: Path, tiny_models: Path) -> None:
    models = shutil.copytree(tiny_models, tmp_path / "models")
    values = {"network": "news-encoder", "casts": {"strength": 0.01}}
    for name, record in (
        ("semeval2025_t10_entity_framing", FRAMED),
        ("narrative_frames", {"id": "b", "text": TEXT, "entities": [narrated("x", "hero")]}),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "train.jsonl").write_text(json.dumps(record) + "\n", "utf-8")

    folder = train_casts(Recipe(MODEL, "casts", 0, values), tmp_path, models, lambda _: None)

    assert (folder / "model.safetensors").is_file()
    assert any(e["id"] == MODEL for e in read_entries(models))


def test_sets_in_which_nobody_is_cast_are_refused(tmp_path: Path, tiny_models: Path) -> None:
    models = shutil.copytree(tiny_models, tmp_path / "models")
    for name in ("semeval2025_t10_entity_framing", "narrative_frames"):
        (tmp_path / name).mkdir()
        empty = {"id": "n", "text": "Rain.", "entities": []}
        (tmp_path / name / "train.jsonl").write_text(json.dumps(empty) + "\n", "utf-8")
    values = {"network": "news-encoder", "casts": {"strength": 0.01}}

    with pytest.raises(DataError, match="nobody is cast"):
        train_casts(Recipe(MODEL, "casts", 0, values), tmp_path, models, lambda _: None)
