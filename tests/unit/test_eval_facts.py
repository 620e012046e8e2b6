from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from eval.fact_cases import omissions
from eval.interval import weights_of
from eval.metrics import auc_tally, error_tally
from eval.spec import read_tasks
from eval.tasks_facts import (
    OMISSIONS,
    SUPPORT,
    UNITS,
    Answer,
    omission_tallies,
    support_tallies,
    trigger_match,
    unit_recall,
)
from eval.tasks_predicates import PREDICATES, pair_tallies, same_stem, sides_of


def mention(sentence: int, start: int, text: str, cluster: str | None) -> dict[str, object]:
    return {
        "sentence": sentence,
        "start": start,
        "end": start + 1,
        "text": text,
        "event": True,
        "cluster": cluster,
        "validated": True,
    }


def report(id: str, sentence: str, *mentions: dict[str, object]) -> dict[str, object]:
    return {
        "id": id,
        "subtopic": "1_fire",
        "sentences": [sentence, "More will follow ."],
        "validated_sentences": [0],
        "mentions": list(mentions),
    }


STORY = [
    report(
        "a",
        "A fire destroyed the mill and killed nobody .",
        mention(0, 1, "fire", "FIRE"),
        mention(0, 2, "destroyed", "RUIN"),
    ),
    report("b", "Destroying the mill took an hour .", mention(0, 0, "Destroying", "RUIN")),
]


def test_events_are_asked_of_every_other_text_on_the_event() -> None:
    of_first, of_second = omissions(STORY)

    assert [(c.trigger, c.present) for c in of_first] == [("fire", False), ("destroyed", True)]
    assert [(c.trigger, c.present) for c in of_second] == [("Destroying", True)]
    assert of_first[1].looked == (0,)


def test_texts_without_annotated_sentences_are_not_asked() -> None:
    blank = {**STORY[1], "validated_sentences": []}

    assert omissions([STORY[0], blank])[0] == []


def test_the_trigger_baseline_finds_words_that_begin_alike() -> None:
    assert [[a.verdict for a in unit] for unit in trigger_match(STORY)] == [[False, True], [True]]


def test_omissions_are_counted_apart_from_what_is_present() -> None:
    right = [[Answer(0.1, False), Answer(0.9, True)], [Answer(0.6, None)]]
    wrong = [[Answer(0.9, True), Answer(0.1, False)], [Answer(0.4, None)]]

    good, bad = omission_tallies(STORY, right), omission_tallies(STORY, wrong)

    assert good["omitted_f1"].score == good["present_f1"].score == good["auc"].score == 1.0
    assert bad["omitted_f1"].score == bad["omitted_precision"].score == 0.0
    assert good["decided"].score == pytest.approx(2 / 3)
    assert good["omitted_precision"].n == 1


def test_the_area_is_that_of_scikit_learn() -> None:
    rng = np.random.default_rng(0)
    gold = [(rng.random(30) < 0.4).tolist() for _ in range(5)]
    scores = [((rng.random(30) + np.array(g)) / 2).round(3).tolist() for g in gold]

    tally = auc_tally(gold, scores)

    pooled = roc_auc_score(np.concatenate(gold), np.concatenate(scores))
    assert tally.score == pytest.approx(pooled, abs=2e-3)
    assert tally.statistic(weights_of(5) @ tally.counts).shape == (2_000,)


def test_calibration_error_is_the_distance_of_said_from_seen() -> None:
    assert error_tally([[True, False]], [[0.5, 0.5]]).score == pytest.approx(0.0)
    assert error_tally([[True, True]], [[0.25, 0.25]]).score == pytest.approx(0.75)


def test_words_of_a_fact_are_looked_for_in_each_summary() -> None:
    record = {
        "id": "d",
        "facts": ["The mill burned .", "Ducks swam ."],
        "systems": [{"system": "s", "summary": "A mill burned down .", "present": [1, 0]}],
    }

    assert [a.score for a in unit_recall([record])[0]] == [1.0, 0.0]
    assert UNITS.tallies([record], unit_recall([record]))["auc"].score == 1.0


def test_support_is_balanced_when_both_sides_have_it() -> None:
    even = [[[0.8, 0.8], [0.8, 0.8], [0.1, 0.2]]]
    one_sided = [[[0.8, 0.8], [0.0, 0.0], [0.1, 0.2]]]

    level, tilted = support_tallies([], even), support_tallies([], one_sided)

    assert level["balance"].score == level["entropy"].score == level["auc"].score == 1.0
    assert tilted["balance"].score == tilted["entropy"].score == 0.0
    assert tilted["support"].score == pytest.approx(0.4)


def test_predicates_are_aligned_when_a_question_is() -> None:
    def asked(*predicates: str) -> list[dict[str, object]]:
        return [{"question": "?", "predicate": p, "answers": []} for p in predicates]

    record = {
        "id": "q",
        "qas_1": asked("charged", "charge", "showed"),
        "qas_2": asked("accused", "shown"),
        "aligned": [[0, 0], [2, 1]],
    }
    sides = sides_of(record)

    assert sides.first == ("char", "show")
    assert sides.gold == ((True, False), (False, True))
    assert same_stem([record])[0].tolist() == [[0.0, 0.0], [0.0, 1.0]]
    tallies = pair_tallies([record], same_stem([record]))
    assert tallies["f1"].score == pytest.approx(2 / 3)
    assert tallies["auc"].score == pytest.approx(0.75)


@pytest.mark.parametrize(
    ("task", "found"),
    [
        ("ecbplus_omission", OMISSIONS.tallies(STORY, trigger_match(STORY))),
        ("neus_balance", SUPPORT.tallies([], [[[0.5], [0.5], [0.1]]])),
    ],
)
def test_task_files_name_what_is_counted(task: str, found: dict[str, object]) -> None:
    assert {m.name for m in read_tasks()[task].measures} == set(found)
    assert PREDICATES.baselines
