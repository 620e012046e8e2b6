"""`import summarizer` is light and gives the names that the documentation promises."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ("torch", "spacy", "gradio", "transformers", "trafilatura", "datasets", "sklearn")
LIGHT_MODULES = (
    "summarizer",
    "summarizer.types",
    "summarizer.errors",
    "summarizer.read",
    "summarizer.wire",
    "summarizer.report",
    "summarizer.cli",
    "summarizer.generators.openai",
    "summarizer.generators.whole",
)


def run_python(code: str) -> str:
    """Return what a fresh interpreter prints for `code`."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("module", LIGHT_MODULES)
def test_importing_leaves_heavy_libraries_unloaded(module: str) -> None:
    code = (
        f"import sys, json, {module}\nprint(json.dumps([n for n in {HEAVY!r} if n in sys.modules]))"
    )

    assert json.loads(run_python(code)) == []


def test_every_public_name_exists() -> None:
    code = (
        "import summarizer\n"
        "missing = [n for n in summarizer.__all__ if not hasattr(summarizer, n)]\n"
        "print(missing, callable(summarizer.load), 'load' in summarizer.__all__)"
    )

    assert run_python(code).strip() == "[] True True"


def test_version_is_the_same_everywhere() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]

    assert run_python("import summarizer; print(summarizer.__version__)").strip() == declared
    assert metadata.version("summarizer") == declared


def test_types_can_be_used_without_loading_models() -> None:
    code = (
        "import sys\n"
        "from summarizer.types import Span\n"
        "print(Span(0, 4).of('news'), 'torch' in sys.modules)"
    )

    assert run_python(code).strip() == "news False"
