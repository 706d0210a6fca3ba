"""Writes checkpoints as they are published: shards, index, configurations, tokenizer."""

import json
from pathlib import Path

import torch
from safetensors.torch import save_file

from llava_mini import LlavaMini

TOWER = "model.vision_tower."


def random_weights(model: LlavaMini, seed: int) -> None:
    """Weights at which every stage moves the result, and no two tokens are likely to be equally good."""
    draw = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, value in sorted(model.named_parameters()):
            if name == "compressor.pos_embed":
                continue
            noise = torch.randn(value.shape, generator=draw)
            if "norm" in name or "layrnorm" in name or "ln_" in name:
                value.copy_(noise * 0.1 + (1 if name.endswith("weight") else 0))
            elif name.endswith("bias"):
                value.copy_(noise * 0.1)
            elif "embed_tokens" in name and model.config.get("tie_word_embeddings"):
                # Less, or every token would be followed by itself.
                value.copy_(noise * 0.3)
            elif "embed_tokens" in name or "query" in name or "embedding" in name and value.dim() < 3:
                value.copy_(noise)
            elif "lm_head" in name:
                value.copy_(noise * 3 / value.shape[1] ** 0.5)
            else:
                value.copy_(noise * 1.3 / value[0].numel() ** 0.5)


def save_checkpoint(
    model: LlavaMini,
    folder: Path,
    vision: dict,
    stop: list[int],
    dtype: torch.dtype = torch.float32,
    shards: int = 1,
    tower_apart: bool = False,
) -> None:
    """`tower_apart` leaves the vision tower out of the shards and writes it as CLIP is published, in vision/."""
    tensors = {name: value.to(dtype).contiguous() for name, value in model.published().items()}
    write_tower_config(vision, folder)
    if tower_apart:
        apart = {name: value for name, value in tensors.items() if name.startswith(TOWER)}
        tensors = {name: value for name, value in tensors.items() if name not in apart}
        renamed = {name.removeprefix(TOWER + "vision_tower."): value for name, value in apart.items()}
        save_file(renamed, folder / "vision" / "model.safetensors", metadata={"format": "pt"})
    write_shards(tensors, folder, shards)
    write_json(folder / "config.json", model.config)
    write_json(folder / "generation_config.json", {"bos_token_id": model.config["bos_token_id"], "eos_token_id": stop})


def write_tower_config(vision: dict, folder: Path) -> None:
    """The published checkpoint names a well-known tower instead; sizes of a made-up one must be told."""
    (folder / "vision").mkdir(exist_ok=True)
    write_json(folder / "vision" / "config.json", {"model_type": "clip", "vision_config": vision})


def write_shards(tensors: dict[str, torch.Tensor], folder: Path, shards: int) -> None:
    names = sorted(tensors)
    if shards == 1:
        save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
        return
    placed: dict[str, str] = {}
    for number in range(shards):
        file = f"model-{number + 1:05d}-of-{shards:05d}.safetensors"
        part = names[number * len(names) // shards : (number + 1) * len(names) // shards]
        save_file({name: tensors[name] for name in part}, folder / file, metadata={"format": "pt"})
        placed |= {name: file for name in part}
    total = sum(value.nbytes for value in tensors.values())
    write_json(folder / "model.safetensors.index.json", {"metadata": {"total_size": total}, "weight_map": placed})


def write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=2) + "\n")
