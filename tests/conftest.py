"""What every test runs under: no network, fixed seeds, one hypothesis profile."""

from __future__ import annotations

import ipaddress
import os
import random
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from summarizer.api import Tool
    from summarizer.types import Report

# Set before any library reads them: no model hub, no analytics, no thread warnings.
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["TOKENIZERS_PARALLELISM"] = "false"

# The same examples on every run, and no deadline: a slow machine is not a failing test.
settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=50)
settings.load_profile("repeatable")


class NetworkBlocked(RuntimeError):
    """A test tried to reach another machine.

    Not an `OSError`, so that code which handles failed connections cannot swallow it.
    """


def is_loopback(host: object) -> bool:
    """Return whether `host` (a name, an address or `None`) is this machine."""
    if host in (None, "", b"", "localhost", b"localhost"):
        return True
    name = host.decode() if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(name.split("%")[0]).is_loopback
    except ValueError:
        return False


def _check_address(family: int, address: object) -> None:
    if family not in (socket.AF_INET, socket.AF_INET6):
        return
    host = address[0] if isinstance(address, tuple) else address
    if not is_loopback(host):
        raise NetworkBlocked(f"a test tried to reach {host!r}; use a fake or the loopback address")


def _guarded(method: str) -> Callable[..., Any]:
    original = getattr(socket.socket, method)

    def guard(self: socket.socket, *args: Any) -> Any:
        # sendto takes (data, address) or (data, flags, address); the others (address).
        _check_address(self.family, args[-1])
        return original(self, *args)

    return guard


def _guarded_lookup(original: Callable[..., Any]) -> Callable[..., Any]:
    def guard(host: object, *args: Any, **kwargs: Any) -> Any:
        if not is_loopback(host) and not _is_literal(host):
            raise NetworkBlocked(f"a test tried to look up {host!r}; use a fake resolver")
        return original(host, *args, **kwargs)

    return guard


def _is_literal(host: object) -> bool:
    """Return whether `host` is an address already, so that a look-up asks nobody."""
    try:
        ipaddress.ip_address(str(host).split("%")[0])
    except ValueError:
        return False
    return True


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Let sockets reach this machine only; session-wide, so that servers are covered too."""
    with pytest.MonkeyPatch.context() as patch:
        for method in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, method, _guarded(method))
        for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
            patch.setattr(socket, name, _guarded_lookup(getattr(socket, name)))
        yield


@pytest.fixture(autouse=True)
def fixed_seeds() -> None:
    """Start each test from the same random state, whatever ran before it."""
    random.seed(0)
    np.random.seed(0)  # noqa: NPY002 - third-party code still reads the global state
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(0)


@pytest.fixture(scope="session")
def tiny_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with random weights and their manifest; copy it before you change it."""
    from summarizer.neural.tiny import write_tiny_models

    return write_tiny_models(tmp_path_factory.mktemp("models"))


@pytest.fixture(scope="session")
def tiny_tool(tiny_models: Path) -> Tool:
    """The whole tool with random weights; the parser is real, and takes a second to load."""
    from summarizer.api import load

    return load(tiny_models)


@pytest.fixture(scope="session")
def tiny_report(tiny_tool: Tool) -> Report:
    """What the tool with random weights says about the harbour article of the factories."""
    from tests.factories import make_article

    return tiny_tool.analyze(make_article(), sentences=2)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the project's own options."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite the expected files of tests/golden; read the diff before you commit",
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files should be rewritten instead of compared."""
    return bool(request.config.getoption("--update-golden"))
