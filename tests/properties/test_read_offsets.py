"""Offsets of lines and sentences, for any text at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import InputError
from summarizer.read import read_text
from summarizer.stages.sentences import split_article
from summarizer.types import Article

PIECES = st.sampled_from(
    [
        "The U.S. left.", "Dr. Lee said no", '"Why? Go home now, please. I said go home now,"',
        " ", "\n", "\n\n", "\r\n", "\t", "(", ")", "[Image by Ann Lee/AP Images]", "# Head", "...",
        "“Ah!”", "\u202eעברית.", "\U0001f600", "\x00", "\u2028", "a.m. Monday", "Advertisement",
        "e\u0301", "\ud800", "1.", "***", "Reuters", '."', "Photo: Ann Lee", "-- ", "\u200b",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map("".join))


def article_of(text: str, title: str | None = None) -> Article | None:
    try:
        return read_text(text, title=title)
    except InputError:
        return None


@given(TEXTS, st.one_of(st.none(), st.text(max_size=10)))
def test_lines_and_sentences_cover_the_text(text: str, title: str | None) -> None:
    article = article_of(text, title)
    if article is None:
        return
    lines = [line.span.of(article.text) for line in article.lines]
    assert lines == [line.strip() for line in article.text.split("\n") if line.strip()]
    end = 0
    covered: set[int] = set()
    for sentence in split_article(article):
        words = sentence.span.of(article.text)
        assert sentence.span.start >= end
        assert words == words.strip()
        assert "\n" not in words
        end = sentence.span.end
        covered.update(range(sentence.span.start, end))
    for line in article.lines:
        inside = set(range(line.span.start, line.span.end))
        assert inside & covered
        missed = [article.text[i] for i in sorted(inside - covered)]
        assert all(c.isspace() or (c == "#" and line.kind == "headline") for c in missed)


@given(TEXTS)
def test_reading_again_changes_nothing(text: str) -> None:
    article = article_of(text)
    if article is not None:
        again = read_text(article.text, title=article.title)
        assert again.text == article.text
        assert again.title == article.title


def test_a_megabyte_fails_with_one_sentence() -> None:
    with pytest.raises(InputError) as caught:
        read_text("The port is open. " * 60_000)
    assert "\n" not in str(caught.value)
