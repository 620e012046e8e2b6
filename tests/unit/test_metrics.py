"""Metrics on cases small enough to count by hand."""

from __future__ import annotations

import numpy as np
import pytest

from eval.metrics import (
    calibration_tally,
    coverage,
    covered,
    f1_tally,
    macro_f1_tally,
    match,
    merge,
    overlap_tally,
    precision_of,
    recall_of,
    share_content_word,
    share_tally,
    words,
)
from eval.quote_rule import find_quotes
from eval.sentences import prose_sentences, tokenised_sentences
from eval.tasks_quotes import quotation_marks, quote_tallies
from eval.tasks_spans import Framing, Marks, framing_tallies, mark_tallies
from eval.tasks_summaries import Chosen, lead, summary_tallies
from summarizer.types import FramingSpan, Quote, Span


def test_merge_joins_overlapping_spans_and_keeps_touching_ones_apart() -> None:
    spans = [Span(8, 12), Span(0, 5), Span(4, 8), Span(20, 21)]

    assert merge(spans) == [Span(0, 8), Span(8, 12), Span(20, 21)]


def test_span_identification_counts_partial_overlap_by_its_share() -> None:
    # Predicted [0, 10) has half of its characters in gold [5, 10), which it covers wholly;
    # predicted [50, 60) hits nothing, and gold [80, 90) is missed.
    tally = overlap_tally([[Span(5, 10), Span(80, 90)]], [[Span(0, 10), Span(50, 60)]])

    assert precision_of(tally).score == pytest.approx(0.5 / 2)
    assert recall_of(tally).score == pytest.approx(1 / 2)
    assert tally.score == pytest.approx(2 * 0.25 * 0.5 / 0.75)


def test_span_identification_pools_articles_before_dividing() -> None:
    # Article 1: exact. Article 2: two gold fragments, nothing predicted.
    tally = overlap_tally([[Span(0, 4)], [Span(0, 4), Span(6, 9)]], [[Span(0, 4)], []])

    assert precision_of(tally).score == 1
    assert recall_of(tally).score == pytest.approx(1 / 3)
    assert tally.n == 3


def test_span_identification_of_two_pieces_of_one_gold_fragment() -> None:
    # Two predictions inside one gold fragment: each is wholly right, and together they
    # recall 7 of its 10 characters.
    tally = overlap_tally([[Span(0, 10)]], [[Span(0, 4), Span(6, 9)]])

    assert precision_of(tally).score == 1
    assert recall_of(tally).score == pytest.approx(0.7)


def test_span_identification_is_zero_when_nothing_is_predicted() -> None:
    assert overlap_tally([[Span(0, 3)]], [[]]).score == 0
    assert overlap_tally([[]], [[]]).score == 0


def test_macro_f1_of_a_hand_case() -> None:
    # Label a: 1 hit, 1 false, 0 missed, F1 2/3. Label b: 0. Label c: 1 hit, 0 false, 1 missed.
    tally = macro_f1_tally([["a", "b"], ["c"], ["c"]], [["a", "a"], ["c"], ["b"]], "abc")

    assert tally.score == pytest.approx((2 / 3 + 0 + 2 / 3) / 3)
    assert tally.n == 4


def test_share_counts_cases_and_not_units() -> None:
    tally = share_tally([[True, True, False], [], [False]])

    assert (tally.score, tally.n) == (0.5, 4)


def test_calibration_error_of_a_hand_case() -> None:
    # Bin 0.9-1: two cases at 0.9, one of them positive, gap 0.4. Bin 0.2-0.3: one negative
    # case at 0.2, gap 0.2. Weighted: (2 * 0.4 + 1 * 0.2) / 3.
    tally = calibration_tally([0.9, 0.9, 0.2], [True, False, False])

    assert tally.score == pytest.approx(1 / 3)


def test_calibration_error_takes_a_probability_of_one() -> None:
    assert calibration_tally([1.0, 1.0], [True, True]).score == 0


def test_words_and_coverage_ignore_quotation_marks() -> None:
    tokens = words("He said: “we’re late”.")

    assert [t.of("He said: “we’re late”.") for t in tokens] == ["He", "said", "we’re", "late"]
    assert covered(tokens, [Span(9, 21)]) == {2, 3}
    assert covered(tokens, [Span(9, 10)]) == frozenset()
    assert coverage(frozenset({1, 2}), frozenset({2, 3, 4})) == (1, 3, 2)


