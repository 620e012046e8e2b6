"""Reading: what becomes of text, files and pages, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from summarizer.errors import InputError, UnsafeUrl
from summarizer.fetch import Page
from summarizer.read import MAX_CHARACTERS, read_path, read_source, read_text, read_url

BODY = (
    "Dockworkers in the port of Marlow voted on Tuesday to end a ten-day strike, their union "
    "said.\n\nShipping companies said that all terminals would open again on Wednesday."
)
HTML = """<!DOCTYPE html><html><head><title>Strike ends | The Harbour Post</title>
<meta property="og:site_name" content="The Harbour Post">
<meta property="article:published_time" content="2023-05-04T10:00:00Z"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Dockers end their strike</h1>
<p>Dockworkers in the port of
Marlow voted on Tuesday to end a <b>ten-day</b> strike that had left forty ships waiting.</p>
<h2>A hard bargain</h2>
<p>The deal gives 2,000 workers a raise of six percent. "We are glad," said Tom Byrne.<br>
He leads the local union.</p>
<script>alert("no article")</script>
<p>Shipping companies said that all terminals would open again on Wednesday.</p>
</article><footer>Copyright 2023 The Harbour Post</footer></body></html>"""


def kinds(text: str, **given: str) -> list[tuple[str, str]]:
    article = read_text(text, **given)  # type: ignore[arg-type]
    return [(line.kind, line.span.of(article.text)) for line in article.lines]


# Text -------------------------------------------------------------------------------------


def test_text_stays_as_it_came() -> None:
    text = "  One  line\twith   <b>tags</b> & &amp; blanks. \n\n\n\nAnother one.  \n"
    assert read_text(text).text == text


def test_line_ends_and_control_characters_are_made_plain() -> None:
    article = read_text("\ufeffOne.\r\nTwo.\rThr\x00ee\x07.\u2028Four.\x85Five.\ud800")
    assert article.text == "One.\nTwo.\nThr ee .\nFour.\nFive.\ufffd"
    article.text.encode("utf-8")


@pytest.mark.parametrize("text", ["", "  \n\t\r\n ", "\ufeff", "\x00\x01", "\u200b\u200f \u2060"])
def test_text_without_a_visible_character_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="empty"):
        read_text(text)


@pytest.mark.parametrize("text", ["Strike", "7", "\U0001f600", "The strike is over."])
def test_one_word_or_sentence_is_body(text: str) -> None:
    article = read_text(text)
    assert kinds(text) == [("body", text)]
    assert (article.title, article.language, article.warnings) == (None, "en", ())


def test_a_text_over_the_limit_is_refused_with_both_numbers() -> None:
    with pytest.raises(InputError, match=r"12 characters and at most 11 are read"):
        read_text("twelve chars", max_characters=11)
    with pytest.raises(InputError, match="400,001"):
        read_text("x" * (MAX_CHARACTERS + 1))
    assert len(read_text("twelve chars", max_characters=12).text) == 12


def test_a_given_title_stands_first_and_apart() -> None:
    article = read_text(BODY, title=" Strike\n ends ", outlet="Post", id="a7", published="2023")
    assert article.text == f"Strike ends\n\n{BODY}"
    assert (article.title, article.outlet, article.id) == ("Strike ends", "Post", "a7")
    assert article.lines[0].kind == "headline"


@pytest.mark.parametrize("first", ["Strike ends", "# Strike ends", "\n\nSTRIKE ENDS."])
def test_a_title_that_the_text_begins_with_is_not_repeated(first: str) -> None:
    text = f"{first}\n\n{BODY}"
    article = read_text(text, title="Strike ends")
    assert article.text == text
    assert (article.title, article.lines[0].kind) == ("Strike ends", "headline")


def test_a_title_is_prepended_to_a_text_whose_first_line_only_starts_like_it() -> None:
    article = read_text("Strike ends in Marlow, the union said.", title="Strike ends")
    assert article.text.startswith("Strike ends\n\nStrike ends in Marlow")


def test_a_short_first_line_is_the_title() -> None:
    article = read_text(f"Dockers end their strike\n\n{BODY}")
    assert article.title == "Dockers end their strike"
    assert [line.kind for line in article.lines] == ["headline", "body", "body"]


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        ("Dockers have ended their strike.", "body"),
        ("By Monday the dockers had gone back to work.", "body"),
        ("By Jane Doe", "credit"),
        ("Tuesday, October 17, 2017", "credit"),
        ("MARLOW, England (Reuters) -", "credit"),
        ("- Dockers end their strike", "body"),
        ("The union said:", "body"),
    ],
)
def test_first_lines_that_are_no_title(first: str, kind: str) -> None:
    article = read_text(f"{first}\n\n{BODY}")
    assert article.title is None
    assert article.lines[0].kind == kind


def test_a_question_in_a_line_of_its_own_can_be_a_title() -> None:
    assert read_text(f"Is the strike over?\n\n{BODY}").title == "Is the strike over?"


def test_line_breaks_of_a_fixed_width_become_spaces() -> None:
    text = (
        "Dockworkers in the port of Marlow voted on Tuesday to end a ten-day\n"
        "strike that had left forty ships waiting at anchor, their union said\n"
        "in a statement that was read out at the gate of the northern docks\n"
        "by its leader.\n\nA second paragraph stays apart."
    )
    article = read_text(text)
    assert article.text == text.replace("\n", " ").replace("  ", "\n\n")
    assert [line.kind for line in article.lines] == ["body", "body"]
    assert article.warnings == (
        "The text was wrapped at a fixed width; 3 line breaks inside paragraphs "
        "were read as spaces.",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Roses are red\nViolets are blue\nSugar is sweet\nAnd so are you",
        "The vote was close in the end, officials at the port of Marlow said.\n" * 4,
        "- an item of a list that goes on for more than forty-five letters\n" * 4,
    ],
)
def test_other_line_breaks_stay(text: str) -> None:
    assert read_text(text).text == text


# Language ---------------------------------------------------------------------------------


def test_a_text_in_another_language_is_named() -> None:
    article = read_text(
        "Die Hafenarbeiter haben am Dienstag beschlossen, ihren Streik nach zehn Tagen zu beenden."
    )
    assert article.language == "de"
    assert article.warnings == (
        "The text looks like German; the models were trained on English, "
        "so read the marks with care.",
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (BODY, "en"),
        (BODY.upper(), "en"),
        ("Hafenarbeiter streiken", "en"),
        ("انتهى إضراب عمال الميناء", "ar"),
        ("12345 67890 12345 67890 12345 67890 12345 67890", "en"),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert read_text(text).language == language


# Files ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "Café workers “walked out”."),
        ("utf-8-sig", "Café workers."),
        ("utf-16", "Café workers."),
        ("utf-32", "Café workers."),
        ("cp1252", "The café’s workers “walked out” on Monday — again, they said."),
    ],
)
def test_files_in_several_encodings(tmp_path: Path, encoding: str, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    assert read_path(path).text == text


@pytest.mark.parametrize(
    ("name", "raw", "what"),
    [
        ("a.txt", bytes(range(256)) * 20, "not text"),
        ("a.txt", b"%PDF-1.7 \xe2\xe3", "a PDF file"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00", "a picture"),
        ("a.txt", b"PK\x03\x04abc", "office document"),
        ("a.txt", b"\x01\x02\x03\x04\x05\x06", "not text"),
        ("a.txt", b"", "empty"),
        ("a.docx", b"text", "no .docx file inside"),
        ("a.pdf", b"text", "no .pdf file inside"),
        ("a.doc", b"text", "not read"),
        ("a.html", b"<html><body><script>x</script></body></html>", "no article text"),
    ],
)
def test_files_that_hold_no_text(tmp_path: Path, name: str, raw: bytes, what: str) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    with pytest.raises(InputError, match=what):
        read_path(path)


def test_a_file_that_is_not_there_or_a_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_path(tmp_path / "a.txt")
    with pytest.raises(InputError, match="folder"):
        read_path(tmp_path)
    with pytest.raises(InputError):
        read_path("a\x00b.txt")


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 5_000_001)
    with pytest.raises(InputError, match="5,000,000"):
        read_path(path)


def test_a_markdown_file_keeps_its_marks(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"# Dockers end strike\n\n{BODY}\n\n## What now?\n\nNobody knows that yet.\n")
    article = read_path(path)
    assert article.text == path.read_text()
    assert article.title == "Dockers end strike"
    heads = [line.span.of(article.text) for line in article.lines if line.kind == "headline"]
    assert heads == ["# Dockers end strike", "## What now?"]


def test_an_html_file_is_extracted(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(HTML)
    article = read_path(path)
    assert article.title == "Dockers end their strike"
    assert (article.outlet, article.published) == ("The Harbour Post", "2023-05-04")
    assert article.text == (
        "Dockers end their strike\n\n"
        "Dockworkers in the port of Marlow voted on Tuesday to end a ten-day strike that had left "
        "forty ships waiting.\n\nA hard bargain\n\n"
        'The deal gives 2,000 workers a raise of six percent. "We are glad," said Tom Byrne.\n'
        "He leads the local union.\n\n"
        "Shipping companies said that all terminals would open again on Wednesday."
    )
    assert [line.kind for line in article.lines].count("headline") == 2


def test_html_as_text_stays_text() -> None:
    assert read_text(HTML).text == HTML


@pytest.mark.parametrize(
    "value",
    [
        {"text": BODY, "title": "Strike", "outlet": "Post", "url": "https://x.org", "id": "n1"},
        {
            "articles": [
                {
                    "text": f"Strike\n\n{BODY}",
                    "title": "Strike",
                    "outlet": "Post",
                    "url": "https://x.org",
                    "id": "n1",
                    "sentences": [],
                    "published": None,
                }
            ]
        },
    ],
)
def test_a_json_file(tmp_path: Path, value: object) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(value))
    article = read_path(path)
    assert article.text == f"Strike\n\n{BODY}"
    assert (article.title, article.outlet) == ("Strike", "Post")
    assert (article.url, article.id) == ("https://x.org", "n1")
    assert read_path(path, outlet="Other").outlet == "Other"


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        ("{", "line 1, column 2"),
        ("[1]", "found a list"),
        ("{}", "no such member"),
        ('{"text": 3}', "found a number"),
        ('{"text": " "}', "empty"),
        ('{"text": "a", "title": []}', '"title" must be a string, found a list'),
        ('{"articles": []}', "0 articles"),
        ("[" * 100_000, "JSON"),
    ],
)
def test_json_that_is_no_article(tmp_path: Path, raw: str, what: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(raw)
    with pytest.raises(InputError, match=what):
        read_path(path)


# Sources ----------------------------------------------------------------------------------


def page(content_type: str, body: bytes, charset: str | None = None) -> Page:
    return Page("https://www.example.org/a", content_type, charset, body)


def test_a_url_is_extracted() -> None:
    article = read_url("https://example.org/a", fetch=lambda _: page("text/html", HTML.encode()))
    assert article.title == "Dockers end their strike"
    assert article.url == "https://www.example.org/a"
    assert article.outlet == "The Harbour Post"


def test_a_plain_text_url_is_not_extracted() -> None:
    raw = "<b>Café</b> workers walked out.".encode("latin-1")
    article = read_url("x", fetch=lambda _: page("text/plain", raw, "latin-1"))
    assert article.text == "<b>Café</b> workers walked out."
    assert article.outlet == "example.org"


def test_sources_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("From a file.")
    asked: list[str] = []

    def fetch(url: str) -> Page:
        asked.append(url)
        return page("text/plain", b"From the web.")

    assert read_source(str(path)).text == "From a file."
    assert read_source("HTTPS://example.org", fetch=fetch).text == "From the web."
    assert read_source("-", stdin=lambda: b"From a pipe.").text == "From a pipe."
    assert read_source("-", stdin=HTML.encode).title == "Dockers end their strike"
    assert asked == ["HTTPS://example.org"]
    with pytest.raises(UnsafeUrl, match="file://"):
        read_source("file:///etc/passwd")
    with pytest.raises(InputError, match="standard input"):
        read_source("-", stdin=lambda: b"\x00\x01\x02" * 100)
