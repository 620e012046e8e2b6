"""The command `summarizer`: the only module that prints.

Exit codes: 0 done, 1 some part failed, 2 wrong use or input that cannot be read,
130 stopped by the user. An error is one sentence on stderr.
"""

from __future__ import annotations

import argparse
import io
import logging
import os
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from threading import Timer
from time import monotonic
from typing import NoReturn, Protocol

from summarizer.errors import (
    CodebookError,
    DataError,
    InputError,
    ModelError,
    SettingsError,
    SummarizerError,
)
from summarizer.settings import MAX_ACTORS, MAX_SENTENCES, Settings
from summarizer.types import Article, Report

DONE, SOME_FAILED, WRONG_USE, STOPPED = 0, 1, 2, 130
MAX_PORT = 65_535
SLOW_SECONDS = 1.0
_USERS_FAULT = (InputError, SettingsError, CodebookError, DataError)
_EXAMPLES_SHOWN = 3


class Analyser(Protocol):
    """What `summarizer.load()` returns, as far as this module needs it."""

    def analyze(
        self,
        article: Article,
        *,
        sentences: int | None,
        actors: int | None,
        progress: Callable[[str], None],
    ) -> Report:
        """Return the report on `article`; `None` leaves a number to the settings."""
        ...


Load = Callable[[], Analyser]


def main(argv: Sequence[str] | None = None, *, load: Load | None = None) -> int:
    """Run one command and return its exit code.

    Args:
        argv: the arguments; by default those of the process.
        load: gives the tool that analyses; by default `summarizer.load`.
    """
    try:
        args = _parser().parse_args(argv)
    except SystemExit as exc:  # argparse has printed its sentence, the help or the version
        return exc.code if isinstance(exc.code, int) else WRONG_USE
    args.load = load or _load
    try:
        with _calm():
            code: int = args.run(args)
            sys.stdout.flush()
            return code
    except BrokenPipeError:
        _close_stdout()
        return DONE
    except KeyboardInterrupt:
        return _fail("stopped", STOPPED)
    except SummarizerError as exc:
        return _fail(str(exc), WRONG_USE if isinstance(exc, _USERS_FAULT) else SOME_FAILED)
    except OSError as exc:
        _close_stdout()  # it may be what failed: a full disk, say
        return _fail(f"{exc.filename or 'output'}: {exc.strerror or exc}", SOME_FAILED)
    except Exception as exc:  # a user gets a sentence, whatever went wrong
        if args.debug:
            raise
        hint = "this is a bug; `summarizer --debug …` shows where"
        return _fail(f"{type(exc).__name__}: {exc} ({hint})", SOME_FAILED)


def analyze(args: argparse.Namespace) -> int:
    """Print or write the report on one article."""
    from summarizer.read import read_source
    from summarizer.report import FORMATS, format_of, rendered, write_text

    form = args.format or ("text" if args.output is None else format_of(args.output))
    if args.output is not None:
        _check_target(args.output)
    with _notice_if_slow(f"reading {args.source}"):
        article = read_source(args.source, title=args.title, outlet=args.outlet)
    with _notice_if_slow(f"analysing {len(article.text):,} characters"):
        tool = args.load()
        report = tool.analyze(
            article, sentences=args.sentences, actors=args.actors, progress=_stage_teller()
        )
    if args.output is None:
        _write_stdout(rendered(report, form))
    else:
        write_text(args.output, rendered(report, form))
    # The text form ends with these notes itself.
    if args.output is not None or form != FORMATS[".txt"]:
        for warning in report.provenance.warnings:
            _tell(f"note: {warning}")
    for failure in report.failures:
        _tell(f"{failure.article_id}: {failure.stage} failed: {failure.message}")
    return SOME_FAILED if report.failures else DONE


def train(args: argparse.Namespace) -> int:
    """Train the weights of one recipe."""
    try:
        from summarizer.training import train as run
    except ModuleNotFoundError as exc:
        raise ModelError(f"training needs {exc.name}; pip install 'summarizer[train]'") from exc
    for path, what in ((args.recipe, "file"), (args.data, "folder")):
        if not (path.is_file() if what == "file" else path.is_dir()):
            raise DataError(f"{path} is not a {what}; see `summarizer train --help`")
    folder = run(args.recipe, args.data, args.output, _tell)
    print(folder)
    return DONE


