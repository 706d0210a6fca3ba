"""Pictures to train on: backgrounds of every kind, and symbols on a white plate.

eval/needle/scenes.ts draws the pictures of the tests, by the same rule for symbols and by another for backgrounds.
"""

import torch
from torch.nn import functional

SIDE = 48
COLOURS = {"red": (220, 30, 40), "green": (20, 160, 60), "blue": (30, 60, 220), "yellow": (250, 205, 20)}
SHAPES = ["circle", "square", "triangle", "cross"]
NAMES = [f"{colour} {shape}" for colour in COLOURS for shape in SHAPES]
NONE = len(NAMES)


def inside(shape: torch.Tensor, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Whether points belong to the shape, in its own units: it reaches from -1 to 1, y grows downwards."""
    ax, ay = x.abs(), y.abs()
    circle = x * x + y * y <= 1
    square = (ax <= 0.85) & (ay <= 0.85)
    triangle = (y <= 0.85) & (ax <= (y + 1) * 0.55)
    cross = ((ax <= 0.3) & (ay <= 1)) | ((ay <= 0.3) & (ax <= 1))
    chosen = torch.stack([circle, square, triangle, cross])
    return chosen.gather(0, shape.view(1, -1, 1, 1).expand(1, *circle.shape))[0]


def pick(count: int, low: float, high: float) -> torch.Tensor:
    return (torch.rand(count) * (high - low) + low).view(-1, 1, 1)


def points(count: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Pixel centres in 0..1, [count, SIDE, SIDE] each."""
    line = (torch.arange(SIDE) + 0.5) / SIDE
    return line.view(1, 1, -1).expand(count, SIDE, SIDE), line.view(1, -1, 1).expand(count, SIDE, SIDE)


def backgrounds(count: int, hard: bool) -> torch.Tensor:
    """float [count, 3, SIDE, SIDE] in 0..255: clouds of colour at two scales, objects, bars, stripes, noise."""
    coarse = functional.interpolate(torch.rand(count, 3, 3, 3), SIDE, mode="bilinear", align_corners=True)
    fine = functional.interpolate(torch.rand(count, 3, 12, 12), SIDE, mode="bilinear", align_corners=True)
    share = pick(count, 0, 0.6)[:, None]
    level = pick(count, 0.2, 1.2)[:, None]
    grey = (torch.rand(count, 1, 1, 1) < 0.2).float()
    picture = (coarse * (1 - share) + fine * share) * level * 255
    picture = picture * (1 - grey) + picture.mean(1, keepdim=True) * grey
    x, y = points(count)
    stripes = torch.sin((x * pick(count, -1, 1) + y * pick(count, -1, 1)) * pick(count, 5, 120))
    picture = picture + (stripes * pick(count, 0, 60) * (pick(count, 0, 1) < 0.3))[:, None]
    for _ in range(4):
        picture = put_object(picture, x, y, hard)
    black = (pick(count, 0, 1) < 0.1) & ((y - 0.5).abs() > pick(count, 0.3, 0.5))
    return torch.where(black[:, None], torch.zeros(()), picture)


def put_object(picture: torch.Tensor, x: torch.Tensor, y: torch.Tensor, hard: bool) -> torch.Tensor:
    """A shape, often in a symbol's colour; one of two objects may be white where it is hard, and so look like a plate."""
    count = len(picture)
    reach = pick(count, 0.03, 0.35)
    u = (x - pick(count, 0, 1)) / reach
    v = (y - pick(count, 0, 1)) / (reach * pick(count, 0.4, 2))
    covered = inside(torch.randint(4, (count,)), u, v) & (pick(count, 0, 1) < 0.35)
    palette = torch.tensor([*COLOURS.values(), ((255,) * 3 if hard else (120,) * 3), (0, 0, 0)], dtype=torch.float32)
    near = palette[torch.randint(len(palette), (count,))] + torch.randn(count, 3) * 20
    colour = torch.where(torch.rand(count, 1) < 0.6, near, torch.rand(count, 3) * 255)
    return torch.where(covered[:, None], colour[:, :, None, None], picture)


def put_plates(picture: torch.Tensor, symbols: torch.Tensor, hard: bool) -> torch.Tensor:
    """A white plate with a symbol on it; an empty one for NONE."""
    count = len(picture)
    x, y = points(count)
    reach = pick(count, 0.2 if hard else 0.24, 0.36)
    squeeze = pick(count, 0.5, 1.15) if hard else pick(count, 0.6, 1.1)
    u = (x - pick(count, 0.36, 0.64)) / (reach * squeeze)
    v = (y - pick(count, 0.38, 0.62)) / reach
    plate = (u.abs() <= 1) & (v.abs() <= 1)
    white = pick(count, 225, 255)[:, None]
    picture = torch.where(plate[:, None], white, picture)
    colour = torch.tensor(list(COLOURS.values()), dtype=torch.float32)[(symbols % NONE) // len(SHAPES)]
    colour = colour + torch.randn(count, 3) * 12
    drawn = inside(symbols % len(SHAPES), u / 0.72, v / 0.72) & (symbols < NONE).view(-1, 1, 1)
    return torch.where(drawn[:, None], colour[:, :, None, None], picture)


def filmed(picture: torch.Tensor) -> torch.Tensor:
    """What a camera and a codec do to it: light, softness of colour, noise, bytes."""
    count = len(picture)
    picture = picture * pick(count, 0.85, 1.1)[:, None] + pick(count, -12, 12)[:, None]
    soft = functional.avg_pool2d(functional.pad(picture, (1, 1, 1, 1), mode="replicate"), 3, 1)
    amount = pick(count, 0, 0.7)[:, None]
    picture = picture * (1 - amount) + soft * amount
    picture = picture + torch.randn_like(picture) * pick(count, 0, 9)[:, None]
    return picture.round().clamp(0, 255)


def draw(symbols: torch.Tensor, empty_plates: float = 0.1, hard: bool = False) -> torch.Tensor:
    """Frames that show these symbols, NONE for nothing. uint8-valued float [count, 3, SIDE, SIDE]"""
    picture = backgrounds(len(symbols), hard)
    with_plate = (symbols < NONE) | (torch.rand(len(symbols)) < empty_plates)
    plated = put_plates(picture, symbols, hard)
    return filmed(torch.where(with_plate.view(-1, 1, 1, 1), plated, picture))


MEAN = torch.tensor([0.48145466, 0.4578275, 0.40821073]).view(3, 1, 1)
DEVIATION = torch.tensor([0.26862954, 0.26130258, 0.27577711]).view(3, 1, 1)


def values(picture: torch.Tensor) -> torch.Tensor:
    return (picture / 255 - MEAN) / DEVIATION


def some_symbols(count: int, share_none: float) -> torch.Tensor:
    symbols = torch.randint(NONE, (count,))
    return torch.where(torch.rand(count) < share_none, torch.full((count,), NONE), symbols)


