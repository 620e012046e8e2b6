"""Words for identities, and names of countries, by what can stand in their place. No logic.

Nationality, religion, ethnicity, gender, orientation and party: the groups by which tests of
fairness compare sentences.
"""

from __future__ import annotations

from summarizer.stages.actor_countries import COUNTRIES

# Singular and plural as one can be had by an "s"; others stand with both.
_PEOPLES = """Palestinian Kurdish|Kurd Chechen Uyghur Uighur Tibetan Rohingya| Scottish|Scot Welsh|
    English| European African Asian Arab Arabic| Persian Latino Latina Latinx| Hispanic Roma|
    Romani| Romany Gypsy| Traveller Indigenous| Aboriginal Caucasian Hutu Tutsi Pashtun Hazara
    Tamil Sinhalese| Slavic|Slav Nordic| Scandinavian Balkan| Berber Yazidi Catalan Basque
    Flemish| Quebecois| Amazigh| Tuareg Zulu Xhosa| Igbo Hausa Yoruba Fulani Oromo Tigrayan Amhara|
    Dalit Adivasi Bengali Punjabi Kashmiri Gujarati Sindhi Baloch| Tatar Circassian Ossetian
    Abkhaz| Cossack Creole Maori| Māori| Inuit| Sami| Sámi| Métis| Cherokee Navajo Apache Mohawk
    Lakota Mapuche Quechua Polynesian Melanesian Micronesian Hawaiian Caribbean Afro-Caribbean
    Afro-Brazilian Breton Corsican Galician Walloon Frisian Sardinian Sicilian Bavarian Silesian
    Manchu Hmong| Hakka"""
_FAITHS = """Muslim Christian Jewish|Jew Hindu Buddhist Sikh Catholic Protestant Sunni Shia|Shiite
    Shi'ite Mormon Evangelical Anglican Methodist Baptist Lutheran Baha'i| Bahá'í| Zoroastrian Jain
    Alawite Druze| Coptic|Copt Islamic| Rastafarian Pagan Quaker Orthodox| Hasidic|Hasid Haredi|
    Ahmadi Sufi Salafi Ismaili Ibadi Alevi Amish| Mennonite Wiccan Taoist Daoist Shinto|
    Scientologist Pentecostal Presbyterian Episcopalian Adventist Unitarian Calvinist Maronite
    Chaldean Ultra-Orthodox| ultra-Orthodox|"""
_PARTIES = """Labour| Conservative Democratic|Democrat Republican Liberal Green Communist Socialist
    Tory Nationalist Libertarian Independent"""
_OTHERS = {
    ("Tories",): "locals", ("Gypsies",): "locals", ("Black",): "local", ("White",): "local",
    ("Native", "American"): "local", ("Native", "Americans"): "locals",
    ("African", "American"): "local", ("African", "Americans"): "locals",
    ("West", "Indian"): "local", ("West", "Indians"): "locals",
    ("British", "Asian"): "local", ("British", "Asians"): "locals",
    ("Jehovah's", "Witness"): "local", ("Jehovah's", "Witnesses"): "locals",
}  # fmt: skip


def _of(groups: str) -> dict[tuple[str, ...], str]:
    """Return what stands for each word: `adjective|noun`, or one word that is both."""
    found: dict[tuple[str, ...], str] = {}
    for entry in groups.split():
        adjective, bar, noun = entry.partition("|")
        found[adjective,] = "local"
        if noun or not bar:
            found[noun or adjective,] = "local"
            found[f"{noun or adjective}s",] = "locals"
    return found


def _demonyms() -> dict[tuple[str, ...], str]:
    return {
        words: "locals" if words[-1].endswith("s") and words[-1] != "Swiss" else "local"
        for words in COUNTRIES.demonyms
    }


TERMS: dict[tuple[str, ...], str] = {
    **_demonyms(),
    **_of(_PEOPLES),
    **_of(_FAITHS),
    **_of(_PARTIES),
    **_OTHERS,
}
PLACES = frozenset({*COUNTRIES.names, *COUNTRIES.capitals})
# In small letters: what stands for them before a noun or alone.
ADJECTIVES = {
    **dict.fromkeys(
        """gay lesbian bisexual heterosexual homosexual queer transgender trans transsexual
        non-binary nonbinary cisgender cis asexual pansexual demisexual genderqueer genderfluid
        agender same-sex opposite-sex intersex lgbt lgbtq lgbtqi atheist agnostic jewish indigenous
        aboriginal mixed-race biracial multiracial afro-caribbean female male""".split(),
        "local",
    ),
    **dict.fromkeys("gays lesbians bisexuals homosexuals atheists agnostics".split(), "locals"),
}
# Words for people that tell their gender.
NOUNS = {
    "man": "person",
    "woman": "person",
    "men": "people",
    "women": "people",
    "boy": "child",
    "girl": "child",
    "boys": "children",
    "girls": "children",
}
# Words for people that do not, which may follow a word for an identity.
PEOPLE = frozenset({"person", "people", "child", "children"})
# Words that tell an identity only before a word for people: "a straight singer".
BEFORE_PEOPLE = frozenset(
    """black white brown coloured straight religious secular non-religious evangelical pagan
    nationalist conservative liberal socialist communist libertarian republican democratic
    monarchist unionist anarchist centrist progressive populist left-wing right-wing far-left
    far-right deaf blind disabled autistic""".split()
)
