"""From a generator's name to a generator; what was loaded once is kept."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from summarizer.generators.names import parse_generator
from summarizer.generators.writer import Writer

# Servers cut what is too long for them without a word; most can read at least so much.
SERVER_CONTEXT = 4096


def load_writer(name: str, context: int = 0) -> Writer:
    """Return the generator called `name`, which is not `extract`.

    Args:
        name: `hf:NAME_OR_PATH` or `openai:MODEL@BASE_URL`.
        context: tokens that it can read and write at once; 0 stands for what the model
            says of itself, or for 4,096 on a server.

    Raises:
        SettingsError: the name has another form.
        ModelMissing: there are no such weights.
        ModelError: the weights are of a kind that cannot be used.
    """
    named = parse_generator(name)
    if named.url is not None:
        from summarizer.generators.openai import open_server

        return open_server(named, context or SERVER_CONTEXT)
    from summarizer.neural.generator_loading import load_generator

    return load_generator(named, context)


def keeping(load: Callable[[str, int], Writer]) -> Callable[[str, int], Writer]:
    """Return `load` with a memory of one: a generator is loaded again only after another."""
    lock, loaded = Lock(), dict[tuple[str, int], Writer]()

    def writer(name: str, context: int) -> Writer:
        with lock:
            if (name, context) not in loaded:
                loaded.clear()  # the weights of two large models may not fit
                loaded[name, context] = load(name, context)
            return loaded[name, context]

    return writer
