"""Codebooks: versioned sets of labels, each with a definition, its source and examples.

In an example, `[phrase]` carries the label of its section and the valence of its line;
`[phrase](label:valence)` carries its own. Look-alikes are factual sentences on the same
subjects that hold no framing phrase.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import resources
from pathlib import Path
from typing import Any, cast, get_args

from summarizer.errors import CodebookError
from summarizer.types import Span, Valence

ENOUGH = 5  # examples that a label of a user needs to be marked in articles
_MARK = re.compile(r"\[([^\[\]]+)\](?:\((\w+):(positive|negative|mixed)\))?")


@dataclass(frozen=True, slots=True)
class MarkedPhrase:
    """A phrase of an example, with its label and valence."""

    span: Span
    label: str
    valence: Valence


@dataclass(frozen=True, slots=True)
class CodebookExample:
    """A plain sentence and the phrases marked in it; none in a look-alike."""

    text: str
    phrases: tuple[MarkedPhrase, ...]
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """One entry of a codebook."""

    name: str
    title: str
    definition: str
    valence: Valence
    source: str
    examples: tuple[CodebookExample, ...]
    lookalikes: tuple[CodebookExample, ...]


@dataclass(frozen=True, slots=True)
class Codebook:
    """A named, versioned set of labels."""

    name: str
    version: str
    language: str
    title: str
    source: str
    labels: tuple[Label, ...]

    def label(self, name: str) -> Label:
        """Return the entry called `name`.

        Raises:
            CodebookError: there is no such entry; the message names the nearest.
        """
        names = {label.name: label for label in self.labels}
        if name in names:
            return names[name]
        near = get_close_matches(name, names) or names
        raise CodebookError(f"{self.name} {self.version} has no {name!r}; try {', '.join(near)}")

    def examples(self) -> tuple[CodebookExample, ...]:
        """Return all examples and look-alikes, in the order of the file."""
        return tuple(e for label in self.labels for e in (*label.examples, *label.lookalikes))


def builtin_codebooks() -> tuple[str, ...]:
    """Return the names of the codebooks that come with the package."""
    folder = resources.files("summarizer") / "codebooks"
    return tuple(sorted(f.name[:-5] for f in folder.iterdir() if f.name.endswith(".toml")))


def load_codebook(name_or_path: str | Path, *, is_draft: bool = False) -> Codebook:
    """Return a built-in codebook by name, or one of the user's by path.

    Args:
        name_or_path: a name of `builtin_codebooks()`, or a file that ends in `.toml`.
        is_draft: take labels that have no definition yet.

    Raises:
        CodebookError: there is none, or its file is not as it should be.
    """
    path = Path(name_or_path)
    if path.suffix == ".toml":
        try:
            raw = path.read_text(encoding="utf-8")
            return parse_codebook(raw, str(path), is_draft=is_draft)
        except OSError as exc:
            raise CodebookError(f"{path} cannot be read: {exc.strerror}") from exc
        except UnicodeDecodeError as exc:
            raise CodebookError(f"{path} is not text in UTF-8: {exc}") from exc
    known = builtin_codebooks()
    if str(name_or_path) not in known:
        raise CodebookError(
            f"no codebook is called {str(name_or_path)!r}; try {', '.join(known)}, "
            "or the path of a file that ends in .toml"
        )
    source = resources.files("summarizer") / "codebooks" / f"{name_or_path}.toml"
    return parse_codebook(source.read_text(encoding="utf-8"), str(name_or_path))


def names_of(book: Codebook) -> tuple[str, ...]:
    """Return the names of the labels of `book`, in the order of its file."""
    return tuple(label.name for label in book.labels)


def is_codebook(path: Path) -> bool:
    """Return whether the file `path` looks like a codebook and not like another TOML file."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return False
    return "label" in data and "kind" not in data


