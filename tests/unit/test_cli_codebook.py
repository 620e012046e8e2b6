from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from summarizer import cli
from summarizer.fewshot import background
from tests.codebooks import STORM, SUN, codebook_of, label_of, write_codebook
from tests.factories import TEXT
from tests.unit.test_cli import FakeTool
from tests.unit.test_cli_compare import FakeTool as ComparingTool

if TYPE_CHECKING:
    from summarizer.api import Tool


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "SLOW_SECONDS", 60.0)
    monkeypatch.setattr(background, "PLAIN", 4)
    monkeypatch.setattr(background, "PHRASES", 1)


def run(tool: Tool, *argv: object) -> int:
    return cli.main([str(a) for a in argv], load=lambda: tool)


def test_a_sound_codebook_exits_with_0(
    tiny_tool: Tool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_codebook(tmp_path)
    code = run(tiny_tool, "codebook", "check", path)
    out, err = capsys.readouterr()

    assert (code, err) == (0, "")
    assert out.startswith("weather 1.2: 0 errors, ")
    assert "Right label: " in out


def test_warnings_exit_with_0_and_errors_with_1(
    tiny_tool: Tool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    few = write_codebook(tmp_path, codebook_of(label_of("storm", STORM), label_of("sun", SUN[:2])))
    assert run(tiny_tool, "codebook", "check", few) == 0
    assert "warning: 'sun' has 2 of the 5 examples" in capsys.readouterr().out

    text = codebook_of(label_of("storm", STORM), label_of("sun", ()))
    bare = write_codebook(tmp_path, text.replace('definition = "Something is told as sun."', ""))
    assert run(tiny_tool, "codebook", "check", bare, "--format", "json") == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [f["kind"] for f in found if f["level"] == "error"] == ["definition", "examples"]


@pytest.mark.parametrize("command", ["check", "try"])
@pytest.mark.parametrize("content", [None, "name = ", 'name = "weather"', "[[label]]\nname = 1"])
def test_a_file_that_cannot_be_read_exits_with_2(
    tmp_path: Path, content: str | None, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "weather.toml"
    if content is not None:
        path.write_text(content, "utf-8")
    more = ("A sentence.",) if command == "try" else ()

    def load() -> Any:
        raise AssertionError("the weights were read for nothing")

    assert cli.main(["codebook", command, str(path), *more], load=load) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "weather.toml" in err


def test_a_sentence_is_tried(
    tiny_tool: Tool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_codebook(tmp_path)
    assert run(tiny_tool, "codebook", "try", path, STORM[0].replace("[", "").replace("]", "")) == 0
    assert capsys.readouterr().out.startswith("weather 1.2, shown from 0.50\n")
    assert run(tiny_tool, "codebook", "try", path, "Rain.", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["threshold"] == 0.5


def test_an_empty_sentence_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["codebook", "try", "framing", " "]) == 2
    assert "it is empty" in capsys.readouterr().err


def test_analyze_hands_on_codebooks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = tmp_path / "harbour.txt"
    article.write_text(TEXT, encoding="utf-8")
    asked: list[tuple[str, ...]] = []

    def load(codebooks: tuple[str, ...] = ()) -> FakeTool:
        asked.append(codebooks)
        return FakeTool()

    argv = ["analyze", str(article), "--codebook", "a.toml", "--codebook", "b"]
    assert cli.main(argv, load=load) == 0
    assert asked == [("a.toml", "b")]
    assert capsys.readouterr().err == ""


def test_compare_hands_on_codebooks(tmp_path: Path) -> None:
    article = tmp_path / "harbour.txt"
    article.write_text(TEXT, encoding="utf-8")
    asked: list[tuple[str, ...]] = []

    def load(codebooks: tuple[str, ...] = ()) -> ComparingTool:
        asked.append(codebooks)
        return ComparingTool()

    assert cli.main(["compare", *[str(article)] * 2, "--codebook", "a.toml"], load=load) == 0
    assert asked == [("a.toml",)]


def test_analyze_refuses_a_codebook_that_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = tmp_path / "harbour.txt"
    article.write_text(TEXT, encoding="utf-8")

    assert cli.main(["analyze", str(article), "--codebook", str(tmp_path / "no.toml")]) == 2
    assert "no.toml cannot be read" in capsys.readouterr().err


def test_train_takes_a_codebook_without_data(
    tiny_tool: Tool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_codebook(tmp_path)
    code = run(tiny_tool, "train", path, "--output", tmp_path / "out")
    out, err = capsys.readouterr()

    assert (code, out) == (0, "")
    assert "fewer than 50 examples: storm (5), sun (5)" in err


def test_train_needs_data_for_a_recipe(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recipe = tmp_path / "encoder.toml"
    recipe.write_text('id = "x"\nkind = "network"\n', "utf-8")

    assert cli.main(["train", str(recipe)]) == 2
    assert "encoder.toml has no [[label]], and a recipe needs --data DIR" in capsys.readouterr().err
