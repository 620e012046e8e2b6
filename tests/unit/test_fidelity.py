from __future__ import annotations

import pytest

from summarizer.fidelity import hedges, holds, numbers, unknown_names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3,250 people", {"3250"}),
        ("a 4 percent raise, then 5%", {"4%", "5%"}),
        ("$2.5 million and two million", {"2.5million", "two", "million"}),
        ("the -5 degrees of 2014-15", {"-5", "2014", "15"}),
        ("at 10:30, nobody", {"10:30"}),
        ("no figure, often", set()),
    ],
)
def test_numbers_come_with_their_percent_and_scale(text: str, found: set[str]) -> None:
    assert numbers(text) == found


def test_a_number_in_another_grouping_is_the_same() -> None:
    assert numbers("1,130 dead") == numbers("1130 dead") != numbers("113 dead")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It couldn’t, won't and cannot.", {"could": 1, "not": 3, "can": 1}),
        ("In May he may not, not ever.", {"may": 1, "not": 2}),
        ("Roe allegedly stole", {"allegedly": 1}),
        ("A notable nomad", {}),
    ],
)
def test_hedges_are_counted_as_words(text: str, found: dict[str, int]) -> None:
    assert dict(hedges(text)) == found


@pytest.mark.parametrize(
    ("text", "evidence", "unknown"),
    [
        ("Amina Diallo left.", "Dr. Amina Sow Diallo left.", []),
        ("Diallo Amina left.", "Amina Diallo left.", ["diallo amina"]),
        ("The mayor met Wei Chen.", "The mayor met somebody.", ["wei chen"]),
        ("Yesterday Roe left.", "Roe left.", ["yesterday roe"]),
        ("Yesterday Roe left.", "Roe left yesterday.", []),
        ("In Arden, Roe left.", "Roe left Arden.", []),
        ("Roe’s house", "Roe has a house", []),
        ("RAQUEL LEFT", "Raquel left", []),
    ],
)
def test_names_must_stand_in_the_evidence(text: str, evidence: str, unknown: list[str]) -> None:
    assert unknown_names(text, evidence) == unknown


def test_words_are_held_side_by_side_and_whole() -> None:
    assert holds("They called it “a disaster.”", "a disaster")
    assert not holds("They called it disastrous.", "disaster")
