"""How the app looks, and what its pages may load: nothing from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summarizer.render import html as render

if TYPE_CHECKING:
    import gradio as gr
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_UPLOAD = "5mb"
_FONTS = ("-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif")
_HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; frame-ancestors 'self'",
    ),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)


def launch_options() -> dict[str, Any]:
    """Return how the page must be launched: its look, its script, and what it may load."""
    from starlette.middleware import Middleware

    return {
        "theme": _theme(),
        # subtle: in the head, because what is given as `css` is rewritten and loses some fonts.
        "head": f"<style>{render.style()}{render.asset('app.css')}</style>"
        f"<script>{render.script()}</script>",
        "footer_links": [],
        "max_file_size": MAX_UPLOAD,
        "ssr_mode": False,
        "share": False,
        "pwa": False,
        "app_kwargs": {"middleware": [Middleware(keep_local)]},
    }


def keep_local(app: ASGIApp) -> ASGIApp:
    """Return `app` with a policy on each response: the browser may load from here only."""

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_HEADERS]
            await send(message)

        await app(scope, receive, send_with_policy)

    return guarded


def _theme() -> gr.themes.Base:
    """Return a plain theme whose fonts are the system's, so that none is fetched."""
    import gradio as gr

    paper, ink, rule = "#fdfcfa", "#1d1c1a", "#dcd8d0"
    dark_paper, light_ink, dark_rule = "#161614", "#ecebe7", "#3a3833"
    return gr.themes.Base(
        primary_hue="stone",
        neutral_hue="stone",
        radius_size="sm",
        font=[gr.themes.Font(name) for name in _FONTS],
        font_mono=[gr.themes.Font("Consolas"), gr.themes.Font("monospace")],
    ).set(
        body_background_fill=paper,
        body_background_fill_dark=dark_paper,
        body_text_color=ink,
        body_text_color_dark=light_ink,
        block_background_fill=paper,
        block_background_fill_dark=dark_paper,
        block_border_width="0px",
        block_padding="0px",
        input_border_width="1px",
        slider_color=ink,
        slider_color_dark=light_ink,
        layout_gap="1rem",
        block_shadow="none",
        input_background_fill="#ffffff",
        input_background_fill_dark="#1d1c1a",
        input_border_color=rule,
        input_border_color_dark=dark_rule,
        button_primary_background_fill=ink,
        button_primary_background_fill_hover="#3a3833",
        button_primary_background_fill_dark=light_ink,
        button_primary_background_fill_hover_dark="#ffffff",
        button_primary_text_color=paper,
        button_primary_text_color_dark=dark_paper,
    )
