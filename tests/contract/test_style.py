"""The house rules that no linter checks: sizes, names, and where things may be imported."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAX_FILE_LINES, MAX_FUNCTION_LINES = 400, 50
VAGUE_NAMES = {"common", "helper", "helpers", "misc", "process", "util", "utils"}


def python_files(*folders: str) -> list[Path]:
    """Return the project's Python files under `folders`, sorted."""
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return sorted(path for path in found if "__pycache__" not in path.parts)


def imports(tree: ast.AST) -> Iterator[str]:
    """Yield the top-level package of every import, nested ones included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def name_of(path: Path) -> str:
    """Return the path as people write it."""
    return path.relative_to(ROOT).as_posix()


CODE = python_files("summarizer", "eval")
ALL = [*CODE, *python_files("tests"), *ROOT.glob("*.py")]


def test_there_is_code_to_look_at() -> None:
    assert len(CODE) > 5


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_files_are_short_enough_to_read(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MAX_FILE_LINES
    assert path.stem not in VAGUE_NAMES


@pytest.mark.parametrize("path", ALL, ids=name_of)
def test_functions_are_short_enough_to_read(path: Path) -> None:
    functions = [
        node
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    sizes = {f.name: (f.end_lineno or f.lineno) - f.lineno + 1 for f in functions}

    assert {name: n for name, n in sizes.items() if n > MAX_FUNCTION_LINES} == {}


@pytest.mark.parametrize("path", python_files("summarizer"), ids=name_of)
def test_the_library_never_imports_the_evaluation(path: Path) -> None:
    assert {"eval", "tests"}.isdisjoint(imports(ast.parse(path.read_text("utf-8"))))
