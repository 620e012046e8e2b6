"""What the guard says of sentences that tell the same, or nearly the same, in other words."""

from __future__ import annotations

import pytest
from spacy.language import Language

from summarizer.guard import find_problems, prepare
from summarizer.stages.parse import load_parser, parse_text
from summarizer.stages.sentences import split_article
from summarizer.types import Analysis, Article, Evidence, SummarySentence

LINES = (
    "The town of Brill lent Odell Mills 39,000 pounds in 2016 without any condition.",
    "One household in five refused to pay the levy.",
    "The archive holds 48 letters, but none has been read.",
    "Mayor Ada Penn called the fine a farce.",
    "Dr Lena Koss doubts that the vaccine will sell.",
    "The inspectors found no trace of lead in the pipes.",
    "Koss has not decided whether to appeal.",
    "The ferry will sail again when the repairs end in May.",
    "Rents rose from 310 to 450 crowns in Brill.",
    "Odell Mills has a month to repay the loan or sell the plant.",
    "Penn said that she had not read the letters.",
    "The water is not dangerous, the mayor said.",
    "Penn met the director, who praised the choir.",
)
LOAN, LEVY, ARCHIVE, FARCE, DOUBT, LEAD, APPEAL, FERRY, RENTS, REPAY, READ, WATER, CHOIR = range(13)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_parser()


@pytest.fixture(scope="module")
def article(nlp: Language) -> Analysis:
    text = "\n\n".join(LINES)
    read = Article("article-1", text)
    sentences = split_article(read)
    return Analysis(
        read, sentences=sentences, parse=parse_text(nlp, text, sentences), quotes=(), actors=()
    )


def problems(article: Analysis, nlp: Language, text: str, at: int) -> list[str]:
    sentences = article.sentences or ()
    said = SummarySentence(text, (Evidence("article-1", sentences[at].span),), 1.0)
    return find_problems(said, {"article-1": prepare(article)}, read=nlp)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("Odell Mills borrowed about 40,000 pounds from the town of Brill in 2016.", LOAN),
        ("A fifth of the households refused to pay the levy.", LEVY),
        ("None of the 48 letters has been read.", ARCHIVE),
        ("Ada Penn, the mayor, described the fine as a farce.", FARCE),
        ("Lena Koss is not convinced that the vaccine will sell.", DOUBT),
        ("The inspectors failed to find any lead in the pipes.", LEAD),
        ("Koss is undecided about whether to appeal.", APPEAL),
        ("Rents in Brill went up to 450 crowns from 310.", RENTS),
        ("Penn denied having read the letters.", READ),
        ("The water is safe, according to the mayor.", WATER),
    ],
)
def test_the_same_in_other_words_passes(
    article: Analysis, nlp: Language, text: str, at: int
) -> None:
    assert problems(article, nlp, text, at) == []


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("Odell Mills borrowed about 60,000 pounds from the town of Brill in 2016.", LOAN),
        ("Odell Mills lent the town of Brill 39,000 pounds in 2016.", LOAN),
        ("The town of Brill lent Odell Mills 39,000 pounds in 2016 with a condition.", LOAN),
        ("A quarter of the households refused to pay the levy.", LEVY),
        ("Lena Koss believes that the vaccine will sell.", DOUBT),
        ("The inspectors found lead in the pipes.", LEAD),
        ("The ferry sailed again when the repairs ended in May.", FERRY),
        ("Rents in Brill rose to 310 crowns from 450.", RENTS),
        ("Odell Mills has sold the plant to repay the loan.", REPAY),
        ("Penn said that she had read the letters.", READ),
        ("The water is dangerous, the mayor said.", WATER),
    ],
)
def test_what_is_nearly_the_same_is_refused(
    article: Analysis, nlp: Language, text: str, at: int
) -> None:
    assert problems(article, nlp, text, at)


def test_a_quotation_may_open_with_a_small_letter(nlp: Language) -> None:
    text = 'Ada Penn said: "A town without a mill is a village."'
    read = Article("article-1", text)
    sentences = split_article(read)
    whole = Analysis(
        read, sentences=sentences, parse=parse_text(nlp, text, sentences), quotes=(), actors=()
    )

    assert problems(whole, nlp, 'To Ada Penn, "a town without a mill is a village".', 0) == []
    assert problems(whole, nlp, 'To Ada Penn, "a town without a mine is a village".', 0)


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("Mr Osei left the Northern Trade Council for Tarn's Brill Works.", True),
        ("Osei left the NTC for the Brill Works of Tarn.", True),
        ("Osei left the NRC for the Brill Works of Tarn.", False),
        ("Mr Osman left the Northern Trade Council for Tarn's Brill Works.", False),
    ],
)
def test_names_may_come_in_another_form(nlp: Language, text: str, passes: bool) -> None:
    line = "Kofi Osei left the Northern Trade Council for Brill Works in Tarn."
    read = Article("article-1", line)
    sentences = split_article(read)
    whole = Analysis(
        read, sentences=sentences, parse=parse_text(nlp, line, sentences), quotes=(), actors=()
    )

    assert (problems(whole, nlp, text, 0) == []) is passes


def _said_of(nlp: Language, line: str, text: str) -> list[str]:
    read = Article("article-1", line)
    sentences = split_article(read)
    parse = parse_text(nlp, line, sentences)
    return problems(
        Analysis(read, sentences=sentences, parse=parse, quotes=(), actors=()), nlp, text, 0
    )


OIL = "Oil output is expected to recover in May, the ministry said."
PLAN = "The board threw out the plan by six votes to two."
WAIT = "The clinic has still to open its new ward."
FIRE = "The losses came to 12 million crowns, 4 million more than feared."
SALES = "Sales rose from 14 per cent to 21 per cent, according to figures from the fair."
GAUGE = "The gauge is stable."
TRIAL = "The farmers hope to sow again after they spoke before deciding on a price."


@pytest.mark.parametrize(
    ("line", "text", "passes"),
    [
        (OIL, "Oil output will recover in May, the ministry expects.", True),
        (OIL, "Oil output has recovered, the ministry said.", False),
        (PLAN, "The board rejected the plan by six votes to two.", True),
        (PLAN, "The board approved the plan by six votes to two.", False),
        (WAIT, "The clinic has opened its new ward.", False),
        (FIRE, "The losses were 4 million crowns more than feared.", True),
        (FIRE, "The losses were 6 million crowns more than feared.", False),
        (SALES, "Sales rose by 7 percentage points, to 21 per cent.", True),
        (SALES, "Sales rose by 9 percentage points, to 21 per cent.", False),
        (GAUGE, "The gauge is unstable.", False),
        (TRIAL, "The farmers, who have not decided on a price, hope to sow again.", True),
    ],
)
def test_what_follows_passes_and_what_does_not_is_refused(
    nlp: Language, line: str, text: str, passes: bool
) -> None:
    assert (_said_of(nlp, line, text) == []) is passes


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("The strike will last two days.", True),
        ("The strike will last three days.", False),
    ],
)
def test_a_length_of_time_may_come_in_another_unit(nlp: Language, text: str, passes: bool) -> None:
    assert (_said_of(nlp, "The strike will last 48 hours.", text) == []) is passes


def test_nobody_says_what_they_deny(nlp: Language) -> None:
    line = "Orle Gas denied a report that the valve had been closed and said the pipe was safe."

    assert _said_of(nlp, line, "Orle Gas said that the valve had been closed.")
    assert _said_of(nlp, line, "Orle Gas denied that the valve had been closed.") == []
