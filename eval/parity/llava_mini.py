"""LLaVA-Mini's inference, written anew on torch and transformers to hold the product against.

It follows the order of operations of the published model literally and caches nothing: every question goes through
pre-fusion again with every frame. What can be shared between questions is the product's business to prove.
"""

import math

import torch
from torch import nn
from torch.nn import functional
from transformers import CLIPVisionConfig, CLIPVisionModel, DynamicCache, LlamaConfig, LlamaForCausalLM
from transformers.models.llama.modeling_llama import LlamaDecoderLayer, LlamaRotaryEmbedding

# Stands where the frames go, in a row of token ids.
IMAGE = -200

LLAMA_KEYS = (
    "vocab_size hidden_size intermediate_size num_hidden_layers num_attention_heads num_key_value_heads head_dim "
    "rms_norm_eps rope_theta rope_scaling max_position_embeddings tie_word_embeddings"
).split()


def positions_2d(width: int, grid: int) -> torch.Tensor:
    """[grid * grid, width]: sines and cosines of the column in the first half, of the row in the second."""
    rate = 1.0 / 10000 ** (torch.arange(width // 4, dtype=torch.float64) / (width / 4))
    step = torch.arange(grid, dtype=torch.float64)
    waves = torch.cat([torch.sin(step[:, None] * rate), torch.cos(step[:, None] * rate)], dim=1)
    column = waves[None, :, :].expand(grid, grid, -1)
    row = waves[:, None, :].expand(grid, grid, -1)
    return torch.cat([column, row], dim=2).reshape(grid * grid, width).float()


class Compressor(nn.Module):
    """Learned queries that look at all patches of a frame once."""

    def __init__(self, grid: int, width: int, heads: int = 8):
        super().__init__()
        self.query = nn.Parameter(torch.zeros(grid * grid, width))
        self.pos_embed = nn.Parameter(positions_2d(width, grid), requires_grad=False)
        self.attn = nn.MultiheadAttention(width, heads, batch_first=True)
        self.ln_q = nn.LayerNorm(width)
        self.ln_kv = nn.LayerNorm(width)

    def key_positions(self, patches: int) -> torch.Tensor:
        source, side = math.isqrt(self.pos_embed.shape[0]), math.isqrt(patches)
        if source == side:
            return self.pos_embed
        table = self.pos_embed.reshape(1, source, source, -1).permute(0, 3, 1, 2)
        table = functional.interpolate(table, size=(side, side), mode="bicubic", align_corners=False)
        return table.permute(0, 2, 3, 1).reshape(patches, -1)

    def forward(self, features: torch.Tensor) -> torch.Tensor:
        """[B, patches, width] -> [B, grid * grid, width]"""
        values = self.ln_kv(features)
        keys = values + self.key_positions(features.shape[1])
        queries = (self.ln_q(self.query) + self.pos_embed).expand(features.shape[0], -1, -1)
        return self.attn(queries, keys, values, need_weights=False)[0]


class LlavaMini(nn.Module):
    def __init__(self, config: dict, vision: dict):
        super().__init__()
        self.config = config
        given = {key: config[key] for key in LLAMA_KEYS if key in config}
        self.llama_config = LlamaConfig(**given, attn_implementation="eager")
        vision_config = CLIPVisionConfig(**vision, attn_implementation="eager")
        self.llm = LlamaForCausalLM(self.llama_config)
        self.tower = CLIPVisionModel(vision_config)
        self.compressor = Compressor(config["compressor_size"], vision["hidden_size"])
        self.projector = nn.Sequential(
            nn.Linear(vision["hidden_size"], config["hidden_size"]),
            nn.GELU(),
            nn.Linear(config["hidden_size"], config["hidden_size"]),
        )
        layers = range(config["prefusion_layer_num"])
        self.fusion = nn.ModuleList(LlamaDecoderLayer(self.llama_config, index) for index in layers)
        self.rotary = LlamaRotaryEmbedding(self.llama_config)

    def published_name(self, name: str) -> str | None:
        """The name that a parameter has in the published checkpoint; None where it is not stored."""
        if name == "llm.lm_head.weight" and self.config.get("tie_word_embeddings"):
            return None
        for ours, theirs in (
            ("llm.", ""),
            ("tower.", "model.vision_tower.vision_tower."),
            ("compressor.", "model.compressor."),
            ("projector.", "model.mm_projector."),
            ("fusion.", "model.prefusion_layers."),
        ):
            if name.startswith(ours):
                return theirs + name[len(ours) :]
        raise KeyError(name)

    def published(self) -> dict[str, torch.Tensor]:
        named = ((self.published_name(name), value.detach()) for name, value in self.named_parameters())
        return {name: value for name, value in named if name is not None}

    def load_published(self, tensors: dict[str, torch.Tensor]) -> None:
        with torch.no_grad():
            for name, value in self.named_parameters():
                stored = self.published_name(name)
                if stored is not None:
                    value.copy_(tensors[stored].float())

    def patches(self, views: torch.Tensor) -> torch.Tensor:
        """[B, 3, side, side] -> [B, patches, width]: a layer before the last, without the class row."""
        states = self.tower(pixel_values=views, output_hidden_states=True).hidden_states
        return states[self.config["mm_vision_select_layer"]][:, 1:]

    def frame_rows(self, views: torch.Tensor) -> torch.Tensor:
        """The rows of one frame before its text. [views, 3, side, side] -> [rows, hidden]

        One view is the whole picture; more are crops, row by row, and then the whole picture.
        """
        seen = self.patches(views)
        if len(seen) == 1:
            grid = seen
            crops = seen[:0].reshape(0, seen.shape[2])
        else:
            ratio, side = math.isqrt(len(seen) - 1), math.isqrt(seen.shape[1])
            lines = []
            for line in range(ratio * side):
                for column in range(ratio):
                    view = seen[(line // side) * ratio + column].reshape(side, side, -1)
                    lines.append(view[line % side])
            crops = torch.cat(lines)
            grid = crops[None]
        compressed = self.compressor(grid)[0]
        return torch.cat([self.projector(rows) for rows in (crops, seen[-1], compressed)])

    def fuse(self, rows: torch.Tensor, ids: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Pre-fusion of one frame with a text: (its tokens [grid * grid, hidden], the text's rows [ids, hidden])."""
        embedded = self.llm.model.embed_tokens(ids.clamp(min=0))
        real = torch.cat([torch.ones(len(rows), dtype=torch.bool), ids > 0])
        places = (real.long().cumsum(0) - 1).masked_fill(~real, 1)[None]
        count = len(real)
        allowed = torch.ones(count, count, dtype=torch.bool).tril() & real[None, :]
        mask = torch.zeros(count, count).masked_fill(~allowed, torch.finfo(torch.float32).min)[None, None]
        x = torch.cat([rows, embedded])[None]
        turns = self.rotary(x, places)
        for layer in self.fusion:
            out = layer(x, attention_mask=mask, position_ids=places, position_embeddings=turns)
            x = out[0] if isinstance(out, tuple) else out
        tokens = x[0, len(rows) - self.config["compressor_size"] ** 2 : len(rows)]
        text = torch.where((ids > 0)[:, None], x[0, len(rows) :], embedded)
        return tokens, text

    def read(self, frames: list[torch.Tensor], ids: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Frame tokens [N, grid * grid, hidden] and the text's rows, the mean over the frames [ids, hidden]."""
        tokens, total = [], torch.zeros(len(ids), self.config["hidden_size"])
        for views in frames:
            frame, text = self.fuse(self.frame_rows(views), ids)
            tokens.append(frame)
            total += text
        return torch.stack(tokens), total / len(frames)

    def inputs(self, tokens: torch.Tensor, text: torch.Tensor, ids: torch.Tensor) -> torch.Tensor:
        """What the language model reads. [1, ids - 1 + N * grid * grid, hidden]"""
        place = ids.tolist().index(IMAGE)
        return torch.cat([text[:place], tokens.flatten(0, 1), text[place + 1 :]])[None]

    def greedy(self, rows: torch.Tensor, stop: set[int], limit: int) -> tuple[torch.Tensor, list[int], float]:
        """Logits after `rows`, the tokens that follow (the stop token too), and how near a second choice ever came."""
        cache = DynamicCache()
        place = torch.arange(rows.shape[1])[None]
        result = self.llm(inputs_embeds=rows, position_ids=place, past_key_values=cache, use_cache=True)
        first = result.logits[0, -1]
        tokens: list[int] = []
        margin = math.inf
        logits = first
        while True:
            best = logits.topk(2)
            margin = min(margin, float(best.values[0] - best.values[1]))
            tokens.append(int(best.indices[0]))
            if tokens[-1] in stop or len(tokens) == limit:
                return first, tokens, margin
            here = torch.tensor([[rows.shape[1] + len(tokens) - 1]])
            step = torch.tensor([[tokens[-1]]])
            result = self.llm(input_ids=step, position_ids=here, past_key_values=cache, use_cache=True)
            logits = result.logits[0, -1]
