"""Who speaks by a source of several names, in sentences parsed by the real parser."""

from __future__ import annotations

import pytest
from spacy.language import Language

from summarizer.stages.parse import load_parser
from summarizer.stages.speakers import speaker_of
from summarizer.types import Mention, MentionKind
from tests.factories import span_of


@pytest.fixture(scope="module")
def parser() -> Language:
    return load_parser()


@pytest.mark.parametrize(
    ("text", "source", "mentions", "speaker"),
    [
        ("Ilves's mother, Ana Ilves, said he was gone.", "Ilves's mother, Ana Ilves",
         [("Ilves", "name"), ("Ana Ilves", "name")], "Ana Ilves"),
        ("Halden spokesman Tom Berg said the mill was safe.", "Halden spokesman Tom Berg",
         [("Halden", "name"), ("Tom Berg", "name")], "Tom Berg"),
        ("Velia's president, Ana Ruiz, said it was over.", "Velia's president, Ana Ruiz",
         [("Velia", "name"), ("Ana Ruiz", "name")], "Ana Ruiz"),
        ("Halden's head of research, Tom Berg, said it was over.",
         "Halden's head of research, Tom Berg", [("Halden", "name"), ("Tom Berg", "name")],
         "Tom Berg"),
        ("A spokesman for Halden said the mill was safe.", "A spokesman for Halden",
         [("Halden", "name")], "Halden"),
        ("A spokesman for the port, Tom Berg, said it was over.",
         "A spokesman for the port, Tom Berg", [("the port", "nominal"), ("Tom Berg", "name")],
         "Tom Berg"),
        ("A source close to Ilves said she was tired.", "A source close to Ilves",
         [("Ilves", "name")], None),
        ("Ilves's lawyer said she was tired.", "Ilves's lawyer", [("Ilves", "name")], None),
        ("The union of dockers said it was over.", "The union of dockers",
         [("The union", "nominal"), ("dockers", "nominal")], "The union"),
    ],
)  # fmt: skip
def test_the_head_of_a_source_speaks(
    parser: Language,
    text: str,
    source: str,
    mentions: list[tuple[str, MentionKind]],
    speaker: str | None,
) -> None:
    found = [Mention(span_of(words, text), words, kind) for words, kind in mentions]

    given = speaker_of(span_of(source, text), found, parser(text), {"Ilves", "Tom Berg"})
    assert given == speaker
