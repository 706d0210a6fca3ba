"""python eval/parity/frames.py NAME=FILM@SECONDS ...: takes frames of films into fixtures/real-frames.

Only from films in the public domain or under CC0: fixtures/real-frames/SOURCES.md names them.
"""

import subprocess
import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file

WIDTH, HEIGHT = 160, 120
FOLDER = Path(__file__).parent / "fixtures" / "real-frames"


def take(film: str, seconds: str, width: int, height: int) -> torch.Tensor:
    command = ["ffmpeg", "-v", "error", "-ss", seconds, "-i", film, "-frames:v", "1"]
    command += ["-vf", f"scale={width}:{height}", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    raw = subprocess.run(command, check=True, capture_output=True).stdout
    return torch.from_numpy(np.frombuffer(raw, np.uint8).reshape(height, width, 3).copy())


if __name__ == "__main__":
    frames = {}
    for index, argument in enumerate(sys.argv[1:]):
        name, place = argument.split("=", 1)
        film, seconds = place.rsplit("@", 1)
        # Wide, tall and 4:3: the aspect decides what is cut and what is padded.
        width, height = [(WIDTH, HEIGHT), (160, 89), (90, 121)][index % 3]
        frames[name] = take(film, seconds, width, height)
    FOLDER.mkdir(parents=True, exist_ok=True)
    save_file(frames, FOLDER / "frames.safetensors")
