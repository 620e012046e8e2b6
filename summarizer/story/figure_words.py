"""Closed lists that tell what a figure measures: casualties, people, time. No logic."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# The words in which casualty counts are given, with the state that each stands for.
CASUALTY = {
    **dict.fromkeys(
        "die kill dead death fatality perish slay drown deceased murder".split(), "dead"
    ),
    **dict.fromkeys("injure wound hurt injury injured wounded".split(), "hurt"),
    **dict.fromkeys("miss missing unaccounted".split(), "missing"),
    **dict.fromkeys("arrest detain arrested detained".split(), "arrested"),
    **dict.fromkeys("rescue save rescued".split(), "rescued"),
    **dict.fromkeys("displace displaced evacuate evacuated".split(), "displaced"),
}
PARTICIPLES = {
    "dead": "killed",
    "hurt": "injured",
    "missing": "missing",
    "arrested": "arrested",
    "rescued": "rescued",
    "displaced": "displaced",
}
# Who "says", "puts" or "estimates" a figure gives it.
REPORT_VERBS = _set(
    "say report estimate put claim speak announce confirm state tell tally believe calculate "
    "argue acknowledge admit insist write tweet declare allege project forecast predict reckon"
)
TOLLS = _set("toll count tally number total")
MEASURES = _set("turnout attendance magnitude population")
# Nouns for people that leave open which people are counted.
PERSONS = _set("people person individual life body victim other")
TIME_NOUNS = _set(
    "second minute hour day week month year decade century time night morning weekend quarter "
    "season term january february march april may june july august september october november "
    "foot mile metre meter kilometer kilometre yard inch acre degree step way side thing time "
    "december monday tuesday wednesday thursday friday saturday sunday"
)
WEEKDAYS = _set("monday tuesday wednesday thursday friday saturday sunday")
# Times that say when something was reported or happened, not for how long a figure holds.
MOMENTS = WEEKDAYS | _set(
    "today yesterday tonight morning afternoon evening night noon midnight dawn now late early"
)
INCREMENTS = _set(
    "another other additional more further new extra total first last next remaining including "
    "average averaging only-other previous initial"
)
IDENTIFIERS = _set(
    "no number nos # section article chapter page room flight highway route channel title rule "
    "amendment phase level grade age aged class district ward precinct proposition lot verse act"
)
# Verbs that say nothing of their own about what is counted.
EMPTY_VERBS = _set("be have do say tell see include there get become make add note report show")
PLACE_TYPES = _set("GPE LOC FAC NORP")
NAME_TYPES = _set("PERSON ORG GPE LOC FAC NORP EVENT LAW PRODUCT WORK_OF_ART")
MODALS = _set("could would may might will shall should if")
FORESEEING = _set("project forecast predict expect anticipate fear threaten aim hope plan")
