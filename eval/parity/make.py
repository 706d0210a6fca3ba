"""python eval/parity/make.py [NAME ...]: writes checkpoints and what they compute to eval/parity/fixtures/.

Needs eval/parity/requirements.txt. Not part of any test run: the fixtures are committed.
"""

import json
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file

import real_frames
from checkpoint import random_weights, save_checkpoint
from llava_mini import LlavaMini
from pixels import frame_values, made_up, still_values
from text import SYSTEM, Prompts, make_tokenizer, save_tokenizer, stop_ids

FIXTURES = Path(__file__).parent / "fixtures"
VOCABULARY = 384
SIDE = 32
MANY = 40
STEPS = 12
STILL = (50, 37)

QUESTIONS = ["What happens in the video? Tell me!", "Is there a dog, a cat or a car?!"]
EARLIER = [("Where is this?", "In a kitchen! Somebody cooks.")]

LLAMA3 = {
    "rope_type": "llama3",
    "factor": 8.0,
    "low_freq_factor": 1.0,
    "high_freq_factor": 4.0,
    "original_max_position_embeddings": 64,
}

# What makes each checkpoint different; the rest is below. `tower_apart`: the vision tower lies in a folder of its own.
CASES: dict[str, dict] = {
    "plain": dict(seed=32, dtype=torch.float32, shards=2, prefusion_layer_num=2, vision_width=32),
    "llama3": dict(seed=35, dtype=torch.bfloat16, shards=3, num_key_value_heads=4, rope_scaling=LLAMA3),
    "fine": dict(
        seed=21, dtype=torch.float16, compressor_size=2, resolution_ratio=2, rope_scaling=LLAMA3, vision_width=32
    ),
    "apart": dict(
        seed=30, dtype=torch.bfloat16, tower_apart=True, image_aspect_ratio=None, tie_word_embeddings=True, shards=2
    ),
    "wide": dict(
        seed=21,
        dtype=torch.bfloat16,
        compressor_size=2,
        num_key_value_heads=4,
        head_dim=32,
        rope_scaling={"type": "linear", "factor": 2.0},
        vision_width=32,
        mm_vision_select_layer=-1,
    ),
    "crops": dict(
        seed=27, dtype=torch.bfloat16, resolution_ratio=2, vision_width=32, image_aspect_ratio=None, prefusion_layer_num=3
    ),
}


def configurations(case: dict, tokenizer) -> tuple[dict, dict]:
    """config.json with the published keys, and the vision tower's."""
    width = case.get("vision_width", 64)
    vision = {
        "hidden_size": width,
        "intermediate_size": width * 2,
        "num_hidden_layers": 3,
        "num_attention_heads": 4,
        "num_channels": 3,
        "image_size": SIDE,
        "patch_size": 8,
        "hidden_act": "quick_gelu",
        "layer_norm_eps": 1e-5,
        "projection_dim": width,
        "model_type": "clip_vision_model",
    }
    stop = stop_ids(tokenizer)
    config = {
        "architectures": ["LlavaMiniLlamaForCausalLM"],
        "attention_bias": False,
        "attention_dropout": 0.0,
        "bos_token_id": tokenizer.token_to_id("<|begin_of_text|>"),
        "compressor_size": 1,
        "eos_token_id": stop,
        "hidden_act": "silu",
        "hidden_size": 64,
        "image_aspect_ratio": "pad",
        "initializer_range": 0.02,
        "intermediate_size": 96,
        "max_position_embeddings": 8192,
        "mlp_bias": False,
        "mm_hidden_size": width,
        "mm_patch_merge_type": "flat",
        "mm_projector_type": "mlp2x_gelu",
        "mm_use_im_patch_token": False,
        "mm_use_im_start_end": False,
        "mm_vision_select_feature": "patch",
        "mm_vision_select_layer": -2,
        "mm_vision_tower": "openai/clip-vit-large-patch14-336",
        "model_type": "llava_mini_llama",
        "num_attention_heads": 4,
        "num_hidden_layers": 2,
        "num_key_value_heads": 2,
        "prefusion_layer_num": 4,
        "pretraining_tp": 1,
        "resolution_ratio": 1,
        "rms_norm_eps": 1e-5,
        "rope_scaling": None,
        "rope_theta": 500000.0,
        "tie_word_embeddings": False,
        "tokenizer_model_max_length": 2048,
        "tokenizer_padding_side": "right",
        "torch_dtype": str(case["dtype"]).removeprefix("torch."),
        "unfreeze_mm_vision_tower": True,
        "use_cache": True,
        "use_mm_proj": True,
        "vocab_size": VOCABULARY,
    }
    ours = {"seed", "dtype", "shards", "tower_apart", "vision_width"}
    config |= {key: value for key, value in case.items() if key not in ours}
    if case.get("tower_apart"):
        config["unfreeze_mm_vision_tower"] = False
    return config, vision


