from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.codebook import builtin_codebooks, load_codebook, parse_codebook, parse_marks
from summarizer.errors import CodebookError

BOOK = """
name = "weather"
version = "2.1"
language = "en"

[[label]]
name = "storm"
definition = "Something is told as a storm."
valence = "negative"
examples = [
    { text = "A [tide of anger] rose.", subject = "protest" },
    { valence = "mixed", text = "It was a [tempest] and a [ray of hope](sun:positive)." },
]
lookalikes = [{ text = "The tide was high at noon." }]

[[label]]
name = "sun"
title = "sunshine"
definition = "Something is told as sunshine."
valence = "positive"
"""


def changed(old: str, new: str) -> str:
    assert old in BOOK
    return BOOK.replace(old, new)


def test_examples_give_plain_text_and_phrases() -> None:
    book = parse_codebook(BOOK, "weather.toml")
    storm = book.label("storm")
    phrases = [(p.span.of(e.text), p.label, p.valence) for e in storm.examples for p in e.phrases]

    assert [e.text for e in storm.examples] == [
        "A tide of anger rose.",
        "It was a tempest and a ray of hope.",
    ]
    assert phrases == [
        ("tide of anger", "storm", "negative"),
        ("tempest", "storm", "mixed"),
        ("ray of hope", "sun", "positive"),
    ]
    assert [e.subject for e in storm.examples] == ["protest", None]
    assert [(e.text, e.phrases) for e in storm.lookalikes] == [("The tide was high at noon.", ())]
    assert len(book.examples()) == 3


def test_what_may_be_left_out_has_a_default() -> None:
    book = parse_codebook(BOOK, "weather.toml")

    assert (book.title, book.source) == ("weather", "")
    assert [label.title for label in book.labels] == ["storm", "sunshine"]


def test_an_unknown_label_is_named_with_the_nearest() -> None:
    with pytest.raises(CodebookError, match=r"weather 2\.1 has no 'strom'; try storm"):
        parse_codebook(BOOK, "weather.toml").label("strom")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[[label]]", "[[label", "is not TOML"),
        ('name = "weather"', "", "the field 'name' is missing"),
        ('version = "2.1"', "version = 2.1", r"version is 2\.1; it must be text"),
        ('definition = "Something is told as a storm."', "", "'storm': the field 'definition'"),
        ('valence = "negative"', 'valence = "bad"', "'storm': valence is 'bad'"),
        ('valence = "mixed"', 'valence = "bad"', "'storm': valence is 'bad'"),
        ('valence = "positive"', "", "'sun': valence is None"),
        ("[tide of anger]", "tide of anger", r"no \[phrase\] is marked"),
        ("The tide", "The [tide]", "look-alike holds no"),
        ("(sun:positive)", "(moon:positive)", "has no 'moon'"),
        ('name = "sun"', 'name = "storm"', "more than one label storm"),
        ("lookalikes = [{ text", "lookalikes = [{ txet", "the field 'text' is missing"),
        ("lookalikes = [{", "lookalikes = 3\nother = [{", "lookalikes must be a list of tables"),
    ],
)
def test_mistakes_are_named(old: str, new: str, message: str) -> None:
    with pytest.raises(CodebookError, match=message):
        parse_codebook(changed(old, new), "weather.toml")


def test_a_codebook_needs_labels() -> None:
    with pytest.raises(CodebookError, match=r"weather\.toml: there is no \[\[label\]\]"):
        parse_codebook(BOOK[: BOOK.index("[[label]]")], "weather.toml")


def test_a_codebook_of_the_user_is_read_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "weather.toml"
    path.write_text(BOOK, "utf-8")

    assert load_codebook(path) == load_codebook(str(path)) == parse_codebook(BOOK, str(path))


@pytest.mark.parametrize("raw", [b"\xff\xfe", None])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, raw: bytes | None) -> None:
    path = tmp_path / "weather.toml"
    if raw is not None:
        path.write_bytes(raw)

    with pytest.raises(CodebookError, match=r"weather\.toml (cannot be read|is not text)"):
        load_codebook(path)


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    known = "no codebook is called 'farming'; try frames, framing, techniques"
    with pytest.raises(CodebookError, match=known):
        load_codebook("farming")
    assert "framing" in builtin_codebooks()


def test_marks_may_stand_at_the_edges_and_side_by_side() -> None:
    text, phrases = parse_marks("[one](a:mixed)[two] three", "b", "positive")

    assert text == "onetwo three"
    assert [(p.span.of(text), p.label, p.valence) for p in phrases] == [
        ("one", "a", "mixed"),
        ("two", "b", "positive"),
    ]
