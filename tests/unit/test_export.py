from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from summarizer.comparison import Comparison, Figure, FigureValue, Wording
from summarizer.errors import InputError
from summarizer.export.csv import tables, write_tables
from summarizer.relations import Relation
from summarizer.render.app_parts import zipped
from summarizer.types import Quote, Report, Span
from tests.comparison_factories import MAIL, OBSERVER, WIRE, make_comparison_report
from tests.factories import make_report


def rows(report: Report, table: str) -> list[dict[str, str]]:
    """Return the rows of a table by the names in its head."""
    return list(csv.DictReader(io.StringIO(tables(report)[f"{table}.csv"], newline="")))


def test_a_fact_has_a_row_and_an_article_a_column() -> None:
    found = rows(make_comparison_report(), "facts")

    assert [row["fact"] for row in found] == ["fact-1", "fact-2", "fact-3", "fact-4"]
    valve, boats = found[2], found[3]
    assert (valve[MAIL], valve[OBSERVER]) == ("stated (0.97)", "stated (0.97)")
    assert valve[WIRE] == "not found (0.88)"
    assert boats[OBSERVER] == "unsure"
    assert found[1]["figures_differ"] == "yes"


def test_relations_and_quotes_have_a_row_each() -> None:
    report = make_comparison_report()
    text = report.articles[0].article.text
    company, crew = (actor.id for actor in report.articles[0].actors or ())
    sentence = (report.articles[0].sentences or ())[1].span
    words = Span(sentence.start, sentence.start + 4)
    blame = Relation("blames", crew, company, words, (sentence,), "hedged", "quoted", crew)
    said = Quote((sentence,), "indirect", words, None, crew, act="claims")
    column = replace(report.articles[0], relations=(blame,), quotes=(said,))
    report = replace(report, articles=(column, *report.articles[1:]))
    [tie], [quote] = rows(report, "relations"), rows(report, "quotes")

    assert (tie["article"], tie["relation"], tie["status"]) == (MAIL, "blames", "hedged")
    assert (tie["actor"], tie["target"], tie["speaker"]) == ("crew", "Strand Ferries", "crew")
    assert (tie["words"], tie["evidence"]) == (words.of(text).strip(), sentence.of(text))
    assert (quote["speaker"], quote["act"], quote["source"]) == ("crew", "claims", "")


def test_an_article_on_another_event_was_not_compared() -> None:
    events = (("article-1", "article-2"), ("article-3",))
    found = rows(make_comparison_report(events=events), "facts")

    assert [row[WIRE] for row in found[2:]] == ["not found (0.88)", "not found (0.88)"]
    report = make_comparison_report(events=events)
    assert report.comparison is not None
    alone = replace(report.comparison.facts[3], omitted_by=())
    assert rows(make_comparison_report(events=events, facts=(alone,)), "facts")[0][WIRE] == (
        "not compared"
    )


def test_each_table_holds_what_the_report_does() -> None:
    report = make_comparison_report()

    [mail, *_] = rows(report, "figures")
    assert mail["words"] == "At least 41 people"
    assert (mail["low"], mail["high"], mail["given_by"]) == ("41", "", "the sailors' union")
    [trap, *_] = rows(report, "wordings")
    assert (trap["article"], trap["phrase"]) == (MAIL, "the ageing death trap")
    assert trap["loaded"] == "0.94"
    contrast = rows(report, "contrasts")
    assert contrast[0]["about"] == "Strand Ferries"
    assert contrast[0]["value"] == "-0.7"
    assert (contrast[3]["article"], contrast[3]["compared_with"]) == (MAIL, OBSERVER)
    portrayal = rows(report, "portrayals")[1]
    assert (portrayal["article"], portrayal["doer_share"]) == (OBSERVER, "0.5")
    assert len(rows(report, "differences")) == 3
    assert [row[f"mentions in {OBSERVER}"] for row in rows(report, "actors")] == ["1", "0"]


def test_the_statements_lead_to_the_words() -> None:
    report = make_comparison_report()

    for row in rows(report, "statements"):
        words = row["words"] or row["nearest_words"]
        column = next(a for a in report.articles if a.article.outlet == row["article"])
        assert column.article.text[int(row["start"]) : int(row["end"])] == words


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@sum", "\t=1", " =1", "＝1"])
def test_no_cell_is_run_as_a_formula(words: str) -> None:
    wording = Wording("w", words, "object", ())
    report = make_comparison_report(
        notes=(), facts=(replace(_facts()[0], statement=words),), wordings=(wording,)
    )
    articles = tuple(replace(a, article=replace(a.article, outlet=words)) for a in report.articles)
    hostile = replace(report, articles=articles)

    for text in tables(hostile).values():
        for row in csv.reader(io.StringIO(text, newline="")):
            assert not any(cell.lstrip(" ").startswith(("=", "+", "@", "\t", "＝")) for cell in row)
            assert "-1" not in row


def test_a_negative_number_stays_a_number() -> None:
    assert float(rows(make_comparison_report(), "contrasts")[0]["low"]) == -0.9


def test_text_survives_quotes_commas_and_line_ends() -> None:
    odd = 'He said: "a, b"\nand c'
    report = make_comparison_report(facts=(replace(_facts()[0], statement=odd),))

    assert rows(report, "facts")[0]["statement"] == odd
    assert tables(report)["facts.csv"].count("\r\n") == 2


def test_a_date_is_written_as_one() -> None:
    value = FigureValue("article-1", Span(0, 5), Span(0, 5), 738_000.0, 738_000.0)
    report = make_comparison_report(figures=(Figure("f", "start", "date", (value,), False),))

    assert rows(report, "figures")[0]["low"] == "2021-07-29"


def test_files_are_written_into_a_new_folder(tmp_path: Path) -> None:
    report = make_comparison_report(facts=(replace(_facts()[0], statement="Ünï – “code” \ud800"),))
    paths = write_tables(report, tmp_path / "deep" / "tables")

    assert {p.name for p in paths} == set(tables(report))
    text = (tmp_path / "deep" / "tables" / "facts.csv").read_bytes().decode("utf-8")
    assert "Ünï – “code” \ufffd" in text
    assert "\r\n" in text
    assert "\r\r" not in text


def test_empty_tables_keep_their_heads() -> None:
    report = replace(make_comparison_report(), comparison=Comparison(()))

    assert all(text.count("\r\n") == 1 for text in tables(report).values())


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(InputError, match="compares no articles"):
        tables(make_report())
    with pytest.raises(InputError, match="cannot make"):
        write_tables(make_comparison_report(), tmp_path / "file")


def _facts() -> tuple:
    comparison = make_comparison_report().comparison
    assert comparison is not None
    return comparison.facts


def test_equal_tables_give_equal_archives() -> None:
    assert zipped({"a.csv": "x"}) == zipped({"a.csv": "x"})
