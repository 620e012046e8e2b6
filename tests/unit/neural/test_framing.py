from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest
import torch

from summarizer.codebook import load_codebook
from summarizer.neural.encoder import Encoding
from summarizer.neural.framing import FEATURES, FramingJudge, tones_of
from summarizer.neural.heads import WordsHead
from summarizer.neural.judges import LoadedJudge, TagJudge
from summarizer.neural.network import VALENCES
from summarizer.neural.tiny import SIZE, tiny_encoder
from summarizer.neural.wording import WordsJudge
from summarizer.phrases import MAX_WORDS, count_words
from summarizer.types import UNCLEAR_LABEL, LineKind, Sentence, Span
from tests.encodings import MeanSentence, StateTags, WidthPhrase, make_encoding
from tests.factories import span_of

ON = [3.0, 3.0, 3.0]
LABELS = ("one", "two", "three", "loaded_other")
MEAN = tuple(1.0 if name == "framing_mean" else 0.0 for name in FEATURES)


def unsure_words() -> WordsJudge:
    """Return a judge to whom all labels are equally likely."""
    head = WordsHead(SIZE["hidden_size"], len(LABELS))
    for parameter in head.parameters():
        torch.nn.init.zeros_(parameter)
    return WordsJudge(tiny_encoder(), head)


def judge_of(threshold: float = 0.5, fallback: float = 0.0) -> FramingJudge:
    return FramingJudge(
        TagJudge(StateTags(3, 3)),
        LoadedJudge(MeanSentence(3, 1)),
        WidthPhrase(3, 4),
        unsure_words(),
        LABELS,
        MEAN,
        threshold=threshold,
        fallback=fallback,
    )


def sentences_of(text: str, kind: LineKind = "body") -> list[Sentence]:
    found, start = [], 0
    for part in text.split("|"):
        found.append(Sentence(Span(start, start + len(part)), kind))
        start += len(part) + 1
    return found


def found_in(text: str, marks: Mapping[str, Sequence[float]], threshold: float = 0.5) -> list[str]:
    plain = text.replace("|", " ")
    encoding = make_encoding(plain, marks, 3)
    found = judge_of(threshold).find(encoding, plain, sentences_of(text))
    return [p.span.of(plain) for p in found]


def test_phrases_are_found_in_whole_words_without_loose_ones() -> None:
    assert found_in("They saw the savage crack down.", {"the savage cr": ON}) == ["savage crack"]


def test_nothing_is_proposed_where_nothing_is_likely() -> None:
    assert found_in("They met on Monday.", {}) == []


def test_what_is_weighed_below_the_threshold_is_not_shown() -> None:
    marks = {"savage": ON}

    assert found_in("A savage night.", marks, threshold=0.94) == ["savage"]
    assert found_in("A savage night.", marks, threshold=0.96) == []


def test_a_run_over_two_sentences_gives_a_phrase_in_each() -> None:
    marks = {"a savage night. Monstrous lies": ON}

    assert found_in("It was a savage night.|Monstrous lies followed.", marks) == [
        "savage night",
        "Monstrous lies",
    ]


def test_long_runs_are_cut_at_their_weakest_word() -> None:
    text = "Savage brutal cruel wild bloody mad and evil vile foul mean deeds."
    marks = {text[:-1]: ON, "mad": [1.0, 1.0, 1.0]}

    assert found_in(text, marks) == ["Savage brutal cruel wild bloody", "evil vile foul mean deeds"]


def test_a_cut_never_falls_inside_a_word() -> None:
    words = "Savage brutal cruel wild war-torn mad evil vile foul mean deeds"
    found = found_in(words + ".", {words: ON, "-torn": [1.0, 1.0, 1.0]})

    assert all(count_words(phrase) <= MAX_WORDS for phrase in found)
    assert all(f" {phrase} " in f" {words} " for phrase in found)


@pytest.mark.parametrize("kind", ["credit", "boilerplate"])
def test_lines_that_are_no_prose_are_left_alone(kind: LineKind) -> None:
    text = "A savage night"
    encoding = make_encoding(text, {"savage": ON}, 3)
    sentences = sentences_of(text, kind)

    assert judge_of().find(encoding, text, sentences) == []
    assert judge_of().find_loaded(encoding, text, sentences) == []


