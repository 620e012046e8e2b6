from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from summarizer.neural.tiny import tiny_encoder
from summarizer.training.marked import (
    SENTENCES,
    Marked,
    between_lines,
    loaded_words,
    news_rows,
    row_of,
    unmarked,
)
from summarizer.types import Span


@pytest.mark.parametrize("files", [SENTENCES, *((name,) for name in SENTENCES)], ids="-".join)
def test_our_sentences_have_their_marks_and_look_alikes(files: tuple[str, ...]) -> None:
    rows = loaded_words(files)
    loaded = [row for row in rows if row.phrases]

    assert len(loaded) >= 80
    assert len(rows) - len(loaded) >= 80
    assert len({row.text for row in rows}) == len(rows)
    assert not any("[" in row.text or "]" in row.text for row in rows)


def test_a_line_loses_its_brackets() -> None:
    found = unmarked("A [brutal] and [cruel deed].")

    assert found.text == "A brutal and cruel deed."
    assert [p.of(found.text) for p in found.phrases] == ["brutal", "cruel deed"]


def test_sentences_stand_between_the_lines_of_news() -> None:
    own = [Marked(f"Own {n} deed.", (Span(0, 3),)) for n in range(5)]
    made = list(between_lines(["One.\n\nTwo.", "Three."], own, np.random.default_rng(0)))

    assert sorted(p.of(text) for text, _, places in made for p in places) == [o.text for o in own]
    assert all(p.of(text) == "Own" for text, phrases, _ in made for p in phrases)
    assert all(line in made[0][0].splitlines() for line in ("One.", "Two."))


def test_what_is_open_does_not_count() -> None:
    text = "Mad dogs ran."
    encoding = tiny_encoder().encode([text])[0]
    row = row_of(encoding, Span(0, len(text)), [Span(0, 3)], weight=0.5, open_at=[Span(4, 8)])

    places = [text[a:b] for a, b in encoding.offsets]
    assert row.wanted.tolist() == [float(a < 3) for a, _ in encoding.offsets]
    assert row.counts.tolist() == [not 4 <= a < 8 for a, _ in encoding.offsets]
    assert len(places) == len(row.ids)


def test_sentences_of_news_that_nobody_marked_are_drawn(tmp_path: Path) -> None:
    line = "The council of the town met on Monday and rose at noon."
    story = {"id": "s", "articles": [{"text": f"{line}\n\nShort.\n\n{line}"}, {"text": ""}]}
    news = [{"id": str(n), "text": line, "attributions": []} for n in range(7)]
    for name, records in (("neus_fulltext", [story]), ("polnear", news)):
        (tmp_path / name).mkdir()
        lines = "".join(json.dumps(r) + "\n" for r in records)
        (tmp_path / name / "train.jsonl").write_text(lines, encoding="utf-8")
    values: dict[str, Any] = {"articles": 5, "neus_fulltext": 10, "polnear": 1}
    values |= {"polnear_articles": [4, 5], "weight": 0.5}

    given = (tmp_path, np.random.default_rng(0), lambda _: None)
    rows = news_rows(tiny_encoder(), values, given)

    assert len(rows) == 3  # two of the story, without the short one; one of two articles
    assert {row.weight for row in rows} == {0.5}
    assert not any(row.wanted.any() for row in rows)
