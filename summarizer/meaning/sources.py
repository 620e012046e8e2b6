"""Who is said to say something: a claim must not change hands, nor become the text's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.meaning.said import MAKE_KNOWN, Said, content_of, lemma
from summarizer.meaning.status import is_refusal, verb_of
from summarizer.stages.actor_lexicon import SPEECH
from summarizer.stages.agency import antecedent

if TYPE_CHECKING:
    from spacy.tokens import Token

_MORE_SPEECH = frozenset(
    """allege contend maintain assert stress emphasise emphasize estimate believe think conclude
    rule concede caution reiterate recount remark recommend accuse
    blame hope fear expect want oppose support deny dispute reject welcome boast comment
    announce describe call question observe reckon protest object counter signal
    complain propose promise
    warn write mention allege calculate thank apologise apologize""".split()
)
# Nouns for what somebody says: "the union's claim that …", "accusations by the minister".
_NOUNS = frozenset(
    """claim allegation accusation statement report warning estimate announcement assertion
    argument view testimony complaint account comment remark criticism finding survey poll
    study""".split()
)
# What follows "of" after these is what is said, not who says it: "an accusation of fraud".
_NOUNS_ABOUT = frozenset("accusation allegation warning complaint estimate".split())
# Of these also what follows without a clause of its own: "accused him of theft".
_AIMED = frozenset("accuse blame vow promise pledge threaten warn".split())
# These give a thing a name that is theirs: "called the deal a sham".
_NAMERS = frozenset(
    """call describe brand label dub term deem praise hail commend applaud thank condemn denounce
    criticise criticize""".split()
)
# Figures that anybody may look up are no one's claim.
_DATA = frozenset({"figure", "statistic", "datum", "data", "record"})
_STEM = 7  # letters that "prosecutor" and "prosecution" share
# What shows something, and is nobody who says it.
_SHOWS = frozenset("suggest show find indicate reveal".split())
_DENIES = frozenset("deny dispute reject refute dismiss rebut".split())
_DENIED = _DENIES | frozenset(
    (
        "false untrue wrong contradict not no n't never denial baseless groundless absurd "
        "unfounded nonsense lie contest call nobody none nothing neither nor without"
    ).split()
)
_REPORTEDLY = frozenset({"allegedly", "reportedly", "supposedly", "purportedly"})
# What these say is said by those whose they are: "Ruvenia's embassy", "a spokesman for the bank".
_MOUTHS = frozenset(
    """embassy government ministry office spokesman spokeswoman spokesperson administration
    authority leadership statement""".split()
)
_FOR = frozenset({"for", "of"})
_PLACES = frozenset({"at", "in", "on", "near", "inside"})
_AWARE = frozenset({"as", "far"})  # "as far as the firm knows"
_KEPT = 0.5  # share of the words of a claim from which a sentence repeats it
_FEWEST = 2


@dataclass(frozen=True, slots=True, eq=False)
class Attribution:
    """What a source is said to say; `names` are its words and actor ids.

    `is_made_known` is whether the verb takes it for a fact ("the club announced").
    """

    names: frozenset[str]
    content: frozenset[str]
    source: Token
    is_made_known: bool = False


def attributions(said: Said) -> list[Attribution]:
    """Return what is attributed in a text, as its parse shows."""
    inside = {t.i for t in said.tokens}
    found: list[Attribution] = []
    for token in said.tokens:
        for source, content in _reported(token):
            if source.i in inside and not _is_asked_for(token):
                words = content_of([t for t in content if t.i in inside and t.i != source.i])
                found += [
                    Attribution(_names(said, s), words, s, lemma(token) in MAKE_KNOWN)
                    for s in (source, *source.conjuncts)
                ]
    return found


def _is_asked_for(verb: Token) -> bool:
    """Return whether somebody is only to say something ("demanded that she explain")."""
    if verb.tag_ != "VB" or any(t.dep_ == "aux" and t.tag_ == "MD" for t in verb.children):
        return False
    # subtle: after "expect … and" the parser takes a plural "say" for an infinitive.
    return verb.dep_ != "conj" or verb.head.tag_ not in {"VBP", "VBZ", "VBD"}


def _names(said: Said, source: Token) -> frozenset[str]:
    """Return what a source is called, also by what stands beside it ("the chair, Jo Roe")."""
    beside = [t for t in source.children if t.dep_ in {"appos", "compound", "nmod", "dep"}]
    # subtle: the parser may make two subjects of "the appraiser Dana Okoro".
    beside += [t for t in source.head.children if t.dep_ == source.dep_ == "nsubj"]
    if lemma(source) in _MOUTHS:
        beside += [t for t in source.children if t.dep_ == "poss"]
        beside += [g for t in source.children if t.lower_ in _FOR for g in t.children]
    own = said.names(source).union(*(said.names(t) for t in beside))
    is_inside = source.dep_ in {"compound", "appos"} and source.head.pos_ in {"NOUN", "PROPN"}
    return own | said.names(source.head) if is_inside else own


def is_speech(token: Token) -> bool:
    """Return whether `token` is a verb of saying, thinking or judging."""
    if token.pos_ != "VERB":
        return False
    return lemma(token) in (SPEECH | _MORE_SPEECH | _NAMERS) - _SHOWS or _puts(token)


def _puts(verb: Token) -> bool:
    """Return whether somebody "puts" a figure "at" so much."""
    is_active = {"nsubj", "dobj"} <= {t.dep_ for t in verb.children}
    return (
        lemma(verb) == "put"
        and is_active
        and any(
            t.lower_ == "at" and any(n.pos_ == "NUM" or n.like_num for n in t.subtree)
            for t in verb.children
        )
    )


def _reported(token: Token) -> Iterator[tuple[Token, list[Token]]]:
    """Yield a source and the words that `token` attributes to it."""
    if is_speech(token):
        sources = [t for t in token.children if t.dep_ == "nsubj"]
        agents = [g for t in token.children if t.dep_ == "agent" for g in t.children]
        is_passive = any(t.dep_ in {"nsubjpass", "auxpass"} for t in token.children)
        sources = agents or ([] if is_passive else sources or _shared_subject(token))
        sources = [antecedent(t) for t in sources]
        outside = {t.i for s in sources for t in s.subtree} | {token.i}
        content = [t for clause in _told(token) for t in clause.subtree if t.i not in outside]
        if content:
            yield from ((s, content) for s in sources)
    elif token.lower_ == "according":
        named = [g for t in token.children if t.lower_ == "to" for g in t.children]
        named += [t for t in token.children if t.dep_ == "pobj"]
        outside = {t.i for t in token.subtree}
        content = [t for t in token.head.subtree if t.i not in outside]
        yield from ((s, content) for s in named)
    elif token.pos_ == "NOUN" and lemma(token) in _NOUNS:
        owners = [t for t in token.children if t.dep_ == "poss"]
        links = {"by", "from"} if lemma(token) in _NOUNS_ABOUT else {"by", "from", "of"}
        owners += [g for t in token.children if t.lower_ in links for g in t.children]
        content = [t for t in token.subtree if t not in owners]
        yield from ((s, content) for s in owners)


def _told(verb: Token) -> list[Token]:
    """Return the heads of the clauses that `verb` reports, also around it ("…, he said, …")."""
    name = lemma(verb)
    if name in _NAMERS or _puts(verb):
        return [t for t in verb.children if t.dep_ in {"oprd", "dobj", "ccomp", "prep", "attr"}]
    told = [t for t in verb.children if t.dep_ in {"ccomp", "parataxis"}]
    if verb.dep_ == "parataxis" and verb.head.i != verb.i:
        told.append(verb.head)
    if name in _AIMED:
        objects = [t for t in verb.children if t.dep_ in {"dobj", "nsubjpass"}]
        told += [t for top in (verb, *objects) for t in top.children if t.dep_ in {"xcomp", "prep"}]
    return told


def _shared_subject(verb: Token) -> list[Token]:
    if verb.dep_ in {"conj", "advcl", "xcomp"} and verb.head.i != verb.i:
        return [t for t in verb.head.children if t.dep_ == "nsubj"]
    if verb.dep_ == "relcl" or (verb.dep_ == "acl" and verb.tag_ == "VBG"):
        return [verb.head]
    return []


def find_moved(output: Said, evidence: Said) -> list[str]:
    """Return the claims of `output` that have lost their source or been given another."""
    ours, theirs = attributions(output), attributions(evidence)
    known = _speaking(evidence).union(
        *(a.names for a in theirs), *(n for _, n in evidence.speakers)
    )
    problems = [
        f"{a.source.text!r} is not who says so in the evidence"
        for a in ours
        if a.content and a.names and not _is_one_of(a.names, known)
    ]
    if problems:
        return problems
    claims = [*((a.content, a.names) for a in theirs), *evidence.speakers]
    open_claims = [(a.content, a.names) for a in theirs if not a.is_made_known]
    problems = [
        *_swapped(ours, claims),
        *_unsourced(output, [*open_claims, *evidence.speakers]),
        *_denied(output, evidence),
        *_affirmed(output, ours, evidence),
    ]
    return list(dict.fromkeys(problems))


def _is_one_of(names: frozenset[str], known: frozenset[str]) -> bool:
    """Return whether a source is known, if by another word of the same stem."""
    stems = {name[:_STEM] for name in known if len(name) >= _STEM}
    return bool(names & known) or any(name[:_STEM] in stems for name in names)


def _speaking(said: Said) -> frozenset[str]:
    """Return the names of all who say or show something, or of whom a sentence is about."""
    found: set[str] = set()
    for token in said.tokens:
        is_main = token.pos_ in {"VERB", "AUX"} and _is_main(token)
        if is_main or is_speech(token) or lemma(token) in _SHOWS:
            for child in token.children:
                if child.dep_ in {"nsubj", "agent"}:
                    found |= _names(said, child)
                    found |= {name for t in child.children for name in said.names(t)}
    return frozenset(found)


def _is_main(verb: Token) -> bool:
    """Return whether `verb` heads a main clause; the parser hangs one before ";" on the next."""
    if verb.dep_ in {"ROOT", "conj", "parataxis"}:
        return True
    between = verb.doc[min(verb.i, verb.head.i) : max(verb.i, verb.head.i)]
    return verb.dep_ in {"ccomp", "advcl"} and any(t.text == ";" for t in between)


def is_sourced(output: Said) -> bool:
    """Return whether `output` says that somebody says so."""
    return bool(attributions(output)) or _names_source_last(output)


def _names_source_last(said: Said) -> bool:
    """Return whether a text ends in a source with its verb, however the parser reads them."""
    words = [t for t in said.tokens if not t.is_punct]
    if len(words) < _FEWEST + 1 or not any(t.text == "," for t in said.tokens):
        return False
    last = words[-1]
    return last.lower_ != lemma(last) and lemma(last) in (SPEECH | _MORE_SPEECH)


def _tells(said: Said, names: frozenset[str]) -> bool:
    """Return whether one of `names` has a part of its own, not only that of an owner or place."""
    return any(
        names & (said.names(token) | {lemma(token)})
        and token.dep_ != "poss"
        and token.head.lower_ not in _PLACES
        for token in said.tokens
        if token.pos_ in {"NOUN", "PROPN"}
    )


Claims = Sequence[tuple[frozenset[str], frozenset[str]]]


def _swapped(ours: Sequence[Attribution], claims: Claims) -> Iterator[str]:
    """Yield sources of `ours` that say what another source says in the evidence."""
    for own in ours:
        shares = [(len(own.content & content), names) for content, names in claims]
        mine = max((n for n, names in shares if _is_one_of(own.names, names)), default=0)
        most = max((n for n, _ in shares), default=0)
        if own.names and mine < most and most >= _FEWEST and mine < _KEPT * most:
            yield f"{own.source.text!r} is not who says so in the evidence"


def _unsourced(output: Said, claims: Claims) -> Iterator[str]:
    """Yield claims of the evidence that `output` tells without saying that anybody makes them."""
    if (
        is_sourced(output)
        or _is_hearsay(output)
        or _AWARE.issubset(t.lower_ for t in output.tokens)
    ):
        return
    said = output.content()
    for content, names in claims:
        if names & _DATA:
            continue
        own = content - names
        is_repeated = len(own & said) >= max(_FEWEST, _KEPT * len(own))
        if is_repeated and not _tells(output, names - content):
            yield "a claim has lost its source"


def _is_hearsay(output: Said) -> bool:
    """Return whether something "is expected" or "reportedly" so: a claim, by nobody named."""
    return any(
        t.lower_ in _REPORTEDLY
        or (is_speech(t) and any(c.dep_ in {"auxpass", "nsubjpass"} for c in t.children))
        for t in output.tokens
    )


def _denied(output: Said, evidence: Said) -> Iterator[str]:
    """Yield denials that nobody makes in the evidence."""
    theirs = evidence.lemmas | {t.lower_ for t in evidence.tokens}
    is_refused = any(is_refusal(verb_of(t)) for t in evidence.tokens if t.pos_ == "VERB")
    found = sorted(output.lemmas & _DENIES) if not is_refused and not theirs & _DENIED else []
    if found:
        yield f"nobody does {found[0]!r} it in the evidence"


def _affirmed(output: Said, ours: Sequence[Attribution], evidence: Said) -> Iterator[str]:
    """Yield sources that say in `output` what they deny in the evidence."""
    if (output.lemmas | {t.lower_ for t in output.tokens}) & _DENIED:
        return
    for verb in evidence.tokens:
        if verb.pos_ != "VERB" or lemma(verb) not in _DENIES:
            continue
        names = [evidence.names(t) for t in verb.children if t.dep_ == "nsubj"]
        names += [evidence.names(t) for t in _shared_subject(verb)] if not names else []
        told = [t for t in verb.children if t.dep_ in {"dobj", "ccomp", "xcomp"}]
        content = content_of([t for top in told for t in top.subtree])
        for own in ours:
            shared = own.content & content
            is_same = any(own.names & each for each in names)
            if is_same and len(shared) >= max(_FEWEST, _KEPT * len(own.content)):
                yield f"{own.source.text!r} denies it in the evidence"
