from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from summarizer.errors import SettingsError
from summarizer.length import MAX_SENTENCES
from summarizer.settings import MAX_ACTORS, Settings, read_settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sentences", 0),
        ("sentences", MAX_SENTENCES + 1),
        ("sentences", True),
        ("sentences", "3"),
        ("sentences", 2.0),
        ("actors", -1),
        ("actors", MAX_ACTORS + 1),
        ("threads", -1),
        ("codebook", ""),
        ("codebook", 3),
        ("codebooks", "own.toml"),
        ("codebooks", [""]),
    ],
)
def test_what_is_out_of_range_is_named(name: str, value: Any) -> None:
    with pytest.raises(SettingsError, match=re.escape(f"{name} is {value!r}; it must be")):
        Settings(**{name: value})


def test_the_limits_themselves_are_allowed() -> None:
    assert Settings(sentences=MAX_SENTENCES, actors=0).actors == 0
    assert Settings(sentences=1, actors=MAX_ACTORS).sentences == 1


def test_items_are_text_for_the_provenance() -> None:
    assert dict(Settings(sentences=5).items()) == {
        "sentences": "5",
        "actors": "5",
        "codebook": "framing",
        "threads": "0",
        "length": "5 sentences",
        "trim": "False",
        "context": "0",
    }


def test_settings_are_read_from_toml(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('sentences = 7\ncodebook = "own.toml"\n', "utf-8")

    assert read_settings(path) == Settings(sentences=7, codebook="own.toml")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"sentences = ", "is not TOML"),
        (b"\xff\xfe\x00", "is not TOML"),
        (
            b"sentence = 3",
            r"unknown \['sentence'\]; known: actors, codebook, codebooks, context, generator, "
            "length, sentences, threads, trim",
        ),
        (b'sentences = "many"', "sentences is 'many'"),
        (b"[codebook]\nname = 1", "codebook is {'name': 1}"),
    ],
)
def test_files_with_mistakes_are_refused(tmp_path: Path, raw: bytes, message: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(raw)

    with pytest.raises(SettingsError, match=message):
        read_settings(path)


def test_codebooks_of_the_user_are_a_list_of_paths(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('codebooks = ["own.toml", "trained"]\n', "utf-8")
    settings = read_settings(path)

    assert settings.codebooks == ("own.toml", "trained")
    assert "codebooks" not in dict(settings.items())


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"none\.toml cannot be read"):
        read_settings(tmp_path / "none.toml")
