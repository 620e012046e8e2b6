"""The harbour story as JSON, to the byte, and as a page, element by element.

After a change that is meant: `make test PYTEST_ARGS="tests/golden --update-golden"`, then read
the diff before it is committed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from summarizer.render.html import report_to_html
from summarizer.types import Report
from summarizer.wire import report_to_json
from tests.factories import make_report

GOLDEN = Path(__file__).parent
# Style and script lie in summarizer/render/ as they are; here they would only hide the diff,
# and so would their digests in the page's policy.
_ASSETS = re.compile(r"(<(style|script)\b[^>]*>).*?(</\2>)", re.DOTALL)
_DIGEST = re.compile(r"sha256-[A-Za-z0-9+/]{43}=")


def as_page(report: Report) -> str:
    """Return the report's page without style and script, neighbouring elements on own lines."""
    page = _DIGEST.sub("sha256-DIGEST", _ASSETS.sub(r"\1\3", report_to_html(report)))
    return re.sub(r"(?<=>)(?=<[a-z!])", "\n", page)


@pytest.mark.parametrize(
    ("name", "render"), [("harbour.json", report_to_json), ("harbour.html", as_page)]
)
def test_the_harbour_story_is_told_as_before(
    name: str, render: Callable[[Report], str], update_golden: bool
) -> None:
    path, found = GOLDEN / name, render(make_report())
    if update_golden:
        path.write_bytes(found.encode())

    assert found == path.read_bytes().decode(), f"{name} changed; see the head of this file"
