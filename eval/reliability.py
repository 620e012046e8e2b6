"""Draw how far scores can be believed: `python -m eval.reliability --data DIR`.

A reliability plot has, for each tenth of the probability, the share of cases that were so. On the
diagonal a score of 0.8 is right eight times of ten. Drawn for whether a sentence is loaded (BABE
dev) and for whether a framing label that was found is right (the task `framing`, dev).
Source: Niculescu-Mizil and Caruana (2005), Predicting Good Probabilities with Supervised
Learning, ICML, section 4.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.adapters import Tool, load_tool
from eval.corpus import read_corpus
from eval.metrics import BINS, error_tally
from eval.spec import TASKS, read_task
from eval.tasks_sentences import predict_loaded
from eval.tasks_spans import predict_framing, rated_labels

_SIZE, _LEFT, _TOP, _SIDE = 420, 60, 50, 300
_BARS = 60
FOLDER = Path(__file__).parent.parent / "docs"


@dataclass(frozen=True, slots=True)
class Bin:
    """Cases whose probability is alike: how many, their mean probability and share of hits."""

    n: int
    mean: float
    share: float


def bins_of(gold: Sequence[bool], scores: Sequence[float]) -> list[Bin]:
    """Return the bins that have a case, in order; the same ten as of the calibration error."""
    found = []
    for k in range(BINS):
        rows = [i for i, p in enumerate(scores) if min(int(p * BINS), BINS - 1) == k]
        if rows:
            mean, hits = sum(scores[i] for i in rows), sum(gold[i] for i in rows)
            found.append(Bin(len(rows), mean / len(rows), hits / len(rows)))
    return found


def drawing(title: str, gold: Sequence[bool], scores: Sequence[float]) -> str:
    """Return the plot as SVG: the diagonal, the bins as dots, and below how many each has."""
    bins = bins_of(gold, scores)
    error = error_tally([list(gold)], [list(scores)]).score
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIZE} {_SIZE + _BARS + 30}" '
        'font-family="sans-serif" font-size="12">',
        f"<title>{title}</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
        f'<text x="{_LEFT}" y="20" font-size="14" font-weight="bold">{title}</text>',
        f'<text x="{_LEFT}" y="38">{len(scores)} cases, expected calibration error '
        f"{error:.3f}</text>",
        f'<rect x="{_LEFT}" y="{_TOP}" width="{_SIDE}" height="{_SIDE}" fill="none" '
        'stroke="#888"/>',
        f'<line x1="{_LEFT}" y1="{_TOP + _SIDE}" x2="{_LEFT + _SIDE}" y2="{_TOP}" '
        'stroke="#888" stroke-dasharray="4 4"/>',
        *_axes(),
    ]
    places = [(_LEFT + _SIDE * b.mean, _TOP + _SIDE * (1 - b.share)) for b in bins]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    parts.append(f'<polyline points="{line}" fill="none" stroke="#1a5fb4" stroke-width="2"/>')
    most = max((b.n for b in bins), default=1)
    for each, (x, y) in zip(bins, places, strict=True):
        height = _BARS * each.n / most
        foot = _TOP + _SIDE + 50 + _BARS
        parts += [
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#1a5fb4"/>',
            f'<rect x="{x - 8:.1f}" y="{foot - height:.1f}" width="16" height="{height:.1f}" '
            'fill="#99c1f1"/>',
            f'<text x="{x:.1f}" y="{foot + 14}" text-anchor="middle">{each.n}</text>',
        ]
    return "\n".join([*parts, "</svg>", ""])


def _axes() -> list[str]:
    parts = []
    for step in range(0, 11, 2):
        at, share = _SIDE * step / 10, f"{step / 10:.1f}"
        below, left = _TOP + _SIDE + 16, _TOP + _SIDE - at + 4
        parts += [
            f'<text x="{_LEFT + at:.0f}" y="{below}" text-anchor="middle">{share}</text>',
            f'<text x="{_LEFT - 8}" y="{left:.0f}" text-anchor="end">{share}</text>',
        ]
    middle = _LEFT + _SIDE // 2
    return [
        *parts,
        f'<text x="{middle}" y="{_TOP + _SIDE + 34}" text-anchor="middle">probability given</text>',
        f'<text x="16" y="{_TOP + _SIDE // 2}" text-anchor="middle" '
        f'transform="rotate(-90 16 {_TOP + _SIDE // 2})">share that was so</text>',
    ]


def loaded_cases(tool: Tool, data: Path) -> tuple[list[bool], list[float]]:
    """Return whether each sentence of BABE dev is loaded, and the probability given."""
    records = read_corpus(read_task(TASKS / "babe.toml"), "dev", data).records
    found = predict_loaded(tool, records, lambda _: None)
    return [bool(r["label"]) for r in records], [v.probability for v in found]


def label_cases(tool: Tool, data: Path) -> tuple[list[bool], list[float]]:
    """Return whether each label on a found phrase is right, and the probability given."""
    records = read_corpus(read_task(TASKS / "framing.toml"), "dev", data).records
    return rated_labels(records, predict_framing(tool, records, lambda _: None))


def main(argv: Sequence[str] | None = None) -> None:
    """Draw both plots into the folder given."""
    parser = argparse.ArgumentParser(prog="python -m eval.reliability", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--output", type=Path, default=FOLDER, help="folder of the plots")
    args = parser.parse_args(argv)
    tool = load_tool()
    plots = {
        "reliability-loaded.svg": ("A sentence is loaded (BABE dev)", loaded_cases),
        "reliability-labels.svg": ("A framing label is right (framing dev)", label_cases),
    }
    for name, (title, cases) in plots.items():
        svg = drawing(title, *cases(tool, args.data))
        (args.output / name).write_text(svg, encoding="utf-8")
        print(args.output / name)


if __name__ == "__main__":
    main()
