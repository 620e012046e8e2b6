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
