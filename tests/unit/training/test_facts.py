from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from spacy.language import Language
from torch import nn

from summarizer.errors import DataError
from summarizer.neural.encoder import Encoder
from summarizer.neural.facts import FactReader
from summarizer.neural.heads.facts import FactHead, Scale
from summarizer.neural.judges import SentenceSpace
from summarizer.neural.tiny import tiny_encoder, write_tiny_models
from summarizer.stages.parse import load_parser
from summarizer.training.fact_examples import FactText, read_fact_texts
from summarizer.training.fact_fit import platt, threshold
from summarizer.training.facts import FactBatch, batch_of, facts_loss, settle, train_facts
from summarizer.training.recipe import Recipe
from summarizer.training.tokenised import joined, joined_sentences

MILL = "A fire destroyed the mill .", [("fire", 1, "FIRE"), ("destroyed", 2, "RUIN")]
HOUR = "Destroying the mill took an hour .", [("Destroying", 0, "RUIN"), ("mill", 2, "MILL")]


def write_corpus(folder: Path, topics: int) -> Path:
    """Write `topics` events of two texts each in the form of ECB+, and return `folder`."""
    texts, omitted = [], []
    for topic in range(1, topics + 1):
        ids = [f"{topic}_1", f"{topic}_2"]
        for id, (sentence, mentions) in zip(ids, (MILL, HOUR), strict=True):
            marks = [
                {"sentence": 0, "start": at, "text": text, "cluster": c, "validated": True}
                for text, at, c in mentions
            ]
            texts.append(
                {
                    "id": id,
                    "topic": topic,
                    "subtopic": f"{topic}_a",
                    "sentences": [sentence],
                    "validated_sentences": [0],
                    "mentions": marks,
                }
            )
        for start, present in ((1, 0), (2, 1)):
            omitted.append(
                {
                    "doc_a": ids[0],
                    "doc_b": ids[1],
                    "sentence_number": 0,
                    "trigger_start": start,
                    "trigger_end": start + 1,
                    "doc_b_sentences": [0],
                    "present": present,
                    "evidence_in_b": [[0, 0, 1, "Destroying"]] * present,
                }
            )
    (folder / "ecbplus").mkdir(parents=True)
    for name, records in (("train", texts), ("train_omission", omitted)):
        lines = [json.dumps(record) for record in records]
        (folder / "ecbplus" / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_parser()


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return tiny_encoder()


@pytest.fixture
def texts(tmp_path: Path, encoder: Encoder, nlp: Language) -> list[FactText]:
    (group,) = read_fact_texts(write_corpus(tmp_path, 1), "train", (encoder, nlp), print)
    return group


@pytest.fixture
def batch(texts: list[FactText], encoder: Encoder) -> FactBatch:
    width = encoder.model.config.hidden_size
    embeddings = encoder.model.embeddings.word_embeddings.weight.detach()
    space = SentenceSpace(nn.Linear(width, width))
    return batch_of(FactReader(encoder.tokenizer, embeddings, space), texts)


def test_words_are_set_as_in_print() -> None:
    text, spans = joined(["``", "No", ",", "''", "he", "said", ",", "it", "'s", "$", "5", "."])

    assert text == '"No," he said, it\'s $5.'
    assert [span.of(text) for span in spans][:3] == ['"', "No", ","]


def test_sentences_keep_their_places() -> None:
    text, places, words = joined_sentences(["One fell .", "Two ( old ) rose ."])

    assert [place.of(text) for place in places] == ["One fell.", "Two (old) rose."]
    assert words[1][2].of(text) == "old"


def test_a_text_gives_its_events_and_its_sentences_as_claims(texts: list[FactText]) -> None:
    first, second = texts
    said = [(e.claim.head.of(first.analysis.article.text), e.stated) for e in first.examples]

    assert said == [("fire", 0.0), ("destroyed", 1.0), ("destroyed", 0.5)]
    assert [e.stated for e in second.examples] == [0.5]  # the mill is no mention of the other
    assert first.examples[1].states == (1.0,)
    assert first.examples[2].states == (-1.0,)


def test_a_batch_pairs_claims_with_the_sentences_of_the_other_text(batch: FactBatch) -> None:
    assert batch.rows.claim.tolist() == [0, 1, 2, 3]
    assert batch.rows.sentence.tolist() == [1, 1, 1, 0]
    assert batch.rows.whole.tolist() == [False, False, True, True]
    assert batch.stated.tolist() == [0.0, 1.0, 0.5, 0.5]


def test_learning_lowers_the_loss(batch: FactBatch) -> None:
    torch.manual_seed(0)
    head = FactHead(batch.words.states.shape[1])
    settle(head, [batch])
    optimiser = torch.optim.Adam(head.parameters(), lr=1e-2)
    before = float(facts_loss(head.eval(), batch, 0.5).detach())
    for _ in range(30):
        optimiser.zero_grad()
        torch.autograd.backward([facts_loss(head, batch, 0.5)])
        optimiser.step()

    assert float(facts_loss(head, batch, 0.5).detach()) < 0.8 * before


def test_scales_are_those_of_the_data(batch: FactBatch) -> None:
    head = FactHead(batch.words.states.shape[1])
    settle(head, [batch])
    scale = next(m for m in head.sentence if isinstance(m, Scale))

    assert float(scale.center.abs().sum()) > 0
    assert scale(scale.center[None]).abs().max() == 0


def test_platt_finds_the_line_that_made_the_labels() -> None:
    rng = np.random.default_rng(0)
    logits = rng.normal(0, 2, 20_000)
    gold = (rng.random(20_000) < 1 / (1 + np.exp(-(0.5 * logits - 1)))).astype(float)

    slope, bias = platt(logits, gold)

    assert slope == pytest.approx(0.5, abs=0.03)
    assert bias == pytest.approx(-1.0, abs=0.06)
    assert platt(np.zeros(0), np.zeros(0)) == (1.0, 0.0)


def test_a_threshold_keeps_what_is_right_often_enough() -> None:
    scores = np.linspace(1, 0, 201)
    gold = (scores > 0.5).astype(float)

    assert threshold(scores, gold, 0.9) == pytest.approx(0.445, abs=0.02)
    assert threshold(scores, np.zeros(201), 0.9) == 1.0


def test_a_recipe_writes_and_pins_its_weights(tmp_path: Path) -> None:
    data = write_corpus(tmp_path / "data", 2)
    models = write_tiny_models(tmp_path / "models")
    facts = {"epochs": 1, "learning_rate": 1e-3, "sentence_weight": 0.5, "folds": 2, "foreign": 1}
    values = {"network": "news-encoder", "facts": {**facts, "precision": 0.9}}
    recipe = Recipe("news-facts", "facts", 0, values)

    folder = train_facts(recipe, data, models, lambda _: None)

    assert (folder / "model.safetensors").is_file()
    manifest = (models / "manifest.toml").read_text("utf-8")
    assert "[model.calibration.facts]" in manifest
    few = {**values, "facts": {**values["facts"], "folds": 3}}  # type: ignore[dict-item]
    with pytest.raises(DataError, match="2 topics"):
        train_facts(Recipe("news-facts", "facts", 0, few), data, models, lambda _: None)
