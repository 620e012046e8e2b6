"""Which language a text is written in."""

from __future__ import annotations

import functools
from typing import Protocol

# Below this many letters a guess is worth less than the assumption.
_MIN_LETTERS = 40
_SAMPLE = 4_000
_MIN_PROBABILITY = 0.5

LANGUAGES = {
    "af": "Afrikaans", "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian",
    "bg": "Bulgarian", "bn": "Bengali", "bs": "Bosnian", "ca": "Catalan", "cs": "Czech",
    "cy": "Welsh", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "ga": "Irish", "gl": "Galician", "gu": "Gujarati", "ha": "Hausa",
    "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian",
    "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ka": "Georgian",
    "kk": "Kazakh", "km": "Khmer", "kn": "Kannada", "ko": "Korean", "ku": "Kurdish",
    "lo": "Lao", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "ml": "Malayalam",
    "mn": "Mongolian", "mr": "Marathi", "ms": "Malay", "mt": "Maltese", "my": "Burmese",
    "ne": "Nepali", "nl": "Dutch", "no": "Norwegian", "pa": "Punjabi", "pl": "Polish",
    "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "si": "Sinhala",
    "sk": "Slovak", "sl": "Slovenian", "so": "Somali", "sq": "Albanian", "sr": "Serbian",
    "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "th": "Thai",
    "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek",
    "vi": "Vietnamese", "yo": "Yoruba", "zh": "Chinese", "zu": "Zulu",
}  # fmt: skip


class _Identifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]:
        """Return a language code and its probability."""


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of the language of `text`; `"en"` where that is open.

    Only the first 4,000 characters are looked at. A text of fewer than 40 letters counts as
    English unless it is written in another script.
    """
    sample = text[:_SAMPLE]
    letters = [c for c in sample if c.isalpha()]
    latin = sum(c < "\u0250" for c in letters)
    if not letters or (len(letters) < _MIN_LETTERS and 2 * latin >= len(letters)):
        return "en"
    if 2 * sum(c.isupper() for c in letters) > len(letters):
        sample = sample.lower()
    code, probability = _identifier().classify(sample)
    return code if probability >= _MIN_PROBABILITY else "en"


def language_warning(code: str) -> str | None:
    """Return the sentence that warns of a text in the language `code`; `None` for English."""
    if code == "en":
        return None
    name = LANGUAGES.get(code, f"the language {code!r}")
    return (
        f"The text looks like {name}; the models were trained on English, "
        "so read the marks with care."
    )


@functools.cache
def _identifier() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier: LanguageIdentifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # Small languages and creoles are mostly misreadings of short English text.
    identifier.set_languages(sorted(LANGUAGES.keys() & set(identifier.labels)))
    found: _Identifier = identifier
    return found
