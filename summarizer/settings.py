"""Settings of a run, with their ranges; from a TOML file or by name."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from summarizer.errors import SettingsError
from summarizer.generators.names import EXTRACT, parse_generator
from summarizer.length import FORMS, MAX_SENTENCES, Length, parse_length

MAX_ACTORS = 20
MAX_CONTEXT = 10_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """What a caller can choose.

    `sentences` is the length of each summary, unless `length` names one in another unit
    (`parse_length` tells how); `actors` the most actors that get one; with `trim`, sentences
    are said without clauses that they can do without. `threads` is the number of CPU threads
    (0: as torch decides). `codebook` is the one that the weights know; `codebooks` are paths
    of the user's own, whose marks stand beside its marks. `generator` is who writes the
    summaries: `extract`, `hf:NAME_OR_PATH` or `openai:MODEL@BASE_URL`; `context` the tokens
    that it may read at once (0: as it says).
    """

    sentences: int = 3
    actors: int = 5
    codebook: str = "framing"
    threads: int = 0
    codebooks: tuple[str, ...] = ()
    length: str = ""
    trim: bool = False
    generator: str = EXTRACT
    context: int = 0

    def __post_init__(self) -> None:
        _check("sentences", self.sentences, 1, MAX_SENTENCES)
        _check("actors", self.actors, 0, MAX_ACTORS)
        _check("threads", self.threads, 0, 256)
        _check("context", self.context, 0, MAX_CONTEXT)
        _check_name("codebook", self.codebook)
        if not isinstance(self.length, str):
            raise SettingsError(f"length is {self.length!r}; it must be text, like {FORMS}")
        if not isinstance(self.trim, bool):
            raise SettingsError(f"trim is {self.trim!r}; it must be true or false")
        object.__setattr__(self, "length", str(parse_length(self.length)) if self.length else "")
        parse_generator(self.generator)
        object.__setattr__(self, "codebooks", _paths("codebooks", self.codebooks))

    @property
    def summary_length(self) -> Length:
        """Return how long each summary may be."""
        return parse_length(self.length) if self.length else Length(sentences=self.sentences)

    def items(self) -> tuple[tuple[str, str], ...]:
        """Return names and values as text, for a report's provenance.

        Paths are left out: a report names the codebooks and the generator themselves, with
        their versions.
        """
        values = asdict(self)
        for name in ("codebooks", "generator"):
            del values[name]
        values["length"] = self.summary_length
        return tuple((name, str(value)) for name, value in values.items())


def read_settings(path: Path) -> Settings:
    """Return the settings in the TOML file `path`.

    Raises:
        SettingsError: not a file, not TOML, or a name or value that is not allowed.
    """
    try:
        values: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as exc:
        raise SettingsError(f"{path} cannot be read: {exc.strerror}") from exc
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise SettingsError(f"{path} is not TOML: {exc}") from exc
    known = {f.name for f in fields(Settings)}
    if unknown := values.keys() - known:
        raise SettingsError(f"{path}: unknown {sorted(unknown)}; known: {', '.join(sorted(known))}")
    return Settings(**values)


def _check(name: str, value: object, low: int, high: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise SettingsError(f"{name} is {value!r}; it must be a whole number from {low} to {high}")


def _check_name(name: str, value: object) -> None:
    if not isinstance(value, str) or not value:
        raise SettingsError(f"{name} is {value!r}; it must be a name, or the path of a file")


def _paths(name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(v, str) and v for v in value):
        raise SettingsError(f"{name} is {value!r}; it must be a list of paths")
    return tuple(value)
