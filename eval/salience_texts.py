"""Articles with reference summaries, as the head that selects sentences reads them.

CNN and Daily Mail articles stand in several sets beside a summary of a system or a person;
those of SummEval are kept for measuring. Others are those of NeuS with a neutral summary.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from eval.sentences import prose_sentences, tokenised_sentences
from summarizer.training.data import read_records
from summarizer.training.oracle import greedy_oracle, relevance
from summarizer.types import Sentence, Span

if TYPE_CHECKING:
    from eval.adapters import Tool

# Sets with articles of CNN and Daily Mail: the field with the set's origin, and the summary.
_SETS = (
    ("realsumm_scu", None, "reference"),
    ("qags", "source", "summary"),
    ("cliff_goyal", "origin", "claim"),
    ("summac_partial", "origin", "claim"),
)
_ORACLE = 4
_MOST = 60  # sentences of an article
_FEWEST = 4
_MARK = re.compile(r"</?t>")


@dataclass(frozen=True, slots=True)
class Told:
    """An article cut to sentences, with its reference summaries."""

    text: str
    sentences: tuple[Span, ...]
    references: tuple[str, ...]

    def lines(self) -> list[str]:
        """Return the words of each sentence."""
        return [span.of(self.text) for span in self.sentences]


def measured(data: Path) -> list[Told]:
    """Return the articles of SummEval."""
    return [
        _told(r["document"], r["references"], tokenised_sentences)
        for r in read_records(data, "summeval", "dev")
    ]


def cnn(data: Path) -> list[Told]:
    """Return the CNN and Daily Mail articles of other sets, each once, with all summaries."""
    kept = {_key(told.text) for told in measured(data)}
    texts: dict[str, str] = {}
    summaries: dict[str, list[str]] = {}
    for name, origin, field in _SETS:
        for record in read_records(data, name, "dev"):
            if origin is None or record[origin] == "cnndm":
                text = " ".join(_MARK.sub(" ", record["document"]).split())
                if (key := _key(text)) not in kept:
                    texts.setdefault(key, text)
                    summaries.setdefault(key, []).append(_MARK.sub("", record[field]))
    return list(
        _long_enough(_told(texts[key], summaries[key], _split_of(texts[key])) for key in texts)
    )


def news(data: Path, split: str, n: int) -> list[Told]:
    """Return the first `n` articles of NeuS that are long enough."""
    from summarizer.read import read_text
    from summarizer.stages.sentences import split_article

    found = []
    for record in read_records(data, "neus_fulltext", split):
        for part in record["articles"]:
            article = read_text(part["text"])
            spans = [s.span for s in split_article(article) if s.kind == "body"]
            found.append(Told(article.text, tuple(spans[:_MOST]), (record["neutral_summary"],)))
            if len(found) >= n:
                return list(_long_enough(found))
    return list(_long_enough(found))


def _told(text: str, references: Any, split: Callable[[str], list[Span]]) -> Told:
    spans = [s for s in split(text) if s.end - s.start > 2]
    return Told(text, tuple(spans[:_MOST]), tuple(references))


def _split_of(text: str) -> Callable[[str], list[Span]]:
    """Return how a text is cut: some of the sets have tokens that stand apart."""
    apart, joined = re.findall(r" [.?!](?= |$)", text), re.findall(r"\w[.?!](?= |$)", text)
    return tokenised_sentences if len(apart) >= len(joined) else prose_sentences


def _long_enough(texts: Any) -> Iterator[Told]:
    return (told for told in texts if len(told.sentences) >= _FEWEST)


def _key(text: str) -> str:
    return " ".join(re.findall(r"[a-z]+", text.lower())[:40])


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One article as arrays: `vectors` `[sentences, width]`, the others `[sentences, …]`."""

    told: Told
    vectors: np.ndarray[Any, Any]
    features: np.ndarray[Any, Any]
    chosen: np.ndarray[Any, Any]
    gains: np.ndarray[Any, Any]


def read_rows(tool: Tool, texts: list[Told], store: Path, say: Callable[[str], None]) -> list[Row]:
    """Return `texts` as rows; vectors that stand in `store` are not computed again."""
    known = _stored(store)
    for at, told in enumerate(texts):
        if told.text not in known:
            known[told.text] = _vectors(tool, told)
        if (at + 1) % 100 == 0:
            say(f"salience: {at + 1} of {len(texts)} articles read")
    _keep(store, known)
    return [_row(told, *known[told.text]) for told in texts]


def _vectors(tool: Tool, told: Told) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    from eval import adapters
    from summarizer.stages.salience import opens_paragraph

    opens = opens_paragraph([Sentence(span, "body") for span in told.sentences], told.text)
    return adapters.salience_input(tool, told.text, told.sentences, opens)


def _row(told: Told, vectors: Any, features: Any) -> Row:
    lines = told.lines()
    chosen, gains = np.zeros(len(lines), "float32"), np.zeros(len(lines), "float32")
    for reference in told.references:
        chosen[greedy_oracle(lines, reference, _ORACLE)] += 1 / len(told.references)
        gains += np.array(relevance(lines, reference), "float32") / len(told.references)
    return Row(told, vectors, features, chosen, gains)


def _stored(store: Path) -> dict[str, Any]:
    """Return what an earlier run kept, by text."""
    if not store.is_file():
        return {}
    with np.load(store) as kept:
        texts = json.loads(str(kept["texts"]))
        return {
            t: (kept[f"v{i}"].astype("float32"), kept[f"f{i}"].astype("float32"))
            for i, t in enumerate(texts)
        }


def _keep(store: Path, known: dict[str, Any]) -> None:
    arrays: dict[str, Any] = {"texts": np.array(json.dumps(list(known)))}
    for i, (vectors, features) in enumerate(known.values()):
        arrays |= {f"v{i}": vectors.astype("float16"), f"f{i}": features.astype("float32")}
    np.savez(store, **arrays)
