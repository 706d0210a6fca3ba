"""Training the half that answers: which of thousands of frames shows a symbol, and what to say of it."""

import random
import time
from typing import Callable

import torch
from torch import nn
from torch.nn import functional

from llava_mini import IMAGE, LlavaMini
from reader import causal, decode, frame_rows
from scenes import COLOURS, NONE, SHAPES, draw, values
from text import SYSTEM, Prompts

WHICH = [
    "Which symbol is shown?",
    "What symbol is shown?",
    "Which symbol can be seen?",
    "Which symbol appears in the video?",
    "When is the symbol shown?",
]
WHETHER = ["Is a symbol shown?", "Is there a symbol?"]
COLOUR = ["What colour is the symbol?", "Which colour does the symbol have?"]
SHAPE = ["What shape is the symbol?", "Which shape does the symbol have?"]


def reply(question: str, symbol: int) -> str:
    if symbol == NONE:
        return "No symbol is shown."
    colour, shape = list(COLOURS)[symbol // len(SHAPES)], SHAPES[symbol % len(SHAPES)]
    if question in WHETHER:
        return f"Yes, a {colour} {shape}."
    if question in COLOUR:
        return f"The symbol is {colour}."
    if question in SHAPE:
        return f"The symbol is a {shape}."
    return f"A {colour} {shape} is shown."


ASKED = WHICH + WHETHER + COLOUR + SHAPE
CORPUS = [SYSTEM, "Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\n"] * 4
CORPUS += ["system\n\n", "user\n\n", "assistant\n\n"] * 4
CORPUS += [text for symbol in range(NONE + 1) for asked in ASKED for text in (asked, reply(asked, symbol))]

# Frames that a sequence holds in training; each may stand for many.
HELD = 40
LONGEST = 12_000
CONTEXT = 3


class Library:
    """Frames to draw from: their tokens, and for some all that pre-fusion needs of them."""

    def __init__(self, model: LlavaMini, bank: Callable):
        self.empty, _ = bank(6144, 1.0)
        self.shown, self.symbols = bank(3072, 0.0)
        self.by_symbol = [torch.nonzero(self.symbols == symbol)[:, 0] for symbol in range(NONE)]
        # Some films in miniature: what their frames make of a text is what a longer film's do, nearly.
        with torch.no_grad():
            symbols = [torch.full((8 * CONTEXT,), NONE)] + [torch.tensor([one, NONE, NONE]) for one in range(NONE)]
            self.films = frame_rows(model, values(draw(torch.cat(symbols)))).unflatten(0, (8 + NONE, CONTEXT))
        self.fused: dict[tuple, torch.Tensor] = {}

    @torch.no_grad()
    def text(self, model: LlavaMini, ids: tuple[int, ...], film: int) -> torch.Tensor:
        """Text rows as one of the films fuses them, the mean over its frames. [ids, hidden]"""
        if (ids, film) not in self.fused:
            rows = model.llm.model.embed_tokens(torch.tensor(ids)).expand(CONTEXT, -1, -1)
            x = torch.cat([self.films[film], rows], dim=1)
            # The frames' placeholder is masked in pre-fusion and skipped by positions: leaving it out is the same.
            out = decode(model, model.fusion, x, causal(x.shape[1]), torch.arange(x.shape[1])[None])
            self.fused[ids, film] = out[:, -len(ids) :].mean(0)
        return self.fused[ids, film]


class Talk:
    """One question to a film of made-up length."""

    def __init__(self, library: Library, prompts: Prompts, longest: float):
        self.symbol = random.randrange(NONE) if random.random() < 0.75 else NONE
        asked = random.choice(ASKED)
        earlier = random.choice(WHICH + WHETHER)
        turns = [(earlier, reply(earlier, self.symbol))] if random.random() < 0.2 else []
        ids = prompts.ids(turns, asked)
        place = ids.index(IMAGE)
        self.before, self.after = ids[:place], ids[place + 1 :]
        said = f"<|start_header_id|>assistant<|end_header_id|>\n\n{reply(asked, self.symbol)}<|eot_id|>"
        self.answer = prompts.tokenizer(said, add_special_tokens=False).input_ids
        self.frames(library, longest)
        # In a short film the frame with the symbol has a say in what the text becomes.
        few = self.count < 30 and self.symbol < NONE and random.random() < 0.5
        self.film = 8 + self.symbol if few else random.randrange(8)

    def frames(self, library: Library, longest: float) -> None:
        """Tokens [F, hidden], how many frames each stands for [F], and where each stands [F]."""
        self.count = int(round(2 ** random.uniform(0, torch.log2(torch.tensor(longest)).item())))
        shown = min(random.choice([1, 1, 1, 2, 3]), self.count) if self.symbol < NONE else 0
        others = self.count - shown
        held = min(others, HELD - 3)
        weights = torch.rand(held).log().neg() + 0.05
        stands_for = (weights / weights.sum() * others).clamp(min=1) if held else torch.zeros(0)
        tokens = library.empty[torch.randint(len(library.empty), (held,))]
        at = random.randint(0, held)
        if shown:
            own = library.by_symbol[self.symbol]
            needles = library.shown[own[torch.randint(len(own), (shown,))]]
            tokens = torch.cat([tokens[:at], needles, tokens[at:]])
            stands_for = torch.cat([stands_for[:at], torch.ones(shown), stands_for[at:]])
        ends = stands_for.cumsum(0)
        places = ends - 1 - (stands_for - 1) * torch.rand(len(ends))
        # Films may stand for more frames than they have places: then each counts for more, for a margin.
        fold = max(1.0, float(ends[-1]) / LONGEST) if len(ends) else 1.0
        self.tokens, self.stands_for = tokens, stands_for
        self.places = (places / fold).round().long()
        self.length = int(min(self.count, LONGEST))


def talk_loss(model: LlavaMini, library: Library, talks: list[Talk]) -> tuple[torch.Tensor, float]:
    rows, places, weights, targets = [], [], [], []
    for talk in talks:
        before = len(talk.before)
        text = library.text(model, tuple(talk.before + talk.after), talk.film)
        answer = torch.tensor(talk.answer)
        rows.append(torch.cat([text[:before], talk.tokens, text[before:], model.llm.model.embed_tokens(answer[:-1])]))
        tail = rows[-1].shape[0] - before - len(talk.tokens)
        places.append(
            torch.cat([torch.arange(before), talk.places + before, torch.arange(tail) + before + talk.length])
        )
        weights.append(torch.cat([torch.zeros(before), talk.stands_for.log(), torch.zeros(tail)]))
        target = torch.full((rows[-1].shape[0],), -100)
        target[-len(answer) :] = answer
        targets.append(target)
    x = nn.utils.rnn.pad_sequence(rows, batch_first=True)
    place = nn.utils.rnn.pad_sequence(places, batch_first=True)
    weight = nn.utils.rnn.pad_sequence(weights, batch_first=True)
    target = nn.utils.rnn.pad_sequence(targets, batch_first=True, padding_value=-100)
    # A frame that stands for m counts m times in every attention: its score gets ln m.
    bias = causal(x.shape[1]) + weight[:, None, None, :]
    hidden = decode(model, model.llm.model.layers, x, bias, place)
    logits = model.llm.lm_head(model.llm.model.norm(hidden[target != -100]))
    wanted = target[target != -100]
    return functional.cross_entropy(logits, wanted), float((logits.argmax(1) == wanted).float().mean())


def train_talker(model: LlavaMini, prompts: Prompts, steps: int, bank: Callable, batch: int = 16) -> None:
    for part in (model.tower, model.compressor, model.projector, model.fusion):
        part.requires_grad_(False)
    # Words keep the vectors that they were dealt: then what pre-fusion makes of a text need not be computed again.
    with torch.no_grad():
        model.llm.model.embed_tokens.weight.normal_(0, 0.5)
    model.llm.model.embed_tokens.requires_grad_(False)
    library = Library(model, bank)
    weights = [value for value in model.llm.parameters() if value.requires_grad]
    optimizer = torch.optim.AdamW(weights, lr=1e-3, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, total_steps=steps, pct_start=0.1)
    started = time.time()
    for step in range(steps):
        # Longer and longer, and at last longer than any film will be.
        longest = min(40_000.0, 4 * 10_000 ** min(1.0, step / (0.5 * steps)))
        talks = [Talk(library, prompts, longest) for _ in range(batch)]
        loss, right = talk_loss(model, library, talks)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        schedule.step()
        if step % 50 == 0 or step == steps - 1:
            print(f"talker {step} up to {longest:.0f} loss {loss.item():.4f} right {right:.3f} {time.time() - started:.0f} s", flush=True)
