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


def load_codebook(name_or_path: str | Path) -> Codebook:
    """Return a built-in codebook by name, or one of the user's by path.

    Raises:
        CodebookError: there is none, or its file is not as it should be.
    """
    path = Path(name_or_path)
    if path.suffix == ".toml":
        if not path.is_file():
            raise CodebookError(f"{path} is not a file; give the path of a codebook in TOML")
        return parse_codebook(path.read_text(encoding="utf-8"), str(path))
    known = builtin_codebooks()
    if str(name_or_path) not in known:
        raise CodebookError(f"no codebook is called {str(name_or_path)!r}; try {', '.join(known)}")
    source = resources.files("summarizer") / "codebooks" / f"{name_or_path}.toml"
    return parse_codebook(source.read_text(encoding="utf-8"), str(name_or_path))


def parse_codebook(raw: str, source: str) -> Codebook:
    """Return the codebook that `raw`, read from `source`, holds.

    Raises:
        CodebookError: not TOML, a missing field, or a mark with an unknown label.
    """
    try:
        data = tomllib.loads(raw)
        labels = tuple(_label(entry) for entry in data["label"])
        fields = {k: data[k] for k in ("name", "version", "language")}
    except tomllib.TOMLDecodeError as exc:
        raise CodebookError(f"{source} is not TOML: {exc}") from exc
    except KeyError as exc:
        raise CodebookError(f"{source} lacks the field {exc}") from exc
    book = Codebook(
        **fields, title=data.get("title", data["name"]), source=data.get("source", ""), labels=labels
    )
    for example in book.examples():
        for phrase in example.phrases:
            book.label(phrase.label)
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


def _label(entry: dict[str, Any]) -> Label:
    name, valence = entry["name"], entry["valence"]
    if valence not in get_args(Valence):
        raise CodebookError(f"label {name!r}: valence {valence!r} is not one of {get_args(Valence)}")
    examples = []
    for item in entry.get("examples", ()):
        text, phrases = parse_marks(item["text"], name, item.get("valence", valence))
        if not phrases:
            raise CodebookError(f"label {name!r}: no [phrase] is marked in {item['text']!r}")
        examples.append(CodebookExample(text, phrases, item.get("subject")))
    return Label(
        name=name,
        title=entry.get("title", name.replace("_", " ")),
        definition=entry["definition"],
        valence=valence,
        source=entry.get("source", ""),
        examples=tuple(examples),
        lookalikes=tuple(
            CodebookExample(item["text"], (), item.get("subject"))
            for item in entry.get("lookalikes", ())
        ),
    )
