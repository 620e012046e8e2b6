from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from summarizer.errors import InputError
from summarizer.report import SCHEMA
from summarizer.types import Failure, FrameScore, Report
from summarizer.wire import report_from_json, report_to_json
from tests.factories import TEXT, make_analysis, make_article, make_report


def written(report: Report) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(report_to_json(report))
    return data


def changed(**changes: Any) -> str:
    """Return a good report's JSON with some fields of its article replaced."""
    data = written(make_report())
    data["articles"][0] |= changes
    return json.dumps(data)


def test_ranges_give_the_words_back() -> None:
    article = written(make_report())["articles"][0]
    marked = [article["text"][m["start"] : m["end"]] for m in article["framing"]]

    assert article["text"] == TEXT
    assert "reckless blockade" in marked
    assert marked == [m.span.of(TEXT) for m in make_analysis().framing or ()]


def test_overlapping_marks_are_all_kept() -> None:
    marks = written(make_report())["articles"][0]["framing"]
    ranges = [(m["start"], m["end"]) for m in marks]

    assert len(marks) == len(make_analysis().framing or ())
    assert len(set(ranges)) < len(ranges)


def test_scores_have_four_decimals_and_no_negative_zero() -> None:
    analysis = make_analysis(frames=(FrameScore("economic", 1 / 3), FrameScore("health", -1e-9)))
    raw = report_to_json(make_report(analysis))

    assert '"score": 0.3333,\n' in raw
    assert "-0.0" not in raw


def test_equal_reports_give_equal_bytes_ending_in_one_line_feed() -> None:
    first, second = report_to_json(make_report()), report_to_json(make_report())

    assert first == second
    assert first.endswith("}\n")
    assert not first.endswith("\n\n")


def test_letters_stay_letters() -> None:
    raw = report_to_json(make_report(make_analysis(make_article(outlet="Газета 新聞"))))

    assert "Газета 新聞" in raw


def test_a_layer_that_did_not_run_is_an_empty_list_and_is_named() -> None:
    report = make_report(make_analysis(frames=None, quotes=()))
    data = written(report)

    assert data["articles"][0]["frames"] == []
    assert data["articles"][0]["quotes"] == []
    assert data["provenance"]["not_run"] == [{"article": "article-1", "layer": "frames"}]


def test_a_layer_that_did_not_run_is_none_again_when_read() -> None:
    raw = report_to_json(make_report(make_analysis(frames=None, quotes=())))
    analysis = report_from_json(raw, "a test").articles[0]

    assert analysis.frames is None
    assert analysis.quotes == ()


def test_reading_gives_the_same_layers() -> None:
    before = make_analysis()
    report = report_from_json(report_to_json(make_report(before)), "a test")
    after = report.articles[0]

    assert after.actors == before.actors
    assert after.framing == before.framing
    assert after.sentences == before.sentences
    assert report.summaries[0].sentences == make_report().summaries[0].sentences
    assert report.provenance == make_report().provenance


def test_the_two_other_sentiments_share_what_the_winner_leaves() -> None:
    raw = report_to_json(make_report())
    sentiment = (report_from_json(raw, "a test").articles[0].portrayals or ())[0].sentiment

    assert (sentiment.label, sentiment.score, sentiment.neutral) == ("neutral", 0.64, 0.64)
    assert sentiment.negative == sentiment.positive == pytest.approx(0.18)


def test_failures_come_back_with_their_article() -> None:
    failure = Failure("article-1", "portrayal", "no parse")
    raw = report_to_json(make_report(make_analysis(failures=(failure,))))
    report = report_from_json(raw, "a test")

    assert json.loads(raw)["failures"] == [
        {"article": "article-1", "stage": "portrayal", "message": "no parse"}
    ]
    assert report.failures == report.articles[0].failures == (failure,)


def test_a_report_on_one_article_has_no_comparison() -> None:
    data = written(make_report())

    assert data["schema"] == SCHEMA
    assert data["comparison"] is None


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (b"", "Invalid JSON"),
        (b"\xff\xfe\x00", "Invalid JSON"),
        ("[]", "report: "),
        ("{}", "schema: Field required"),
        (changed(title=3), "articles.0.title: Input should be a valid string"),
        (changed(mood="grim"), "articles.0.mood: Unexpected"),
        (changed(sentences=[{"start": "0", "end": 4, "kind": "body"}]), "sentences.0.start"),
        (changed(sentences=[{"start": 4, "end": 4, "kind": "body"}]), "[4, 4) is empty"),
        (changed(sentences=[{"start": 0, "end": 9999, "kind": "body"}]), "ends after its text"),
        (changed(frames=[{"label": "economic", "score": 1.5}]), "frames.0.score"),
        (changed(actors=[]), "no actor has the id 'actor-"),
        (changed(id="article-2"), "is not a range of an article 'article-1'"),
    ],
)
def test_bad_json_says_what_and_where(raw: bytes | str, place: str) -> None:
    with pytest.raises(InputError) as caught:
        report_from_json(raw, "old.json")

    assert str(caught.value).startswith("old.json: ")
    assert place in str(caught.value)
    assert "\n" not in str(caught.value)


def test_another_version_of_the_schema_is_refused() -> None:
    raw = report_to_json(make_report()).replace(SCHEMA, "summarizer.report/2")

    with pytest.raises(InputError, match="schema: Input should be 'summarizer"):
        report_from_json(raw, "new.json")


def test_two_articles_of_one_id_are_refused() -> None:
    report = make_report()
    twice = replace(report, articles=report.articles * 2)

    with pytest.raises(InputError, match="two articles have the same id"):
        report_from_json(report_to_json(twice), "twice.json")
