from __future__ import annotations

import pytest

from summarizer.errors import SettingsError
from summarizer.render.app_length import BY_SENTENCES, length_of


@pytest.mark.parametrize(
    ("written", "sentences", "length"),
    [
        (BY_SENTENCES, 4, None),
        ("", 4, None),
        (None, 4, None),
        (" 80  words ", None, "80 words"),
        ("Headline", None, "headline"),
        ("10 %", None, "10%"),
    ],
)
def test_a_written_length_goes_before_the_slider(
    written: str | None, sentences: int | None, length: str | None
) -> None:
    expected = {"sentences": sentences, "length": length, "trim": True}

    assert length_of(4.0, written, True) == expected


def test_what_is_no_length_is_told_to_the_reader() -> None:
    with pytest.raises(SettingsError, match="length is 'a lot'; it must be like"):
        length_of(3, "a lot", False)
