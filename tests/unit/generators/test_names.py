from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.errors import SettingsError
from summarizer.generators.names import GeneratorName, parse_generator
from summarizer.settings import Settings


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("extract", GeneratorName("extract")),
        ("hf:sshleifer/distilbart", GeneratorName("hf", "sshleifer/distilbart")),
        (
            "openai:qwen2.5:7b@http://localhost:11434/v1/",
            GeneratorName("openai", "qwen2.5:7b", "http://localhost:11434/v1"),
        ),
        (
            "openai:org/model@https://[::1]:8000",
            GeneratorName("openai", "org/model", "https://[::1]:8000"),
        ),
    ],
)
def test_the_three_forms_are_read(value: str, expected: GeneratorName) -> None:
    assert parse_generator(value) == expected


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("", "it must be extract, hf:"),
        ("bart", "it must be"),
        ("hf:", "it must be"),
        ("openai:gpt", "it must be"),
        (None, "it must be"),
        ("openai:m@ftp://host/v1", r"must begin with http\(s\)"),
        ("openai:m@file:///etc/passwd", "must begin with"),
        ("openai:m@http://", "it must be"),
        ("openai:m@http://:80/v1", "must begin with"),
        ("openai:m@http://host:99999/v1", "not valid"),
        ("openai:m@http://host/v1?key=1", "without"),
    ],
)
def test_any_other_name_is_refused(value: object, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        parse_generator(value)


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(SettingsError, match="OPENAI_API_KEY") as caught:
        parse_generator("openai:m@http://me:s3cret@host/v1")

    assert "s3cret" not in str(caught.value)


def test_a_report_names_no_folder(tmp_path: Path) -> None:
    (tmp_path / "my-bart").mkdir()

    assert parse_generator(f"hf:{tmp_path / 'my-bart'}").shown == "hf:my-bart"
    assert parse_generator("hf:org/name").shown == "hf:org/name"


def test_settings_know_a_generator_and_keep_it_out_of_their_items() -> None:
    settings = Settings(generator="hf:org/name", context=2048)

    assert "generator" not in dict(settings.items())
    assert dict(settings.items())["context"] == "2048"
    with pytest.raises(SettingsError, match="generator is 'gpt'"):
        Settings(generator="gpt")
    with pytest.raises(SettingsError, match="context is -1"):
        Settings(context=-1)
