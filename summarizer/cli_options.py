"""The commands' names, arguments and help; `cli.py` says what each does."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

from summarizer.errors import SettingsError
from summarizer.generators.names import FORMS, parse_generator
from summarizer.length import MAX_SENTENCES, parse_length
from summarizer.settings import MAX_ACTORS, MAX_CONTEXT, Settings
from summarizer.types import Span

MAX_PORT = 65_535
WRONG_USE = 2
Run = Callable[[argparse.Namespace], int]


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one sentence."""

    def error(self, message: str) -> NoReturn:
        """Print the sentence and leave."""
        self.exit(WRONG_USE, f"{self.prog}: {message}; see `{self.prog} --help`\n")


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"


def chosen(args: argparse.Namespace) -> dict[str, Any]:
    """Return what the user chose of the settings, by name; `None` where nothing was."""
    return {name: getattr(args, name) for name in ("sentences", "length", "actors", "trim")}


def top_parser() -> tuple[Parser, Commands]:
    """Return the parser of the program, and where its commands are added."""
    from summarizer import __version__

    parser = Parser(
        prog="summarizer",
        description="Show, with evidence, how news articles tell their story.",
        epilog="Exit codes: 0 done, 1 some part failed, 2 wrong use.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"summarizer {__version__}")
    parser.add_argument("--debug", action="store_true", help="show where an unexpected error arose")
    return parser, parser.add_subparsers(metavar="COMMAND", required=True)


def add_analyze(commands: Commands, run: Run) -> None:
    """Add the command that reports on one article."""
    command = commands.add_parser("analyze", help="report on one article", allow_abbrev=False)
    command.add_argument(
        "source",
        metavar="FILE|URL|-",
        help="a .txt .md .html .pdf .docx .json file, a web page, or stdin",
    )
    command.add_argument(
        "--format",
        choices=("json", "html", "text"),
        help="default: as the suffix of --output says, else text",
    )
    command.add_argument("--title", type=_words, help="the headline, if the text lacks it")
    command.add_argument("--outlet", type=_words, help="who published it")
    _add_codebooks(command)
    _add_lengths(command)
    _add_generator(command)
    command.add_argument("--output", type=Path, metavar="PATH", help="write to a file instead")
    command.set_defaults(run=run)


def add_explain(commands: Commands, run: Run) -> None:
    """Add the command that says why words in an article are marked as they are."""
    command = commands.add_parser(
        "explain", help="say why words in an article have their label", allow_abbrev=False
    )
    command.add_argument(
        "source", metavar="FILE|URL|-", help="as for analyze; the text must be the same"
    )
    command.add_argument(
        "--at",
        type=_place,
        required=True,
        metavar="START:END",
        help="characters of the text, as in the report's JSON",
    )
    command.add_argument("--title", type=_words, help="the headline, if the text lacks it")
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.set_defaults(run=run, codebook=[], generator=None, context=Settings().context)


def add_compare(commands: Commands, run: Run) -> None:
    """Add the command that compares several articles on one event."""
    command = commands.add_parser(
        "compare", help="compare articles on one event", allow_abbrev=False
    )
    command.add_argument(
        "sources",
        metavar="FILE|URL",
        nargs="+",
        help="from 2 to 12 .txt .md .html .pdf .docx .json files or web pages",
    )
    command.add_argument(
        "--format",
        choices=("json", "html", "text", "csv"),
        help="default: as the suffix of --output says, else text; csv writes one file per table",
    )
    command.add_argument(
        "--outlet",
        type=_words,
        action="append",
        default=[],
        metavar="NAME",
        help="who published an article; give it once per article, in the same order",
    )
    _add_codebooks(command)
    _add_lengths(command)
    _add_generator(command)
    command.add_argument(
        "--output",
        type=Path,
        metavar="PATH",
        help="write to a file instead; with csv, the folder for the tables",
    )
    command.set_defaults(run=run)


def add_train(commands: Commands, run: Run) -> None:
    """Add the command that makes weights."""
    command = commands.add_parser(
        "train", help="make weights from a recipe or a codebook", allow_abbrev=False
    )
    command.add_argument(
        "recipe", type=Path, metavar="RECIPE", help="a file of models/recipes/, or a codebook"
    )
    command.add_argument("--data", type=Path, metavar="DIR", help="labelled data, for a recipe")
    command.add_argument(
        "--output",
        type=Path,
        default=Path("trained"),
        metavar="DIR",
        help="where the weights go (default: ./trained)",
    )
    command.set_defaults(run=run)


def add_models(commands: Commands, run_list: Run) -> None:
    """Add the command that lists the installed weights."""
    models = commands.add_parser("models", help="the weights that are installed")
    listing = models.add_subparsers(metavar="ACTION", required=True)
    listing.add_parser("list", help="name each with its size and licence").set_defaults(
        run=run_list
    )


def add_codebook(commands: Commands, list_: Run, show: Run, *, check: Run, attempt: Run) -> None:
    """Add the commands that explain, check and try codebooks."""
    codebook = commands.add_parser("codebook", help="the labels that framing phrases get")
    actions = codebook.add_subparsers(metavar="ACTION", required=True)
    actions.add_parser("list", help="name the built-in codebooks").set_defaults(run=list_)
    named = (
        ("show", show, "explain the labels of one"),
        ("check", check, "say what is wrong with one, and how well its labels are told apart"),
        ("try", attempt, "show what one finds in a sentence"),
    )
    for name, run, words in named:
        action = actions.add_parser(name, help=words, allow_abbrev=False)
        action.add_argument("name", metavar="NAME", help="a built-in one, or the path of a .toml")
        action.set_defaults(run=run)
        if name == "try":
            action.add_argument(
                "sentence", type=_words, metavar="SENTENCE", help="in quotation marks"
            )
        if name != "show":
            action.add_argument("--format", choices=("text", "json"), default="text")


def add_app(commands: Commands, run: Run) -> None:
    """Add the command that serves the web page."""
    app = commands.add_parser("app", help="serve the web page on this machine")
    app.add_argument(
        "--port",
        type=_number(1, MAX_PORT),
        metavar="N",
        help="default: the first free one from 7860",
    )
    app.add_argument(
        "--generator",
        type=_generator,
        action="append",
        default=[],
        metavar="NAME",
        help=f"offer readers this generator too: {FORMS}; can be repeated",
    )
    _add_context(app)
    app.set_defaults(run=run)


def _add_codebooks(command: Parser) -> None:
    command.add_argument(
        "--codebook",
        action="append",
        default=[],
        metavar="PATH",
        help="mark with a codebook of your own too: a .toml, or a folder that `train` made",
    )


def _add_lengths(command: Parser) -> None:
    default = Settings()
    length = command.add_mutually_exclusive_group()
    length.add_argument(
        "--sentences",
        type=_number(1, MAX_SENTENCES),
        metavar="N",
        help=f"length of each summary, 1 to {MAX_SENTENCES} (default {default.sentences})",
    )
    length.add_argument(
        "--length",
        type=_length,
        metavar="LENGTH",
        help="the same in another unit: '80 words', '10%%' of the article, headline, short, "
        "medium or long",
    )
    command.add_argument(
        "--trim",
        action="store_true",
        default=None,
        help="shorten sentences by clauses that they can do without",
    )
    command.add_argument(
        "--actors",
        type=_number(0, MAX_ACTORS),
        metavar="N",
        help=f"how many actors get a summary, 0 to {MAX_ACTORS} (default {default.actors})",
    )


def _add_generator(command: Parser) -> None:
    command.add_argument(
        "--generator",
        type=_generator,
        metavar="NAME",
        help=f"who writes the summaries: {FORMS} (default extract)",
    )
    _add_context(command)


def _add_context(command: Parser) -> None:
    command.add_argument(
        "--context",
        type=_number(1, MAX_CONTEXT),
        default=0,
        metavar="N",
        help="tokens that the generator reads at once (default: as it says; 4096 for a server)",
    )


def _generator(words: str) -> str:
    try:
        parse_generator(words)
    except SettingsError as exc:
        raise argparse.ArgumentTypeError(str(exc)) from exc
    return words


def _number(low: int, high: int) -> Callable[[str], int]:
    def number(words: str) -> int:
        value = int(words) if words.isascii() and words.isdigit() else -1
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(
                f"{words!r} is not a whole number from {low} to {high}"
            )
        return value

    return number


def _length(words: str) -> str:
    try:
        return str(parse_length(words))
    except SettingsError as exc:
        raise argparse.ArgumentTypeError(str(exc)) from exc


def _place(words: str) -> Span:
    start, _, end = words.partition(":")
    numbers = [int(n) if n.isascii() and n.isdigit() else -1 for n in (start, end)]
    if not 0 <= numbers[0] < numbers[1]:
        raise argparse.ArgumentTypeError(f"{words!r} is not START:END, as in 120:134")
    return Span(*numbers)


def _words(words: str) -> str:
    if not words.strip():
        raise argparse.ArgumentTypeError("it is empty")
    return words
