"""How long a summary may be: in sentences, in words, as a part of the article, or by name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from summarizer.errors import SettingsError
from summarizer.types import Analysis

MAX_SENTENCES = 50
MAX_WORDS = 5_000
NAMES = {"headline": 1, "short": 2, "medium": 4, "long": 8}
HEADLINE_WORDS = 20
# Where several lengths would do, none shows the reader what else there is.
FORMS = "“3 sentences”, “80 words”, “10%”, headline, short, medium or long"
_FORM = re.compile(
    r"(?P<number>[0-9]{1,6}(?:\.[0-9]{1,4})?)\s*(?P<unit>sentences?|words?|%|percent)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Words:
    """The most words of a summary, and whether it may pass them where nothing fits."""

    most: int
    is_strict: bool = True

    def none_fits(self) -> str:
        """Return what to tell a reader of a summary that is empty for this reason."""
        return f"No sentence that can be said here fits in {_counted(self.most, 'word')}."


@dataclass(frozen=True, slots=True)
class Length:
    """How long each summary may be; one of `sentences`, `words` and `percent` is given.

    A headline is one sentence, of at most `HEADLINE_WORDS` words where one is worth it.
    """

    sentences: int | None = None
    words: int | None = None
    percent: float | None = None
    is_headline: bool = False

    def __post_init__(self) -> None:
        given = [v for v in (self.sentences, self.words, self.percent) if v is not None]
        if len(given) != 1 or (self.is_headline and self.sentences != 1):
            raise SettingsError(f"a length needs one number of one unit: {FORMS}")
        _check(self.sentences, MAX_SENTENCES, "sentences")
        _check(self.words, MAX_WORDS, "words")
        _check(self.percent, 100, "percent of the article", low=0)

    def __str__(self) -> str:
        """Return the length as `parse_length` reads it."""
        if self.is_headline:
            return "headline"
        if self.percent is not None:
            return f"{self.percent:g}%"
        if self.words is not None:
            return _counted(self.words, "word")
        return _counted(self.sentences or 0, "sentence")

    def limits(self, body_words: float) -> tuple[int, Words | None]:
        """Return the most sentences, and the most words if these are limited.

        Args:
            body_words: words of the article's body, which a part is taken of.
        """
        if self.sentences is not None:
            return self.sentences, Words(HEADLINE_WORDS, False) if self.is_headline else None
        if self.words is not None:
            most = self.words
        else:
            # Rounded first, so that 10 % of 70 words is 7 and not the 6.99… of the machine.
            most = int(round((self.percent or 0) * body_words / 100, 6))
        return max(most, 1), Words(most)


def parse_length(text: str) -> Length:
    """Return the length that `text` names.

    Args:
        text: "3 sentences" (or "3"), "80 words", "10%", or one of `NAMES`.

    Raises:
        SettingsError: it has another form, or its number is out of range.
    """
    asked = " ".join(text.split()).casefold()
    if asked in NAMES:
        return Length(sentences=NAMES[asked], is_headline=asked == "headline")
    form = _FORM.fullmatch(asked)
    unit = (form["unit"] or "sentence") if form else ""
    is_part = unit in ("%", "percent")
    if form is None or ("." in form["number"] and not is_part):
        raise SettingsError(f"length is {text!r}; it must be like {FORMS}")
    if is_part:
        return Length(percent=float(form["number"]))
    number = int(form["number"])
    return Length(words=number) if unit.startswith("word") else Length(sentences=number)


def count_words(text: str) -> int:
    """Return the words of `text` as word processors count them: between white space."""
    return len(text.split())


def body_words(analyses: Iterable[Analysis]) -> float:
    """Return the words of an article's body; of several articles, the mean."""
    counts = [
        sum(count_words(s.span.of(a.article.text)) for s in a.sentences or () if s.kind == "body")
        for a in analyses
    ]
    return sum(counts) / len(counts) if counts else 0.0


def _check(value: float | None, high: int, unit: str, *, low: int = 1) -> None:
    if value is not None and not (low <= value <= high and value > 0):
        least = "more than 0" if low == 0 else str(low)
        raise SettingsError(f"length is {value:g} {unit}; it must be from {least} to {high:,}")


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
