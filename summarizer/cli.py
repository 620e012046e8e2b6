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
from pathlib import Path
from threading import Timer
from time import monotonic
from typing import cast

from summarizer.cli_options import (
    WRONG_USE,
    add_analyze,
    add_app,
    add_codebook,
    add_compare,
    add_explain,
    add_models,
    add_train,
    chosen,
    top_parser,
)
from summarizer.cli_tool import Explainer, Load, load_tool, tool_of
from summarizer.errors import (
    CodebookError,
    DataError,
    InputError,
    ModelError,
    SettingsError,
    SummarizerError,
)
from summarizer.types import Report

DONE, SOME_FAILED, STOPPED = 0, 1, 130
SLOW_SECONDS = 1.0
_USERS_FAULT = (InputError, SettingsError, CodebookError, DataError)
_TABLES = "csv"


def main(argv: Sequence[str] | None = None, *, load: Load | None = None) -> int:
    """Run one command and return its exit code.

    Args:
        argv: the arguments; by default those of the process.
        load: gives the tool that analyses; by default `summarizer.load`. Paths of the user's
            codebooks are handed to it as `codebooks`, and the generator in `settings`, if any.
    """
    try:
        args = _parser().parse_args(argv)
    except SystemExit as exc:  # argparse has printed its sentence, the help or the version
        return exc.code if isinstance(exc.code, int) else WRONG_USE
    args.load = load or load_tool
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
    from summarizer.report import FORMATS, format_of

    form = args.format or ("text" if args.output is None else format_of(args.output))
    if args.output is not None:
        _check_target(args.output)
    with _notice_if_slow(f"reading {args.source}"):
        article = read_source(args.source, title=args.title, outlet=args.outlet)
    with _notice_if_slow(f"analysing {len(article.text):,} characters"):
        report = tool_of(args).analyze(article, **chosen(args), progress=_stage_teller())
    _deliver(report, form, args.output)
    return _told(report, is_complete=args.output is None and form == FORMATS[".txt"])


def explain(args: argparse.Namespace) -> int:
    """Print why words in an article have their label."""
    from summarizer.explain import explain_json, explain_text
    from summarizer.read import read_source

    article = read_source(args.source, title=args.title)
    with _notice_if_slow(f"analysing {len(article.text):,} characters"):
        tool = cast("Explainer", tool_of(args))
        report = tool.analyze(
            article, sentences=None, length=None, actors=0, trim=None, progress=_stage_teller()
        )
        found = tool.explain(report, article.id, args.at) if not report.failures else ()
    _write_stdout(explain_json(found) if args.format == "json" else explain_text(found))
    return _told(report, is_complete=True)


def compare(args: argparse.Namespace) -> int:
    """Print or write the comparison of several articles."""
    from summarizer.compare.articles import check_number
    from summarizer.read import read_source
    from summarizer.report import FORMATS, format_of

    form = args.format or ("text" if args.output is None else format_of(args.output))
    if form == _TABLES and args.output is None:
        raise InputError("csv is one file per table; give the folder for them with --output")
    if args.output is not None:
        _check_folder(args.output) if form == _TABLES else _check_target(args.output)
    check_number(len(args.sources))
    if args.outlet and len(args.outlet) != len(args.sources):
        raise InputError(
            f"{len(args.sources)} articles but {len(args.outlet)} outlets are given; "
            "give --outlet once per article, or not at all"
        )
    with _notice_if_slow(f"reading {len(args.sources)} articles"):
        outlets = args.outlet or [None] * len(args.sources)
        articles = [
            read_source(source, outlet=outlet, id=f"article-{at}")
            for at, (source, outlet) in enumerate(zip(args.sources, outlets, strict=True), 1)
        ]
    with _notice_if_slow(f"comparing {len(articles)} articles"):
        report = tool_of(args).compare(articles, **chosen(args), progress=_stage_teller())
    _deliver(report, form, args.output)
    return _told(report, is_complete=args.output is None and form == FORMATS[".txt"])


