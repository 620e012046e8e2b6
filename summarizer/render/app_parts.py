"""Parts that the tabs of the app share: fragments, messages, files to download."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Generator, Mapping
from hashlib import sha256
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from summarizer.render.escape import escape

if TYPE_CHECKING:
    import gradio as gr

T = TypeVar("T")
STATE_SECONDS = 4 * 3600
UNEXPECTED = "The analysis failed unexpectedly; the server's log says why."
PRIVATE: Mapping[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
# The first date that a zip archive can hold: equal tables give equal bytes.
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def html_part(value: str = "", elem_id: str | None = None) -> gr.HTML:
    """Return a component for a fragment, which brings its own style."""
    import gradio as gr

    return gr.HTML(value, elem_id=elem_id, apply_default_css=False, padding=False)


def heading_part(words: str) -> gr.HTML:
    """Return a heading of the second level."""
    return html_part(f'<h2 class="fr fr-heading">{words}</h2>')


def error_html(sentence: str) -> str:
    """Return one sentence that says what went wrong."""
    return f'<p class="fr app-error" role="alert">{escape(sentence)}</p>'


def busy_html(words: str) -> str:
    """Return what is being done, for as long as it is."""
    return f'<p class="fr app-busy" role="status">{escape(words)}</p>'


def to_result(message: str, results: str) -> str:
    """Return a script that brings the result, or the error, into view.

    Args:
        message: id of the element in which an error stands.
        results: id of the element that holds the result.
    """
    return f"""() => {{
  const error = document.querySelector("#{message} .app-error");
  const target = error || document.querySelector("#{results}");
  if (target) target.scrollIntoView({{ behavior: "smooth", block: "start" }});
}}"""


def saved(contents: Mapping[str, str | bytes], cache: Path) -> list[Path]:
    """Return files of these names and contents, in a folder that Gradio empties by itself.

    Args:
        contents: text or bytes by file name; the first decides the folder.
        cache: Gradio's cache of a component.
    """
    encoded = {n: c.encode() if isinstance(c, str) else c for n, c in contents.items()}
    folder = cache / sha256(next(iter(encoded.values()))).hexdigest()
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in encoded.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in encoded]


def zipped(contents: Mapping[str, str]) -> bytes:
    """Return a zip archive of texts by file name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in contents.items():
            info = zipfile.ZipInfo(name, date_time=_ZIP_DATE)
            archive.writestr(info, content.encode(), compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


def steps_of(work: Callable[[Callable[[str], None]], T]) -> Generator[str, None, T]:
    """Yield what `work` says that it does, while it does it, and return its result.

    `work` is called in a thread of its own; what it raises is raised here.
    """
    said: SimpleQueue[str | None] = SimpleQueue()
    results: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work(said.put))
        except BaseException as exc:  # noqa: BLE001 - it is raised again below
            errors.append(exc)
        finally:
            said.put(None)

    Thread(target=run, daemon=True).start()
    while (step := said.get()) is not None:
        yield step
    if errors:
        raise errors[0]
    return results[0]
