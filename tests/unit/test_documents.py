"""PDF and Word files: paragraphs, running heads, headings, and files that are broken."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader, PdfWriter

from summarizer.documents import MAX_PAGES, paragraphs_of, read_docx, read_pdf, reader_of
from summarizer.errors import InputError
from summarizer.read import read_path, read_source

LINES = (
    "The ferry company said on Friday that it would cut a third of",
    "its crews, and the union answered with a walkout that kept the",
    "boats in port.",
    "Hotels on the islands offered free nights to those who could not",
    "leave.",
)


def pdf_of(pages: Sequence[Sequence[str]]) -> bytes:
    """Return a PDF whose pages have these lines in Helvetica."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 "
               "/BaseFont /Helvetica >>"]  # fmt: skip
    kids = []
    for lines in pages:
        shown = " T* ".join(f"({line}) Tj" for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 50 800 Td {shown} ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    out, places = "%PDF-1.4\n", []
    for n, each in enumerate(objects, 1):
        places.append(len(out))
        out += f"{n} 0 obj\n{each}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    n = len(objects) + 1
    tail = f"trailer << /Size {n} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return f"{out}xref\n0 {n}\n0000000000 65535 f \n{table}{tail}".encode("ascii")


def docx_of(*paragraphs: tuple[str, str]) -> bytes:
    """Return a Word document of paragraphs with a style each."""
    document = docx.Document()
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_lines_of_a_pdf_become_paragraphs() -> None:
    assert read_pdf(pdf_of([LINES]), "a.pdf").text.split("\n\n") == [
        " ".join(LINES[:3]),
        " ".join(LINES[3:]),
    ]


def test_running_heads_page_numbers_and_addresses_are_left_out() -> None:
    pages = [
        ["Island Courier - page 1", *LINES[:2], "https://courier.example/ferry 1/2"],
        ["Island Courier - page 2", *LINES[2:], "2"],
    ]

    text = read_pdf(pdf_of(pages), "a.pdf").text

    assert text == f"{' '.join(LINES[:3])}\n\n{' '.join(LINES[3:])}"


def test_a_word_that_a_line_breaks_is_joined_but_not_a_compound() -> None:
    lines = ["All in all the harbour has kept its old fer-", "ries, and the left-", "Liberal side."]

    assert paragraphs_of([lines]) == [
        "All in all the harbour has kept its old ferries, and the left-",
        "Liberal side.",
    ]


def test_the_title_and_headings_of_a_word_document(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(
        docx_of(
            ("Title", "Ferries stay in port"),
            ("Normal", "Crews walked out on Friday."),
            ("Heading 2", "What comes next"),
            ("Normal", "Talks go on."),
        )
    )

    article = read_path(path)

    assert article.title == "Ferries stay in port"
    assert article.text == (
        "Ferries stay in port\n\nCrews walked out on Friday.\n\nWhat comes next\n\nTalks go on."
    )
    assert [line.kind for line in article.lines] == ["headline", "body", "headline", "body"]


def test_tables_are_read_row_by_row() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for row, texts in zip(table.rows, (("Boats", "14"), ("Crews", "60")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    file = io.BytesIO()
    document.save(file)

    assert read_docx(file.getvalue(), "a.docx").text == "Boats | 14\n\nCrews | 60"


def test_a_pdf_is_known_by_its_bytes_also_on_standard_input(tmp_path: Path) -> None:
    raw = pdf_of([LINES])
    path = tmp_path / "a.txt"
    path.write_bytes(raw)

    assert read_path(path).text == read_source("-", stdin=lambda: raw).text


def test_a_locked_pdf_says_so() -> None:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_of([LINES]))))
    writer.encrypt("secret", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)

    with pytest.raises(InputError, match="locked with a password"):
        read_pdf(file.getvalue(), "a.pdf")


def test_pdfs_that_give_no_article() -> None:
    with pytest.raises(InputError, match="holds no text"):
        read_pdf(pdf_of([[]]), "a.pdf")
    with pytest.raises(InputError, match="201 pages and at most 200"):
        read_pdf(pdf_of([["a"]] * (MAX_PAGES + 1)), "a.pdf")
    with pytest.raises(InputError, match="can't be read"):
        read_pdf(b"%PDF-1.7\nnothing", "a.pdf")


def test_word_documents_that_give_no_article() -> None:
    with pytest.raises(InputError, match="holds no text"):
        read_docx(docx_of(("Normal", " ")), "a.docx")
    with pytest.raises(InputError, match="can't be read"):
        read_docx(b"PK\x03\x04word/document.xml", "a.docx")


def test_a_word_document_that_unpacks_to_too_much() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 60_000_000)

    with pytest.raises(InputError, match="unpacks to more"):
        read_docx(file.getvalue(), "a.docx")


def test_an_entity_in_a_word_document_is_not_read_from_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret", encoding="utf-8")
    source, file = io.BytesIO(docx_of(("Normal", "MARK."), ("Normal", "Open."))), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "word/document.xml":
                at = body.index(b"?>") + 2
                entity = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode()
                body = body[:at] + entity + body[at:].replace(b"MARK", b"&x;")
            new.writestr(name, body)

    assert read_docx(file.getvalue(), "a.docx").text == "Open."


def test_other_archives_are_no_documents() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "text")

    assert reader_of(file.getvalue()) is None
    assert reader_of(b"plain text") is None
