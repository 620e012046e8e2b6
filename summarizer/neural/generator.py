"""Generators from Hugging Face: any sequence-to-sequence or instruction-tuned causal model.

No code of a model is run and no pickled weights are read. Decoding is greedy or by beams, so
that one machine gives the same words every time.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

import torch
from jinja2 import TemplateError
from torch import Tensor
from transformers import StoppingCriteria

from summarizer.errors import GeneratorError
from summarizer.generators.fence import harmless
from summarizer.generators.prompts import PROMPTS, Task, messages
from summarizer.generators.writer import TOKENS_A_WORD, Draft, Request, Tell, material_of

_BEAMS = 4
# Sentences joined may be a few tokens more than each by itself.
_MARGIN = 16


@dataclass(frozen=True, slots=True, eq=False)
class Seq2Seq:
    """A model that was trained to summarise, such as BART, PEGASUS, T5 or LED.

    It takes no instructions: perspectives differ by the sentences that it is given. `prefix`
    is what its training put before each text.
    """

    name: str
    revision: str | None
    model: Any
    tokenizer: Any
    limit: int
    prefix: str = ""

    @property
    def prompts(self) -> None:
        """Return nothing: there are no prompts."""

    def room(self, task: Task, n_tokens: int) -> int:  # noqa: ARG002 - as every generator
        """Return how many tokens fit; what is written takes none of them."""
        added: int = self.tokenizer.num_special_tokens_to_add()
        return self.limit - added - self.count(self.prefix) - _MARGIN

    def count(self, text: str) -> int:
        """Return the number of tokens."""
        return _count(self.tokenizer, text)

    def write(self, request: Request, tell: Tell) -> Draft:
        """Return a summary of the sentences, by beam search.

        Raises:
            GeneratorError: they are more than the model can read.
        """
        material = material_of(request.task, request.sentences)
        text = self.prefix + harmless(material, _reserved(self.tokenizer))
        inputs = self.tokenizer(text, return_tensors="pt")
        ids: Tensor = inputs["input_ids"]
        bare = self.tokenizer(self.prefix + "x", return_tensors="pt")["input_ids"]
        _check(self, ids, bare, n_free=0)
        if self.model.config.model_type == "led":
            # Without a token that sees everything LED reads windows only.
            inputs["global_attention_mask"] = torch.zeros_like(ids)
            inputs["global_attention_mask"][:, 0] = 1
        inputs.pop("token_type_ids", None)
        n_beams = self.model.generation_config.num_beams or 1
        n_tokens = min(request.n_tokens, _most_written(self.model.config))
        settings = {"num_beams": n_beams if n_beams > 1 else _BEAMS, "max_new_tokens": n_tokens}
        written = _generate(self.model, inputs, settings, tell)
        return _draft(self, written, n_tokens)


@dataclass(frozen=True, slots=True, eq=False)
class Chat:
    """A causal model that follows instructions, by the chat template of its tokenizer."""

    name: str
    revision: str | None
    model: Any
    tokenizer: Any
    limit: int

    @property
    def prompts(self) -> str:
        """Return the version of the prompts."""
        return PROMPTS

    def room(self, task: Task, n_tokens: int) -> int:
        """Return how many tokens of material fit beside the task and a draft."""
        return self.limit - n_tokens - self._ids(task, "").shape[1] - _MARGIN

    def count(self, text: str) -> int:
        """Return the number of tokens."""
        return _count(self.tokenizer, text)

    def write(self, request: Request, tell: Tell) -> Draft:
        """Return what the model answers, greedily decoded.

        Raises:
            GeneratorError: the request is more than the model can read.
        """
        ids = self._ids(request.task, material_of(request.task, request.sentences))
        bare = self._ids(replace(request.task, about="x"), "x")
        _check(self, ids, bare, n_free=request.n_tokens)
        inputs = {"input_ids": ids, "attention_mask": torch.ones_like(ids)}
        settings = {"num_beams": 1, "max_new_tokens": request.n_tokens}
        written = _generate(self.model, inputs, settings, tell)
        return _draft(self, written[ids.shape[1] :], request.n_tokens)

    def _ids(self, task: Task, material: str) -> Tensor:
        """Return `[1, tokens]`: the chat, up to where the model answers."""
        system, user = messages(task, material, _reserved(self.tokenizer))
        try:
            text = self._templated([("system", system), ("user", user)])
        except TemplateError:  # some know no system message
            text = self._templated([("user", f"{system}\n\n{user}")])
        found = self.tokenizer(text, add_special_tokens=False, return_tensors="pt")
        ids: Tensor = found["input_ids"]
        return ids

    def _templated(self, turns: list[tuple[str, str]]) -> str:
        chat = [{"role": role, "content": content} for role, content in turns]
        text: str = self.tokenizer.apply_chat_template(
            chat, tokenize=False, add_generation_prompt=True, enable_thinking=False
        )
        return text


class _Progress(StoppingCriteria):  # type: ignore[misc]
    """Stops nothing, but tells how many tokens there are."""

    def __init__(self, n_given: int, tell: Tell) -> None:
        self.n_given = n_given
        self.tell = tell

    def __call__(self, input_ids: Tensor, scores: Any, **_: Any) -> Tensor:  # noqa: ARG002 - as transformers calls it
        """Return `[rows]`, false for each."""
        n_written = input_ids.shape[1] - self.n_given
        if n_written and n_written % TOKENS_A_WORD == 0:
            self.tell(f"{n_written} tokens")
        return torch.zeros(input_ids.shape[0], dtype=torch.bool, device=input_ids.device)


def _generate(
    model: Any, inputs: Mapping[str, Tensor], settings: Mapping[str, int], tell: Tell
) -> Tensor:
    """Return the ids `[tokens]` of the best sequence, as `generate` gives them."""
    config = copy.deepcopy(model.generation_config)
    config.update(
        do_sample=False, temperature=None, top_p=None, top_k=None, max_length=None, min_length=0,
        num_return_sequences=1, **settings,
    )  # fmt: skip
    if config.pad_token_id is None:
        ends = config.eos_token_id
        config.pad_token_id = ends[0] if isinstance(ends, list) else ends
    n_given = 1 if model.config.is_encoder_decoder else inputs["input_ids"].shape[1]
    with torch.inference_mode(), torch.random.fork_rng():
        torch.manual_seed(0)
        found: Tensor = model.generate(
            **{name: value.to(model.device) for name, value in inputs.items()},
            generation_config=config,
            stopping_criteria=[_Progress(n_given, tell)],
        )
    return found[0].cpu()


def _draft(writer: Seq2Seq | Chat, ids: Tensor, n_tokens: int) -> Draft:
    ends = writer.model.generation_config.eos_token_id
    known = set(ends if isinstance(ends, list) else [ends])
    is_cut = len(ids) >= n_tokens and not known & set(ids.tolist()[1:])
    return Draft(writer.tokenizer.decode(ids, skip_special_tokens=True), is_cut)


def _check(writer: Seq2Seq | Chat, ids: Tensor, bare: Tensor, *, n_free: int) -> None:
    """Raise `GeneratorError` if the request is too long or holds control tokens of its own.

    Args:
        writer: the generator.
        ids: `[1, tokens]`, the request.
        bare: `[1, tokens]`, the same request without any word of an article.
        n_free: tokens that must be left for what is written.
    """
    if ids.shape[1] + n_free > writer.limit:
        raise GeneratorError(
            f"{writer.name} reads {writer.limit} tokens at once, and the request has "
            f"{ids.shape[1] + n_free}; give it a longer context"
        )
    control = set(writer.tokenizer.all_special_ids) - {writer.tokenizer.unk_token_id}
    if _n_in(ids, control) != _n_in(bare, control):
        raise GeneratorError(f"{writer.name}: words of the article would act as control tokens")


def _n_in(ids: Tensor, wanted: Collection[int]) -> int:
    return sum(each in wanted for each in ids[0].tolist())


def _count(tokenizer: Any, text: str) -> int:
    return len(tokenizer(text, add_special_tokens=False)["input_ids"])


def _reserved(tokenizer: Any) -> frozenset[str]:
    """Return what the tokenizer reads as one token wherever it stands in a text."""
    added = {str(token.content) for token in tokenizer.added_tokens_decoder.values()}
    return frozenset({*added, *map(str, tokenizer.all_special_tokens)})


def _most_written(config: Any) -> int:
    """Return how many tokens the decoder can write."""
    for name in ("max_decoder_position_embeddings", "max_position_embeddings"):
        if (most := getattr(config, name, None)) is not None:
            return int(most) - 2  # the start, and one that BART keeps
    return 1 << 30
