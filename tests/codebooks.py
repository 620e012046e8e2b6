"""Small codebooks for tests, as a user would write them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from summarizer.codebook import Codebook, parse_codebook

STORM = (
    "A [tide of anger] rose in Port Alder.",
    "The [squall of protest] reached the council.",
    "A [hurricane of letters] hit the editor.",
    "The minister met a [thunderstorm of boos].",
    "The hall filled with a [gale of laughter].",
)
SUN = (
    "The plan is a [ray of hope] for the town.",
    "Her speech was a [bright dawn] for the club.",
    "They saw [blue skies ahead] for the mill.",
    "The deal is [sunlight after rain], he said.",
    "The school had a [golden morning] on Monday.",
)


def label_of(name: str, examples: Sequence[str], *more: str) -> str:
    """Return one label of a codebook file; `more` are further lines."""
    texts = "".join(f'    {{ text = "{text}" }},\n' for text in examples)
    lines = [
        "[[label]]",
        f'name = "{name}"',
        f'definition = "Something is told as {name}."',
        'valence = "mixed"',
        f"examples = [\n{texts}]",
        *more,
    ]
    return "\n".join(lines) + "\n"


def codebook_of(*labels: str, name: str = "weather") -> str:
    """Return the text of a codebook file."""
    return f'name = "{name}"\nversion = "1.2"\nlanguage = "en"\n\n' + "\n".join(labels)


LOOKALIKES = 'lookalikes = [{ text = "The tide was high at noon." }, { text = "Rain fell." }]'
WEATHER = codebook_of(label_of("storm", STORM, LOOKALIKES), label_of("sun", SUN))


def weather() -> Codebook:
    """Return a codebook of two labels with five examples each."""
    return parse_codebook(WEATHER, "weather.toml")


def write_codebook(folder: Path, text: str = WEATHER) -> Path:
    """Write a codebook file to `folder` and return its path."""
    path = folder / "weather.toml"
    path.write_text(text, encoding="utf-8")
    return path
