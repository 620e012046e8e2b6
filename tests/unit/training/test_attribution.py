from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from summarizer.errors import DataError
from summarizer.neural.assembly import QUOTES
from summarizer.neural.forms import forms_of
from summarizer.neural.tokens import ranges_of
from summarizer.training.attribution import (
    Page,
    batches_of,
    fit_head,
    loss_of,
    page_of,
    train_quotes,
)
from summarizer.training.data import Attribution, Example
from summarizer.training.recipe import Recipe
from summarizer.types import Span
from tests.encodings import make_encoding
from tests.factories import span_of

TEXT = "Ilves said that Reiner calls it a scandal .\nNobody else spoke ."
OUTER = Attribution(
    (span_of("that Reiner calls it a scandal", TEXT),),
    span_of("said", TEXT),
    span_of("Ilves", TEXT),
    "indirect",
)
INNER = Attribution(
    (span_of("it a scandal", TEXT),), span_of("calls", TEXT), span_of("Reiner", TEXT), "mixed"
)
VALUES: dict[str, Any] = {
    "articles": 4,
    "epochs": 1,
    "batch_tokens": 16,
    "learning_rate": 3e-3,
    "indirect_share": 1.0,
    "overlap": 16,
    "thresholds": {"content": 0.5},
}
RECIPE = Recipe(QUOTES, "quotes", 0, {"network": "news-encoder", "quotes": VALUES})


def page() -> Page:
    """Return the article with a state of its own for each word, so that it can be learned."""
    import spacy

    encoding = make_encoding(TEXT, {}, 1)
    words = [TEXT[a:b] for a, b in encoding.offsets]
    known = sorted(set(words))
    states = torch.eye(32)[[known.index(word) for word in words]] * 3
    forms = forms_of(encoding.offsets, spacy.blank("en")(TEXT), [])
    example = Example(TEXT, attributions=(OUTER, INNER))
    return page_of(example, encoding.offsets, (states, forms))


def words_of(spans: list[Span]) -> list[tuple[int, int]]:
    return ranges_of(make_encoding(TEXT, {}, 1).offsets, spans)


def test_an_outer_content_keeps_its_tags_and_each_cue_its_own_parts() -> None:
    found = page()

    assert found.tags[:9, 0].tolist() == [0, 0, 1, 2, 2, 2, 2, 2, 0]
    assert found.tags[:9, 1].tolist() == [0, 1, 0, 0, 1, 0, 0, 0, 0]
    assert found.tags[:9, 2].tolist() == [1, 0, 0, 1, 0, 0, 0, 0, 0]
    assert [gold.source for gold in found.golds] == words_of(
        [span_of("Ilves", TEXT), span_of("Reiner", TEXT)]
    )
    assert found.lines == [(0, 9), (9, 13)]


def test_an_attribution_without_a_cue_teaches_nothing() -> None:
    example = Example(TEXT, attributions=(Attribution(OUTER.content, None, None, "indirect"),))
    forms = np.zeros((13, 4), dtype=np.int64)
    offsets = make_encoding(TEXT, {}, 1).offsets

    assert page_of(example, offsets, (torch.zeros(13, 4), forms)).golds == []


def test_batches_hold_every_window_once() -> None:
    pages = [page() for _ in range(5)]
    batches = list(batches_of(pages, 30, np.random.default_rng(0)))
    seen = [id(p) for batch in batches for p, _ in batch]

    assert sorted(seen) == sorted(map(id, pages))
    assert len(batches) > 1


def test_the_head_learns_whose_words_are_whose() -> None:
    head = fit_head([page()] * 4, VALUES | {"epochs": 40, "learning_rate": 1e-2}, 0, print)
    own = _answers(page(), head)

    assert own[0][:, 0].tolist() == [1, 0, 0, 0, 0, 0, 0, 0, 0]
    assert own[1][:, 0].tolist() == [0, 0, 0, 1, 0, 0, 0, 0, 0]
    assert own[1][:, 1].nonzero().flatten().tolist() == [5, 6, 7]


def _answers(found: Page, head: Any) -> list[Tensor]:
    """Return the tags `[tokens, (source, content)]` that the head gives to each gold cue."""
    mask = torch.ones(1, len(found.states), dtype=torch.bool)
    cues = torch.tensor([gold.cue for gold in found.golds])
    with torch.inference_mode():
        hidden = head.read(found.states.float()[None], found.forms[None], mask)[0]
        around = torch.tensor([found.lines[0]] * len(cues))
        groups = head.own_logits(hidden, cues, around)
    own = {row: logits[i].argmax(-1) for rows, logits, _ in groups for i, row in enumerate(rows)}
    return [own[i] for i in range(len(cues))]


def test_the_same_seed_gives_the_same_head() -> None:
    one, two, other = (
        fit_head([page()] * 2, VALUES, seed, print).state_dict() for seed in (0, 0, 1)
    )

    assert all(torch.equal(one[name], two[name]) for name in one)
    assert not torch.equal(one["tags.weight"], other["tags.weight"])


def test_a_window_in_which_nobody_speaks_has_a_loss_too() -> None:
    from summarizer.neural.forms import FORMS
    from summarizer.neural.heads.attribution import AttributionHead

    torch.manual_seed(0)
    head = AttributionHead(32, FORMS).eval()

    assert 0 < float(loss_of(head, [(page(), (9, 13))], 1.0).detach()) < 10


def test_a_set_without_articles_is_an_error(tmp_path: Path, released: Path) -> None:
    folder = tmp_path / "polnear"
    folder.mkdir()
    (folder / "train.jsonl").write_text("", encoding="utf-8")

    with pytest.raises(DataError, match="no article to learn from"):
        train_quotes(RECIPE, tmp_path, released, print)


def test_a_recipe_writes_weights_and_pins_them(tmp_path: Path, released: Path) -> None:
    folder = tmp_path / "polnear"
    folder.mkdir()
    parts = {
        "content": [_part(s) for s in OUTER.content],
        "cue": [_part(span_of("said", TEXT))],
        "source": [_part(span_of("Ilves", TEXT))],
        "kind": "indirect",
    }
    record = {"text": TEXT, "publisher": "courier", "attributions": [parts]}
    (folder / "train.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    target = train_quotes(RECIPE, tmp_path, released, print)

    assert target == released / QUOTES
    assert (target / "model.safetensors").is_file()


def _part(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


@pytest.fixture
def released(tmp_path: Path) -> Path:
    """A folder that holds a random finished network."""
    from summarizer.neural.tiny import write_tiny_models

    folder = tmp_path / "models"
    folder.mkdir()
    return write_tiny_models(folder)
