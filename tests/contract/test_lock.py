"""The lock file installs anywhere: exact versions, no index, no local builds."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parents[2]
PIN = re.compile(r"^(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>[0-9][A-Za-z0-9.]*)(?: ; .+)?$")


def lock_lines() -> list[str]:
    """Return the requirements of the lock, without comments."""
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.lstrip().startswith("#")]


def bare(requirement: str) -> str:
    """Return the normalised package name of a requirement."""
    return re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0].lower().replace("_", "-")


def declared() -> set[str]:
    """Return the normalised names in requirements.in."""
    lines = (ROOT / "requirements.in").read_text("utf-8").splitlines()
    return {bare(line) for line in lines if line and not line.startswith("#")}


def third_party_imports() -> set[str]:
    """Return the top-level packages that the project's code imports and does not hold."""
    files = [
        path for folder in ("summarizer", "eval", "tests") for path in (ROOT / folder).rglob("*.py")
    ]
    found: set[str] = set()
    for path in (*files, *ROOT.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found.update(alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.split(".")[0])
    own = {"summarizer", "eval", "tests", "app"}
    return found - own - set(sys.stdlib_module_names)


def test_every_import_is_a_direct_dependency() -> None:
    owners = metadata.packages_distributions()
    undeclared = {
        name
        for name in third_party_imports()
        if not {bare(owner) for owner in owners.get(name, ())} & declared()
    }

    assert undeclared == set()


def test_every_line_pins_one_public_version() -> None:
    assert [line for line in lock_lines() if not PIN.match(line)] == []


def test_torch_is_pinned_once_and_brings_no_cuda() -> None:
    lines = lock_lines()

    assert [line for line in lines if line.startswith("torch==")] == ["torch==2.13.0"]
    assert [line for line in lines if line.startswith(("nvidia-", "cuda-", "triton"))] == []


def test_every_declared_dependency_is_in_the_lock() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    declared = project["dependencies"] + extras["app"] + extras["eval"] + extras["dev"]
    locked = {bare(line) for line in lock_lines()}

    assert {bare(requirement) for requirement in declared} - locked == set()
