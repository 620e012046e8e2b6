"""The web page: layout and callbacks, no analysis.

`python app.py` serves it on this machine only. Nothing leaves the machine but the request
for a link that the reader gives, and what goes to a generator that whoever started the page
named: no analytics, no fonts or scripts from elsewhere.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from functools import partial

# subtle: read when Gradio is imported; without them it would report each start.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ.setdefault("HF_HUB_OFFLINE", "1")
# It also keeps statistics in a table, rebuilt at every event, for a monitor that is not shown.
os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", str(10**9))

import gradio as gr

from summarizer.errors import SettingsError
from summarizer.generators.names import FORMS
from summarizer.render import html as render
from summarizer.render.app_analyse import add_analyse_tab
from summarizer.render.app_compare import add_compare_tab
from summarizer.render.app_generator import offered
from summarizer.render.app_input import Analyser, load_tool, once
from summarizer.render.app_look import launch_options
from summarizer.render.app_parts import html_part
from summarizer.render.escape import escape
from summarizer.settings import Settings

_MASTHEAD = (
    '<header class="fr app-masthead"><h1>How the story is told</h1>'
    "<p>Paste a news article and see it summarised from every side, with the words that frame "
    "it marked; or compare how several articles tell the same event. "
    f"{escape(render.PRINCIPLE)}</p></header>"
)


def build_app(
    tool_loader: Callable[[], Analyser] = load_tool, generators: Sequence[str] = ()
) -> gr.Blocks:
    """Return the page; `tool_loader` is called once, at the first analysis.

    Args:
        tool_loader: gives the tool.
        generators: names of those that readers may choose beside `extract`.
    """
    tool = once(tool_loader)
    choices = offered(generators)
    with gr.Blocks(
        title="How the story is told", analytics_enabled=False, delete_cache=(3600, 3600)
    ) as page:
        html_part(_MASTHEAD)
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab("One article", id="analyse"):
                add_analyse_tab(tool, choices)
            with gr.Tab("Compare", id="compare"):
                add_compare_tab(tool, choices)
    return page


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve the page until it is interrupted."""
    parser = argparse.ArgumentParser(prog="app.py", description="Serve the web page.")
    parser.add_argument("--host", default="127.0.0.1", help="address to serve on")
    parser.add_argument("--port", type=int, default=None, help="default: the first free from 7860")
    parser.add_argument("--open", action="store_true", help="open the page in the browser")
    parser.add_argument(
        "--generator",
        action="append",
        default=[],
        metavar="NAME",
        help=f"offer readers this generator too: {FORMS}",
    )
    parser.add_argument(
        "--context", type=int, default=0, help="tokens that a generator reads at once"
    )
    asked = parser.parse_args(arguments)
    try:
        settings = Settings(context=asked.context)
        page = build_app(partial(load_tool, settings), asked.generator)
    except SettingsError as exc:
        parser.error(str(exc))
    page.launch(
        server_name=asked.host, server_port=asked.port, inbrowser=asked.open, **launch_options()
    )


if __name__ == "__main__":
    main()
