"""Whom phrases such as "the president" mean, in short reports; with the released weights."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from safetensors.torch import load_file

from summarizer.neural.references import ReferenceHead, Referring
from summarizer.neural.weights import load_manifest
from summarizer.stages.actors import find_actors
from summarizer.stages.parse import load_parser
from summarizer.stages.sentences import Sentences
from summarizer.types import Actor, Analysis, Article, Line, Span

MODELS = Path(__file__).parents[2] / "models"
Shown = Callable[[str], dict[str, list[str]]]


@pytest.fixture(scope="module")
def released() -> Referring:
    spec = load_manifest(MODELS).spec("news-coreference")
    weights = load_file(MODELS / spec.folder / "model.safetensors")
    head = ReferenceHead()
    head.load_state_dict({k.removeprefix("references."): v for k, v in weights.items()})
    return Referring(head, **spec.values["calibration"]["references"])


@pytest.fixture(scope="module")
def read(released: Referring) -> Callable[[str], tuple[Actor, ...]]:
    parser = load_parser()

    def find(text: str) -> tuple[Actor, ...]:
        article = Article("a", text, lines=(Line(Span(0, len(text)), "body"),))
        sentences = Sentences()([Analysis(article)])[0].sentences or ()
        return find_actors(parser(text), sentences, released)

    return find


@pytest.fixture(scope="module")
def shown(read: Callable[[str], tuple[Actor, ...]]) -> Shown:
    """The words for each actor of a text, by its name."""
    return lambda text: {a.name: [m.span.of(text) for m in a.mentions] for a in read(text)}


@pytest.mark.parametrize(
    ("text", "name", "forms"),
    [
        (
            "Amara Nwosu took office in Lagos on Monday. President Nwosu promised to cut fuel "
            "prices. The president said the first cuts would come in June. Her rival, Tunde "
            "Bakare, called the plan a gift to importers. Bakare said the president had no money.",
            "Amara Nwosu",
            ["Amara Nwosu", "President Nwosu", "The president", "Her", "the president"],
        ),
        (
            "Harkon Shipping plc lost a third of its value on Tuesday. Harkon said two of its "
            "vessels were held in port. The company expects to pay a fine. Its rival, Belmar "
            "Lines, gained four percent.",
            "Harkon Shipping plc",
            ["Harkon Shipping plc", "Harkon", "The company"],
        ),
        (
            "The Association of Coastal Fishers (ACF) blocked the harbour of Sidi Amar. The ACF "
            "says foreign trawlers have emptied the sea. The group wants a ban by spring.",
            "Association of Coastal Fishers",
            ["Association of Coastal Fishers", "ACF", "ACF", "The group"],
        ),
        (
            "Kim reviewed troops in the capital on Sunday. Kim Dae-hyun, who took power in March, "
            "spoke for an hour. The general praised the army. Kim did not mention the famine.",
            "Kim Dae-hyun",
            ["Kim", "Kim Dae-hyun", "The general", "Kim"],
        ),
        (
            "Health Minister Ana Costa and Prime Minister Rui Alves disagreed in public on "
            "Monday. The prime minister said there would be no vaccine mandate. The health "
            "minister wants one. Costa threatened to resign. Alves called that blackmail.",
            "Rui Alves",
            ["Prime Minister Rui Alves", "The prime minister", "Alves"],
        ),
        (
            "The Norwegian leader, Kari Lund, met Finnish President Eero Salo in Oslo. The "
            "Finnish president arrived late. Lund welcomed him. The Norwegian leader spoke of "
            "old ties.",
            "Kari Lund",
            ["The Norwegian leader", "Kari Lund", "Lund", "The Norwegian leader"],
        ),
        (
            "Judge Mei Tanaka sentenced Oscar Prieto to nine years. The judge said that Prieto "
            "had shown no regret. A second judge, Paul Reyes, dissented.",
            "Mei Tanaka",
            ["Judge Mei Tanaka", "The judge"],
        ),
        (
            "Reporters asked Senator Hana Novak about the leak. The senator denied it. A senior "
            "aide said the memo was real. Novak's lawyer, Petr Blaha, said the senator had "
            "nothing to hide.",
            "Hana Novak",
            ["Senator Hana Novak", "The senator", "Novak", "the senator"],
        ),
    ],
)
def test_titles_nouns_and_short_names_are_one_actor(
    shown: Shown, text: str, name: str, forms: list[str]
) -> None:
    assert shown(text)[name] == forms


def test_what_was_called_the_company_is_so_again(shown: Shown) -> None:
    found = shown(
        "The environment regulator fined Orvane Water on Thursday. The company said it would "
        "pay. Inspectors had found three broken pumps in March. Bathing was banned for weeks. "
        "Dead perch lay on the shore. Rain came in June. Anglers have sued the company."
    )

    assert found["Orvane Water"] == ["Orvane Water", "The company", "the company"]


def test_two_brothers_stay_two(shown: Shown) -> None:
    found = shown(
        "Brothers Pavel Dvorak and Jiri Dvorak run the mill at Lesno. Pavel Dvorak wants to sell "
        'it. Jiri Dvorak has refused. "I will not sign," Jiri Dvorak said on Friday.'
    )

    assert found["Pavel Dvorak"] == ["Pavel Dvorak"] * 2
    assert found["Jiri Dvorak"] == ["Jiri Dvorak"] * 3


def test_the_mayor_is_not_her_husband(shown: Shown) -> None:
    found = shown(
        "Mayor Lucia Ferreira opened the bridge on Saturday. Her husband, Rui Ferreira, stood "
        "beside her. Ferreira thanked the workers. The mayor said the bridge had cost less."
    )

    assert "The mayor" in found["Lucia Ferreira"]
    assert found["Rui Ferreira"] == ["Her husband", "Rui Ferreira"]


def test_a_club_is_not_its_city(shown: Shown) -> None:
    found = shown(
        "Leeds drew with Porto on Wednesday. The city of Leeds closed its main square. Harlow "
        "Rovers, a club from Leeds, played on Friday. The club won. The government of Portugal "
        "sent its thanks."
    )

    assert "The club" in found["Harlow Rovers"]
    assert not {"The club", "Harlow Rovers"} & {*found["Leeds"]}


@pytest.mark.parametrize(
    "phrase",
    [
        "A senior minister",
        "Another minister",
        "The second minister",
        "The British minister",
        "The spokeswoman",
    ],
)
def test_what_speaks_for_another_is_not_joined(shown: Shown, phrase: str) -> None:
    """New, another, of another country or another gender: nobody who was named before."""
    found = shown(
        f"French minister Paul Renard spoke for an hour. Mr. Renard was tired. {phrase} left "
        f"early. {phrase} said that the talks had failed."
    )

    assert phrase not in found["Paul Renard"]


def test_an_office_that_is_given_is_not_its_giver(shown: Shown) -> None:
    found = shown(
        "President Ulla Berg named Tom Hale as director. Berg said the director would start in "
        "May. She praised Hale as president of the guild."
    )

    assert not {"director", "president of the guild"} & {*found["Ulla Berg"]}


def test_the_same_text_gives_the_same_actors(read: Callable[[str], tuple[Actor, ...]]) -> None:
    text = "Judge Ola Brandt met Judge Eva Lind. The judge smiled. The Swedish judge left."

    assert read(text) == read(text)
