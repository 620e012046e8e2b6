from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from summarizer import cli
from summarizer.errors import ModelMissing
from summarizer.types import Article, Failure, Report
from summarizer.wire import report_from_json
from tests.factories import TEXT, make_analysis, make_report


@dataclass
class FakeTool:
    """Answers every article with the harbour report and remembers what it was asked."""

    asked: list[tuple[Article, int | None, int | None]] = field(default_factory=list)
    settings: list[tuple[str | None, bool | None]] = field(default_factory=list)
    answer: Callable[[Article], Report] = lambda article: make_report(make_analysis(article))

    def analyze(
        self,
        article: Article,
        *,
        sentences: int | None,
        length: str | None,
        actors: int | None,
        trim: bool | None,
        progress: Callable[[str], None],
    ) -> Report:
        self.asked.append((article, sentences, actors))
        self.settings.append((length, trim))
        report = self.answer(article)
        progress("framing")
        return report

    def compare(self, *_: Any, **__: Any) -> Report:
        raise AssertionError("several articles were compared, not one analysed")


@pytest.fixture(autouse=True)
def no_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine even a test may take a second, and stderr must stay predictable."""
    monkeypatch.setattr(cli, "SLOW_SECONDS", 60.0)


@pytest.fixture
def article_file(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(*argv: object, tool: FakeTool | None = None) -> int:
    return cli.main([str(a) for a in argv], load=lambda: tool or FakeTool())


def test_analyze_prints_text_for_a_terminal(
    article_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run("analyze", article_file)
    out, err = capsys.readouterr()

    assert (code, err) == (0, "")
    assert "Perspective: Harbour Lines" in out


def test_analyze_prints_json_that_reads_back(
    article_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tool = FakeTool()
    code = run("analyze", article_file, "--format", "json", tool=tool)
    report = report_from_json(capsys.readouterr().out, "stdout")

    assert code == 0
    assert report.articles[0].article.text == tool.asked[0][0].text


def test_analyze_prints_a_page(article_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("analyze", article_file, "--format", "html") == 0
    assert capsys.readouterr().out.lower().startswith("<!doctype html>")


def test_analyze_hands_on_its_options(article_file: Path) -> None:
    tool = FakeTool()
    options = ("--title", "A new one", "--outlet", "Courier", "--sentences", "5", "--actors", "0")
    run("analyze", article_file, *options, tool=tool)
    article, sentences, actors = tool.asked[0]

    assert (article.title, article.outlet) == ("A new one", "Courier")
    assert article.text.startswith("A new one\n\n")
    assert (sentences, actors) == (5, 0)
    assert tool.settings == [(None, None)]


def test_analyze_leaves_numbers_to_the_settings(article_file: Path) -> None:
    tool = FakeTool()
    run("analyze", article_file, tool=tool)

    assert tool.asked[0][1:] == (None, None)


def test_analyze_reads_stdin(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tool = FakeTool()
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO("Straße gesperrt.".encode())))
    code = run("analyze", "-", "--format", "json", tool=tool)

    assert code == 0
    assert tool.asked[0][0].text == "Straße gesperrt."
    assert json.loads(capsys.readouterr().out)["articles"]


@pytest.mark.parametrize(
    ("name", "start"), [("r.json", "{"), ("r.html", "<!"), ("r.txt", "Dockworkers bring")]
)
def test_output_follows_the_suffix_and_keeps_stdout_free(
    article_file: Path, name: str, start: str, capsys: pytest.CaptureFixture[str]
) -> None:
    target = article_file.with_name(name)

    assert run("analyze", article_file, "--output", target) == 0
    assert target.read_text("utf-8").startswith(start)
    assert capsys.readouterr().out == ""


def test_format_goes_before_the_suffix(article_file: Path) -> None:
    target = article_file.with_name("report.dat")

    assert run("analyze", article_file, "--format", "json", "--output", target) == 0
    assert json.loads(target.read_text("utf-8"))["schema"] == "summarizer.report/1"


@pytest.mark.parametrize("name", ["report.pdf", "nowhere/report.json", "."])
def test_a_bad_target_is_refused_before_any_work(
    article_file: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    tool = FakeTool()
    form = () if name.endswith("pdf") else ("--format", "json")
    code = run("analyze", article_file, "--output", article_file.parent / name, *form, tool=tool)

    assert code == 2
    assert tool.asked == []
    assert capsys.readouterr().err.count("\n") == 1


def test_a_failed_stage_is_told_after_the_report_and_exits_with_1(
    article_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    failure = Failure("article-1", "portrayal", "no parse\nhere")
    tool = FakeTool(answer=lambda a: make_report(make_analysis(a, failures=(failure,))))
    code = run("analyze", article_file, "--format", "json", tool=tool)
    out, err = capsys.readouterr()

    assert code == 1
    assert json.loads(out)["failures"][0]["stage"] == "portrayal"
    assert err == "summarizer: article-1: portrayal failed: no parse here\n"


def test_warnings_reach_stderr_unless_the_text_shows_them(
    article_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = make_report()
    warned = replace(base, provenance=replace(base.provenance, warnings=("Looks Dutch.",)))
    tool = FakeTool(answer=lambda _: warned)
    run("analyze", article_file, "--format", "json", tool=tool)
    as_json = capsys.readouterr()
    run("analyze", article_file, tool=tool)
    as_text = capsys.readouterr()

    assert as_json.err == "summarizer: note: Looks Dutch.\n"
    assert as_text.err == ""
    assert "Looks Dutch." in as_text.out


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        ((), "COMMAND"),
        (("summon", "a"), "invalid choice: 'summon'"),
        (("analyze",), "FILE|URL|-"),
        (("analyze", "a.txt", "--sentences", "0"), "'0' is not a whole number from 1 to 50"),
        (("analyze", "a.txt", "--length", "a page"), "length is 'a page'; it must be like"),
        (("analyze", "a.txt", "--length", "0 words"), "must be from 1 to 5,000"),
        (("analyze", "a.txt", "--length", "short", "--sentences", "2"), "not allowed with"),
        (("analyze", "a.txt", "--sentences", "51"), "from 1 to 50"),
        (("analyze", "a.txt", "--sentences", "three"), "from 1 to 50"),
        (("analyze", "a.txt", "--sentences", "²"), "from 1 to 50"),
        (("analyze", "a.txt", "--actors", "-1"), "from 0 to 20"),
        (("analyze", "a.txt", "--format", "pdf"), "invalid choice: 'pdf'"),
        (("analyze", "a.txt", "--outlet", " "), "it is empty"),
        (("analyze", "no-such-file.txt"), "no-such-file.txt"),
        (("analyze", "http://127.0.0.1/x"), "127.0.0.1"),
        (("analyze", "ftp://example.org/x"), "ftp"),
        (("train", "no.toml"), "--data"),
        (("train", "no.toml", "--data", "."), "no.toml is not a file"),
        (("codebook", "show", "framming"), "framming"),
    ],
)
def test_wrong_use_is_one_sentence_and_exits_with_2(
    argv: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    tool = FakeTool()
    code = run(*argv, tool=tool)
    out, err = capsys.readouterr()

    assert (code, out, tool.asked) == (2, "", [])
    assert said in err
    assert err.startswith("summarizer")
    assert err.count("\n") == 1


@pytest.mark.parametrize("content", [b"", b" \n\t", b"\x00\x01\x02\xff" * 50])
def test_a_file_without_an_article_is_refused(
    tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(content)

    assert run("analyze", path) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_missing_weights_exit_with_1(
    article_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def load() -> FakeTool:
        raise ModelMissing("encoder is not in models")

    assert cli.main(["analyze", str(article_file)], load=load) == 1
    assert capsys.readouterr().err == "summarizer: encoder is not in models\n"


def stumble(article: Article) -> Report:
    raise ZeroDivisionError(f"division of {len(article.text)}")


def test_a_bug_is_a_sentence_too(article_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run("analyze", article_file, tool=FakeTool(answer=stumble))
    err = capsys.readouterr().err

    assert code == 1
    assert err.startswith("summarizer: ZeroDivisionError: division of ")
    assert err.count("\n") == 1


def test_debug_shows_where_a_bug_is(article_file: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        run("--debug", "analyze", article_file, tool=FakeTool(answer=stumble))


def test_control_c_stops_quietly(article_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(article: Article) -> Report:
        raise KeyboardInterrupt

    assert run("analyze", article_file, tool=FakeTool(answer=interrupted)) == 130
    assert capsys.readouterr().err == "summarizer: stopped\n"


def test_slow_work_says_what_it_does(
    article_file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(article: Article) -> Report:
        time.sleep(0.4)  # the notice comes from another thread
        return make_report(make_analysis(article))

    monkeypatch.setattr(cli, "SLOW_SECONDS", 0.02)
    assert run("analyze", article_file, tool=FakeTool(answer=slow)) == 0
    assert re.search(
        r"^summarizer: analysing [\d,]+ characters …\nsummarizer: framing …\n$",
        capsys.readouterr().err,
        re.MULTILINE,
    )


LIST = "import sys; from summarizer.cli import main; sys.exit(main(['codebook', 'list']))"


def test_a_closed_pipe_is_no_error() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as pipe:
        command = [sys.executable, "-c", LIST]
        done = subprocess.run(command, stdout=pipe, stderr=subprocess.PIPE, check=False)

    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_disk_is_a_sentence() -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-c", LIST]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)

    assert done.returncode == 1
    assert done.stderr == b"summarizer: output: No space left on device\n"


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    from summarizer import __version__

    assert run("--version") == 0
    assert capsys.readouterr().out == f"summarizer {__version__}\n"
    assert run("analyze", "--help") == 0
    assert "--outlet" in capsys.readouterr().out


def test_codebooks_are_listed_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("codebook", "list") == 0
    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert listed == ["frames", "framing", "techniques"]
    assert run("codebook", "show", "framing") == 0
    shown = capsys.readouterr().out

    assert "\ndelegitimation (negative)\n" in shown
    assert "  - " in shown


def test_models_are_listed_and_a_changed_file_exits_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = sha256(b"weights").hexdigest()
    entry = '[[model]]\nid = "{0}"\nfolder = "{0}"\nlicence = "MIT"\n[model.files]\n'
    entry += f'"model.safetensors" = "{digest}"\n'
    (tmp_path / "manifest.toml").write_text(entry.format("good") + entry.format("bad"), "utf-8")
    for name, content in (("good", b"weights"), ("bad", b"weighty")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "model.safetensors").write_bytes(content)
    monkeypatch.setattr("summarizer.neural.weights.models_folder", lambda: tmp_path)
    code = run("models", "list")
    out, err = capsys.readouterr()

    assert (code, out) == (1, f"good  0.0 MB  MIT  sha256 {digest[:12]}  ok\n")
    assert "bad/model.safetensors is not the file" in err


def test_train_hands_on_its_paths_and_prints_the_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Path] = []

    def train(recipe: Path, data: Path, output: Path, progress: Callable[[str], None]) -> Path:
        seen.extend((recipe, data, output))
        progress("step 1")
        return output / "encoder"

    monkeypatch.setattr("summarizer.training.train", train)
    recipe = tmp_path / "encoder.toml"
    recipe.write_text("", encoding="utf-8")
    code = run("train", recipe, "--data", tmp_path, "--output", tmp_path / "out")
    out, err = capsys.readouterr()

    assert code == 0
    assert seen == [recipe, tmp_path, tmp_path / "out"]
    assert (out, err) == (f"{tmp_path / 'out' / 'encoder'}\n", "summarizer: step 1\n")


def test_the_app_needs_a_checkout(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "__file__", str(tmp_path / "summarizer" / "cli.py"))
    (tmp_path / "app.py").write_text("raise SystemExit('not ours')", encoding="utf-8")

    assert run("app") == 2
    assert "make app" in capsys.readouterr().err


def test_the_app_of_a_checkout_is_launched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "__file__", str(tmp_path / "summarizer" / "cli.py"))
    (tmp_path / "pyproject.toml").touch()
    marker = tmp_path / "launched"
    (tmp_path / "app.py").write_text(
        "from pathlib import Path\n"
        f"def main(options): Path({str(marker)!r}).write_text(' '.join(options), 'utf-8')\n",
        encoding="utf-8",
    )
    monkeypatch.setitem(sys.modules, "app", None)  # so that it is put back after the test

    assert run("app", "--port", "7999") == 0
    assert marker.read_text("utf-8") == "--port 7999"

    assert run("app", "--generator", "hf:a/b", "--generator", "hf:c", "--context", "900") == 0
    assert marker.read_text("utf-8") == "--generator hf:a/b --generator hf:c --context 900"
