"""Makes tiny random CLIP and SigLIP models, exported as the hub has them, and records what transformers computes.

python dual_encoders.py FOLDER writes FOLDER/clip, FOLDER/siglip (config.json, preprocessor_config.json, tokenizer.json,
tokenizer_config.json, onnx/*.onnx) and FOLDER/recorded.json. The layout and the names of inputs and outputs are those of
the exports by transformers.js' convert script with --split_modalities. SigLIP's tokenizer.json is our reconstruction of what
its slow tokenizer does (lower case, no punctuation, one space, Unigram, </s> at the end and as filling).
"""
import base64
import json
import sys
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import (
    CLIPConfig, CLIPImageProcessor, CLIPModel, CLIPTextModelWithProjection, CLIPTokenizerFast,
    CLIPVisionModelWithProjection, PreTrainedTokenizerFast, SiglipConfig, SiglipImageProcessor, SiglipModel,
    SiglipTextModel, SiglipVisionModel,
)

from texts import CORPUS, QUERIES

ROOT = Path(sys.argv[1])
torch.manual_seed(7)
SIDE, PATCH = 32, 8
MEAN, DEVIATION = [0.48145466, 0.4578275, 0.40821073], [0.26862954, 0.26130258, 0.27577711]


class Only(torch.nn.Module):
    """One output of a model, by name."""

    def __init__(self, model, inputs, output):
        super().__init__()
        self.model, self.inputs, self.output = model, inputs, output

    def forward(self, *values):
        return getattr(self.model(**dict(zip(self.inputs, values))), self.output)


def export(model, path, inputs, output, axes):
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        Only(model, list(inputs), output).eval(), tuple(inputs.values()), str(path), opset_version=14, dynamo=False,
        input_names=list(inputs), output_names=[output], dynamic_axes={**axes, output: {0: f"{output}_batch"}})


def spread(model):
    """Random weights leave all outputs alike; larger ones tell a wrong input from a right one."""
    for name, value in model.named_parameters():
        if value.dim() > 1:
            torch.nn.init.normal_(value, std=0.25)
    return model.eval()


def save_json(path, value):
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n")


def clip_tokenizer(folder):
    tokenizer = Tokenizer(models.BPE(continuing_subword_prefix="", end_of_word_suffix="</w>", unk_token="<|endoftext|>"))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Lowercase()])
    pattern = r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(pattern), behavior="removed", invert=True),
        pre_tokenizers.ByteLevel(add_prefix_space=False)])
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    trainer = trainers.BpeTrainer(
        vocab_size=700, initial_alphabet=alphabet, end_of_word_suffix="</w>", show_progress=False,
        special_tokens=["<|startoftext|>", "<|endoftext|>"])
    tokenizer.train_from_iterator(CORPUS, trainer)
    ids = {token: tokenizer.token_to_id(token) for token in ("<|startoftext|>", "<|endoftext|>")}
    tokenizer.post_processor = processors.RobertaProcessing(
        sep=("<|endoftext|>", ids["<|endoftext|>"]), cls=("<|startoftext|>", ids["<|startoftext|>"]),
        trim_offsets=False, add_prefix_space=False)
    fast = CLIPTokenizerFast(
        tokenizer_object=tokenizer, bos_token="<|startoftext|>", eos_token="<|endoftext|>", pad_token="<|endoftext|>",
        unk_token="<|endoftext|>", model_max_length=77)
    fast.save_pretrained(folder)
    return fast


def siglip_tokenizer(folder):
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence([
        normalizers.Lowercase(), normalizers.Replace(Regex(r"""[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~]"""), ""),
        normalizers.Replace(Regex(r"\s+"), " "), normalizers.Strip()])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace()
    trainer = trainers.UnigramTrainer(
        vocab_size=400, special_tokens=["<pad>", "</s>", "<unk>"], unk_token="<unk>", show_progress=False)
    tokenizer.train_from_iterator(CORPUS, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="$A </s>", special_tokens=[("</s>", tokenizer.token_to_id("</s>"))])
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, eos_token="</s>", pad_token="</s>", unk_token="<unk>", model_max_length=64,
        model_input_names=["input_ids"])
    fast.save_pretrained(folder)
    config = json.loads((folder / "tokenizer_config.json").read_text())
    save_json(folder / "tokenizer_config.json", {**config, "tokenizer_class": "SiglipTokenizer", "do_lower_case": True})
    return fast