def test_f1_tally_is_micro() -> None:
    tally = f1_tally([(1, 2, 1), (1, 1, 3)])

    assert precision_of(tally).score == pytest.approx(2 / 3)
    assert recall_of(tally).score == pytest.approx(2 / 4)


def test_iou_and_content_words() -> None:
    text = "freed from the yoke of tyrants"

    assert Span(0, 10).iou(Span(5, 20)) == pytest.approx(5 / 20)
    assert share_content_word(text, Span(0, 19), Span(15, 30))
    assert not share_content_word(text, Span(0, 14), Span(6, 19)), "only “from the” is shared"
    assert not share_content_word(text, Span(0, 5), Span(6, 10))


def test_match_takes_the_best_sum_and_forbids_zero() -> None:
    gold, found = [Span(0, 10), Span(10, 20)], [Span(2, 12), Span(30, 40)]

    assert match(gold, found, Span.iou) == [(0, 0)]
    assert match(gold, [Span(5, 15), Span(1, 9)], Span.iou) == [(0, 1), (1, 0)]


def test_tokenised_sentences_end_at_a_stop_that_stands_apart() -> None:
    text = "The U.S. team won 3.5 points . 'We did n't sleep . ' Nobody did ! The end"

    assert [s.of(text) for s in tokenised_sentences(text)] == [
        "The U.S. team won 3.5 points .",
        "'We did n't sleep . '",
        "Nobody did !",
        "The end",
    ]


def test_prose_sentences_end_at_lines_too() -> None:
    text = "Bridge opens\n\nIt cost 3.5 million. “Too much!” he said.\n"

    assert [s.of(text) for s in prose_sentences(text)] == [
        "Bridge opens",
        "It cost 3.5 million.",
        "“Too much!”",
        "he said.",
    ]


QUOTE_TEXT = '"The dam will hold," Ada Moor said. Villagers fear that it will not.'


def _quote_record() -> dict[str, object]:
    def part(words: str) -> list[dict[str, object]]:
        start = QUOTE_TEXT.index(words)
        return [{"start": start, "end": start + len(words), "text": words}]

    return {
        "id": "a",
        "text": QUOTE_TEXT,
        "attributions": [
            {
                "kind": "direct",
                "content": part('"The dam will hold,"'),
                "cue": part("said"),
                "source": part("Ada Moor"),
            },
            {
                "kind": "indirect",
                "content": part("that it will not"),
                "cue": part("fear"),
                "source": part("Villagers"),
            },
        ],
    }


def test_the_quotation_rule_finds_content_cue_and_source() -> None:
    (quote,) = find_quotes(QUOTE_TEXT)

    assert quote.content[0].of(QUOTE_TEXT) == '"The dam will hold,"'
    assert quote.source is not None
    assert quote.source.of(QUOTE_TEXT) == "Ada Moor"
    assert quote.cue is not None
    assert quote.cue.of(QUOTE_TEXT) == "said"


def test_attribution_scores_of_the_rule() -> None:
    records = [_quote_record()]

    scores = {n: t.score for n, t in quote_tallies(records, quotation_marks(records)).items()}

    for name in ("content_f1", "cue_f1", "source_f1", "attribution_f1", "speaker_accuracy"):
        assert scores[name] == 1, name
    assert scores["content_f1_indirect"] == 0
    assert scores["content_f1_all"] == pytest.approx(2 * 4 / (4 + 8))


def test_a_wrong_speaker_and_a_wrong_kind_are_counted() -> None:
    wrong_source = Quote((Span(0, 20),), "direct", source=Span(36, 45))
    wrong_kind = Quote((Span(0, 20),), "indirect", source=Span(21, 29))

    speaker = quote_tallies([_quote_record()], [[wrong_source]])
    kind = quote_tallies([_quote_record()], [[wrong_kind]])

    assert (speaker["speaker_accuracy"].score, speaker["speaker_accuracy"].n) == (0, 1)
    assert speaker["content_f1"].score == 1
    assert kind["content_f1"].score == 0
    assert (kind["speaker_accuracy"].n, kind["speaker_recall"].n) == (0, 1)


