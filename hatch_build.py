"""Build hook: a wheel carries the released weights inside the package."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# Where each folder of the checkout stands inside the installed package.
SHIPPED = {"models": "summarizer/_models"}


class ShipModels(BuildHookInterface):  # type: ignore[type-arg]
    """Add `SHIPPED` to a wheel, and leave an editable install to read the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the folders that go into the wheel.

        Args:
            version: "standard" or "editable".
            build_data: what hatchling reads back; `force_include` maps source to target.
        """
        if version == "editable":
            return
        for source, target in SHIPPED.items():
            path = Path(self.root) / source
            if path.exists():
                build_data["force_include"][str(path)] = target