def list_codebooks(args: argparse.Namespace) -> int:  # noqa: ARG001 - all commands look alike
    """Print the built-in codebooks."""
    from summarizer.codebook import builtin_codebooks, load_codebook

    for name in builtin_codebooks():
        book = load_codebook(name)
        print(f"{book.name}  {book.version}  {len(book.labels)} labels  {book.title}")
    return DONE


def show_codebook(args: argparse.Namespace) -> int:
    """Print the labels of one codebook with definitions and some examples."""
    from summarizer.codebook import load_codebook

    book = load_codebook(args.name)
    print(f"{book.title} ({book.name} {book.version}, {book.language})")
    if book.source:
        print(book.source)
    for label in book.labels:
        print(f"\n{label.name} ({label.valence})\n  {label.definition}")
        for example in label.examples[:_EXAMPLES_SHOWN]:
            marked = "; ".join(p.span.of(example.text) for p in example.phrases)
            print(f"  - {marked}\n    in: {example.text}")
        if label.source:
            print(f"  after: {label.source}")
    return DONE


def list_models(args: argparse.Namespace) -> int:  # noqa: ARG001 - all commands look alike
    """Print the installed weights; each file is checked against its pinned digest."""
    from summarizer.neural.weights import checked_file, load_manifest

    manifest = load_manifest()
    code = DONE
    for spec in manifest.models:
        try:
            size = sum(checked_file(manifest, spec, f).stat().st_size for f in spec.files)
        except ModelError as exc:
            code = _fail(str(exc), SOME_FAILED)
            continue
        megabytes = size / 1_000_000
        print(f"{spec.id}  {megabytes:.1f} MB  {spec.licence}  sha256 {spec.digest[:12]}  ok")
    return code


def launch_app(args: argparse.Namespace) -> int:
    """Open the web page of a checkout."""
    root = Path(__file__).resolve().parent.parent
    script = root / "app.py"
    # Beside an installed package, a file of that name would be somebody else's.
    if not (script.is_file() and (root / "pyproject.toml").is_file()):
        raise InputError("the app runs from a checkout of the project; use `make app` there")
    if find_spec("gradio") is None:
        raise InputError("the app needs Gradio; pip install 'summarizer[app]'")
    spec = spec_from_file_location("app", script)
    if spec is None or spec.loader is None:
        raise InputError(f"{script} cannot be loaded")
    module = module_from_spec(spec)
    sys.modules["app"] = module  # its functions look themselves up while they serve
    spec.loader.exec_module(module)
    module.main([] if args.port is None else ["--port", str(args.port)])
    return DONE


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one sentence."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_USE, f"{self.prog}: {message}; see `{self.prog} --help`\n")


