"""The app's choice of who writes the summaries."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr
import pytest

import app
from summarizer.errors import SettingsError
from summarizer.render import app_generator, app_input
from summarizer.render.app_length import BY_SENTENCES
from summarizer.types import Report
from tests.factories import make_report

NAME = "openai:m@http://127.0.0.1:9/v1"


class FakeTool:
    """Notes which generator it was asked for."""

    def __init__(self) -> None:
        self.generators: list[str] = []

    def analyze(self, *_: Any, **asked: Any) -> Report:
        self.generators.append(asked["generator"])
        return make_report()

    def compare(self, *_: Any, **__: Any) -> Report:
        raise AssertionError


def analysed(page: gr.Blocks, shown: object) -> dict[Any, Any]:
    """Return the updates of the page when a reader chose `shown`."""
    analyse = next(f.fn for f in page.fns.values() if f.fn and f.fn.__name__ == "analyse")
    updates: dict[Any, Any] = analyse(
        app_input.TEXT, "Some text.", None, "", "", "", 3, BY_SENTENCES, False, shown
    )
    return updates


def test_only_generators_named_at_the_start_are_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[gr.Blocks] = []
    monkeypatch.setattr(gr.Blocks, "launch", lambda self, **_: built.append(self))
    app.main(["--generator", NAME])
    blocks = list(built[0].blocks.values())
    choices = [
        [value for _, value in block.choices]
        for block in blocks
        if isinstance(block, gr.Dropdown) and str(block.elem_id).endswith("generator")
    ]
    told = [str(block.value) for block in blocks if isinstance(block, gr.HTML)]

    assert choices == [["extract", NAME]] * 2
    assert any("hf:NAME_OR_PATH" in words for words in told)


def test_a_reader_cannot_name_another_generator() -> None:
    tool = FakeTool()
    page = app.build_app(lambda: tool)
    for shown in (NAME, "hf:a", None, ["extract"]):
        messages = [v for c, v in analysed(page, shown).items() if c.elem_id == "message"]
        assert "Choose one of the generators" in messages[0]

    assert tool.generators == []


def test_the_generator_that_a_reader_chose_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own").mkdir()
    tool, name = FakeTool(), f"hf:{tmp_path / 'own'}"
    page = app.build_app(lambda: tool, [name])
    for component in page.blocks.values():
        monkeypatch.setattr(component, "GRADIO_CACHE", str(tmp_path), raising=False)
    analysed(page, "hf:own")

    assert tool.generators == [name]
    assert list(app_generator.offered([name])) == ["extract", "hf:own"], "no folder is shown"
    with pytest.raises(SettingsError, match="both be called"):
        app_generator.offered([name, "hf:own"])


@pytest.mark.parametrize("options", [["--generator", "gpt"], ["--context", "-1"]])
def test_a_wrong_start_is_told(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        app.main(options)

    assert "it must be" in capsys.readouterr().err
