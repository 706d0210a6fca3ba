"""Records what Pillow, transformers and torch make of a small picture: python pixels.py OUT.json

The picture is computed, so that the test can compute it too. See README.md for the pinned versions.
"""
import base64
import hashlib
import json
import sys

import numpy as np
import torch
from PIL import Image
from transformers import CLIPImageProcessor


def picture(width, height):
    """Noise over a slope, with hard edges: everything that shows a wrong weight."""
    state = 12345
    out = np.zeros((height, width, 3), np.uint8)
    for y in range(height):
        for x in range(width):
            for c in range(3):
                state = (state * 1103515245 + 12345) % 2147483648
                slope = (x * 3 + y * 5 + c * 40) % 256
                edge = 255 if (x // 7 + y // 5) % 2 else 0
                noise = (state >> 16) % 256
                out[y, x, c] = [slope, edge, noise][(x // 11 + y // 9 + c) % 3]
    return Image.fromarray(out)


def packed(array):
    array = np.ascontiguousarray(array)
    data = array.tobytes()
    entry = {"sha256": hashlib.sha256(data).hexdigest()}
    # Small ones whole, so that a failing test shows where they differ.
    if len(data) < 4000:
        entry["base64"] = base64.b64encode(data).decode()
    return entry


def expand2square(image, colour):
    width, height = image.size
    side = max(width, height)
    square = Image.new("RGB", (side, side), colour)
    square.paste(image, ((side - width) // 2, (side - height) // 2))
    return square


RESIZES = [
    (61, 43, 24, 24), (61, 43, 20, 43), (61, 43, 61, 15), (61, 43, 100, 80), (61, 43, 336, 336),
    (320, 180, 224, 224), (33, 97, 32, 32), (640, 3, 7, 3), (1, 1, 5, 4), (5, 4, 1, 1), (300, 301, 299, 302),
]
NEAREST = [(61, 43, 24, 24), (61, 43, 100, 80), (320, 180, 336, 336), (7, 5, 336, 3)]
MEAN = [0.48145466, 0.4578275, 0.40821073]
DEVIATION = [0.26862954, 0.26130258, 0.27577711]

record = {"resize": [], "nearest": [], "clip": [], "square": []}
for width, height, to_width, to_height in RESIZES:
    image = picture(width, height)
    for name, resample in (("bicubic", Image.BICUBIC), ("bilinear", Image.BILINEAR)):
        result = np.asarray(image.resize((to_width, to_height), resample))
        record["resize"].append({"from": [width, height], "to": [to_width, to_height], "filter": name, **packed(result)})
for width, height, to_width, to_height in NEAREST:
    values = torch.tensor(np.asarray(picture(width, height)), dtype=torch.float32).permute(2, 0, 1)[None]
    result = torch.nn.functional.interpolate(values, size=(to_height, to_width), mode="nearest")[0]
    result = result.permute(1, 2, 0).numpy().astype(np.uint8)
    record["nearest"].append({"from": [width, height], "to": [to_width, to_height], **packed(result)})
for width, height, side in [(61, 43, 16), (43, 61, 16), (320, 181, 24), (24, 24, 24), (37, 100, 13)]:
    processor = CLIPImageProcessor(
        size={"shortest_edge": side}, crop_size=side, image_mean=MEAN, image_std=DEVIATION, resample=3)
    values = processor(images=picture(width, height), return_tensors="np")["pixel_values"][0].astype("<f4")
    record["clip"].append({"from": [width, height], "side": side, **packed(values)})
for width, height in [(61, 43), (43, 62), (20, 20)]:
    colour = tuple(int(value * 255) for value in MEAN)
    result = np.asarray(expand2square(picture(width, height), colour))
    record["square"].append({"from": [width, height], **packed(result)})
with open(sys.argv[1], "w") as file:
    json.dump(record, file, indent=1)
    file.write("\n")
