"""What is timed of a comparison, with a tool that answers at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from eval.bench import lines_of, long_articles, main, measure_comparison, read_event, seconds
from summarizer.story.events import duplicates
from summarizer.types import Analysis, Article, Failure, Report
from tests.comparison_factories import make_comparison_report
from tests.factories import make_report

EVENT = read_event()
LONG = long_articles(EVENT)
WARM = {
    "words": 800,
    "tokens": 1000,
    "analysis_s": 2.0,
    "tokens_per_s": 500.0,
    "encoder_s": 0.5,
    "encoder_passes": 4.0,
    "summaries_s": 0.02,
    "summarizer_s": 0.04,
    "stages_s": {"Read": 1.0},
}
START = {"import_s": 0.1, "load_s": 9.0, "first_analysis_s": 2.5, "peak_memory_bytes": 2**30}


class Clock:
    """A clock that moves only when the tool works."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class TimedTool:
    """Takes one second an article, and a comparison half a second more for each."""

    def __init__(self, clock: Clock, report: Report) -> None:
        self.clock = clock
        self.report = report
        self.compared: list[int] = []

    def analyze(self, text: str | Article) -> Report:
        assert text
        self.clock.now += 1
        return make_report()

    def compare(self, articles: Sequence[str | Article]) -> Report:
        self.clock.now += 1.5 * len(articles)
        self.compared.append(len(articles))
        return self.report


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("eval.bench.perf_counter", clock)
    return clock


def test_the_five_articles_have_about_800_words_and_a_headline_each() -> None:
    assert len(EVENT) == 5
    for article in EVENT:
        assert 780 <= len(article.text.split()) <= 850
        assert article.title
        assert article.text.startswith(article.title)


def test_the_twelve_long_articles_have_about_1500_words_and_ids_of_their_own() -> None:
    assert len({article.id for article in LONG}) == 12
    for article in LONG:
        assert 1_400 <= len(article.text.split()) <= 1_650


def test_no_two_of_the_bench_articles_count_as_one_text() -> None:
    assert duplicates([Analysis(article) for article in EVENT]) == ()
    assert duplicates([Analysis(article) for article in LONG]) == ()
    copied = [Analysis(LONG[0]), Analysis(replace(LONG[0], id="copy"))]
    assert duplicates(copied)  # the check above can fail


def test_every_pair_of_the_five_is_in_one_long_article() -> None:
    ids = {article.id for article in LONG}
    for one, two in combinations(EVENT, 2):
        assert len({f"{one.id}+{two.id}", f"{two.id}+{one.id}"} & ids) == 1


@pytest.mark.parametrize(("warm_up", "median"), [(True, 2.0), (False, 3.0)])
def test_the_median_leaves_the_warm_up_out(clock: Clock, warm_up: bool, median: float) -> None:
    laps = iter([9.0, 3.0, 1.0, 2.0])

    def call() -> None:
        clock.now += next(laps)

    assert seconds(call, 3, warm_up=warm_up) == median


def test_a_comparison_is_timed_beside_single_analyses(clock: Clock) -> None:
    tool = TimedTool(clock, make_comparison_report())

    found = measure_comparison(tool, EVENT, LONG, repeats=2)

    assert found["singles_s"] == 5.0
    assert found["five"]["comparison_s"] == 7.5
    assert found["five"]["single_analyses"] == 1.5
    assert found["twelve"]["comparison_s"] == 18.0
    assert found["twelve"]["per_article_s"] == 1.5
    assert tool.compared == [5, 5, 5, 12, 12]  # only the five need a warm-up


def test_the_result_says_what_the_timed_comparison_found(clock: Clock) -> None:
    report = replace(
        make_comparison_report(), failures=(Failure("article-1", "Parse", "out of memory"),)
    )
    comparison = report.comparison
    assert comparison

    found = measure_comparison(TimedTool(clock, report), EVENT, LONG, repeats=1)["twelve"]

    assert found["words"] == sum(len(article.text.split()) for article in LONG)
    assert found["facts"] == len(comparison.facts) > 0
    assert found["events"] == len(comparison.events)
    assert found["failures"] == 1


def test_a_report_without_a_comparison_is_not_timed_in_silence(clock: Clock) -> None:
    with pytest.raises(ValueError, match="no comparison"):
        measure_comparison(TimedTool(clock, make_report()), EVENT, LONG, repeats=1)


def test_the_times_are_printed_with_their_ratio_and_the_memory(clock: Clock) -> None:
    tool = TimedTool(clock, make_comparison_report())
    compared = measure_comparison(tool, EVENT, LONG, repeats=1)
    compared["peak_memory_bytes"] = 1_234 * 2**20

    text = "\n".join(lines_of({"warm": WARM, "start": START, "compare": compared}))

    assert "0.040 s, 25 articles a second once encoded" in text
    assert "7.50 s, 1.50 s an article" in text
    assert "18.00 s, 1.50 s an article" in text
    assert "five one by one     5.00 s; compared 1.50 times that" in text
    assert "1234 MiB, twelve compared" in text


def test_the_comparison_stands_in_the_result_beside_the_rest(
    clock: Clock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tool = TimedTool(clock, make_comparison_report())
    monkeypatch.setattr("summarizer.load", lambda: tool)
    monkeypatch.setattr("eval.bench.machine", dict)  # imports torch
    monkeypatch.setattr("eval.bench.start_up", lambda _: START)
    monkeypatch.setattr("eval.bench.measure", lambda *_: WARM)
    monkeypatch.setattr("eval.bench.compare_memory", lambda: 3 * 2**30)

    assert main(["--compare-repeats", "1", "--output", str(tmp_path)]) == 0

    written = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    assert written["warm"] == WARM
    assert written["compare"]["peak_memory_bytes"] == 3 * 2**30
    assert written["compare"]["five"]["comparison_s"] == 7.5
    assert written["compare"]["twelve"]["comparison_s"] == 18.0
