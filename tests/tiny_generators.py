"""Random models of each family of generators, on disk with a tokenizer: true code, no sense."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors
from transformers import (
    BartConfig,
    BartForConditionalGeneration,
    LEDConfig,
    LEDForConditionalGeneration,
    LlamaConfig,
    LlamaForCausalLM,
    PegasusConfig,
    PegasusForConditionalGeneration,
    PreTrainedTokenizerFast,
    T5Config,
    T5ForConditionalGeneration,
)

PAD, START, END, UNKNOWN, TURN, OVER = 0, 1, 2, 3, 4, 5
SPECIAL = ["<pad>", "<s>", "</s>", "<unk>", "<|im_start|>", "<|im_end|>"]
TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n"
    "{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
NO_SYSTEM = (
    "{% if messages[0]['role'] == 'system' %}{{ raise_exception('no') }}{% endif %}" + TEMPLATE
)
FAMILIES = ("bart", "pegasus", "t5", "led", "llama")
_IDS = {"pad_token_id": PAD, "bos_token_id": START, "eos_token_id": END}
_LAYERS = {
    "encoder_layers": 1, "decoder_layers": 1, "encoder_attention_heads": 2,
    "decoder_attention_heads": 2, "encoder_ffn_dim": 16, "decoder_ffn_dim": 16,
}  # fmt: skip


def write_generator(
    folder: Path, family: str, *, limit: int = 512, template: str | None = TEMPLATE
) -> Path:
    """Return a folder with a random model of one of `FAMILIES` that reads `limit` tokens."""
    tokenizer = _tokenizer(ends=family != "llama")
    if family == "llama" and template is not None:
        tokenizer.chat_template = template
    tokenizer.save_pretrained(folder)
    with torch.random.fork_rng():
        torch.manual_seed(0)
        _model(family, len(tokenizer), limit).save_pretrained(folder)
    return folder


def _tokenizer(*, ends: bool) -> PreTrainedTokenizerFast:
    """Return a tokenizer of single bytes."""
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {token: i for i, token in enumerate([*SPECIAL, *alphabet])}
    raw = Tokenizer(models.BPE(vocabulary, [], unk_token="<unk>"))
    raw.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    raw.decoder = decoders.ByteLevel()
    if ends:
        raw.post_processor = processors.TemplateProcessing(
            single="<s> $A </s>", special_tokens=[("<s>", START), ("</s>", END)]
        )
    return PreTrainedTokenizerFast(
        tokenizer_object=raw, pad_token="<pad>", bos_token="<s>", eos_token="</s>",
        unk_token="<unk>", extra_special_tokens=SPECIAL[TURN:],
    )  # fmt: skip


def _model(family: str, vocab_size: int, limit: int) -> Any:
    if family == "t5":
        size = {"d_model": 16, "d_kv": 8, "d_ff": 16, "num_layers": 1, "num_heads": 2}
        return T5ForConditionalGeneration(
            T5Config(vocab_size=vocab_size, decoder_start_token_id=PAD, **size, **_no_start(_IDS))
        )
    if family == "llama":
        return LlamaForCausalLM(
            LlamaConfig(
                vocab_size=vocab_size, hidden_size=16, intermediate_size=16, num_hidden_layers=1,
                num_attention_heads=2, max_position_embeddings=limit,
                **{**_IDS, "eos_token_id": OVER},
            )
        )  # fmt: skip
    shared = {"vocab_size": vocab_size, "d_model": 16, "decoder_start_token_id": END, **_LAYERS}
    if family == "led":
        config = LEDConfig(
            max_encoder_position_embeddings=limit, max_decoder_position_embeddings=64,
            attention_window=8, **shared, **_IDS,
        )  # fmt: skip
        return LEDForConditionalGeneration(config)
    kinds = {
        "bart": (BartConfig, BartForConditionalGeneration),
        "pegasus": (PegasusConfig, PegasusForConditionalGeneration),
    }
    config_kind, model_kind = kinds[family]
    made = model_kind(config_kind(max_position_embeddings=limit, **shared, **_IDS))
    # As the released models have it; nothing of it may lead to a warning or to sampling.
    made.generation_config.update(num_beams=2, max_length=62, min_length=11, length_penalty=2.0)
    return made


def _no_start(ids: dict[str, int]) -> dict[str, int]:
    return {name: value for name, value in ids.items() if name != "bos_token_id"}


def special_ids(tokens: Sequence[int]) -> list[int]:
    """Return those of `tokens` that are special."""
    return [token for token in tokens if token < len(SPECIAL)]
