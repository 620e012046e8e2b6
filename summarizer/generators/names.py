"""How generators are named: `extract`, `hf:NAME_OR_PATH` or `openai:MODEL@BASE_URL`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from summarizer.errors import SettingsError

GeneratorKind = Literal["extract", "hf", "openai"]

EXTRACT = "extract"
FORMS = "extract, hf:NAME_OR_PATH or openai:MODEL@BASE_URL"
_SERVER = re.compile(r"(?P<model>\S+?)@(?P<url>\w+://\S+)")


@dataclass(frozen=True, slots=True)
class GeneratorName:
    """A generator as the user names it; `url` is the base address of a server."""

    kind: GeneratorKind
    model: str = ""
    url: str | None = None

    @property
    def is_folder(self) -> bool:
        """Return whether the model is a folder of this machine, not a name on a hub."""
        return self.kind == "hf" and (Path(self.model).is_dir() or self.model[:1] in "/.~")

    @property
    def shown(self) -> str:
        """Return the name for a report; of a folder it has the last part only."""
        if self.kind == "extract":
            return EXTRACT
        if self.url is not None:
            return f"openai:{self.model}@{self.url}"
        return f"hf:{Path(self.model).name if self.is_folder else self.model}"


def parse_generator(value: object) -> GeneratorName:
    """Return the generator that `value` names.

    Raises:
        SettingsError: it has none of the three forms, or its address cannot be used.
    """
    if not isinstance(value, str):
        raise SettingsError(f"generator is {value!r}; it must be {FORMS}")
    kind, _, rest = value.partition(":")
    if value == EXTRACT:
        return GeneratorName("extract")
    if kind == "hf" and rest and rest == rest.strip():
        return GeneratorName("hf", rest)
    if kind == "openai" and (found := _SERVER.fullmatch(rest)):
        return GeneratorName("openai", found["model"], _checked_url(found["url"]))
    raise SettingsError(f"generator is {value!r}; it must be {FORMS}")


def _checked_url(url: str) -> str:
    """Return the base address without a slash at its end."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as exc:
        raise SettingsError(f"the address of the generator is not valid: {exc}") from exc
    if parts.scheme not in ("http", "https") or not host:
        raise SettingsError(f"the generator's address is {url}; it must begin with http(s)://HOST")
    if parts.username is not None or parts.password is not None:
        raise SettingsError(
            "the generator's address holds a password; set the environment variable "
            "OPENAI_API_KEY instead"
        )
    if parts.query or parts.fragment:
        raise SettingsError(f"the generator's address is {url}; give it without ? and #")
    return url.rstrip("/")
