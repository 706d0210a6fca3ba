"""From pictures to pixel values, by PIL and transformers, and the pictures that the fixtures show."""

import numpy as np
import torch
from PIL import Image
from torch.nn import functional
from transformers import CLIPImageProcessor

MEAN = [0.48145466, 0.4578275, 0.40821073]
DEVIATION = [0.26862954, 0.26130258, 0.27577711]


def processor(side: int) -> CLIPImageProcessor:
    return CLIPImageProcessor(
        size={"shortest_edge": side},
        crop_size={"height": side, "width": side},
        resample=Image.Resampling.BICUBIC,
        image_mean=MEAN,
        image_std=DEVIATION,
    )


def made_up(width: int, height: int, number: int) -> np.ndarray:
    """A picture that the tests make by the same formula: uint8 [height, width, 3]."""
    y, x, c = np.meshgrid(np.arange(height), np.arange(width), np.arange(3), indexing="ij")
    wave = x * (3 + number) + y * (5 + 2 * c) + number * number * 17 + ((x * y * (c + 1)) >> 3) + c * 40
    return (wave & 255).astype(np.uint8)


def nearest(frame: np.ndarray, side: int) -> np.ndarray:
    """How frames of a video become squares: the nearest pixel, whatever the aspect."""
    planes = torch.from_numpy(frame.copy()).permute(2, 0, 1)[None].float()
    planes = functional.interpolate(planes, size=(side, side))
    return planes[0].permute(1, 2, 0).to(torch.uint8).numpy()


def split(picture: Image.Image, ratio: int) -> list[Image.Image]:
    """Crops row by row, then the whole picture; the picture alone for ratio 1."""
    if ratio == 1:
        return [picture]
    width, height = picture.width // ratio, picture.height // ratio
    boxes = [
        (column * width, row * height, (column + 1) * width, (row + 1) * height)
        for row in range(ratio)
        for column in range(ratio)
    ]
    return [picture.crop(box) for box in boxes] + [picture]


def squared(picture: Image.Image) -> Image.Image:
    """On a square of CLIP's mean colour, in the middle."""
    if picture.width == picture.height:
        return picture
    side = max(picture.size)
    square = Image.new("RGB", (side, side), tuple(int(value * 255) for value in MEAN))
    square.paste(picture, ((side - picture.width) // 2, (side - picture.height) // 2))
    return square


def frame_values(frame: np.ndarray, side: int, ratio: int) -> torch.Tensor:
    """A video's frame, already a square of `side`. [views, 3, side, side]"""
    views = split(Image.fromarray(frame), ratio)
    return processor(side).preprocess(views, return_tensors="pt")["pixel_values"]


def still_values(picture: np.ndarray, side: int, ratio: int, aspect: str) -> torch.Tensor:
    """A picture of any shape: padded to a square (`pad`), or its middle square. [views, 3, side, side]"""
    views = split(Image.fromarray(picture), ratio)
    if aspect == "pad":
        views = [squared(view) for view in views]
    return processor(side).preprocess(views, return_tensors="pt")["pixel_values"]
