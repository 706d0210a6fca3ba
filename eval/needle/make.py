"""python eval/needle/make.py: trains the needle checkpoint, in the published layout, into eval/needle/checkpoint/.

Some minutes on one core. Needs eval/parity/requirements.txt. What it is for and what it shows: docs/lab/needle.md.
"""

import sys
from pathlib import Path

import torch

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "parity")]

from checkpoint import save_checkpoint  # noqa: E402
from dialogue import CORPUS, train_talker  # noqa: E402
from llava_mini import LlavaMini  # noqa: E402
from reader import Judge, bank, train_reader  # noqa: E402
from scenes import SIDE  # noqa: E402
from text import Prompts, make_tokenizer, save_tokenizer, stop_ids  # noqa: E402

VOCABULARY = 448
SEED = 5

VISION = {
    "hidden_size": 64,
    "intermediate_size": 128,
    "num_hidden_layers": 3,
    "num_attention_heads": 4,
    "num_channels": 3,
    "image_size": SIDE,
    "patch_size": 8,
    "hidden_act": "quick_gelu",
    "layer_norm_eps": 1e-5,
    "projection_dim": 64,
    "model_type": "clip_vision_model",
}


def configuration(tokenizer) -> dict:
    return {
        "architectures": ["LlavaMiniLlamaForCausalLM"],
        "attention_bias": False,
        "bos_token_id": tokenizer.token_to_id("<|begin_of_text|>"),
        "compressor_size": 1,
        "eos_token_id": stop_ids(tokenizer),
        "hidden_act": "silu",
        "hidden_size": 64,
        "image_aspect_ratio": "pad",
        "intermediate_size": 128,
        "max_position_embeddings": 131072,
        "mm_hidden_size": 64,
        "mm_projector_type": "mlp2x_gelu",
        "mm_use_im_start_end": False,
        "mm_vision_select_feature": "patch",
        "mm_vision_select_layer": -2,
        "mm_vision_tower": "openai/clip-vit-large-patch14-336",
        "model_type": "llava_mini_llama",
        "num_attention_heads": 4,
        "num_hidden_layers": 3,
        "num_key_value_heads": 2,
        "prefusion_layer_num": 2,
        "resolution_ratio": 1,
        "rms_norm_eps": 1e-5,
        # As Llama 3.1: the slowest turns barely move over the length of any film, so that what a frame shows can be
        # found wherever it stands.
        "rope_scaling": {
            "rope_type": "llama3",
            "factor": 8.0,
            "low_freq_factor": 1.0,
            "high_freq_factor": 4.0,
            "original_max_position_embeddings": 8192,
        },
        "rope_theta": 500000.0,
        "tie_word_embeddings": False,
        "tokenizer_model_max_length": 16384,
        "torch_dtype": "bfloat16",
        "unfreeze_mm_vision_tower": True,
        "vocab_size": VOCABULARY,
    }


def main() -> None:
    torch.manual_seed(SEED)
    folder = HERE / "checkpoint"
    folder.mkdir(exist_ok=True)
    tokenizer = make_tokenizer(CORPUS, VOCABULARY)
    save_tokenizer(tokenizer, folder)
    model = LlavaMini(configuration(tokenizer), VISION)
    judge = Judge(model.config["hidden_size"])
    train_reader(model, judge, 1200, 2e-3, hard_scenes=True)
    train_reader(model, judge, 500, 1e-3, hard_scenes=False)
    report_reader(model, judge)
    train_talker(model, Prompts(folder), 900, lambda count, none: bank(model, count, none))
    save_checkpoint(model, folder, VISION, stop_ids(tokenizer), torch.bfloat16)


@torch.no_grad()
def report_reader(model: LlavaMini, judge) -> None:
    """How far symbols and all else lie apart, in the logit that a frame shows one."""
    for name, none, plates in (("backgrounds", 1, 0), ("with empty plates", 1, 0.3), ("symbols", 0, 0)):
        tokens, symbols = bank(model, 4096, none, plates)
        there, colour, shape = judge(tokens)
        right = ((colour.argmax(1) == symbols // 4) & (shape.argmax(1) == symbols % 4)).float().mean()
        print(f"{name}: logits {there.min():.1f} to {there.max():.1f}, named rightly {right:.4f}", flush=True)


if __name__ == "__main__":
    main()
