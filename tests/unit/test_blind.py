from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.blind import NAME, BlindText, hide
from summarizer.read import read_text
from summarizer.stages.sentences import split_article
from summarizer.types import Span


def hidden(text: str, loaded: tuple[str, ...] = ()) -> BlindText:
    return hide(text, split_article(read_text(text)), lambda words: [w in loaded for w in words])


@pytest.mark.parametrize(
    "template",
    [
        "The {} minister spoke for an hour.",
        "Two {} teachers asked for more pay.",
        "A vile mob chased the {} family out of town.",
    ],
)
def test_identities_cannot_be_told_apart(template: str) -> None:
    values = ("Polish", "Nigerian", "Muslim", "Jewish", "gay", "Black", "white", "Republican")

    assert {hidden(template.format(v)).text for v in values} == {template.format("local")}


def test_places_and_outlets_cannot_be_told_apart() -> None:
    places = ("Leeds", "Tel Aviv", "the Netherlands", "New York", "Kyiv")
    outlets = ("Reuters", "the BBC", "the Times of India", "Fox News")

    assert len({hidden(f"Shells fell on houses in {p} on Monday.").text for p in places}) == 1
    assert len({hidden(f"The figures were published by {o}.").text for o in outlets}) == 1


def test_genders_cannot_be_told_apart() -> None:
    values = ("man", "woman", "transgender woman", "Polish man", "non-binary person")

    texts = {hidden(f"Police arrested a {v} on Friday.").text for v in values}
    assert texts == {"Police arrested a person on Friday."}
    assert hidden("An Irish man was arrested.").text == "A person was arrested."


def test_a_name_at_the_start_is_hidden_where_it_is_known_from_elsewhere() -> None:
    found = hidden("Vetra was quiet. The road to Vetra is open.").text

    assert found == f"{NAME} was quiet. The road to {NAME} is open."
    assert hidden("Terrible storms passed over Vetra.").text.startswith("Terrible storms")


def test_words_that_are_loaded_by_themselves_are_no_names() -> None:
    text = "They call him the Butcher of Vetra and the Old King."

    assert "Butcher of" in hidden(text, ("Butcher",)).text
    assert "Butcher" not in hidden(text).text
    # But who somebody is stays hidden, however it sounds.
    assert "Communist" not in hidden("The new Communist mayor spoke.", ("Communist",)).text


def test_a_term_in_a_name_goes_with_it() -> None:
    assert hidden("He joined the Muslim Welfare League in June.").text.count("local") == 0
    assert hidden("Planes of the U.S. and its allies came.").text == (
        f"Planes of {NAME} and its allies came."
    )


def test_titles_and_quotations_keep_their_first_words() -> None:
    title = "Ruthless Landlord Throws Family Of Nine Out"
    assert hidden(title).text == title
    quoted = '"Nobody asked us. Nobody came," she told Ada Lind.'
    assert hidden(quoted).text == f'"Nobody asked us. Nobody came," she told {NAME}.'


def test_days_and_months_stay() -> None:
    text = "They met on Monday, and in May."
    assert hidden(text).text == text


def test_words_of_a_stretch_are_read_blind() -> None:
    text = "Their ruthless Polish landlord, Jan Nowak's cousin, left."
    start = text.index("ruthless")

    found = hidden(text)
    assert found.words(Span(start, text.index(","))) == "ruthless local landlord"
    assert found.words(Span(text.index("Nowak"), text.index("'s"))) == NAME


PIECES = st.sampled_from(
    ["the", "Polish", "an", "Irish", "women", "Ada", "Lind", "of", "U.S.", "and", "left", "Vetra's",
     '"No', 'way"', ".", ",", "gay", "Times", "\n\n", "BBC", "black", "farmer"]
)  # fmt: skip


@given(st.lists(PIECES, min_size=1, max_size=25))
def test_every_character_comes_from_the_source_in_order(pieces: list[str]) -> None:
    text = "A " + " ".join(pieces)
    found = hidden(text)

    ends = [found.original(i, i + 1) for i in range(len(found.text))]
    assert all(0 <= a < b <= len(text) for a, b in ends)
    assert ends == sorted(ends)
    kept = [
        found.text[i] == text[a]
        for i, (a, b) in enumerate(ends)
        if not any(h.span.start <= a < h.span.end for h in found.hidden)
    ]
    assert all(kept)
    spans = [h.span for h in found.hidden]
    assert all(a.end <= b.start for a, b in pairwise(spans))
