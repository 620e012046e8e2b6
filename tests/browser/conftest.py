"""One browser and one served app for all browser tests."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.pages import CHROMIUM, TIMEOUT_MS, FakeTool

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A headless browser."""
    sync = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync.sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield found
        found.close()


@pytest.fixture(scope="package")
def address() -> Iterator[str]:
    """Where the app is served, with a fake tool behind it."""
    pytest.importorskip("gradio", reason="gradio is not installed")
    import app
    from summarizer.render.app_look import launch_options

    page = app.build_app(FakeTool)
    _, url, _ = page.launch(
        server_name="127.0.0.1",
        server_port=_free_port(),
        prevent_thread_lock=True,
        quiet=True,
        **launch_options(),
    )
    yield url
    page.close(verbose=False)


@pytest.fixture
def requests() -> list[str]:
    """What the page asked for."""
    return []


@pytest.fixture
def page(browser: Browser, requests: list[str]) -> Iterator[Page]:
    """An empty page of its own; an error in a script fails the test."""
    errors: list[Any] = []
    context = browser.new_context(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(TIMEOUT_MS)
    context.on("request", lambda request: requests.append(request.url))
    found = context.new_page()
    found.on("pageerror", lambda error: errors.append(error))  # noqa: PLW0108 - a built-in cannot be wrapped
    yield found
    context.close()
    assert errors == []


def _free_port() -> int:
    """A port nobody uses. Gradio's own search leaves a socket open at each port that is taken."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
