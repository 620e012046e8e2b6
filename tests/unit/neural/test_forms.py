from __future__ import annotations

import numpy as np
import torch
from spacy.tokens import Doc
from spacy.vocab import Vocab

from summarizer.neural.forms import (
    FORMS,
    RELATIONS,
    TAGS,
    forms_of,
    lines_of,
    local_forms,
    pad_rows,
    windows_of,
)
from summarizer.types import Span
from tests.encodings import make_encoding
from tests.factories import span_of

TEXT = "Ilves said “ the port closed ”"
PARSE = Doc(
    Vocab(),
    words=TEXT.split(),
    spaces=[True] * 6 + [False],
    tags=["NNP", "VBD", "``", "DT", "NN", "VBD", "''"],
    deps=["nsubj", "ROOT", "punct", "det", "nsubj", "ccomp", "punct"],
    heads=[1, 1, 1, 4, 5, 1, 1],
)


def test_tokens_know_their_tag_relation_mark_and_governor() -> None:
    offsets = make_encoding(TEXT, {}, 2).offsets
    forms = forms_of(offsets, PARSE, [span_of("“ the port closed ”", TEXT)])

    assert [TAGS[i - 1] for i in forms[:2, 0]] == ["NNP", "VBD"]
    assert [RELATIONS[i - 1] for i in forms[:2, 1]] == ["nsubj", "ROOT"]
    assert forms[:, 2].tolist() == [0, 0, 2, 1, 1, 1, 2]
    assert forms[:, 3].tolist() == [1, 1, 1, 4, 5, 1, 1]


def test_pieces_of_a_word_share_its_form() -> None:
    offsets = make_encoding(TEXT, {"Il": [0.0, 0.0]}, 2).offsets
    forms = forms_of(offsets, PARSE, [])

    assert forms[0, :2].tolist() == forms[1, :2].tolist()
    assert forms[:3, 3].tolist() == [2, 2, 2]


def test_labels_that_the_parser_does_not_have_are_others() -> None:
    offsets = np.array([[0, 3]])

    assert forms_of(
        offsets, Doc(Vocab(), words=["Yes"], tags=["ZZZ"], deps=["soup"], heads=[0]), []
    )[0].tolist() == [0, 0, 0, 0]
    assert FORMS.tags == len(set(TAGS)) + 1
    assert FORMS.relations == len(set(RELATIONS)) + 1


def test_lines_are_cut_where_they_are_too_long() -> None:
    text = "one two three\n\n   \nfour"
    offsets = make_encoding(text, {}, 2).offsets

    assert lines_of(offsets, text, 10) == [(0, 3), (3, 4)]
    assert lines_of(offsets, text, 2) == [(0, 2), (2, 3), (3, 4)]


def test_windows_hold_whole_lines() -> None:
    assert windows_of([(0, 4), (4, 6), (6, 9)], 6) == [(0, 6), (6, 9)]
    assert windows_of([], 6) == []


def test_a_governor_outside_the_window_is_the_token_itself() -> None:
    forms = torch.tensor([[1, 1, 0, 2], [1, 1, 0, 0], [1, 1, 0, 1]])

    assert local_forms(forms, (1, 3))[:, 3].tolist() == [0, 0]
    assert forms[1, 3] == 0


def test_rows_are_padded_at_their_ends() -> None:
    padded, real = pad_rows([torch.ones(2, 3), torch.ones(1, 3)])

    assert padded.shape == (2, 2, 3)
    assert real.tolist() == [[True, True], [True, False]]
    assert padded[1, 1].tolist() == [0, 0, 0]


def test_spans_of_marks_may_end_a_text() -> None:
    text = "So “yes"
    forms = forms_of(make_encoding(text, {}, 2).offsets, Doc(Vocab(), words=["So"]), [Span(3, 7)])

    assert forms[:, 2].tolist() == [0, 2, 2]