def train(args: argparse.Namespace) -> int:
    """Train the weights of one recipe, or a head for a codebook."""
    if not args.recipe.is_file():
        both = f"{args.recipe} is not a file; give a codebook, or a recipe with --data DIR"
        raise DataError(f"{both}; see `summarizer train --help`")
    from summarizer.codebook import is_codebook

    if is_codebook(args.recipe):
        return _train_codebook(args)
    if args.data is None:
        raise DataError(f"{args.recipe} has no [[label]], and a recipe needs --data DIR")
    if not args.data.is_dir():
        raise DataError(f"{args.data} is not a folder; see `summarizer train --help`")
    try:
        from summarizer.training import train as run
    except ModuleNotFoundError as exc:
        raise ModelError(f"training needs {exc.name}; pip install 'summarizer[train]'") from exc
    print(run(args.recipe, args.data, args.output, _tell))
    return DONE


def _train_codebook(args: argparse.Namespace) -> int:
    from summarizer.fewshot.trained import train_codebook

    tool = args.load()
    reader, digest = tool.built.reader, tool.encoder_digest
    folder = train_codebook(args.recipe, args.output, reader, encoder_digest=digest, progress=_tell)
    if folder is not None:
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
    from summarizer.fewshot.text import codebook_text

    _write_stdout(codebook_text(load_codebook(args.name)))
    return DONE


def check_codebook(args: argparse.Namespace) -> int:
    """Print what is wrong with a codebook, and how well its labels are told apart."""
    from summarizer.codebook import load_codebook
    from summarizer.fewshot.check import check
    from summarizer.fewshot.text import check_json, check_text

    book = load_codebook(args.name, is_draft=True)
    with _notice_if_slow(f"reading {len(book.examples())} sentences of {book.name}"):
        found = check(book, args.load().built.reader)
    _write_stdout(check_json(found) if args.format == "json" else check_text(found))
    return SOME_FAILED if found.has_errors else DONE


def try_codebook(args: argparse.Namespace) -> int:
    """Print what a codebook finds in a sentence, with the nearest examples."""
    from summarizer.fewshot.attempt import attempt
    from summarizer.fewshot.load import find_codebook
    from summarizer.fewshot.text import attempt_json, attempt_text

    find_codebook(args.name)  # a wrong name fails before the weights are read
    with _notice_if_slow(f"reading the examples of {args.name}"):
        tool = args.load()
        digest = tool.encoder_digest
        found = attempt(args.name, args.sentence, tool.built.reader, encoder_digest=digest)
    _write_stdout(attempt_json(found) if args.format == "json" else attempt_text(found))
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
    from summarizer.launch import launch

    options = [] if args.port is None else ["--port", str(args.port)]
    options += [word for name in args.generator for word in ("--generator", name)]
    options += ["--context", str(args.context)] if args.context else []
    launch(Path(__file__).resolve().parent.parent, options)
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser, commands = top_parser()
    add_analyze(commands, analyze)
    add_explain(commands, explain)
    add_compare(commands, compare)
    add_train(commands, train)
    add_models(commands, list_models)
    add_codebook(
        commands, list_codebooks, show_codebook, check=check_codebook, attempt=try_codebook
    )
    add_app(commands, launch_app)
    return parser


def _deliver(report: Report, form: str, target: Path | None) -> None:
    """Print the report, or write it where the user said."""
    from summarizer.report import rendered, write_text

    if form == _TABLES and target is not None:
        from summarizer.export.csv import write_tables

        for path in write_tables(report, target):
            print(path)
    elif target is None:
        _write_stdout(rendered(report, form))
    else:
        write_text(target, rendered(report, form))


def _told(report: Report, *, is_complete: bool) -> int:
    """Return the exit code, after the notes that an incomplete output lacks and all failures."""
    for warning in () if is_complete else report.provenance.warnings:
        _tell(f"note: {warning}")
    for failure in report.failures:
        _tell(f"{failure.article_id}: {failure.stage} failed: {failure.message}")
    return SOME_FAILED if report.failures else DONE


def _check_target(path: Path) -> None:
    """Raise `InputError` before any work if `path` cannot be written."""
    if path.is_dir():
        raise InputError(f"{path} is a folder; give the name of a file")
    if not path.parent.is_dir():
        raise InputError(f"{path.parent} is not a folder; make it first")


def _check_folder(path: Path) -> None:
    """Raise `InputError` before any work if no files can be written in `path`."""
    if path.exists() and not path.is_dir():
        raise InputError(f"{path} is a file; give a folder for the tables")
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
