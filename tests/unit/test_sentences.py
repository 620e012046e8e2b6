"""Sentences, and the parse that keeps to them."""

from __future__ import annotations

import pytest
from spacy.language import Language

from summarizer.language import LANGUAGES
from summarizer.read import read_text
from summarizer.stages.parse import Parse, load_parser
from summarizer.stages.sentences import Sentences, split_article, split_text
from summarizer.types import Analysis, Article


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in split_text(text)]


@pytest.fixture(scope="module")
def parser() -> Language:
    return load_parser()


@pytest.mark.parametrize(
    "sentences",
    [
        ['"It was bad," said Gen. Ann Lee, the U.S. commander.', '"We will go."', "He left."],
        ["He left at 5 p.m. Monday.", "It began at 9 a.m. on Jan. 5.", "The U.S. Army came."],
        ["He lived in the U.S.", "The next day he left."],
        ["“Why now?” asked Dr. Lee.", "“Because we must.”", "Mr. Byrne paid $3.5 million."],
        ["Rev. J. B. Lee of Washington, D.C. called Sen. Ann Day, D-N.J., and Rep. Bo Ray."],
        ["He said no.", "(She said yes.)", "Then they left."],
        ["“What do we want?” the crowd chanted.", "“Our jobs!” Lee shouted.", "Nobody came."],
        ["The bill passed 51-49 ...", "Nobody cheered."],
        ["The price rose to 3.2 percent ... and fell again.", "Approx. 40 people came."],
        ["'We are not criminals,' said one.", "'We are workers.'"],
        ["Yahoo! News reported it.", "He works at Bolt Corp. and lives in St. Marlow."],
        ['"But you must go," Lee went on.', '"It is late."'],
        ["THE PORT IS OPEN.", "NOBODY WAS HURT!", "WHAT NOW?"],
        ["the port is open.", "nobody was hurt."],
        ["1. Close the gate.", "2. Call the guard."],
        ["انتهى الإضراب.", "عاد العمال؟"],
        ["It is over \U0001f600!", "We won."],
    ],
)
def test_sentences_of_a_line(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


def test_a_long_quotation_is_cut_between_its_sentences() -> None:
    assert split('Lee said, "I lost my house that day. I never found my dog." He left.') == [
        'Lee said, "I lost my house that day.',
        'I never found my dog."',
        "He left.",
    ]
    assert split('He said: "Stop. Go home. It is over."') == [
        'He said: "Stop. Go home. It is over."'
    ]


@pytest.mark.parametrize("language", [*LANGUAGES, "und"])
def test_every_language_has_a_splitter(language: str) -> None:
    assert split_text("One two. Three four.", language)


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(s.kind, s.span.of(article.text)) for s in split_article(article)]


def test_sentences_inherit_kinds_and_credits_stand_alone() -> None:
    article = read_text(
        "# Strike in Marlow\n\nDockers went home on Friday. They will be back.\n\n"
        "A docker waves. He smiles. [Image by Ann Lee/AP Images]\n\n[Featured Image by Bo Ray/AFP]"
    )
    assert kinds(article) == [
        ("headline", "Strike in Marlow"),
        ("body", "Dockers went home on Friday."),
        ("body", "They will be back."),
        ("caption", "A docker waves."),
        ("caption", "He smiles."),
        ("credit", "[Image by Ann Lee/AP Images]"),
        ("credit", "[Featured Image by Bo Ray/AFP]"),
    ]


def test_a_sentence_ends_with_its_line() -> None:
    assert kinds(Article("a", "no full stop here\nnor here\n\n\nand none here")) == [
        ("body", "no full stop here"),
        ("body", "nor here"),
        ("body", "and none here"),
    ]


def test_the_stage_adds_its_layer_in_order() -> None:
    batch = [Analysis(read_text(text)) for text in ("One came.", "Two came. Three left.")]
    assert [len(a.sentences or ()) for a in Sentences()(batch)] == [1, 2]


@pytest.mark.parametrize(
    "text",
    [
        "\n\n  He left the room.[Image by Ann Lee/AP Images]\n\n\n Yes. (It was.) He\tleft. ",
        "Strike ends\n\nIt is over. It is\u00a0done.\r\n\r\nNobody came and nobody left",
        "A docker waves\nA docker waves.[Photo by Ann Lee]\n",
    ],
)
def test_the_parse_keeps_our_sentences(parser: Language, text: str) -> None:
    (analysis,) = Parse(parser)(Sentences()([Analysis(read_text(text))]))
    assert analysis.parse is not None
    assert analysis.sentences is not None
    assert analysis.parse.text == analysis.article.text
    found = [(s.text.strip(), s.start_char) for s in analysis.parse.sents]
    ours = [(s.span.of(analysis.article.text), s.span.start) for s in analysis.sentences]
    assert [words for words, _ in found] == [words for words, _ in ours]
    assert [start for _, start in found[1:]] == [start for _, start in ours[1:]]
    assert all(token.dep_ and token.tag_ for token in analysis.parse if not token.is_space)


def test_a_long_text_is_parsed_in_pieces_that_fit(
    parser: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("summarizer.stages.parse._CHUNK", 60)
    text = "\n\n".join(f"Dockers in port {i} went home. Ann Lee stayed there." for i in range(6))
    (analysis,) = Parse(parser)(Sentences()([Analysis(read_text(text))]))
    assert analysis.parse is not None
    assert analysis.parse.text == text
    assert len(list(analysis.parse.sents)) == 12
    assert {ent.text for ent in analysis.parse.ents} >= {"Ann Lee"}


def test_the_parser_is_named_for_the_provenance(parser: Language) -> None:
    name, version = Parse(parser).model
    assert name.startswith("en_core_web_sm")
    assert version[0].isdigit()


@pytest.mark.parametrize("text", ["The army left.", "Hello", "One line\n\nanother"])
def test_the_shortest_articles_are_parsed_whole(parser: Language, text: str) -> None:
    analysis = Parse(parser)(Sentences()([Analysis(read_text(text))]))[0]

    assert analysis.parse is not None
    assert "".join(t.text_with_ws for t in analysis.parse) == text