def _parser() -> argparse.ArgumentParser:
    from summarizer import __version__

    parser = _Parser(
        prog="summarizer",
        description="Show, with evidence, how a news article tells its story.",
        epilog="Exit codes: 0 done, 1 some part failed, 2 wrong use.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"summarizer {__version__}")
    parser.add_argument("--debug", action="store_true", help="show where an unexpected error arose")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_analyze(commands)
    _add_train(commands)
    models = commands.add_parser("models", help="the weights that are installed")
    listing = models.add_subparsers(metavar="ACTION", required=True)
    listing.add_parser("list", help="name each with its size and licence").set_defaults(
        run=list_models
    )
    _add_codebook(commands)
    app = commands.add_parser("app", help="serve the web page on this machine")
    app.add_argument(
        "--port",
        type=_number(1, MAX_PORT),
        metavar="N",
        help="default: the first free one from 7860",
    )
    app.set_defaults(run=launch_app)
    return parser


def _add_analyze(commands: argparse._SubParsersAction[_Parser]) -> None:
    chosen = Settings()
    command = commands.add_parser("analyze", help="report on one article", allow_abbrev=False)
    command.add_argument(
        "source", metavar="FILE|URL|-", help="a .txt .md .html .json file, a web page, or stdin"
    )
    command.add_argument(
        "--format",
        choices=("json", "html", "text"),
        help="default: as the suffix of --output says, else text",
    )
    command.add_argument("--title", type=_words, help="the headline, if the text lacks it")
    command.add_argument("--outlet", type=_words, help="who published it")
    command.add_argument(
        "--sentences",
        type=_number(1, MAX_SENTENCES),
        metavar="N",
        help=f"length of each summary, 1 to {MAX_SENTENCES} (default {chosen.sentences})",
    )
    command.add_argument(
        "--actors",
        type=_number(0, MAX_ACTORS),
        metavar="N",
        help=f"how many actors get a summary, 0 to {MAX_ACTORS} (default {chosen.actors})",
    )
    command.add_argument("--output", type=Path, metavar="PATH", help="write to a file instead")
    command.set_defaults(run=analyze)


def _add_train(commands: argparse._SubParsersAction[_Parser]) -> None:
    command = commands.add_parser("train", help="make weights from a recipe", allow_abbrev=False)
    command.add_argument("recipe", type=Path, metavar="RECIPE", help="a file of models/recipes/")
    command.add_argument("--data", type=Path, required=True, metavar="DIR", help="labelled data")
    command.add_argument(
        "--output",
        type=Path,
        default=Path("trained"),
        metavar="DIR",
        help="where the weights go (default: ./trained)",
    )
    command.set_defaults(run=train)


def _add_codebook(commands: argparse._SubParsersAction[_Parser]) -> None:
    codebook = commands.add_parser("codebook", help="the labels that framing phrases get")
    actions = codebook.add_subparsers(metavar="ACTION", required=True)
    actions.add_parser("list", help="name the built-in codebooks").set_defaults(run=list_codebooks)
    show = actions.add_parser("show", help="explain the labels of one")
    show.add_argument("name", metavar="NAME", help="a built-in codebook, or the path of a .toml")
    show.set_defaults(run=show_codebook)


def _number(low: int, high: int) -> Callable[[str], int]:
    def number(words: str) -> int:
        value = int(words) if words.isascii() and words.isdigit() else -1
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(
                f"{words!r} is not a whole number from {low} to {high}"
            )
        return value

    return number


def _words(words: str) -> str:
    if not words.strip():
        raise argparse.ArgumentTypeError("it is empty")
    return words


def _load() -> Analyser:
    from summarizer import load

    return load()


def _check_target(path: Path) -> None:
    """Raise `InputError` before any work if `path` cannot be written."""
    if path.is_dir():
        raise InputError(f"{path} is a folder; give the name of a file")
    if not path.parent.is_dir():
        raise InputError(f"{path.parent} is not a folder; make it first")


@contextmanager
def _notice_if_slow(message: str) -> Iterator[None]:
    """Say on stderr what is being done, once it has taken over a second."""
    timer = Timer(SLOW_SECONDS, _tell, (f"{message} …",))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _stage_teller() -> Callable[[str], None]:
    """Return a function that names the stage on stderr, once a second has gone by."""
    began = monotonic()

    def tell(stage: str) -> None:
        if monotonic() - began > SLOW_SECONDS:
            _tell(f"{stage} …")

    return tell


@contextmanager
def _calm() -> Iterator[None]:
    """Keep the warnings of libraries off stderr; ours are in the report."""
    quiet = logging.NullHandler()
    logging.getLogger().addHandler(quiet)  # else Python prints warnings that nobody handles
    try:
        with warnings.catch_warnings():
            if not sys.warnoptions:
                warnings.simplefilter("ignore")
            yield
    finally:
        logging.getLogger().removeHandler(quiet)


def _write_stdout(text: str) -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.stdout.write(text)


def _close_stdout() -> None:
    # subtle: Python flushes stdout once more at exit, which would fail again and print so.
    with suppress(OSError), Path(os.devnull).open("wb") as nothing:
        os.dup2(nothing.fileno(), sys.stdout.fileno())


def _tell(message: str) -> None:
    print(f"summarizer: {' '.join(message.split())}", file=sys.stderr, flush=True)


def _fail(message: str, code: int) -> int:
    _tell(message)
    return code


if __name__ == "__main__":
    sys.exit(main())
