from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from summarizer import cli
from summarizer.comparison import Comparison
from summarizer.types import Article, Report
from summarizer.wire import report_from_json
from tests.factories import make_analysis, make_report


@dataclass
class FakeTool:
    """Answers with a report on the articles and remembers what it was asked."""

    asked: list[tuple[tuple[Article, ...], int | None, int | None]] = field(default_factory=list)
    settings: list[tuple[str | None, bool | None]] = field(default_factory=list)

    def analyze(self, *_: Any, **__: Any) -> Report:
        raise AssertionError("one article was analysed, not several compared")

    def compare(
        self,
        articles: Sequence[Article],
        *,
        sentences: int | None,
        length: str | None,
        actors: int | None,
        trim: bool | None,
        progress: Callable[[str], None],
    ) -> Report:
        self.asked.append((tuple(articles), sentences, actors))
        self.settings.append((length, trim))
        progress("compare")
        return make_report(
            articles=tuple(replace(make_analysis(), article=article) for article in articles),
            summaries=(),
            comparison=Comparison(events=(tuple(a.id for a in articles),)),
        )


@pytest.fixture(autouse=True)
def no_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine even a test may take a second, and stderr must stay predictable."""
    monkeypatch.setattr(cli, "SLOW_SECONDS", 60.0)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    from tests.factories import TEXT

    paths = [tmp_path / f"{name}.txt" for name in ("one", "two", "three")]
    for path in paths:
        path.write_text(TEXT, encoding="utf-8")
    return paths


def run(*argv: object, tool: FakeTool | None = None) -> int:
    return cli.main([str(a) for a in argv], load=lambda: tool or FakeTool())


def test_articles_keep_their_order_and_get_the_outlets_and_ids_of_their_own(
    files: list[Path],
) -> None:
    tool = FakeTool()
    outlets = [word for name in ("Post", "Echo", "Times") for word in ("--outlet", name)]

    assert run("compare", *files, *outlets, "--sentences", 2, "--actors", 1, tool=tool) == 0
    ((articles, sentences, actors),) = tool.asked
    assert [a.outlet for a in articles] == ["Post", "Echo", "Times"]
    assert [a.id for a in articles] == ["article-1", "article-2", "article-3"]
    assert (sentences, actors) == (2, 1)
    assert run("compare", *files, "--length", "80 words", "--trim", tool=tool) == 0
    assert tool.settings == [(None, None), ("80 words", True)]


def test_json_reads_back_with_its_comparison(
    files: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("compare", *files, "--format", "json") == 0
    out, err = capsys.readouterr()
    report = report_from_json(out, "stdout")

    assert err == ""
    assert report.comparison == Comparison(events=(("article-1", "article-2", "article-3"),))


def test_output_follows_the_suffix(files: list[Path], tmp_path: Path) -> None:
    assert run("compare", *files, "--output", tmp_path / "report.html") == 0
    assert (tmp_path / "report.html").read_text(encoding="utf-8").casefold().startswith("<!doctype")


def test_csv_writes_one_file_a_table_and_prints_their_names(
    files: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "tables"

    assert run("compare", *files, "--format", "csv", "--output", folder) == 0
    printed = {Path(line) for line in capsys.readouterr().out.splitlines()}
    assert printed == set(folder.iterdir())
    assert {path.suffix for path in printed} == {".csv"}
    assert "facts.csv" in {path.name for path in printed}


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("one.txt",), "needs from 2 to 12"),
        (("one.txt",) * 13, "at most 12"),
        (("one.txt", "two.txt", "--outlet", "Post"), "2 articles but 1 outlets"),
        (("one.txt", "two.txt", "--format", "csv"), "--output"),
        (("one.txt", "two.txt", "--format", "csv", "--output", "one.txt"), "one.txt is a file"),
        (("one.txt", "two.txt", "--format", "csv", "--output", "no/tables"), "make it first"),
        (("one.txt", "missing.txt"), "missing.txt"),
        ((), "FILE|URL"),
    ],
)
def test_wrong_use_is_one_sentence_and_exits_with_2(
    files: list[Path],
    argv: tuple[str, ...],
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(files[0].parent)
    tool = FakeTool()
    code = run("compare", *argv, tool=tool)
    out, err = capsys.readouterr()

    assert (code, out, tool.asked) == (2, "", [])
    assert said in err
    assert err.startswith("summarizer")
    assert err.count("\n") == 1
