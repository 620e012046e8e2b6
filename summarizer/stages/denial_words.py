"""Words by which it is told whether a text denies what a phrase says; verbs are lemmas."""

from __future__ import annotations

from typing import Final


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


DENYING: Final = _set("no not n't n’t never hardly scarcely neither nor")
# Subjects that make nobody do what is said, and words that "not" makes such subjects.
NOBODY: Final = _set("nobody nothing none neither no-one few")
NOT_ONE: Final = NOBODY | {"no", "never"}
ANYBODY: Final = _set("one anyone anybody anything any")
# "not only a coward", "no doubt", "cannot but", "if not": beside these, nothing is denied.
AFTER_IDLE: Final = _set(
    "only just merely simply solely doubt wonder surprise less until least but help alone short"
)
BEFORE_IDLE: Final = _set("if why")
# "not the first massacre" tells of one.
WHICH_ONE: Final = _set("first last only same")
# "in no way", "by no means", "at no point".
WAYS: Final = _set("point way sense stage means moment respect account circumstances circumstance")
# "no mayor was so corrupt".
COMPARED: Final = _set("so as more less quite")
# "little evidence", "few signs".
LITTLE: Final = _set("no little few scant")
# Pairs of words that deny what they stand before, and what makes the reverse of one of them.
INSTEAD: Final = frozenset({("rather", "than"), ("instead", "of")})
FAR: Final = INSTEAD | {("far", "from"), ("anything", "but"), ("short", "of"), ("nothing", "like")}
NEARLY: Final = _set("nothing little")
# Words with which a noun tells of something that there is, and the reverse.
DEFINITE: Final = _set("the this that these those")
SLIGHTEST: Final = _set("slightest least faintest smallest")
# Verbs that name or deny their object, whatever its article; verbs of which what is named is a
# complement.
CALLS: Final = _set("call label brand dub deem term name deny")
VIEWS: Final = _set(
    "call label brand describe term consider deem dub name see regard portray depict view paint "
    "characterise characterize declare pronounce style"
)
# Prepositions: of what something is taken for; of what need not be; of circumstances.
NAMES_AS: Final = _set("as into like")
PASSING: Final = _set("in of under with without unlike into like")
CIRCUMSTANCE: Final = _set("in under with")
# "did not amount to a riot", "did not embark on a purge".
LEADS_TO: Final = _set(
    "amount lead descend resort turn rise stoop contribute equate add contrary near"
)
EMBARKS: Final = _set("embark launch verge border")
# Verbs that deny the clause after them.
REFUSES: Final = _set(
    "deny dispute reject refute doubt fail refuse decline avoid hesitate refrain resist dismiss "
    "contest disprove debunk disbelieve rebut shun cease"
)
# Verbs that leave nothing of their object.
AVERTS: Final = _set(
    "deny refute disprove debunk avoid avert prevent lack escape forestall disclaim disavow"
)
# Verbs that deny a claim which is their object or, in the passive, their subject; and that bear
# it out.
REJECTS: Final = REFUSES | _set(
    "quash dispel rubbish scotch brush discount discredit disown object renounce drop eschew "
    "decry ridicule counter contradict belie"
)
CONFIRMS: Final = _set(
    "confirm substantiate prove hold stand believe verify corroborate support appear fit apply"
)
# "kept it from becoming a riot"; "cleared of fraud", "free of fraud".
KEEPS_FROM: Final = _set("keep stop prevent deter refrain shy shrink abstain")
CLEARS: Final = _set("clear acquit absolve exonerate free devoid innocent bereft shy")
HAPPENS: Final = _set("happen occur take exist materialise materialize ensue erupt")
# Verbs and adjectives that take their object or clause for granted.
GRANTS: Final = _set(
    "know realise realize notice regret forget remember mention admit concede acknowledge reveal "
    "learn discover understand explain tell inform condemn criticise criticize denounce deplore "
    "stop end halt ignore forgive excuse pardon punish investigate tolerate hide conceal survive "
    "witness oppose resent welcome celebrate mourn discuss address face fear recognise recognize "
    "blame thank apologise apologize recover respond react care matter mind need surprise "
    "surprised aware sorry alone ashamed proud glad shocked happy sad"
)
# Nouns: without them there is no ground to say what follows; they deny it; they say it.
SIGNS: Final = _set(
    "evidence sign trace question proof hint indication suggestion risk danger likelihood "
    "prospect possibility chance threat reason basis ground truth"
)
REFUSALS: Final = _set("refusal failure inability reluctance")
DOUBTS: Final = REFUSALS | _set("doubt denial lack absence rejection refutation")
CLAIMS: Final = _set(
    "claim allegation accusation charge suggestion notion idea talk rumour rumor theory view "
    "impression assertion description portrayal characterisation characterization depiction word "
    "term label phrase tag report story insinuation contention belief perception comparison fear"
)
WORDS: Final = _set("word term label phrase tag")
# "an act of terror" is terror.
KINDS: Final = _set(
    "act campaign kind sort form piece case series wave bunch gang den bit instance"
)
# What is hard to call a massacre; what it is false to call one.
HARD: Final = _set("hard difficult impossible")
FALSE: Final = _set(
    "false untrue wrong myth lie fiction nonsense unfounded baseless groundless absurd misleading "
    "unfair inaccurate incorrect unlikely exaggeration overstatement mistake error fantasy "
    "invention falsehood premature far-fetched ludicrous laughable preposterous inappropriate "
    "ridiculous mistaken unjust unhelpful untruth"
)
