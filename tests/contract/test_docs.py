"""The documentation says what the code does: labels, commands, options, links and snippets."""

from __future__ import annotations

import argparse
import ast
import re
import shlex
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import summarizer
from summarizer.cli import _parser as command_line
from summarizer.codebook import Label, builtin_codebooks, load_codebook

ROOT = Path(__file__).parents[2]
API, LABELS = ROOT / "docs" / "api.md", ROOT / "docs" / "labels.md"
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
PAGES += [p for p in sorted((ROOT / "models").rglob("*.md")) if p.is_file()]

_FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^()\s]+)\)")
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
_HEADING = re.compile(r"^#{2,3} (.+)$", re.MULTILINE)
_EVERY_COMMAND = {"--help", "--version", "--debug"}


def name_of(path: Path) -> str:
    """Return the path as people write it."""
    return path.relative_to(ROOT).as_posix()


def fences(page: Path, language: str) -> list[str]:
    """Return the fenced blocks of one language, without the indent of a list."""
    found = (block for kind, block in _FENCE.findall(page.read_text("utf-8")) if kind == language)
    return [re.sub(r"^ {3}", "", b, flags=re.MULTILINE) if b[:3] == "   " else b for b in found]


def squeezed(text: str) -> str:
    """Return `text` with single spaces, so that line breaks do not matter."""
    return " ".join(text.split())


def sections(page: Path) -> Iterator[tuple[str, str]]:
    """Yield heading and text of each section."""
    parts = _HEADING.split(page.read_text("utf-8"))
    yield from zip(parts[1::2], parts[2::2], strict=True)


def subcommands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return the parsers below `parser`, by name."""
    found: dict[str, argparse.ArgumentParser] = {}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            found |= action.choices
    return found


def leaves(
    parser: argparse.ArgumentParser, path: tuple[str, ...] = ()
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Yield every command that does something, as a user writes it."""
    below = subcommands(parser)
    if not below:
        yield " ".join(("summarizer", *path)), parser
    for name, sub in below.items():
        yield from leaves(sub, (*path, name))


def options_of(parser: argparse.ArgumentParser) -> set[str]:
    """Return the long options of one parser."""
    strings = (s for action in parser._actions for s in action.option_strings)
    return {s for s in strings if s.startswith("--")}


def commands_in(page: Path) -> Iterator[str]:
    """Yield each command line of ours on a page, in fences or inline, up to a pipe or a `<`."""
    text = page.read_text("utf-8")
    lines = [line for block in fences(page, "sh") for line in block.splitlines()]
    for line in [*lines, *_CODE.findall(_FENCE.sub("", text))]:
        if line.strip().startswith("summarizer "):
            yield re.split(r" [<>|#] ?", line.strip())[0]


COMMANDS = dict(leaves(command_line()))
BOOKS = {name: load_codebook(name) for name in builtin_codebooks()}
LABELLED = [(name, label) for name, book in BOOKS.items() for label in book.labels]


@pytest.mark.parametrize(("book", "label"), LABELLED, ids=lambda v: getattr(v, "name", v))
def test_every_label_is_explained_as_the_codebook_does(book: str, label: Label) -> None:
    [text] = [text for heading, text in sections(LABELS) if heading == f"`{label.name}`"]

    assert squeezed(label.definition) in squeezed(text)
    assert squeezed(label.source) in squeezed(text)
    examples = re.findall(r"^- (.*\*\*.+\*\*.*)$", text, re.MULTILINE)
    ours = {example.text for example in BOOKS[book].examples()}
    assert examples
    assert ours.isdisjoint(example.replace("**", "") for example in examples)


def test_no_label_is_explained_that_does_not_exist() -> None:
    explained = {h.strip("`") for h, _ in sections(LABELS) if not h.count(",")}

    assert explained == {label.name for _, label in LABELLED}


def test_the_versions_of_the_codebooks_are_those_of_their_files() -> None:
    headings = {heading for heading, _ in sections(LABELS)}

    assert {f"`{name}`, version {book.version}" for name, book in BOOKS.items()} <= headings


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_is_in_the_api_page(command: str) -> None:
    about = [text for heading, text in sections(API) if f"`{command}" in heading]

    assert len(about) == 1, f"docs/api.md has {len(about)} sections on {command!r}"
    assert set(_OPTION.findall(about[0])) >= options_of(COMMANDS[command]) - _EVERY_COMMAND


def test_every_option_of_the_api_page_exists() -> None:
    for heading, text in sections(API):
        table = "\n".join(line for line in text.splitlines() if line.startswith("|"))
        named = [c for c in COMMANDS if f"`{c}" in heading]
        known = set().union(*(options_of(COMMANDS[c]) for c in named))
        known |= options_of(command_line()) if heading == "Commands" else set()
        if heading.startswith("`python -m eval"):
            known |= options_of(import_module("eval.__main__")._parser())
        assert set(_OPTION.findall(table)) - known == set(), heading


def test_the_options_of_the_app_exist() -> None:
    [text] = [text for heading, text in sections(API) if heading == "`summarizer app`"]
    named = set(_OPTION.findall(text))
    source = (ROOT / "app.py").read_text("utf-8")

    assert named == set(re.findall(r"add_argument\(\s*\"(--[a-z]+)\"", source))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_line_is_one_that_the_parser_takes(page: Path) -> None:
    for command in commands_in(page):
        parser, words = command_line(), shlex.split(command)[1:]
        while words and words[0] in subcommands(parser):
            parser = subcommands(parser)[words.pop(0)]
        is_complete = not subcommands(parser) and not re.search(r"\b[A-Z]{3,}\b|…", command)
        if is_complete and words != ["--help"]:
            command_line().parse_args(shlex.split(command)[1:])  # a wrong line exits
        else:
            assert set(_OPTION.findall(command)) <= options_of(parser), command


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_make_target_exists(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    text = page.read_text("utf-8")
    named = re.findall(r"^make ([a-z]+)|`make ([a-z]+)", text, re.MULTILINE)

    assert {a or b for a, b in named} <= set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_local_link_leads_to_a_file(page: Path) -> None:
    prose = _CODE.sub("", _FENCE.sub("", page.read_text("utf-8")))
    links = [link for link in _LINK.findall(prose) if not re.match(r"https?:|mailto:|#", link)]

    missing = [link for link in links if not (page.parent / link.split("#")[0]).exists()]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_snippet_compiles_and_imports_what_exists(page: Path) -> None:
    for snippet in fences(page, "python"):
        tree = ast.parse(snippet, name_of(page))
        compile(tree, name_of(page), "exec")
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("summarizer"):
                module = import_module(node.module or "")
                assert [a.name for a in node.names if not hasattr(module, a.name)] == []


@pytest.mark.slow
@pytest.mark.parametrize("page", [API, ROOT / "README.md"], ids=name_of)
def test_the_snippets_run_in_order(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from summarizer import read
    from summarizer.neural.tiny import write_tiny_models

    tool = summarizer.load(write_tiny_models(tmp_path / "models"))
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(summarizer, "load", lambda **_: tool)
    monkeypatch.setattr(read, "read_url", lambda url: read.read_text("A page was read.", url=url))

    names: dict[str, object] = {}
    for snippet in fences(page, "python"):
        exec(compile(snippet, name_of(page), "exec"), names)

    assert (tmp_path / "report.html").read_text("utf-8").startswith("<!DOCTYPE html>")
