from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from summarizer.errors import CodebookError
from summarizer.fewshot import background
from summarizer.fewshot.detect import BACKGROUND, Pick, average_precision, fit_calibration, picks
from summarizer.fewshot.load import codebook_judge
from summarizer.fewshot.rows import Examples, Line, Row
from summarizer.fewshot.trained import MANY, load_trained, train_codebook
from summarizer.types import Span
from tests.codebooks import SUN, codebook_of, label_of, write_codebook

if TYPE_CHECKING:
    from summarizer.api import Tool

NOUNS = ("anger", "boos", "letters", "jokes", "doubt")
PLACES = ("Port Alder", "Brenn", "Keleni", "Maren", "Orsava")
WINDS = ("gale", "squall")
MUCH = [f"A [{w} of {n}] rose in {p}." for w in WINDS for n in NOUNS for p in PLACES]
BOOK = codebook_of(label_of("storm", MUCH), label_of("sun", SUN))


@pytest.fixture(scope="module", autouse=True)
def few_plain_sentences() -> Iterator[None]:
    """Random weights learn nothing from plain sentences, and reading them takes time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(background, "PLAIN", 4)
        patch.setattr(background, "PHRASES", 1)
        yield


@pytest.fixture(scope="module")
def trained(tiny_tool: Tool, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    folder = tmp_path_factory.mktemp("trained")
    said: list[str] = []
    output = train_codebook(
        write_codebook(folder, BOOK),
        folder / "out",
        tiny_tool.built.reader,
        encoder_digest="abc",
        progress=said.append,
    )
    assert output == folder / "out"
    return output, said


def test_many_examples_make_a_head_that_loads(
    trained: tuple[Path, list[str]], tiny_tool: Tool
) -> None:
    folder, said = trained
    judge = codebook_judge(folder, tiny_tool.built.reader, encoder_digest="abc")

    assert len(MUCH) == MANY
    assert judge.head.labels == ("storm", "sun")
    assert len(judge.known.examples.rows) == len(judge.known.examples.vectors) == MANY + 5
    assert judge.known.examples.words(0) == "gale of anger"
    assert "fewer than 50 examples: sun (5); their examples are used directly" in said[0]
    assert sum("average precision" in line for line in said) == 4


def test_the_folder_says_what_it_is(trained: tuple[Path, list[str]]) -> None:
    folder, _ = trained
    about = (folder / "head.toml").read_text("utf-8")

    assert {path.name for path in folder.iterdir()} == {
        "codebook.toml",
        "head.safetensors",
        "head.toml",
    }
    assert sha256((folder / "head.safetensors").read_bytes()).hexdigest() in about
    assert 'codebook = "weather 1.2"' in about
    assert about.count("average_precision = ") == 1


def test_training_again_gives_the_same_bytes(
    trained: tuple[Path, list[str]], tiny_tool: Tool, tmp_path: Path
) -> None:
    folder, _ = trained
    again = train_codebook(
        folder / "codebook.toml",
        tmp_path / "again",
        tiny_tool.built.reader,
        encoder_digest="abc",
        progress=lambda _: None,
    )

    assert again is not None
    for path in folder.iterdir():
        assert (again / path.name).read_bytes() == path.read_bytes()


def copied(folder: Path, target: Path) -> Path:
    target.mkdir()
    for path in folder.iterdir():
        (target / path.name).write_bytes(path.read_bytes())
    return target


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("head.safetensors", b"other", "is not the file that head.toml pins; train it again"),
        ("codebook.toml", b"name = 1", "is not the file that head.toml pins; train it again"),
        ("head.safetensors", None, "cannot be read"),
        ("head.toml", None, "cannot be read"),
        ("head.toml", b"format = 3", "is not of the form"),
        ("head.toml", b"format = ", "is not TOML"),
    ],
)
def test_a_changed_folder_is_refused(
    name: str,
    content: bytes | None,
    said: str,
    *,
    trained: tuple[Path, list[str]],
    tiny_tool: Tool,
    tmp_path: Path,
) -> None:
    folder = copied(trained[0], tmp_path / "copy")
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content)

    with pytest.raises(CodebookError, match=said):
        load_trained(folder, tiny_tool.built.reader)


def test_other_weights_are_refused(trained: tuple[Path, list[str]], tiny_tool: Tool) -> None:
    with pytest.raises(CodebookError, match="was trained with other weights of the encoder"):
        load_trained(trained[0], tiny_tool.built.reader, "def")


def test_few_examples_are_not_trained(tiny_tool: Tool, tmp_path: Path) -> None:
    said: list[str] = []
    output = train_codebook(
        write_codebook(tmp_path),
        tmp_path / "out",
        tiny_tool.built.reader,
        encoder_digest="abc",
        progress=said.append,
    )

    assert output is None
    assert said == [
        "fewer than 50 examples: storm (5), sun (5); "
        "their examples are used directly, without training"
    ]
    assert not (tmp_path / "out").exists()


def test_picks_are_right_once_and_do_not_overlap() -> None:
    text = (Line("abcdefghij", "a", None, is_lookalike=False),)
    spans = [Span(0, 4), Span(0, 5), Span(1, 3), Span(6, 9)]
    rows = [Row(0, span, None, None, is_candidate=True) for span in spans]
    rows.append(Row(0, Span(0, 4), "a", "mixed", is_candidate=False))
    examples = Examples(text, tuple(rows), np.zeros((5, 1), dtype=np.float32))
    found = picks(examples, range(5), np.array([0.1, 0.9, 0.5, 0.3, 2.0]), "a")

    assert found == [Pick(0, 0.9, True), Pick(0, 0.3, False)]


def test_a_calibration_counts_other_sentences_as_in_articles() -> None:
    own = [Pick(i, 1.0, is_right=True) for i in range(10)]
    others = [Pick(10 + i, 1.0, is_right=False) for i in range(10)]
    fitted = fit_calibration([*own, *others], frozenset(range(10)))

    assert fitted is not None
    chance = 1 / (1 + np.exp(-(fitted[0] + fitted[1])))
    assert chance == pytest.approx(1 / (1 + BACKGROUND), abs=0.01)
    assert fit_calibration(own, frozenset(range(10))) is None


def test_average_precision_counts_what_is_never_found() -> None:
    assert average_precision([0.9, 0.8, 0.7], [True, False, True], 2) == pytest.approx(5 / 6)
    assert average_precision([0.9], [True], 2) == 0.5
    assert average_precision([], [], 2) == 0
