"""Lines around an article that are not its prose: picture credits, calls to action, notices."""

from __future__ import annotations

import re

_AGENCY = (
    r"(?:AP(?:\s(?:Photo|Images))?|Associated\sPress|Reuters|REUTERS|AFP|Getty(?:\sImages)?|"
    r"EPA(?:-EFE)?|PA(?:\s(?:Images|Wire|Media))?|Press\sAssociation|Shutterstock|iStock(?:photo)?|"
    r"Alamy(?:\sStock\sPhoto)?|Bloomberg|Xinhua|TASS|Anadolu(?:\sAgency)?|dpa|DPA|ANSA|"
    r"Kyodo(?:\sNews)?|Unsplash|Wikimedia(?:\sCommons)?|Flickr|Pexels|Pixabay|Creative\sCommons|"
    r"Corbis|UPI|Zuma(?:\sPress)?|Magnum(?:\sPhotos)?|Redux|Polaris|NurPhoto|Rex(?:\sFeatures)?|"
    r"SOPA\sImages|Sipa(?:\sUSA)?|CQ\sRoll\sCall)"
)
_LABEL = (
    r"(?:(?:featured|lead|cover|file|main|stock|top|reuters|ap|afp|handout)\s)?"
    r"(?:image|photo|photograph|picture|pic|illustration|graphic|video|screen\s?grab|"
    r"screenshot|artwork|credit)s?"
    r"(?:\s(?:credits?|courtesy))?"
)
_LABELLED = re.compile(
    rf"{_LABEL}(?:\s*[:|]\s*|\s+(?:by|via|from|copyright|source,|©)\s+:?|\s*/\s*|\s+©\s*)(?P<rest>.*)",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"(?:(?:image|photo|photograph|picture|video)s?\s)?(?:courtesy(?: of)?|credit)[:\s]\s*"
    r"(?P<rest>.*)",
    re.IGNORECASE,
)
_CONNECTORS = frozenset(
    "by for the of via and from courtesy de la le van von der bin al el file photo photograph "
    "photos image images handout stock credit a an in special to".split()
)
_AGENCY_FORM = re.compile(
    rf"(?:[^\s/|].{{0,80}}?\s?[/|]\s?)?(?:via\s)?{_AGENCY}(?:\s?(?:[/|,]|via)\s?[^.]{{1,60}})?"
)
_SLASH_FORM = re.compile(
    rf"(?:.{{2,80}}[/|]\s?(?:.{{0,40}}\s)?{_AGENCY}\b.{{0,40}}|{_AGENCY}\s?[/|].{{2,80}}|"
    r".{0,60}\b(?:Getty Images|AP Photo|AP Images|Shutterstock|iStock|Alamy)(?:\s?[/|,].{1,40})?)"
)
_TAIL_BRACKET = re.compile(r"\s*(?P<credit>[\[(](?P<inner>[^\[\]()]{2,140})[\])]\s?\.?)$")
_TAIL_START = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=\S)")
_PIECES = re.compile(r"[\s/|,]+")
_TOGGLE = re.compile(r"(?:enlarge this image\b|toggle caption\b).*", re.IGNORECASE)
_REPORTERS = re.compile(
    r"[(\[]?(?:[-–—]+\s*)?(?:(?:additional |with )?(?:reporting|editing|writing) (?:by|from)|"
    r"compiled by|contributing:)\s.{3,300}",
    re.IGNORECASE,
)
_CAPTION_LABEL = re.compile(
    r"(?:image caption|media caption|caption|pictured|above|below|file photo|image|photo|video)"
    r"(?: \([a-z ]+\))?:\s*\S|"
    r"(?:image copyright .{1,60} )?(?:image|media) caption,?\s\S|"
    r"(?:media playback is unsupported on your device\s+)media caption|"
    r"file\s?[-–—]+\s|file photo\b.{0,3}[:–—-]|!\[.*\]\(\S*\)$",
    re.IGNORECASE,
)
_MAX_CAPTION_WORDS = 70
_PAGE_LINES = (
    r"\W*(?:advertise?ments?|sponsored(?: content)?|promoted(?: content)?|paid content)"
    r"(?:\W*|\W+(?:continue|story|article|scroll|skip|remove)\b.{0,60})",
    r"\W*(?:story|article) continues(?: below)?\b.{0,60}|\W*continue reading(?: below)?\b.{0,60}",
    r"\W*sign up (?:here|now|today|free|for|to (?:our|the|receive|get))\b.{0,200}",
    r"\W*subscribe(?:!|$| (?:now|today|here|to (?:our|the|my)|for (?:as|just|only|free))).{0,160}",
    r"\W*(?:want|get|receive|stay)\b.{0,160}"
    r"\b(?:inbox|newsletters?|sign up|breaking news alerts)\b.{0,100}",
    r"\W*read (?:more|also|next)"
    r"(?:\W*|\s*[:|>»–—-].*|\s.{0,80}here\W*|\s(?:about|on|from|in)\b.{0,80}(?<![.!?]))",
    r"\W*read (?:the (?:rest|full (?:story|article|report))|it all)(?: \w+){0,6} here\W*",
    r"\W*read the full .{2,60} here\W*|\W*read or share this story\b.*",
    r".{0,160}\s(?-i:Read more)[\s»>→]*",
    r"\W*(?:related|see also|also read|more|watch|listen|must watch)\s?:.{0,160}",
    r"\W*related (?:coverage|stories|story|articles?|content|news|links|topics?|videos?)\b.{0,160}",
    r"\W*share(?: (?:this|on|via|with)(?: (?:article|story|page|post|facebook|twitter|x|"
    r"friends|whatsapp|linkedin|email))*)?\W*|\W*share all sharing options\b.*",
    r"\W*click (?:here|on|to|for)\b.{0,160}",
    r"\W*follow (?:us\b|@|(?:[\w.'’-]+ ){1,4}(?:on (?:twitter|facebook|instagram|x)\b|at ))"
    r".{0,160}|\W*(?:like|join|find) us on\b.{0,120}",
    r"\W*(?:©|\(c\)\s?\d{4}|copyright(?:\s?©|\s\d{4}|:|\sby\b)).{0,240}",
    r".{0,160}\ball rights reserved\b.{0,160}",
    r"(?:this|a version of this|the original version of this) (?:article|story|post|piece|report) "
    r"(?:was |were |has been |originally |first |is )*(?:appeared|updated|corrected|published|"
    r"produced|supported|translated|republished|amended|clarified|part of a series|more than)\b"
    r".{0,200}",
    r".{2,120} contributed (?:to this|reporting|research)\b.{0,80}",
    r"\W*(?:most (?:read|popular|viewed)|recommended(?: for you)?|trending(?: now)?|up next|"
    r"(?:view|leave a|show|hide|post a)? ?comments?(?: \(?\d+\)?)?|load more|show more|"
    r"skip to (?:main )?content|print|e-?mail|tweet|privacy policy|"
    r"terms of (?:use|service)|cookie policy|more on this story|all topics|back to top)\W*",
    r"slideshow \(\d+ images?\)|\W*(?:just watched|play video|now playing)\b.{0,200}",
    r"\W*(?:last )?(?:updated|published|posted|modified)(?: at| on|:)? .{0,30}\d.{0,40}(?<![.!?])",
    r"(?:write|e-?mail) (?:to )?.{2,60}\bat \S+@\S+",
    r".{0,120}\b(?:e-?mail|contact|write to|reach) us\b.{0,80}\S+@\S+.{0,60}",
    r"\W*our standards\s?:.{0,100}",
    r"\W*(?:facebook|twitter|pinterest|whatsapp|linkedin|e-?mail|print|share|\s|,|\|)+\W*",
    r"get the .{0,60}\bapp\b.{0,60}|\W*download (?:the|our) .{0,40}\bapp\b.{0,60}",
)
_BOILERPLATE = re.compile("|".join(_PAGE_LINES), re.IGNORECASE)


