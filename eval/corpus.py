"""Reads the records of a task, from a folder or from the Hugging Face hub."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from eval.hub import records_from_hub
from eval.spec import TaskSpec
from eval.subjectivity import read_lexicon
from summarizer.errors import DataError

Record = Mapping[str, Any]

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Corpus:
    """Records with the digest of the bytes they came from; `source` says where that was."""

    records: tuple[Record, ...]
    source: str
    sha256: str


def read_corpus(
    spec: TaskSpec, split: str, data: Path | None, *, limit: int | None = None
) -> Corpus:
    """Return the records of one split, the first `limit` of them if given.

    If the task has a lexicon and it is in `data`, each record has it as `lexicon`.
    Without `data`, a bundled task reads its file in the repository and any other task
    the same corpus from the hub.

    Raises:
        DataError: the split, its file or a field is missing, or the hub has no such corpus.
    """
    files = spec.split(split).files
    if spec.bundled:
        corpus = _from_files(HERE, files, spec)
    elif data is not None:
        corpus = _from_files(data, files, spec)
    else:
        corpus = _from_hub(spec, split)
    if (only := spec.split(split).only) is not None:
        wanted = set((HERE / only).read_text(encoding="utf-8").split())
        kept = tuple(r for r in corpus.records if r.get("article_id") in wanted)
        corpus = replace(corpus, records=kept)
    if spec.lexicon is not None and data is not None:
        lexicon = read_lexicon(data / spec.lexicon)
        corpus = replace(corpus, records=tuple({**r, "lexicon": lexicon} for r in corpus.records))
    if limit is None:
        return corpus
    return Corpus(corpus.records[:limit], corpus.source, corpus.sha256)


def _from_files(folder: Path, files: Sequence[str], spec: TaskSpec) -> Corpus:
    digest, records = sha256(), list[Record]()
    for file in files:
        path = folder / file
        if not path.is_file():
            raise DataError(f"{path} is not there; --data names the folder that holds {file}")
        raw = path.read_bytes()
        digest.update(raw)
        records += [_record(row, f"{path}:{n}", spec) for n, row in enumerate(raw.splitlines(), 1)]
        if not raw.strip():
            raise DataError(f"{path} has no records")
    return Corpus(tuple(records), ", ".join(files), digest.hexdigest())


def _record(line: bytes, place: str, spec: TaskSpec) -> Record:
    try:
        record = json.loads(line)
    except ValueError as exc:
        raise DataError(f"{place}: not JSON: {exc}") from exc
    if not isinstance(record, dict):
        raise DataError(f"{place}: expected an object, got {type(record).__name__}")
    if missing := [field for field in spec.fields if field not in record]:
        raise DataError(f"{place}: no {', '.join(missing)}; {spec.id} needs these fields")
    return record


def _from_hub(spec: TaskSpec, split: str) -> Corpus:
    if spec.hub is None:
        raise DataError(
            f"{spec.id} is not on the Hugging Face hub; pass --data with the folder that holds "
            f"{spec.split(split).file}"
        )
    records = records_from_hub(spec.hub, spec.kind, split)
    return Corpus(tuple(records), f"hub:{spec.hub}", digest_of(records))


def digest_of(records: Sequence[Record]) -> str:
    """Return the sha256 of the records in canonical JSON, one a line."""
    lines = (json.dumps(r, sort_keys=True, ensure_ascii=False) + "\n" for r in records)
    return sha256("".join(lines).encode()).hexdigest()
