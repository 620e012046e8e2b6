"""Actors: who is found, under which names, and who is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from spacy.language import Language

from summarizer.errors import PipelineError
from summarizer.stages.actors import Actors, find_actors
from summarizer.stages.agency import agency_of
from summarizer.stages.parse import Parse, load_parser
from summarizer.stages.sentences import Sentences
from summarizer.types import Actor, Analysis, Article, Line, LineKind, Sentence, Span

FindActors = Callable[..., dict[str, Actor]]


def article(*lines: tuple[LineKind, str]) -> Article:
    """An article of these lines, a blank line after each."""
    text, marked = "", []
    for kind, words in lines:
        marked.append(Line(Span(len(text), len(text) + len(words)), kind))
        text += words + "\n\n"
    return Article("a", text, lines=tuple(marked))


@pytest.fixture(scope="module")
def parser() -> Language:
    return load_parser()


@pytest.fixture(scope="module")
def read(parser: Language) -> Callable[[Article], Analysis]:
    parse = Parse(parser)
    return lambda a: Actors()(parse(Sentences()([Analysis(a)])))[0]


@pytest.fixture(scope="module")
def actors(read: Callable[[Article], Analysis]) -> FindActors:
    """Actors by id, of body text or of lines with their kinds."""

    def find(*lines: str | tuple[LineKind, str]) -> dict[str, Actor]:
        kinds = [("body", line) if isinstance(line, str) else line for line in lines]
        found = read(article(*kinds))  # type: ignore[arg-type]
        return {a.id: replace(a, name=a.name) for a in found.actors or ()}

    return find


def words(found: dict[str, Actor], id: str, text: str) -> list[str]:
    return [m.span.of(text) for m in found[id].mentions]


ALLIANCE = (
    "The Marrin Democratic Forces (MDF), a rebel alliance, announced their victory on Monday. "
    "MDF fighters entered the town. The alliance said that it would hold elections. "
    "The Marrin Democratic Forces thanked the villagers."
)


def test_acronym_fighters_and_the_alliance_are_one_body(actors: FindActors) -> None:
    found = actors(ALLIANCE)

    forms = words(found, "marrin-democratic-forces", ALLIANCE)
    assert {"Marrin Democratic Forces", "MDF", "MDF fighters", "The alliance", "their"} <= {*forms}
    assert found["marrin-democratic-forces"].kind == "organisation"
    assert "mdf" not in found


def test_also_known_as_joins_names(actors: FindActors) -> None:
    text = (
        "The State of Orland and Vess (SOV), also known as the State of Orland and the Coast "
        "(SOC), took the city. SOC militants burned houses. SOV fled on Friday."
    )
    found = actors(text)

    forms = words(found, "state-of-orland-and-vess", text)
    assert {"SOV", "SOC militants"} <= {*forms}
    assert not {"sov", "soc"} & {*found}


def test_title_surname_and_pronouns_are_one_person(actors: FindActors) -> None:
    text = (
        "Dr. Amal Idris Karim fled to the coast, where he worked in a clinic. "
        "Dr. Karim said that he was tired. Karim hopes to return."
    )
    found = actors(text)

    assert found["dr-amal-idris-karim"].name == "Dr. Amal Idris Karim"
    assert words(found, "dr-amal-idris-karim", text) == [
        "Dr. Amal Idris Karim", "he", "Dr. Karim", "he", "Karim",
    ]  # fmt: skip


def test_two_people_with_one_surname_stay_two(actors: FindActors) -> None:
    text = (
        "Carla Mendes led the strike. Mendes said it would go on. "
        "Her brother, Jon Mendes, opposed it. Jon Mendes called the walkout a mistake."
    )
    found = actors(text)

    assert words(found, "carla-mendes", text)[:2] == ["Carla Mendes", "Mendes"]
    assert words(found, "jon-mendes", text).count("Jon Mendes") == 2
    assert "Carla Mendes" not in words(found, "jon-mendes", text)


def test_a_relative_named_later_does_not_take_the_surname(actors: FindActors) -> None:
    text = (
        "President Osgood met ministers on Monday. Mr. Osgood said the talks went well. "
        "His daughter Lena Osgood watched from the gallery."
    )
    found = actors(text)

    assert "lena-osgood" in found
    assert not any("Mr." in form for form in words(found, "lena-osgood", text))


def test_he_with_two_candidates_stays_unresolved(actors: FindActors) -> None:
    found = actors("Mr. Tom Berg met Mr. Jon Aas on Friday. He refused to sign.")

    assert all(m.kind == "name" for a in found.values() for m in a.mentions)


def test_pronouns_in_quotations_are_left_alone(actors: FindActors) -> None:
    found = actors('Tom Berg spoke on Friday. "He lied and I saw it," said Ana Lind.')

    assert all(m.kind != "pronoun" for a in found.values() for m in a.mentions)


def test_a_country_is_one_actor_under_all_its_names(actors: FindActors) -> None:
    text = (
        "The United States backed the deal. U.S. officials praised it. "
        "American forces guarded the town, and America sent aid."
    )
    found = actors(text)

    assert words(found, "united-states", text) == [
        "United States", "U.S. officials", "American forces", "America",
    ]  # fmt: skip
    assert found["united-states"].kind == "place"


def test_a_state_known_by_its_organs_is_called_so(actors: FindActors) -> None:
    text = "Rain fell in Syria. The Syrian government and military forces closed the road."
    found = actors(text)

    assert found["syrian-government"].kind == "organisation"
    assert "Syria" not in words(found, "syrian-government", text)
    assert "syria" not in found


def test_sides_are_actors_and_scenes_are_not(actors: FindActors) -> None:
    found = actors(
        "Tension between the United States and Russia has grown. "
        "A market opened in Lisbon on Sunday. Farmers came from Spain."
    )

    assert {"united-states", "russia"} <= {*found}
    assert not {"lisbon", "spain", "portugal"} & {*found}


def test_troops_of_two_states_are_not_merged(actors: FindActors) -> None:
    text = "Kurdish fighters shelled the hill. Arab fighters fled. Kurdish fighters cheered."
    found = actors(text)

    assert words(found, "kurdish-fighters", text) == ["Kurdish fighters"] * 2
    assert words(found, "arab-fighters", text) == ["Arab fighters"]


def test_nominal_groups_merge_when_nothing_parts_them(actors: FindActors) -> None:
    text = (
        "Residents of Varna fled on Monday. Soldiers stopped the residents at a bridge. "
        "Some locals hid in cellars."
    )
    found = actors(text)

    assert len(words(found, "residents-of-varna", text)) == 3
    assert found["residents-of-varna"].kind == "group"


def test_the_company_is_the_only_company_just_before(actors: FindActors) -> None:
    text = "Norvik Terminals Inc. rejected the offer. The company said it had lost money."
    found = actors(text)

    assert "The company" in words(found, "norvik-terminals-inc", text)


def test_the_company_stays_open_between_two(actors: FindActors) -> None:
    text = "Norvik Terminals Inc. sued Halden Shipping Corp. on Monday. The company declined."
    found = actors(text)

    named = [words(found, id, text) for id in found if id.startswith(("norvik", "halden"))]
    assert len(named) == 2
    assert all("The company" not in forms for forms in named)


def test_photographers_are_no_actors(actors: FindActors) -> None:
    found = actors(
        "Dockers blocked the port of Halden on Monday and the army cleared it.",
        ("caption", "Dockers stand at the gate. [Image by Hanna Mall/AP Images]"),
        ("credit", "[Featured Image by Kerim Moss/AP Images]"),
    )

    assert "dockers" in found
    assert not [a for a in found.values() if "Mall" in a.name or "Moss" in a.name]


def test_a_title_case_headline_names_only_whom_the_body_names(actors: FindActors) -> None:
    headline = "Marrin Forces Have Been Defeated As Dana Wills Speaks Out"
    text = "Dana Wills spoke on Monday. The mayor thanked Wills."
    found = actors(("headline", headline), text)

    assert words(found, "dana-wills", f"{headline}\n\n{text}")[0] == "Dana Wills"
    assert not [a for a in found.values() if "Defeated" in a.name or "Marrin" in a.name]


def test_titles_find_people_that_stand_alone(actors: FindActors) -> None:
    found = actors("Gen. Oyelaran Quax ordered the retreat. Mrs. Zbiral wept.")

    assert found["oyelaran-quax"].kind == "person"
    assert found["mrs-zbiral"].kind == "person"


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [
        ("Energy Minister Clara Voss spoke.", "Clara Voss", "Energy Minister Clara Voss"),
        ("Health Minister Greta Lund quit.", "Greta Lund", "Health Minister Greta Lund"),
        ("Interior Secretary Tom Hale left.", "Tom Hale", "Interior Secretary Tom Hale"),
        ("Foreign Ministry spokeswoman Ana Ruiz denied it.", "Ana Ruiz", "Ana Ruiz"),
        ("Defence Secretary John Doe left.", "John Doe", "Defence Secretary John Doe"),
        ("Prime Minister Ivo Brand met farmers.", "Ivo Brand", "Prime Minister Ivo Brand"),
        ("Prime Minister Brand met farmers.", "Brand", "Prime Minister Brand"),
        ("Union leader Mira Stahl called a strike.", "Mira Stahl", "Mira Stahl"),
        ("Fire Chief Ana Lopez spoke.", "Ana Lopez", "Fire Chief Ana Lopez"),
        ("Work and Pensions Secretary Liz Kemp quit.", "Liz Kemp",
         "Work and Pensions Secretary Liz Kemp"),
    ],
)  # fmt: skip
def test_a_portfolio_belongs_to_the_title(
    actors: FindActors, text: str, name: str, form: str
) -> None:
    last = name.split()[-1]
    text = f"{text} Critics attacked {last} on Friday."
    found = {a.name: a for a in actors(text).values() if a.kind != "group"}

    assert [*found] == [name]
    assert found[name].kind == "person"
    assert [m.span.of(text) for m in found[name].mentions] == [form, last]


def test_a_portfolio_is_no_body_wherever_it_stands(actors: FindActors) -> None:
    text = (
        "On Tuesday, Energy Minister Clara Voss defended the dam at Hollin. Critics of Energy "
        "Minister Voss marched. Voss left with Interior minister Bo Kvist."
    )
    found = actors(text)

    assert words(found, "clara-voss", text)[0] == "Energy Minister Clara Voss"
    assert words(found, "clara-voss", text)[-1] == "Voss"
    assert not [a for a in found.values() if a.kind == "organisation"]


def test_the_minister_of_two_is_told_by_the_portfolio(actors: FindActors) -> None:
    text = (
        "Energy Minister Clara Voss met Health Minister Greta Lund. The minister declined to "
        "comment. The health minister was pleased. The energy minister left."
    )
    found = actors(text)

    assert words(found, "clara-voss", text)[1:] == ["The energy minister"]
    assert words(found, "greta-lund", text)[1:] == ["The health minister"]


@pytest.mark.parametrize(
    ("between", "joined"),
    [("It rained.", True), ("The health minister objected.", False)],
)
def test_the_minister_is_the_only_one_in_the_text(
    actors: FindActors, between: str, joined: bool
) -> None:
    text = f"Energy Minister Clara Voss spoke. {between} The minister left."

    assert ("The minister" in words(actors(text), "clara-voss", text)) is joined


def test_the_minister_is_no_prime_minister(actors: FindActors) -> None:
    text = "Prime Minister Ivo Brand spoke. The minister left. The prime minister stayed."
    found = actors(text)

    assert words(found, "ivo-brand", text) == ["Prime Minister Ivo Brand", "The prime minister"]


def test_a_name_after_a_clause_is_the_companys_not_the_dams(actors: FindActors) -> None:
    text = (
        "The company that built the dam, Norwater, has rejected the claims. It said that its "
        "wall was safe. Norwater blamed the rain."
    )
    found = actors(text)

    assert words(found, "norwater", text) == ["The company", "Norwater", "It", "Norwater"]
    assert [*found] == ["norwater"]


@pytest.mark.parametrize("place", ["Hollin", "Keld", "Aldis"])
def test_a_name_only_after_place_prepositions_is_no_person(actors: FindActors, place: str) -> None:
    found = actors(
        f"Water burst through the dam at {place}. Crews from {place} arrived. "
        f"Farmers near {place} fled."
    )

    assert not [a for a in found.values() if a.name == place]


def test_a_person_after_a_place_preposition_stays_one(actors: FindActors) -> None:
    text = "Clara Voss resigned. Critics had lost confidence in Voss. A man shot at Voss."

    assert words(actors(text), "clara-voss", text) == ["Clara Voss", "Voss", "Voss"]


def test_mentions_are_sorted_and_lie_in_the_text(actors: FindActors) -> None:
    found = actors(ALLIANCE)

    for actor in found.values():
        spans = [m.span for m in actor.mentions]
        assert spans == sorted(set(spans))
        assert all(m.actor == actor.id for m in actor.mentions)
        for form in words(found, actor.id, ALLIANCE):
            assert form == form.strip()
            assert not form.endswith(("'s", "’s", ","))


def test_the_same_text_gives_the_same_actors(read: Callable[[Article], Analysis]) -> None:
    one, other = (read(article(("body", ALLIANCE))).actors for _ in range(2))

    assert one == other


def test_agency_reads_the_mentions_of_an_actor(read: Callable[[Article], Analysis]) -> None:
    analysis = read(article(("body", "Police arrested 14 strikers. The strikers were charged.")))
    parse, found = analysis.parse, analysis.actors
    strikers = next(a for a in found or () if a.id == "strikers")

    assert parse is not None
    assert agency_of(parse, strikers).acted_on == 2
    assert agency_of(parse, strikers).agentless == 1


@pytest.mark.parametrize("text", ["", " \n ", "Hello", "!!! 🙂", "THE END"])
def test_texts_without_actors(parser: Language, text: str) -> None:
    whole = (Sentence(Span(0, len(text)), "body"),) if text else ()

    assert find_actors(parser(text), whole) == ()


def test_a_text_in_capitals_does_not_swallow_verbs(actors: FindActors) -> None:
    found = actors("PRESIDENT ODUYA SAID THE REBELS WERE BEATEN.", "THE ARMY ENTERED THE CITY.")

    assert all(len(a.name.split()) <= 3 for a in found.values())


def test_actors_need_a_parse() -> None:
    with pytest.raises(PipelineError, match="parse"):
        Actors()([Analysis(article(("body", "Hello.")), sentences=())])
