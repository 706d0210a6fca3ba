"""A small byte-level tokenizer of Llama 3's kind, and prompts as LLaVA-Mini writes them."""

import json
from pathlib import Path

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, processors, trainers
from transformers import PreTrainedTokenizerFast

from llava_mini import IMAGE

SYSTEM = (
    "You are a helpful language and vision assistant. You are able to understand the visual content that the user "
    "provides, and assist the user with a variety of tasks using natural language."
)

BEGIN, END_OF_TEXT, START_HEADER, END_HEADER, END_OF_MESSAGE, END_OF_TURN = SPECIAL = [
    "<|begin_of_text|>",
    "<|end_of_text|>",
    "<|start_header_id|>",
    "<|end_header_id|>",
    "<|eom_id|>",
    "<|eot_id|>",
]

# What comes out of it for plain conversations is what Llama 3.1's own template writes.
TEMPLATE = (
    "{{- bos_token }}"
    "{%- if messages[0]['role'] == 'system' %}"
    "{%- set said = messages[0]['content'] | trim %}{%- set messages = messages[1:] %}"
    "{%- else %}{%- set said = '' %}{%- endif %}"
    "{{- '<|start_header_id|>system<|end_header_id|>\\n\\n' }}"
    "{{- 'Cutting Knowledge Date: December 2023\\nToday Date: 26 Jul 2024\\n\\n' }}"
    "{{- said }}{{- '<|eot_id|>' }}"
    "{%- for message in messages %}"
    "{{- '<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n' + message['content'] | trim + '<|eot_id|>' }}"
    "{%- endfor %}"
    "{%- if add_generation_prompt %}"
    "{{- '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}"
    "{%- endif %}"
)

# How Llama 3 parts a text before the pairs are merged.
SPLIT = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|"
    r"\s+(?!\S)|\s+"
)


def make_tokenizer(corpus: list[str], vocabulary: int) -> Tokenizer:
    """Of `vocabulary` ids, the special ones last. Id 0 is "!", as in Llama 3."""
    tokenizer = Tokenizer(models.BPE(ignore_merges=True))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(SPLIT), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary - len(SPECIAL), initial_alphabet=alphabet, show_progress=False, min_frequency=1
    )
    tokenizer.train_from_iterator(corpus, trainer)
    left = vocabulary - len(SPECIAL) - tokenizer.get_vocab_size()
    unused = [f"<|reserved_special_token_{index}|>" for index in range(left)]
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in unused + SPECIAL])
    begin = tokenizer.token_to_id(BEGIN)
    tokenizer.post_processor = processors.Sequence(
        [
            processors.ByteLevel(trim_offsets=False),
            processors.TemplateProcessing(single=f"{BEGIN} $A", special_tokens=[(BEGIN, begin)]),
        ]
    )
    assert tokenizer.get_vocab_size() == vocabulary and tokenizer.token_to_id("!") == 0
    return tokenizer


def tokenizer_config() -> dict:
    return {
        "bos_token": BEGIN,
        "chat_template": TEMPLATE,
        "clean_up_tokenization_spaces": True,
        "eos_token": END_OF_TURN,
        "model_input_names": ["input_ids", "attention_mask"],
        "model_max_length": 131072,
        "tokenizer_class": "PreTrainedTokenizerFast",
    }


def save_tokenizer(tokenizer: Tokenizer, folder: Path) -> None:
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    (folder / "tokenizer_config.json").write_text(json.dumps(tokenizer_config(), indent=2) + "\n")


def stop_ids(tokenizer: Tokenizer) -> list[int]:
    return [tokenizer.token_to_id(token) for token in (END_OF_TURN, END_OF_MESSAGE, END_OF_TEXT)]


class Prompts:
    """The rows of ids that LLaVA-Mini's own tool would make of a conversation."""

    def __init__(self, folder: Path):
        self.tokenizer = PreTrainedTokenizerFast.from_pretrained(str(folder))

    def text(self, turns: list[tuple[str, str]], question: str) -> str:
        said = [("system", SYSTEM)]
        for asked, answered in turns:
            said += [("user", asked), ("assistant", answered)]
        said.append(("user", question))
        first = next(place for place, (role, _) in enumerate(said) if role == "user")
        said[first] = ("user", "<image>\n" + said[first][1])
        messages = [{"role": role, "content": content} for role, content in said]
        return self.tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=False)

    def ids(self, turns: list[tuple[str, str]], question: str) -> list[int]:
        """The text on either side of <image> is read for itself.

        Each part gets a begin token from the tokenizer; the second part loses it. The template writes one of its own,
        so the first part has two.
        """
        before, after = (self.tokenizer(part).input_ids for part in self.text(turns, question).split("<image>"))
        assert before[:2] == [self.tokenizer.bos_token_id] * 2 and after[0] == self.tokenizer.bos_token_id
        return before + [IMAGE] + after[1:]

    def written(self, ids: list[int]) -> str:
        return self.tokenizer.decode(ids, skip_special_tokens=True)