def test_a_phrase_gets_label_valence_and_probability() -> None:
    text = "A savage night fell."
    encoding = make_encoding(text, {"savage night": ON}, 3)
    (found,) = judge_of().find(encoding, text, sentences_of(text))

    assert (found.span, found.label, found.valence) == (
        span_of("savage night", text),
        "two",
        "negative",
    )
    assert found.score == pytest.approx(1 / (1 + math.exp(-3.0)))
    assert found.label_score == pytest.approx(
        (math.exp(4) / (math.exp(4) + 3) + 1 / len(LABELS)) / 2
    )


def test_the_tones_of_a_label_weigh_in() -> None:
    text = "A savage night."
    encoding = make_encoding(text, {"savage": ON}, 3)
    (plain,) = judge_of().find(encoding, text, sentences_of(text))
    at = LABELS.index(plain.label)
    other = next(v for v in VALENCES if v != plain.valence)
    tones = [[1 / 3] * 3 for _ in LABELS]
    tones[at] = [0.999 if v == other else 0.0005 for v in VALENCES]
    judge = replace(judge_of(), tones=tuple(map(tuple, tones)))

    (weighed,) = judge.find(encoding, text, sentences_of(text))
    assert (weighed.label, weighed.valence) == (plain.label, other)


def test_a_valence_is_told_only_where_it_is_sure() -> None:
    text = "A savage night fell."
    encoding = make_encoding(text, {"savage night": ON}, 3)

    def told(clear: float, unclear: float) -> str | None:
        judge = replace(judge_of(), tone_sure=clear, unclear_tone_sure=unclear)
        (found,) = judge.find(encoding, text, sentences_of(text))
        return found.valence

    (kind,) = judge_of().classify(
        encoding, text, [span_of("savage night", text)], [Span(0, len(text))]
    )
    assert kind.score >= UNCLEAR_LABEL
    assert 1 / 3 < kind.valence_score < 1
    assert told(kind.valence_score - 0.01, 1.0) == kind.valence
    assert told(kind.valence_score + 0.01, 0.0) is None


def test_tones_are_shares_of_a_labels_phrases() -> None:
    book = load_codebook("framing")
    tones = dict(zip((label.name for label in book.labels), tones_of(book), strict=True))

    assert all(sum(row) == pytest.approx(1.0) and min(row) > 0 for row in tones.values())
    for label in book.labels:
        assert tones[label.name][VALENCES.index(label.valence)] == max(tones[label.name])


def test_an_unsure_label_falls_back() -> None:
    text = "A savage night fell."
    encoding = make_encoding(text, {"savage night": ON}, 3)
    whole = Span(0, len(text))
    kind, *rest = judge_of(fallback=0.99).classify(
        encoding, text, [span_of("savage night", text)], [whole]
    )

    assert (kind.label, rest) == ("loaded_other", [])
    assert kind.score < 0.99
    assert judge_of().classify(encoding, text, [], []) == []


def test_features_are_finite_even_when_a_head_is_certain() -> None:
    text = "A savage night."
    encoding = make_encoding(text, {text: [90.0, 90.0, 90.0]}, 3)
    judge = judge_of()
    candidates = judge.candidates(encoding, text, sentences_of(text))
    features = judge.features(encoding, text, candidates)

    assert features.shape == (1, len(FEATURES))
    assert np.isfinite(features).all()
    assert features[0, FEATURES.index("bias")] == 1.0
    assert features[0, FEATURES.index("words")] == pytest.approx(math.log(2))


def test_loaded_language_keeps_short_phrases_in_prose() -> None:
    text = "A savage night. One two three four five six seven eight nine."
    encoding = make_encoding(text, {"savage": ON, text[16:-1]: ON}, 3)
    found = judge_of().find_loaded(encoding, text, [Sentence(Span(0, len(text)), "headline")])

    assert [span.of(text) for span, _ in found] == ["savage"]


def test_a_text_without_tokens_has_no_candidates() -> None:
    empty = Encoding(torch.zeros(0, 3), np.zeros((0, 2), dtype=np.int64))

    assert judge_of().find(empty, " ", []) == []