def is_boilerplate(line: str) -> bool:
    """Return whether `line` belongs to the page and not to the article."""
    return len(line) <= 300 and bool(_BOILERPLATE.fullmatch(line))


def is_credit(line: str) -> bool:
    """Return whether `line` does nothing but say whose picture or report it is."""
    if len(line) > 320:
        return False
    if _TOGGLE.fullmatch(line) or _REPORTERS.fullmatch(line):
        return True
    inner = line.rstrip(" .")
    if inner[:1] in "[(" and inner[-1:] in "])" and not re.search(r"[\[\]()]", inner[1:-1]):
        inner = inner[1:-1].strip()
    return _names_credit(inner)


def caption_label(line: str) -> bool:
    """Return whether `line` opens with words that announce a caption."""
    return bool(_CAPTION_LABEL.match(line)) and len(line.split()) <= _MAX_CAPTION_WORDS


def trailing_credit(line: str) -> int | None:
    """Return where the picture credit at the end of a caption begins; `None` if there is none.

    A line that is a credit as a whole has no trailing one, nor has a paragraph so long that
    it can't be a caption.
    """
    start = credit_start(line)
    if start is None or len(line[:start].split()) > _MAX_CAPTION_WORDS:
        return None
    return start


def credit_start(line: str) -> int | None:
    """Return where a picture credit that ends `line` begins, however long the line is."""
    bracket = _TAIL_BRACKET.search(line[-160:])
    if bracket and _names_credit(bracket["inner"].strip()):
        start = max(0, len(line) - 160) + bracket.start("credit")
        return start if line[:start].strip() else None
    head, bar, tail = line.rpartition(" | ")
    if bar and head.strip() and len(tail.split()) <= 12 and _names_credit(tail):
        return len(head) + len(bar)
    # Without brackets or bar a credit must follow the end of a sentence.
    for found in reversed(list(_TAIL_START.finditer(line, max(0, len(line) - 130)))):
        tail = line[found.end() :].rstrip(" .")
        if len(tail.split()) > 12:
            return None
        if _names_credit(tail):
            return found.end()
    return None


def _names_credit(words: str) -> bool:
    """Return whether `words` are a label and names, or names and a picture agency."""
    words = words.strip("| ")
    labelled = _LABELLED.fullmatch(words) or _COURTESY.fullmatch(words)
    if labelled and labelled["rest"].strip():
        return _only_names(labelled["rest"])
    if len(words.split()) > 12:
        return False
    is_form = _AGENCY_FORM.fullmatch(words) or _SLASH_FORM.fullmatch(words)
    # A photographer may sign in small letters: "skyline99/Getty Images".
    return bool(is_form) and (_only_names(words) or " " not in words.split("/")[0])


def _only_names(words: str) -> bool:
    """Return whether `words` hold nothing but names, agencies and the words that join them."""
    pieces = [piece for piece in _PIECES.split(words.strip(" .:|—–-©")) if piece]
    named = [p for p in pieces if p.lower() not in _CONNECTORS]
    if len(pieces) > 4 and words.isupper():
        return False  # a link in capitals, "VIDEO: A LOOK AT THE YEAR"
    return 0 < len(pieces) <= 14 and bool(named) and all(_is_name(piece) for piece in named)


def _is_name(piece: str) -> bool:
    first = piece.lstrip("\"'“‘(©@")[:1]
    return not first or not first.islower() or piece.startswith("@") or piece in ("dpa", "iStock")
