"""The whole tool with a generator: what is in the report, and what a failure leaves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from summarizer import cli
from summarizer.errors import ModelMissing, SettingsError
from summarizer.generators.load import keeping
from summarizer.generators.names import EXTRACT
from summarizer.guard import check
from summarizer.settings import Settings
from summarizer.wire import report_from_json
from tests.chat_server import Answer, Body, chat_server
from tests.factories import TEXT, make_article
from tests.tiny_generators import write_generator

if TYPE_CHECKING:
    from summarizer.api import Tool
    from summarizer.generators.writer import Writer
    from summarizer.types import Report

GOOD = "Fruit is rotting in 300 containers, according to the port authority."
BAD = "Fruit is rotting in 900 containers, according to the port authority."
OTHER = (
    "Strike empties Veldhaven\n\nFruit is rotting in 300 containers, according to the port "
    "authority. Talks are due to resume on Thursday. A choir sang on the quay."
)


def said(report: Report) -> list[str]:
    return [s.text for s in report.summary("neutral").sentences]


def test_a_report_tells_who_wrote_and_what_was_refused(tiny_tool: Tool) -> None:
    steps: list[str] = []
    with chat_server(lambda _: Answer(f"{GOOD} {BAD} Aliens landed.")) as server:
        report = tiny_tool.analyze(
            make_article(), actors=1, generator=server.name, progress=steps.append
        )
    neutral, writer = report.summary("neutral"), report.provenance.generator

    assert said(report)[0] == GOOD
    assert neutral.dropped + neutral.replaced == 2
    assert (writer.name, writer.prompts, writer.revision) == (server.name, "v1", None)
    assert writer.requests == len(server.bodies)
    assert "generator" not in dict(report.provenance.settings)
    counts = dict(report.provenance.counts)
    assert counts["dropped_sentences"] == sum(s.dropped for s in report.summaries)
    assert counts["replaced_sentences"] == sum(s.replaced for s in report.summaries)
    assert "writing neutral" in steps
    assert all(check(s, report.articles).dropped == s.dropped for s in report.summaries)


def test_a_report_by_a_generator_is_read_back_and_shown(tiny_tool: Tool) -> None:
    with chat_server(lambda _: Answer(f"{GOOD} {BAD}")) as server:
        reports = [
            tiny_tool.analyze(make_article(), actors=0, generator=server.name) for _ in range(2)
        ]
    first, second = (report.to_json() for report in reports)
    again = report_from_json(first, "report.json")

    assert first == second
    assert again.to_json() == first
    assert f"written by {server.name}" in reports[0].to_html()
    assert f"summaries written by {server.name}" in " ".join(reports[0].to_text().split())


def test_the_default_asks_nobody(tiny_report: Report) -> None:
    assert tiny_report.provenance.generator.name == EXTRACT
    assert tiny_report.provenance.generator.requests == 0


def test_several_articles_are_written_of_too(tiny_tool: Tool) -> None:
    def answer(body: Body) -> Answer:
        return Answer(GOOD if "300 containers" in body["messages"][1]["content"] else BAD)

    with chat_server(answer) as server:
        report = tiny_tool.compare([make_article(), OTHER], generator=server.name)
    neutrals = [s for s in report.summaries if s.perspective.kind == "neutral"]

    assert [s.sentences[0].text for s in neutrals] == [GOOD, GOOD]
    assert {s.sentences[0].evidence[0].article for s in neutrals} == {"article-1", "article-2"}
    for summary in report.summaries:
        assert check(summary, report.articles).sentences == summary.sentences
    for body in server.bodies:
        user = body["messages"][1]["content"]
        if "several articles" in user:
            assert "Article 1: " in user
            assert "Article 2: " in user


def test_a_failure_keeps_the_rest_of_the_report(
    tmp_path: Path, tiny_tool: Tool, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "harbour.txt"
    source.write_text(TEXT, encoding="utf-8")
    with chat_server(lambda _: Answer(status=401, kind="whole")) as server:

        def load(settings: Settings) -> Tool:
            assert settings.generator == server.name
            return with_settings(tiny_tool, settings)

        code = cli.main(["analyze", str(source), "--generator", server.name], load=load)
    out, err = capsys.readouterr()

    assert code == cli.SOME_FAILED
    assert len(server.bodies) == 1, "after a failure it is asked no more"
    assert "generator failed: openai:tiny@" in err
    assert "set OPENAI_API_KEY" in err
    assert "The generator failed; these are sentences of the articles." in " ".join(out.split())


def with_settings(tool: Tool, settings: Settings) -> Tool:

    return replace(tool, settings=settings)


@pytest.mark.parametrize("family", ["bart", "llama"])
def test_a_random_model_is_never_believed(tmp_path: Path, tiny_tool: Tool, family: str) -> None:
    folder = write_generator(tmp_path / family, family, limit=4096)
    report = tiny_tool.analyze(make_article(), sentences=1, actors=0, generator=f"hf:{folder}")
    writer = report.provenance.generator

    assert writer.name == f"hf:{family}"
    assert str(tmp_path) not in report.to_json()
    assert writer.revision is not None
    assert writer.requests >= 1
    assert all(s.text in TEXT or "[" in s.text for s in report.summary("neutral").sentences)
    assert not report.failures


def test_what_is_not_there_is_told_before_any_work(tiny_tool: Tool) -> None:
    steps: list[str] = []
    with pytest.raises(ModelMissing, match="is not a folder"):
        tiny_tool.analyze(TEXT, generator="hf:/no/such/model", progress=steps.append)
    with pytest.raises(SettingsError, match="generator is 'gpt'"):
        tiny_tool.analyze(TEXT, generator="gpt")

    assert steps == []


def test_a_generator_is_loaded_once() -> None:
    loads: list[tuple[str, int]] = []

    def load(name: str, context: int) -> Writer:
        loads.append((name, context))
        return object()  # type: ignore[return-value]

    writer = keeping(load)
    first = writer("hf:a", 0)

    assert writer("hf:a", 0) is first
    assert writer("hf:a", 9) is not first
    assert loads == [("hf:a", 0), ("hf:a", 9)]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], None),
        (["--generator", "extract"], None),
        (["--generator", "hf:a/b", "--context", "900"], Settings(generator="hf:a/b", context=900)),
    ],
)
def test_the_command_line_hands_a_generator_on(
    tmp_path: Path, tiny_report: Report, options: list[str], expected: Settings | None
) -> None:
    source = tmp_path / "harbour.txt"
    source.write_text(TEXT, encoding="utf-8")
    seen: list[Settings | None] = []

    class Fake:
        def analyze(self, *_: object, **__: object) -> Report:
            return tiny_report

        compare = analyze

    def load(settings: Settings | None = None) -> Fake:
        seen.append(settings)
        return Fake()

    assert cli.main(["analyze", str(source), *options], load=load) == 0
    assert cli.main(["compare", str(source), str(source), *options], load=load) == 0
    assert seen == [expected, expected]


@pytest.mark.parametrize("name", ["gpt", "openai:m@ftp://host", "hf:"])
def test_a_wrong_name_is_wrong_use(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["analyze", "-", "--generator", name]) == 2
    assert "--generator" in capsys.readouterr().err
