"""What PIL and transformers make of frames of real films. The frames are committed; this only reads them."""

import hashlib
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from safetensors.torch import load_file, save_file

from checkpoint import write_json
from pixels import nearest, processor, split, squared

SIDE = 336


def digest(picture: np.ndarray) -> str:
    return hashlib.sha256(np.ascontiguousarray(picture).tobytes()).hexdigest()


def clip_bytes(picture: Image.Image, side: int) -> np.ndarray:
    """CLIP's resize and crop, before the values are scaled: uint8 [side, side, 3]."""
    one = processor(side)
    arrays = one.preprocess(picture, do_rescale=False, do_normalize=False, return_tensors="np")["pixel_values"][0]
    return arrays.transpose(1, 2, 0).astype(np.uint8)


def record(folder: Path) -> None:
    frames = load_file(folder / "frames.safetensors")
    facts, rows = {}, {}
    for name, tensor in sorted(frames.items()):
        frame = tensor.numpy()
        picture = Image.fromarray(frame)
        square = nearest(frame, SIDE)
        results = {
            "nearest": square,
            "crop": clip_bytes(picture, SIDE),
            "pad": clip_bytes(squared(picture), SIDE),
            "small": clip_bytes(picture, 56),
            "quarter": clip_bytes(split(Image.fromarray(square), 2)[1], SIDE),
        }
        facts[name] = {key: digest(value) for key, value in results.items()}
        for key, value in results.items():
            rows[f"{name}.{key}"] = torch.from_numpy(value[len(value) // 2].copy())
        values = processor(SIDE).preprocess(picture, return_tensors="pt")["pixel_values"][0]
        rows[f"{name}.values"] = values[:, SIDE // 2].contiguous()
    save_file(rows, folder / "record.safetensors")
    write_json(folder / "record.json", {"side": SIDE, "sha256": facts})