def test_a_quote_with_less_than_half_of_its_words_in_gold_has_no_speaker_to_judge() -> None:
    everything = Quote((Span(0, len(QUOTE_TEXT)),), "direct", source=Span(21, 29))

    tallies = quote_tallies([_quote_record()], [[everything]])

    assert tallies["speaker_accuracy"].n == 0
    assert tallies["attribution_f1"].score == 0


def test_framing_measures_of_a_hand_case() -> None:
    text = "The brutal siege of Orlo ended; a bittersweet dawn followed."
    record = {
        "id": "a",
        "text": text,
        "spans": [
            {"start": 4, "end": 16, "label": "x", "valence": "negative", "voice": "outlet"},
            {"start": 34, "end": 50, "label": "y", "valence": "mixed", "voice": "outlet"},
        ],
    }
    found = (
        FramingSpan(Span(4, 10), "framing", "x", 0.9, "negative"),
        FramingSpan(Span(4, 10), "framing", "y", 0.3, "mixed"),
        FramingSpan(Span(52, 59), "framing", "y", 0.9, "mixed"),
        FramingSpan(Span(34, 45), "loaded", "loaded", 0.9),
    )

    tallies = framing_tallies([record], [Framing(found, (("x", "negative"), ("x", "mixed")))])

    scores = {name: tally.score for name, tally in tallies.items()}
    assert scores["precision"] == 0.5, "one of two places is right; a second label adds none"
    assert scores["recall"] == 0.5
    assert scores["recall_any_layer"] == 1
    assert (scores["label_found"], scores["voice_found"]) == (1, 1)
    assert (scores["label_given"], scores["valence_given"]) == (0.5, 1)


def test_labels_shown_as_sure_are_counted_apart_from_guesses() -> None:
    gold = {"label": "x", "valence": "negative", "voice": "outlet"}
    record = {
        "id": "a",
        "text": "A brutal siege, a bittersweet dawn.",
        "spans": [{"start": 2, "end": 14, **gold}, {"start": 18, "end": 34, **gold}],
    }
    found = (
        FramingSpan(Span(2, 14), "framing", "x", 0.9, label_score=0.75),
        FramingSpan(Span(18, 34), "framing", "y", 0.9, label_score=0.25),
    )

    tallies = framing_tallies([record], [Framing(found, (("x", "negative"), ("x", "negative")))])

    assert (tallies["label_sure"].score, tallies["label_sure"].n) == (1, 1)
    assert tallies["label_sure_share"].score == 0.5
    assert tallies["label_calibration_error"].score == pytest.approx(0.25)


def test_false_positives_tell_marked_and_unmarked_sentences_apart() -> None:
    record = {
        "text": "One. Two. Three.",
        "sentences": [
            {"start": 0, "end": 4, "lexical": False},
            {"start": 4, "end": 4, "lexical": False},
            {"start": 5, "end": 9, "lexical": True},
            {"start": 10, "end": 16, "lexical": False},
        ],
    }
    sentences = (Span(0, 4), Span(5, 9), Span(10, 16))

    tallies = mark_tallies([record], [Marks(sentences, (Span(5, 7), Span(11, 12)))])

    assert (tallies["unmarked_rate"].score, tallies["unmarked_rate"].n) == (0.5, 2)
    assert (tallies["lexical_rate"].score, tallies["lexical_rate"].n) == (1, 1)


def test_rouge_is_the_mean_over_references() -> None:
    document = "The dam held . Rain fell . Nobody slept . The sun rose ."
    record = {"document": document, "references": ["The dam held .", "Wolves sang ."]}
    chosen = Chosen(("The dam held .",), ("The dam held .",), ("Wolves sang .",))

    scores = {name: t.score for name, t in summary_tallies([record], [chosen]).items()}

    assert scores["rouge1"] == pytest.approx(0.5)
    assert scores["first_rougeLsum"] == pytest.approx(1)
    assert scores["neutral_rouge2"] == pytest.approx(0.5)


def test_lead_takes_the_first_three_sentences() -> None:
    (chosen,) = lead([{"document": "One . Two . Three . Four ."}])

    assert chosen.salient == ("One .", "Two .", "Three .")


def test_every_tally_has_one_row_for_each_record() -> None:
    records = [_quote_record(), _quote_record()]

    tallies = quote_tallies(records, [[], []])

    assert {t.counts.shape[0] for t in tallies.values()} == {2}
    assert all(np.isfinite(t.score) for t in tallies.values())
