"""The command with the released weights on input that nobody plans for.

A clear sentence and exit code 2 where there is nothing to analyse, a whole report and exit
code 0 everywhere else; code 1, which `main` gives for a failed stage and for any bug, never.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from summarizer.cli import main
from tests.slow.offsets import ranges

if TYPE_CHECKING:
    from summarizer.api import Tool

pytestmark = pytest.mark.slow

SENTENCE = "The council of Ostrel met on Monday and put off its vote on the harbour."
TALK = "the mayor said on monday that the savage cuts would ruin the town and nobody answered her "
READABLE = {
    "one word": "Harbour",
    "one sentence": SENTENCE,
    "all caps": f"{SENTENCE} “This is a brutal attack on our town,” said Mayor Ida Brandt.".upper(),
    "no punctuation": TALK * 12,
    "no spaces": "harbour" * 400,
    "one character a line": "\n".join("The council met on Monday."),
    "control characters": f"\x07{SENTENCE}\x1b[31m Nobody\x0b spoke\x7f after the vote.\x08",
    "right to left": "قال رئيس البلدية يوم الاثنين إن المجلس أجّل التصويت على الميناء.",
    "mixed directions": f"{SENTENCE} The mayor said “שלום לכולם” \u202eand left\u202c the hall.",
    "emoji": (
        f"\U0001f389\U0001f389 {SENTENCE} \U0001f621 It was a \U0001f469\u200d\U0001f467 farce "
        "\U0001f1fa\U0001f1f3 \U0001f937\U0001f3fd\u200d\u2640\ufe0f."
    ),
    "only emoji": "\U0001f389\U0001f621\U0001f469\u200d\U0001f467\U0001f1fa\U0001f1f3",
    "only punctuation": "?! … — “” ((",
    "open quotation": f"“{SENTENCE} “It is a farce, said Ida Brandt. (“No,",
    "combining marks": "Z\u0338\u0322\u0358a\u0337l\u0335g\u0336o\u0334 spoke on Mo\u0301nday.",
}
GERMAN = (
    "Der Stadtrat von Ostrel hat am Montag die Abstimmung über den Hafen verschoben. "
    "Die Bürgermeisterin sagte, das Geld reiche nicht. „Das ist ein brutaler Angriff auf "
    "unsere Stadt“, sagte Ida Brandt nach der Sitzung."
)
REFUSED = {
    "empty": b"",
    "blank": b" \n\t\r\n\xe2\x80\x8b\n",
    "500 kB": SENTENCE.encode() * 7_000,
    "binary": bytes(range(256)) * 40,
    "an image": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 8,
}
NOWHERE = (
    "no-such-article.txt",
    ".",
    "http://192.168.0.1/story.html",
    "http://[::1]:8000/story.html",
    "http://169.254.169.254/latest/meta-data",
    "file:///etc/passwd",
)


def analyze(tool: Tool, source: Path | str, form: str = "json") -> int:
    return main(["analyze", str(source), "--format", form], load=lambda: tool)


def written(folder: Path, content: bytes) -> Path:
    path = folder / "article.txt"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("text", READABLE.values(), ids=READABLE.keys())
def test_odd_text_gets_a_whole_report(
    released_tool: Tool, tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = analyze(released_tool, written(tmp_path, text.encode()))
    out, err = capsys.readouterr()

    assert code == 0, err
    assert all(line.startswith("summarizer: ") for line in err.splitlines())
    report = json.loads(out)
    (article,) = report["articles"]
    assert report["failures"] == []
    assert all(0 <= start < end <= len(article["text"]) for start, end in ranges(report))


@pytest.mark.parametrize("form", ["html", "text"])
def test_odd_text_gets_the_other_forms_too(
    released_tool: Tool, tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, "\n\n".join(READABLE.values()).encode())

    assert analyze(released_tool, path, form) == 0
    assert "Ostrel" in capsys.readouterr().out


def test_text_that_is_not_english_is_said_to_be_so_and_analysed(
    released_tool: Tool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = analyze(released_tool, written(tmp_path, GERMAN.encode()))
    out, err = capsys.readouterr()

    assert code == 0, err
    assert json.loads(out)["articles"][0]["language"] == "de"
    assert "German" in err


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_article_is_refused_in_one_sentence(
    released_tool: Tool, tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    code = analyze(released_tool, written(tmp_path, content))
    out, err = capsys.readouterr()

    assert (code, out) == (2, "")
    assert err.startswith("summarizer: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize("source", NOWHERE)
def test_what_cannot_be_read_is_refused_in_one_sentence(
    released_tool: Tool, source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = analyze(released_tool, source)
    out, err = capsys.readouterr()

    assert (code, out) == (2, "")
    assert err.startswith("summarizer: ")
    assert err.count("\n") == 1