def parse_codebook(raw: str, source: str, *, is_draft: bool = False) -> Codebook:
    """Return the codebook that `raw`, read from `source`, holds.

    A label of a draft needs no definition yet; it is empty then.

    Raises:
        CodebookError: not TOML, a field that is missing or no text, a label that comes twice,
            or a mark with an unknown label.
    """
    try:
        data = tomllib.loads(raw)
    except tomllib.TOMLDecodeError as exc:
        raise CodebookError(f"{source} is not TOML: {exc}") from exc
    try:
        book = _codebook(data, is_draft=is_draft)
    except CodebookError as exc:
        raise CodebookError(f"{source}: {exc}") from exc
    names = [label.name for label in book.labels]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise CodebookError(f"{source} has more than one label {', '.join(twice)}")
    for name in {phrase.label for example in book.examples() for phrase in example.phrases}:
        book.label(name)
    return book


def parse_marks(marked: str, label: str, valence: Valence) -> tuple[str, tuple[MarkedPhrase, ...]]:
    """Return the plain sentence in `marked`, and its phrases with exact ranges."""
    plain: list[str] = []
    phrases: list[MarkedPhrase] = []
    done = length = 0
    for match in _MARK.finditer(marked):
        plain += [marked[done : match.start()], match[1]]
        start = length + match.start() - done
        length = start + len(match[1])
        done = match.end()
        own = cast("Valence", match[3]) if match[3] else valence
        phrases.append(MarkedPhrase(Span(start, length), match[2] or label, own))
    plain.append(marked[done:])
    return "".join(plain), tuple(phrases)


def _codebook(data: dict[str, Any], *, is_draft: bool) -> Codebook:
    name = _text(data, "name")
    labels = tuple(_label(entry, is_draft=is_draft) for entry in _tables(data, "label"))
    if not labels:
        raise CodebookError("there is no [[label]]")
    return Codebook(
        name=name,
        version=_text(data, "version"),
        language=_text(data, "language"),
        title=_text(data, "title", name),
        source=_text(data, "source", ""),
        labels=labels,
    )


def _label(entry: dict[str, Any], *, is_draft: bool) -> Label:
    name = _text(entry, "name")
    try:
        valence = _valence(entry)
        return Label(
            name=name,
            title=_text(entry, "title", name.replace("_", " ")),
            definition=_text(entry, "definition", "" if is_draft else None),
            valence=valence,
            source=_text(entry, "source", ""),
            examples=tuple(_example(e, name, valence) for e in _tables(entry, "examples")),
            lookalikes=tuple(_lookalike(e) for e in _tables(entry, "lookalikes")),
        )
    except CodebookError as exc:
        raise CodebookError(f"label {name!r}: {exc}") from exc


def _example(item: dict[str, Any], label: str, valence: Valence) -> CodebookExample:
    marked = _text(item, "text")
    text, phrases = parse_marks(marked, label, _valence(item, valence))
    if not phrases:
        raise CodebookError(f"no [phrase] is marked in {marked!r}")
    return CodebookExample(text, phrases, _subject(item))


def _lookalike(item: dict[str, Any]) -> CodebookExample:
    text = _text(item, "text")
    if _MARK.search(text):
        raise CodebookError(f"a look-alike holds no [phrase], but {text!r} does")
    return CodebookExample(text, (), _subject(item))


def _subject(item: dict[str, Any]) -> str | None:
    return _text(item, "subject") if "subject" in item else None


def _valence(entry: dict[str, Any], default: Valence | None = None) -> Valence:
    found = entry.get("valence", default)
    for name in get_args(Valence):
        if found == name:
            return cast("Valence", name)
    raise CodebookError(f"valence is {found!r}; it must be one of {', '.join(get_args(Valence))}")


def _text(table: dict[str, Any], key: str, default: str | None = None) -> str:
    found = table.get(key, default)
    if found is None:
        raise CodebookError(f"the field {key!r} is missing")
    if not isinstance(found, str):
        raise CodebookError(f"{key} is {found!r}; it must be text in quotation marks")
    return found


def _tables(table: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = table.get(key, [])
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise CodebookError(f"{key} must be a list of tables")
    return found
