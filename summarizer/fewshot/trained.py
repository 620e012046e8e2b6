"""A head for a codebook with many examples: fitted, measured, kept in a folder and loaded."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from summarizer.codebook import Codebook, parse_codebook
from summarizer.errors import CodebookError
from summarizer.fewshot.background import read_background, without
from summarizer.fewshot.detect import average_precision, fit_calibration, picks
from summarizer.fewshot.folds import held_out
from summarizer.fewshot.judge import (
    THRESHOLD,
    CodebookJudge,
    calibration,
    example_counts,
    too_few,
)
from summarizer.fewshot.known import Known, marked, marked_rows
from summarizer.fewshot.rows import Examples, join, lines_of

if TYPE_CHECKING:
    from summarizer.fewshot.rows import ExampleReader

Floats = npt.NDArray[np.float64]
MANY = 50
STRENGTHS = (0.3, 1.0, 3.0, 10.0)
_BOOK, _HEAD, _ABOUT = "codebook.toml", "head.safetensors", "head.toml"
_FORMAT = "summarizer.codebook-head/1"
_MOST = 8


@dataclass(frozen=True, slots=True)
class Fitted:
    """What is known of one label: how its scores are calibrated, and how well it is found.

    `score` is the average precision in cross-validation; `None` where too few examples
    stand for it, and the calibration is that of few-shot labels.
    """

    label: str
    n: int
    slope: float
    offset: float
    score: float | None


def train_codebook(
    path: Path,
    output: Path,
    reader: ExampleReader,
    *,
    encoder_digest: str,
    progress: Callable[[str], None],
) -> Path | None:
    """Fit a head for the labels with at least `MANY` examples, and return its folder.

    Labels with fewer are kept in it as they would be without training. If there are no
    others, nothing is written, and it is `None`.

    Raises:
        CodebookError: the codebook cannot be read, or the folder cannot be written.
    """
    try:
        raw = path.read_bytes()
        book = parse_codebook(raw.decode("utf-8"), str(path))
    except OSError as exc:
        raise CodebookError(f"{path} cannot be read: {exc.strerror}") from exc
    except UnicodeDecodeError as exc:
        raise CodebookError(f"{path} is not text in UTF-8: {exc}") from exc
    counts = {name: n for name, n in example_counts(book).items() if n}
    few = [f"{name} ({n})" for name, n in counts.items() if n < MANY]
    if few:
        progress(
            f"fewer than {MANY} examples: {', '.join(few)}; "
            "their examples are used directly, without training"
        )
    if len(few) == len(counts):
        return None
    progress(f"reading {len(book.examples())} sentences")
    own = reader.read(book, most=_MOST)
    examples = join(own, without(read_background(reader), own))
    strength, fitted = _best(examples, counts, progress)
    return _write(output, raw, book, _Made(own, examples, strength, tuple(fitted), encoder_digest))


@dataclass(frozen=True, slots=True, eq=False)
class _Made:
    own: Examples
    examples: Examples
    strength: float
    fitted: tuple[Fitted, ...]
    encoder_digest: str


def _best(
    examples: Examples, counts: dict[str, int], progress: Callable[[str], None]
) -> tuple[float, list[Fitted]]:
    """Return the strength with the best mean average precision of the labels with many examples."""
    tried: list[tuple[float, float, list[Fitted]]] = []
    for strength in STRENGTHS:
        fitted = _measured(examples, counts, strength)
        scores = [f.score for f in fitted if f.score is not None]
        mean = float(np.mean(scores)) if scores else 0.0
        progress(f"strength {strength:g}: average precision {mean:.3f} in cross-validation")
        tried.append((mean, -strength, fitted))
    mean, strength, fitted = max(tried, key=lambda each: each[:2])
    return -strength, fitted


def _measured(examples: Examples, counts: dict[str, int], strength: float) -> list[Fitted]:
    labels = list(counts)
    held = held_out(examples, labels, strength=strength, holds_plain=True)
    found = []
    for at, label in enumerate(labels):
        slope, offset = calibration(counts[label])
        if counts[label] < MANY or held is None:
            found.append(Fitted(label, counts[label], slope, offset, None))
            continue
        rows = np.flatnonzero((held.fold >= 0) & np.isfinite(held.logits[:, at]))
        own = picks(examples, rows.tolist(), held.logits[rows, at], label)
        gold = [i for i in rows if examples.rows[i].label == label]
        holds = frozenset(examples.rows[i].line for i in gold)
        slope, offset = fit_calibration(own, holds) or (slope, offset)
        score = average_precision([p.logit for p in own], [p.is_right for p in own], len(gold))
        found.append(Fitted(label, counts[label], slope, offset, score))
    return found


def _write(output: Path, raw: bytes, book: Codebook, made: _Made) -> Path:
    from safetensors.numpy import save

    from summarizer.neural.few_shot import fit_labels

    rows = range(len(made.examples.rows))
    # Few-shot labels are calibrated for a strength of 1.
    parts = [
        fit_labels(made.examples, rows, [f.label], 1.0 if f.score is None else made.strength)
        for f in made.fitted
    ]
    tensors = {
        "weights": np.concatenate([weights for weights, _ in parts]).astype(np.float32),
        "bias": np.concatenate([bias for _, bias in parts]).astype(np.float32),
        "known": marked(made.own).examples.vectors,
    }
    head = save({name: np.ascontiguousarray(tensor) for name, tensor in tensors.items()})
    about = _about(book, made, {_BOOK: raw, _HEAD: head})
    try:
        output.mkdir(parents=True, exist_ok=True)
        for name, content in ((_BOOK, raw), (_HEAD, head), (_ABOUT, about.encode())):
            (output / name).write_bytes(content)
    except OSError as exc:
        raise CodebookError(f"cannot write {output}: {exc.strerror or exc}") from exc
    return output


def _about(book: Codebook, made: _Made, files: dict[str, bytes]) -> str:
    lines = [
        f'format = "{_FORMAT}"',
        f"codebook = {_quoted(f'{book.name} {book.version}')}",
        f'encoder = "{made.encoder_digest}"',
        f"strength = {made.strength}",
        f"threshold = {THRESHOLD}",
        "",
        "[files]",
        *(f'"{name}" = "{sha256(content).hexdigest()}"' for name, content in files.items()),
    ]
    for f in made.fitted:
        lines += ["", "[[label]]", f"name = {_quoted(f.label)}", f"examples = {f.n}"]
        lines += [f"slope = {f.slope!r}", f"offset = {f.offset!r}"]
        lines += [] if f.score is None else [f"average_precision = {f.score:.4f}"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def load_trained(
    folder: Path, reader: ExampleReader, encoder_digest: str | None = None
) -> CodebookJudge:
    """Return the judge that `train_codebook` wrote to `folder`.

    Raises:
        CodebookError: a file is missing, changed or of another kind, or the weights differ
            from those it was trained with.
    """
    about = _read_about(folder)
    contents = {name: _checked(folder, name, about) for name in (_BOOK, _HEAD)}
    if encoder_digest is not None and about["encoder"] != encoder_digest:
        raise CodebookError(
            f"{folder} was trained with other weights of the encoder; "
            f"run `summarizer train {folder / _BOOK} --output {folder}` again"
        )
    book = parse_codebook(contents[_BOOK].decode("utf-8"), str(folder / _BOOK))
    try:
        return _judge(book, contents[_HEAD], about, reader)
    except (KeyError, TypeError, ValueError) as exc:
        raise CodebookError(f"{folder} does not fit this version; train it again") from exc


def _judge(
    book: Codebook, head: bytes, about: dict[str, Any], reader: ExampleReader
) -> CodebookJudge:
    from safetensors.numpy import load

    from summarizer.neural.few_shot import LabelHead

    tensors = load(head)
    entries = about["label"]
    names = tuple(entry["name"] for entry in entries)
    fitted = np.array([[float(e["slope"]), float(e["offset"])] for e in entries])
    weights, bias = tensors["weights"].astype(np.float64), tensors["bias"].astype(np.float64)
    rows = marked_rows(book)
    shapes = ((len(names), reader.space.width), (len(names),), (len(rows), reader.space.width))
    if (weights.shape, bias.shape, tensors["known"].shape) != shapes:
        raise ValueError(f"shapes differ from {shapes}")
    known = Known(Examples(lines_of(book), rows, tensors["known"]))
    return CodebookJudge(
        book,
        reader.judge,
        reader.space,
        LabelHead(names, weights, bias, fitted[:, 0], fitted[:, 1]),
        known,
        threshold=float(about["threshold"]),
        silent=too_few(example_counts(book)),
    )


def _read_about(folder: Path) -> dict[str, Any]:
    path = folder / _ABOUT
    try:
        about = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as exc:
        raise CodebookError(
            f"{path} cannot be read: {exc.strerror}; give a folder of `summarizer train`"
        ) from exc
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise CodebookError(f"{path} is not TOML: {exc}") from exc
    if about.get("format") != _FORMAT or not isinstance(about.get("files"), dict):
        raise CodebookError(f"{path} is not of the form {_FORMAT}; train it again")
    return about


def _checked(folder: Path, name: str, about: dict[str, Any]) -> bytes:
    path = folder / name
    try:
        content = path.read_bytes()
    except OSError as exc:
        raise CodebookError(f"{path} cannot be read: {exc.strerror}; train it again") from exc
    if sha256(content).hexdigest() != about["files"].get(name):
        raise CodebookError(f"{path} is not the file that {_ABOUT} pins; train it again")
    return content