def make_checkpoint(name: str, case: dict, folder: Path) -> LlavaMini:
    """Writes it, and gives the model with the weights as they were rounded when written."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.rglob("*.safetensors*"):
        file.unlink()
    tokenizer = make_tokenizer([SYSTEM] * 4 + QUESTIONS + [text for turn in EARLIER for text in turn], VOCABULARY)
    save_tokenizer(tokenizer, folder)
    config, vision = configurations(case, tokenizer)
    model = LlavaMini(config, vision).eval()
    random_weights(model, case["seed"])
    apart = case.get("tower_apart", False)
    save_checkpoint(model, folder, vision, stop_ids(tokenizer), case["dtype"], case.get("shards", 1), apart)
    model.load_published({key: value.to(case["dtype"]) for key, value in model.published().items()})
    return model


class Recorder:
    """Runs one checkpoint on what the tests will show the product, and keeps every stage."""

    def __init__(self, model: LlavaMini, folder: Path):
        self.model = model
        self.prompts = Prompts(folder)
        self.stop = set(stop_ids(self.prompts.tokenizer.backend_tokenizer))
        self.tensors: dict[str, torch.Tensor] = {}
        self.runs: list[dict] = []

    def keep(self, name: str, value: torch.Tensor) -> None:
        self.tensors[name] = value.detach().float().contiguous().clone()

    def frames(self, count: int) -> list[torch.Tensor]:
        ratio = self.model.config["resolution_ratio"]
        return [frame_values(made_up(SIDE, SIDE, number), SIDE, ratio) for number in range(count)]

    def still(self) -> torch.Tensor:
        config = self.model.config
        aspect = config["image_aspect_ratio"] or "crop"
        return still_values(made_up(*STILL, 7), SIDE, config["resolution_ratio"], aspect)

    def run(self, name: str, frames: list[torch.Tensor], turns: list, question: str, stages: bool) -> None:
        ids = self.prompts.ids(turns, question)
        row = torch.tensor(ids)
        tokens, text = self.model.read(frames, row)
        place = ids.index(-200)
        logits, answer, margin = self.model.greedy(self.model.inputs(tokens, text, row), self.stop, STEPS)
        if stages:
            self.keep(f"{name}.tokens", tokens)
            if not turns:
                self.keep(f"{name}.system", text[:place])
            self.keep(f"{name}.question", text[place + 1 :])
        self.keep(f"{name}.logits", logits)
        self.runs.append(
            {
                "name": name,
                "frames": len(frames),
                "turns": [{"question": asked, "answer": answered} for asked, answered in turns],
                "question": question,
                "ids": ids,
                "answer": answer,
                "text": self.prompts.written(answer),
                "margin": margin,
            }
        )

    def record(self) -> None:
        frames, still = self.frames(MANY), self.still()
        self.keep("pixels.still", still)
        self.keep("pixels.frame", frames[0])
        self.keep("rows.still", self.model.frame_rows(still))
        self.keep("rows.frame", self.model.frame_rows(frames[0]))
        self.run("still", [still], [], QUESTIONS[0], True)
        self.run("one", frames[:1], [], QUESTIONS[0], True)
        self.run("three", frames[:3], [], QUESTIONS[0], True)
        self.run("three-other", frames[:3], [], QUESTIONS[1], True)
        self.run("three-turns", frames[:3], EARLIER, QUESTIONS[1], True)
        self.run("many", frames, [], QUESTIONS[0], False)
        tokens, _ = self.model.read(frames, torch.tensor(self.prompts.ids([], QUESTIONS[0])))
        self.keep("many.tokens", tokens)

    def save(self, folder: Path) -> None:
        save_file(self.tensors, folder / "record.safetensors")
        facts = {"side": SIDE, "still": {"width": STILL[0], "height": STILL[1], "number": 7}, "runs": self.runs}
        (folder / "record.json").write_text(json.dumps(facts, separators=(",", ":")) + "\n")


def main(names: list[str]) -> None:
    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    for name in names or CASES:
        folder = FIXTURES / name
        model = make_checkpoint(name, CASES[name], folder / "checkpoint")
        recorder = Recorder(model, folder / "checkpoint")
        recorder.record()
        recorder.save(folder)
        nearest = min(run["margin"] for run in recorder.runs)
        print(name, f"nearest second choice {nearest:.4f}", [run["answer"] for run in recorder.runs][:3])
    if not names:
        real_frames.record(FIXTURES / "real-frames")


if __name__ == "__main__":
    main(sys.argv[1:])
