"""Start the web page of a checkout."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path

from summarizer.errors import InputError


def launch(root: Path, options: Sequence[str]) -> None:
    """Serve the page of the checkout at `root` until it is interrupted.

    Args:
        root: the folder with `app.py`.
        options: what `app.py` is started with.

    Raises:
        InputError: there is no such page, or what it needs is not installed.
    """
    script = root / "app.py"
    # Beside an installed package, a file of that name would be somebody else's.
    if not (script.is_file() and (root / "pyproject.toml").is_file()):
        raise InputError("the app runs from a checkout of the project; use `make app` there")
    if find_spec("gradio") is None:
        raise InputError("the app needs Gradio; pip install 'summarizer[app]'")
    spec = spec_from_file_location("app", script)
    if spec is None or spec.loader is None:
        raise InputError(f"{script} cannot be loaded")
    module = module_from_spec(spec)
    sys.modules["app"] = module  # its functions look themselves up while they serve
    spec.loader.exec_module(module)
    module.main(list(options))
