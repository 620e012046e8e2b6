from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.errors import InputError
from summarizer.report import SCHEMA, assemble
from summarizer.types import Analysis, Report
from summarizer.wire import report_from_json
from tests.factories import COMPANY, UNION, make_analysis, make_article, make_report


def assembled(analysis: Analysis | None = None, **settings: object) -> Report:
    return assemble(
        [analysis or make_analysis()],
        make_report().summaries,
        models={"tagger": "b" * 64, "encoder": "a" * 64},
        codebooks={"framing": "1.0"},
        settings=settings,
    )


def test_provenance_names_what_made_the_report_in_a_fixed_order() -> None:
    provenance = assembled(seed=0, abstain=0.5).provenance

    assert provenance.schema == SCHEMA
    assert provenance.models == (("encoder", "a" * 12), ("tagger", "b" * 12))
    assert provenance.settings == (("abstain", "0.5"), ("seed", "0"))
    assert provenance.codebooks == (("framing", "1.0"),)


def test_provenance_counts_what_was_read_skipped_and_dropped() -> None:
    counts = dict(assembled().provenance.counts)

    assert counts["articles"] == 1
    assert counts["sentences"] == len(make_analysis().sentences or ())
    assert counts["skipped_lines"] == 2  # the credit and the caption
    assert counts["dropped_sentences"] == sum(s.dropped for s in make_report().summaries)
    assert "tokens" not in counts  # nothing was encoded


def test_a_warning_is_said_once() -> None:
    article = make_article(warnings=("this may not be English", "this may not be English"))

    assert assembled(make_analysis(article)).provenance.warnings == ("this may not be English",)


def test_equal_input_gives_equal_bytes() -> None:
    assert assembled(seed=0).to_json() == assembled(seed=0).to_json()


@pytest.mark.parametrize(
    "about", [UNION, "Dockers’ Union of Veldhaven", "dockers’ union  of veldhaven", "DUV"]
)
def test_an_actors_summary_is_found_by_id_name_and_alias(about: str) -> None:
    assert make_report().summary("actor", about=about).perspective.about == UNION


def test_without_a_name_the_first_of_the_kind_is_given() -> None:
    report = make_report()

    assert report.summary("neutral") is report.summaries[0]
    assert report.summary("actor") is report.summaries[1]


def test_pronouns_do_not_name_an_actor() -> None:
    with pytest.raises(InputError):
        make_report().summary("actor", about="he")


def test_a_missing_summary_is_refused_with_what_there_is() -> None:
    with pytest.raises(InputError, match=r"no actor summary about 'NATO'; it has: neutral, actor"):
        make_report().summary("actor", about="NATO")
    with pytest.raises(InputError, match="no common_ground summary"):
        make_report().summary("common_ground")


def test_the_list_of_summaries_names_actors_not_ids() -> None:
    with pytest.raises(InputError) as caught:
        make_report().summary("outlet", about=COMPANY)

    assert "Harbour Lines" in str(caught.value)
    assert UNION not in str(caught.value)


def test_save_writes_what_the_suffix_says(tmp_path: Path) -> None:
    report = make_report()
    for name in ("report.json", "report.txt"):
        report.save(tmp_path / name)
    report.save(str(tmp_path / "upper.JSON"))

    assert (tmp_path / "report.json").read_bytes() == report.to_json().encode()
    assert (tmp_path / "upper.JSON").read_bytes() == report.to_json().encode()
    assert (tmp_path / "report.txt").read_bytes() == report.to_text().encode()
    assert report_from_json((tmp_path / "report.json").read_bytes(), "it").to_json()


def test_save_writes_a_page(tmp_path: Path) -> None:
    make_report().save(tmp_path / "report.html")

    assert (tmp_path / "report.html").read_text("utf-8").lower().startswith("<!doctype html>")


@pytest.mark.parametrize("name", ["report.pdf", "report", ".json"])
def test_save_refuses_another_suffix(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=r"must end in \.json, \.html, \.txt"):
        make_report().save(tmp_path / name)


def test_save_says_why_it_cannot_write(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot write .*No such file or directory"):
        make_report().save(tmp_path / "nowhere" / "report.json")
