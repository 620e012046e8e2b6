"""What `tidy` may do to any range of any text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from summarizer.phrases import tidy

WORDS = st.sampled_from(
    ["the", "of", "and", "brutal", "war-torn", "don’t", "regime's", "“", "”", '"', "'", "(", ")",
     "‘so-called’", "—", "\n", "U.S.", "1,400", "workers'", "😀", "é", "_"]
)  # fmt: skip
TEXTS = st.lists(WORDS, min_size=1, max_size=12).map(" ".join) | st.text(
    "ab'’\"“”( .-\n1", min_size=1, max_size=30
)


def grown(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range widened to the white space around it."""
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


@st.composite
def ranges(draw: st.DrawFn) -> tuple[str, int, int]:
    text = draw(TEXTS)
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


@given(ranges())
def test_it_never_widens_beyond_words(given_range: tuple[str, int, int]) -> None:
    text, start, end = given_range
    low, high = grown(text, start, end)
    found = tidy(text, start, end)

    if found is not None:
        assert low <= found.start < found.end <= high


@given(ranges())
def test_what_is_left_has_letters_and_no_white_space_at_its_edges(
    given_range: tuple[str, int, int],
) -> None:
    found = tidy(*given_range)

    if found is not None:
        words = found.of(given_range[0])
        assert any(c.isalpha() for c in words)
        assert words == words.strip()


@given(ranges())
def test_a_word_is_never_cut(given_range: tuple[str, int, int]) -> None:
    text = given_range[0]
    found = tidy(*given_range)

    if found is not None:
        for edge in (found.start, found.end):
            around = text[max(0, edge - 1) : edge + 1]
            assert edge in (0, len(text)) or not around.isalnum()


@given(ranges())
def test_tidying_twice_changes_nothing(given_range: tuple[str, int, int]) -> None:
    text = given_range[0]
    found = tidy(*given_range)

    if found is not None:
        assert tidy(text, found.start, found.end) == found
