"""Words that tie a clause to what stands around it, so that it cannot be left out alone."""

from __future__ import annotations

from typing import Final

# A clause with one of these denies, bounds or compares, as do the hedges of `fidelity`.
HEDGED: Final = frozenset(
    """
    if unless until till when whenever whether once provided providing assuming supposing lest
    except excluding excepting barring besides unlike contrary despite instead rather than more
    less fewer compared only even just alone solely merely still yet but however too enough
    denied denies deny denying denial disputes disputed dispute disputing rejects rejected reject
    rejecting refuses refused refuse refusing failed fails failing fail lacks lacked lack lacking
    contests contested doubts doubted doubt doubting innocent acquitted prevented prevents avoid
    avoided false falsely wrongly unproven hypothetical hypothetically impossible so-called
    former then-president acting would-be claim claims claimed claiming allege alleges alleging
    accuse accuses accused accusing believes believed believe believing thought appears appeared
    appear seems seemed seem suggests suggested suggest suggesting expected expects set due plans
    planned intends intended hopes hoped wants wanted wished aims aimed tried tries trying sought
    """.split()
)
# Participles and openers that state a condition, or answer to one.
CONDITIONS: Final = frozenset(
    """
    given depending considering regarding concerning judging asked pressed asking failing allowing
    granting pending based according owing
    """.split()
)
# Conjunctions whose clause only says when or against what background the rest took place.
OPENERS: Final = frozenset({"after", "although", "though", "while", "because"})
# Who says it: a clause with one of these is left out only together with all that is said.
REPORTING: Final = frozenset(
    """
    said says say saying told tells tell telling added adds add adding argued argues argue arguing
    announced announces announce announcing warned warns warn warning stated states stating noted
    notes noting reported reports report reporting wrote writes write writing insisted insists
    insist insisting maintained maintains confirmed confirms confirm confirming explained explains
    explaining acknowledged acknowledges acknowledging conceded concedes conceding estimated
    estimates estimating found finds showed shows according described describes describing called
    calls calling cited cites citing tweeted tweets tweeting testified testifies testifying quoted
    quoting declared declares declaring predicted predicts predicting
    """.split()
)
# What bounds or answers the rest even where the clause around it says something of its own.
LIMITING: Final = frozenset(
    """
    if unless until till whether provided providing assuming supposing lest except excluding
    excepting barring but however according
    denied denies deny denying denial disputes disputed dispute disputing rejects rejected reject
    rejecting refuses refused refuse refusing contests contested doubts doubted doubt doubting
    innocent acquitted claim claims claimed claiming allege alleges alleged allegedly alleging
    reportedly purportedly suspected supposed supposedly
    """.split()
)
