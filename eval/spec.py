"""What a task is: its data, its measures, what others published, and the floors."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from summarizer.errors import DataError

TASKS = Path(__file__).parent / "tasks"

Better = Literal["higher", "lower"]


@dataclass(frozen=True, slots=True)
class Published:
    """A score that others reported, with the system and where it stands."""

    score: float
    system: str
    source: str


@dataclass(frozen=True, slots=True)
class MeasureSpec:
    """One number of a task; `floor` is what the gate asks of it on the dev split.

    For a measure where lower is better, the floor is a ceiling. `beats` names a
    baseline that the score must lie above.
    """

    name: str
    title: str
    better: Better = "higher"
    floor: float | None = None
    beats: str | None = None
    published: tuple[Published, ...] = ()


@dataclass(frozen=True, slots=True)
class SplitSpec:
    """A file of a split, relative to the data folder, with the digest it should have.

    `only` names a file beside this module with the `article_id` of the records that count.
    `more` are files that are read after it, as if they were one; the digest is that of all.
    """

    file: str
    sha256: str
    only: str | None = None
    more: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """All files, in the order in which they are read."""
        return (self.file, *self.more)


@dataclass(frozen=True, slots=True)
class TaskSpec:
    """A task as its TOML file states it.

    `kind` names the code in `eval.run.KINDS`; `unit` is what the bootstrap resamples;
    `fields` are the keys every record must have; `bundled` data lies in the repository;
    `hub` is the corpus on the Hugging Face hub, or `None` where it does not exist there;
    `lexicon` is a word list in the data folder, without which some measures are left out.
    """

    id: str
    kind: str
    title: str
    version: int
    unit: str
    licence: str
    fields: tuple[str, ...]
    splits: Mapping[str, SplitSpec]
    measures: tuple[MeasureSpec, ...]
    hub: str | None = None
    lexicon: str | None = None
    bundled: bool = False
    notes: tuple[str, ...] = ()

    def measure(self, name: str) -> MeasureSpec | None:
        """Return the measure called `name`, or `None`."""
        return next((m for m in self.measures if m.name == name), None)

    def split(self, name: str) -> SplitSpec:
        """Return the split called `name`.

        Raises:
            DataError: the task has no such split.
        """
        if name not in self.splits:
            raise DataError(f"{self.id} has no split {name!r}; it has {', '.join(self.splits)}")
        return self.splits[name]


def read_task(path: Path) -> TaskSpec:
    """Return the task in the TOML file `path`.

    Raises:
        DataError: a key is missing, unknown or of the wrong form.
    """
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        data = raw.pop("data")
        measures = tuple(_measure(m) for m in raw.pop("measures"))
        splits = {name: _split(value) for name, value in data.pop("splits").items()}
        fields = tuple(data.pop("fields"))
        notes = tuple(raw.pop("notes", ()))
        spec = TaskSpec(**raw, **data, fields=fields, splits=splits, measures=measures, notes=notes)
    except (KeyError, TypeError) as exc:
        raise DataError(f"{path}: not a task file: {exc}") from exc
    if spec.id != path.stem:
        raise DataError(f"{path}: id {spec.id!r} differs from the file name; make them equal")
    return spec


def read_tasks(folder: Path = TASKS) -> dict[str, TaskSpec]:
    """Return all tasks by id, in the order of their names."""
    specs = (read_task(path) for path in sorted(folder.glob("*.toml")))
    return {spec.id: spec for spec in specs}


def _split(raw: Mapping[str, Any]) -> SplitSpec:
    rest = {key: value for key, value in raw.items() if key != "more"}
    return SplitSpec(**rest, more=tuple(raw.get("more", ())))


def _measure(raw: Mapping[str, Any]) -> MeasureSpec:
    published: Sequence[Mapping[str, Any]] = raw.get("published", ())
    rest = {key: value for key, value in raw.items() if key != "published"}
    return MeasureSpec(**rest, published=tuple(Published(**p) for p in published))
