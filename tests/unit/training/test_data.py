from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.codebook import load_codebook
from summarizer.errors import DataError
from summarizer.training.data import Attribution, join, read_codebook, read_records, read_set
from summarizer.types import Span
from tests.labelled import QUOTED, write_sets


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_sets(tmp_path)


def test_babe_gives_sentence_labels_and_words(data: Path) -> None:
    loaded, plain = read_set(data, "babe", "train")

    assert loaded.loaded == ((Span(0, len(loaded.text)), 1),)
    assert [s.of(loaded.text) for s in dict(loaded.tags)["loaded"]] == ["savage"]
    assert plain.loaded == ((Span(0, len(plain.text)), 0),)
    assert plain.targets is None


def test_ptc_tells_loaded_language_from_other_techniques(data: Path) -> None:
    (article,) = read_set(data, "ptc_semeval2020_t11", "train")
    tags = {name: [s.of(article.text) for s in spans] for name, spans in article.tags}

    assert tags == {"any": ["savage", "Who could doubt it"], "loaded": ["savage"]}


def test_sentiments_are_numbered_from_negative(data: Path) -> None:
    labels = [t.label for e in read_set(data, "newsmtsc", "train") for t in e.targets or ()]

    assert labels == [2, 0, 1]


def test_attributions_keep_their_parts(data: Path) -> None:
    (article,) = read_set(data, "polnear", "train")
    (found,) = article.attributions or ()

    assert (found.cue or Span(0, 1)).of(QUOTED) == "said"
    assert (found.source or Span(0, 1)).of(QUOTED) == "The mayor"


def test_the_codebook_gives_phrases_and_lookalikes() -> None:
    book = load_codebook("framing")
    examples = read_codebook(book)
    phrases = [p for e in examples for p in e.phrases or ()]

    assert len(examples) == len(book.examples())
    assert {p.label for p in phrases} == set(range(17))
    assert any(e.phrases == () and e.tags == (("framing", ()),) for e in examples)


def test_joined_texts_keep_every_label_at_its_words(data: Path) -> None:
    for name in ("babe", "newsmtsc", "polnear", "ptc_semeval2020_t11"):
        examples = read_set(data, name, "train") * 2
        joined = join(examples)
        words = [s.of(joined.text) for _, spans in joined.tags for s in spans]
        targets = [t.mention.of(joined.text) for t in joined.targets or ()]

        assert joined.text.count(examples[0].text) == 2
        assert sorted(words) == sorted(
            s.of(e.text) for e in examples for _, spans in e.tags for s in spans
        )
        assert targets == [t.mention.of(e.text) for e in examples for t in e.targets or ()]
        assert [s.of(joined.text) for s in joined.sentences] == [
            s.of(e.text) for e in examples for s in e.sentences
        ]


def test_joined_texts_keep_their_attributions(data: Path) -> None:
    (article,) = read_set(data, "polnear", "train")
    joined = join([article, article])
    first, second = joined.attributions or ()

    def words(found: Attribution) -> list[str]:
        return [s.of(joined.text) for s in (*found.content, found.cue, found.source) if s]

    assert words(first) == words(second)
    assert first != second


def test_a_set_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"babe.train\.jsonl is not there"):
        read_set(tmp_path, "babe", "train")


def test_an_unknown_set_is_named_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no reader for 'horoscopes'; known: anno"):
        read_set(tmp_path, "horoscopes", "train")


def test_a_line_that_is_not_json_is_named(tmp_path: Path) -> None:
    (tmp_path / "babe").mkdir()
    (tmp_path / "babe" / "dev.jsonl").write_text('{"text": "a"}\n{"text"\n', "utf-8")

    with pytest.raises(DataError, match=r"dev\.jsonl:2: not JSON"):
        list(read_records(tmp_path, "babe", "dev"))
