from __future__ import annotations

import pytest
import torch

from summarizer.neural.encoder import Encoder
from summarizer.neural.heads.support import SupportHead
from summarizer.neural.support import SupportJudge
from summarizer.neural.support_facts import FACTS, facts_of
from summarizer.neural.support_reading import MOST, likeliest
from summarizer.neural.support_words import ROLES, SupportWords, words_of
from summarizer.neural.tiny import tiny_encoder
from tests.parses import make_parse

SUED = """
Ferries 2 nsubj NOUN ferry
sued 0 ROOT VERB sue
the 4 det DET
port 2 dobj NOUN
in 2 prep ADP
June 5 pobj PROPN
. 2 punct PUNCT
"""
TURNED = """
The 2 det DET
port 4 nsubjpass NOUN
was 4 auxpass AUX be
sued 0 ROOT VERB sue
by 4 agent ADP
ferries 5 pobj NOUN ferry
. 4 punct PUNCT
"""
SWAPPED = """
The 2 det DET
port 3 nsubj NOUN
sued 0 ROOT VERB sue
ferries 3 dobj NOUN ferry
. 3 punct PUNCT
"""
DENIED = """
Ferries 4 nsubj NOUN ferry
did 4 aux AUX do
not 4 neg PART
sue 0 ROOT VERB
the 6 det DET
port 4 dobj NOUN
. 4 punct PUNCT
"""


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return tiny_encoder()


def read(encoder: Encoder, rows: str) -> tuple[list[str], SupportWords]:
    doc = make_parse(rows)
    embeddings = encoder.model.embeddings.word_embeddings.weight.detach()
    starts = [s.start_char for s in doc.sents]
    return [s.text for s in doc.sents], words_of(doc, starts, (encoder.tokenizer, embeddings))


def facts(encoder: Encoder, claim: str, evidence: str) -> dict[str, float]:
    (text,), own = read(encoder, claim)
    lines, theirs = read(encoder, evidence)
    found = facts_of(text, own, lines, theirs).tolist()
    return dict(zip(FACTS, found, strict=True))


def test_a_passive_names_the_same_doer_and_what_is_done_to(encoder: Encoder) -> None:
    active, passive = read(encoder, SUED)[1], read(encoder, TURNED)[1]

    assert [ROLES[i] for i in active.roles.tolist()] == ["doer", "none", "done_to", "oblique"]
    assert [ROLES[i] for i in passive.roles.tolist()] == ["done_to", "none", "doer"]
    assert active.governors.tolist() == [1, -1, 1, 1]


def test_the_same_said_otherwise_is_all_there(encoder: Encoder) -> None:
    found = facts(encoder, TURNED, SUED)

    assert [found[n] for n in ("lemmas", "verbs", "nouns", "near", "parties_tied")] == [1] * 5
    assert found["parties_displaced"] == found["negated_otherwise"] == 0


def test_parties_in_each_others_place_are_seen(encoder: Encoder) -> None:
    found = facts(encoder, SWAPPED, SUED)

    assert found["lemmas"] == found["tied"] == 1
    assert found["parties_displaced"] > 0
    assert found["parties_tied"] < 1


def test_what_is_denied_or_no_longer_denied_is_seen(encoder: Encoder) -> None:
    assert facts(encoder, DENIED, SUED)["negated_otherwise"] == 1
    assert facts(encoder, SUED, DENIED)["negated_otherwise"] == 1
    assert facts(encoder, DENIED, SUED)["hedges_added"] == 1


def test_without_words_nothing_is_borne_out_by_them(encoder: Encoder) -> None:
    found = facts(encoder, SUED, "Oh 0 ROOT INTJ")

    assert not any(found[n] for n in ("recall", "lemmas", "names", "near", "tied"))
    assert facts(encoder, "Oh 0 ROOT INTJ", SUED)["lemmas"] == 1


def test_some_sentences_of_a_text_keep_their_words_and_ties(encoder: Encoder) -> None:
    whole = read(encoder, f"{DENIED.strip()}\n\n{SUED.strip()}")[1]
    part = whole.of([1])
    alone = read(encoder, SUED)[1]

    assert part.lemmas == alone.lemmas
    assert part.governors.tolist() == alone.governors.tolist()
    assert part.sentences.tolist() == alone.sentences.tolist()


def test_the_lines_nearest_in_words_are_read_in_their_order() -> None:
    lines = [f"Nothing of note happened on day {i}." for i in range(2 * MOST)]
    lines[3], lines[-1] = "The port was sued.", "Ferries sued it."
    picked = likeliest("Ferries sued the port.", lines)

    assert len(picked) == MOST
    assert picked == sorted(picked)
    assert {3, 2 * MOST - 1} <= set(picked)
    assert likeliest("Ferries", lines[:3]) == [0, 1, 2]


def test_a_score_is_the_scaled_logit_of_each_sentence() -> None:
    head = SupportHead(2)
    head.center.fill_(1.0)
    with torch.no_grad():
        head.weigh.weight.fill_(1.0)
        head.weigh.bias.fill_(0.0)
    judge = SupportJudge(head, slope=2.0, bias=-1.0)
    facts = torch.tensor([[1.0, 1.5], [0.0, 0.0]])

    assert judge.score(facts) == pytest.approx([0.5, float(torch.sigmoid(torch.tensor(-5.0)))])
