"""Training the half that reads frames: tower, compressor, projector and pre-fusion, so that a frame's token says its symbol."""

import sys
import time
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional

from scenes import COLOURS, NONE, SHAPES, draw, some_symbols, values

sys.path.insert(0, str(Path(__file__).parent.parent / "parity"))
from llava_mini import LlavaMini  # noqa: E402


def frame_rows(model: LlavaMini, pixels: torch.Tensor) -> torch.Tensor:
    """LlavaMini.frame_rows for a batch of whole pictures. [B, 3, side, side] -> [B, patches + 1, hidden]"""
    seen = model.patches(pixels)
    return model.projector(torch.cat([seen, model.compressor(seen)], dim=1))


def decode(model: LlavaMini, layers: nn.ModuleList, x: torch.Tensor, bias: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
    """Decoder layers over [B, S, hidden], with an additive mask [B, 1, S, S] and positions [B, S]."""
    turns = model.rotary(x, places)
    for layer in layers:
        out = layer(x, attention_mask=bias, position_ids=places, position_embeddings=turns)
        x = out[0] if isinstance(out, tuple) else out
    return x


def causal(count: int) -> torch.Tensor:
    return torch.full((count, count), -1e9).triu(1)[None, None]


def tokens_of(model: LlavaMini, pixels: torch.Tensor) -> torch.Tensor:
    """One token a frame. [B, 3, side, side] -> [B, hidden]"""
    rows = frame_rows(model, pixels)
    places = torch.arange(rows.shape[1])[None]
    return decode(model, model.fusion, rows, causal(rows.shape[1]), places)[:, -1]


class Judge(nn.Module):
    """Helps in training only: whether there is a symbol, its colour and its shape, from a frame's token."""

    def __init__(self, hidden: int):
        super().__init__()
        self.there, self.colour, self.shape = nn.Linear(hidden, 1), nn.Linear(hidden, 4), nn.Linear(hidden, 4)

    def forward(self, tokens: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        # As the language model sees it: only the direction counts.
        seen = tokens / tokens.pow(2).mean(1, keepdim=True).add(1e-6).sqrt()
        return self.there(seen)[:, 0], self.colour(seen), self.shape(seen)


def train_reader(model: LlavaMini, judge: Judge, steps: int, rate: float, hard_scenes: bool, batch: int = 128) -> None:
    parts = [model.tower, model.compressor, model.projector, model.fusion, judge]
    weights = [value for part in parts for value in part.parameters() if value.requires_grad]
    optimizer = torch.optim.AdamW(weights, lr=rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=steps, pct_start=0.1)
    started = time.time()
    hard = torch.zeros(0, 3, 48, 48)
    for step in range(steps):
        symbols = some_symbols(batch, 0.5)
        pictures = draw(symbols, 0.15, hard_scenes)
        if len(hard):
            chosen = torch.randint(len(hard), (batch // 8,))
            pictures[: batch // 8], symbols[: batch // 8] = hard[chosen], NONE
        shown = symbols < NONE
        there, colour, shape = judge(tokens_of(model, values(pictures)))
        # None of ten thousand frames may be taken for a symbol.
        loss = functional.binary_cross_entropy_with_logits(there, shown.float())
        loss = loss + functional.cross_entropy(colour[shown], symbols[shown] // len(SHAPES))
        loss = loss + functional.cross_entropy(shape[shown], symbols[shown] % len(SHAPES))
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        schedule.step()
        # What is most easily mistaken is shown again and again.
        with torch.no_grad():
            worst = there.masked_fill(shown, -99).topk(4)
            hard = torch.cat([pictures[worst.indices[worst.values > -4]], hard])[:2048]
        if step % 50 == 0 or step == steps - 1:
            right = ((colour.argmax(1) == symbols // 4) & (shape.argmax(1) == symbols % 4))[shown].float().mean()
            gap = (there[shown].min() - there[~shown].max()).item()
            print(f"reader {step} loss {loss:.4f} right {right:.3f} gap {gap:.1f} {time.time() - started:.0f} s", flush=True)


@torch.no_grad()
def bank(model: LlavaMini, count: int, share_none: float, empty_plates: float = 0.15) -> tuple[torch.Tensor, torch.Tensor]:
    """Frame tokens and what each shows."""
    symbols = some_symbols(count, share_none)
    parts = [tokens_of(model, values(draw(part, empty_plates))) for part in symbols.split(256)]
    return torch.cat(parts), symbols


assert len(COLOURS) == len(SHAPES) == 4