def make_clip(folder):
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = clip_tokenizer(folder)
    sizes = {"hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 2, "num_attention_heads": 4, "projection_dim": 24}
    config = CLIPConfig(
        text_config={**sizes, "vocab_size": len(tokenizer), "max_position_embeddings": 77,
                     "bos_token_id": tokenizer.bos_token_id, "eos_token_id": tokenizer.eos_token_id,
                     "pad_token_id": tokenizer.pad_token_id},
        vision_config={**sizes, "image_size": SIDE, "patch_size": PATCH}, projection_dim=24, attn_implementation="eager")
    whole = spread(CLIPModel(config))
    config.save_pretrained(folder)
    processor = CLIPImageProcessor(
        size={"shortest_edge": SIDE}, crop_size={"height": SIDE, "width": SIDE}, image_mean=MEAN, image_std=DEVIATION)
    processor.save_pretrained(folder)
    text = CLIPTextModelWithProjection(config.text_config)
    vision = CLIPVisionModelWithProjection(config.vision_config)
    text.load_state_dict(whole.state_dict(), strict=False)
    vision.load_state_dict(whole.state_dict(), strict=False)
    ids = torch.tensor([[0, 5, 1], [0, 9, 1]])
    export(text, folder / "onnx/text_model.onnx", {"input_ids": ids, "attention_mask": torch.ones_like(ids)}, "text_embeds",
           {name: {0: "batch", 1: "sequence"} for name in ("input_ids", "attention_mask")})
    export(vision, folder / "onnx/vision_model.onnx", {"pixel_values": torch.zeros(2, 3, SIDE, SIDE)}, "image_embeds",
           {"pixel_values": {0: "batch"}})
    return tokenizer, processor, whole


def make_siglip(folder):
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = siglip_tokenizer(folder)
    sizes = {"hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 2, "num_attention_heads": 4}
    config = SiglipConfig(
        text_config={**sizes, "vocab_size": len(tokenizer), "max_position_embeddings": 64},
        vision_config={**sizes, "image_size": SIDE, "patch_size": PATCH}, attn_implementation="eager")
    whole = spread(SiglipModel(config))
    config.save_pretrained(folder)
    processor = SiglipImageProcessor(
        size={"height": SIDE, "width": SIDE}, image_mean=[0.5] * 3, image_std=[0.5] * 3, resample=3)
    processor.save_pretrained(folder)
    text, vision = SiglipTextModel(config.text_config), SiglipVisionModel(config.vision_config)
    text.load_state_dict(whole.state_dict(), strict=False)
    vision.load_state_dict(whole.state_dict(), strict=False)
    export(text, folder / "onnx/text_model.onnx", {"input_ids": torch.ones(2, 64, dtype=torch.long)}, "pooler_output",
           {"input_ids": {0: "batch", 1: "sequence"}})
    export(vision, folder / "onnx/vision_model.onnx", {"pixel_values": torch.zeros(2, 3, SIDE, SIDE)}, "pooler_output",
           {"pixel_values": {0: "batch"}})
    return tokenizer, processor, whole


def pixels(seed):
    """Blocks of colour with noise, [SIDE, SIDE, 3]: the size that frames come in, so nothing is resized."""
    rng = np.random.default_rng(seed)
    blocks = rng.integers(0, 256, (4, 4, 3)).repeat(SIDE // 4, 0).repeat(SIDE // 4, 1)
    return np.clip(blocks + rng.integers(-30, 31, (SIDE, SIDE, 3)), 0, 255).astype(np.uint8)


def rounded(vector):
    return [float(f"{value:.7g}") for value in vector.tolist()]


def record(tokenizer, processor, model, prompt, padding):
    entry = {"images": [], "texts": []}
    for seed in range(3):
        image = pixels(seed)
        with torch.no_grad():
            values = processor(images=Image.fromarray(image), return_tensors="pt")
            embedding = model.get_image_features(**values)[0]
        pixels_read = base64.b64encode(image.tobytes()).decode()
        entry["images"].append({"pixels": pixels_read, "embedding": rounded(embedding)})
    for text in QUERIES:
        said = prompt.format(text)
        inputs = tokenizer([said], return_tensors="pt", truncation=True, max_length=tokenizer.model_max_length, padding=padding)
        with torch.no_grad():
            embedding = model.get_text_features(**inputs)[0]
        entry["texts"].append({"text": text, "ids": inputs["input_ids"][0].tolist(), "embedding": rounded(embedding)})
    return entry


recorded = {
    "clip": record(*make_clip(ROOT / "clip"), "a photo of {}", False),
    "siglip": record(*make_siglip(ROOT / "siglip"), "This is a photo of {}.", "max_length"),
}
(ROOT / "recorded.json").write_text(json.dumps(recorded, ensure_ascii=False) + "\n")
