from __future__ import annotations

import pytest

from eval.spec import read_tasks
from eval.tasks_trimming import Trimmed, trimming_tallies

SUMMARY = {"neutral_summary": "The dam burst on Sunday and two villages were flooded."}


def test_trimming_is_counted_over_sentences_and_words() -> None:
    found = [
        Trimmed("The dam burst.", "The dam burst on Sunday.", ((10, 10), (30, 20))),
        Trimmed("Rain fell.", "Rain fell.", ((12, 12), (8, 8))),
    ]
    tallies = trimming_tallies([SUMMARY, SUMMARY], found)

    assert tallies["trimmed"].score == pytest.approx(0.25)
    assert tallies["left"].score == pytest.approx(2 / 3)
    assert tallies["rouge1"].score > tallies["whole_rouge1"].score > 0
    assert {m.name for m in read_tasks()["trimming"].measures} == set(tallies)
