"""Makes a tiny random Whisper, exported as the hub has it, and records what transformers makes of computed sounds.

python whisper.py FOLDER writes FOLDER/whisper (config.json, generation_config.json, preprocessor_config.json, tokenizer.json,
tokenizer_config.json, onnx/encoder_model.onnx, onnx/decoder_model_merged.onnx), FOLDER/decoder_timestamped.onnx.gz, the decoder
as exports named ..._timestamped have it, and FOLDER/whisper-recorded.json. The graphs come from optimum, as those on the hub do.
"""
import gzip
import json
import shutil
import sys
from pathlib import Path

import numpy as np
import torch
from optimum.exporters.onnx import main_export
from optimum.exporters.onnx.base import ConfigBehavior
from optimum.exporters.onnx.model_configs import WhisperOnnxConfig
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import (
    GenerationConfig, WhisperConfig, WhisperFeatureExtractor, WhisperForConditionalGeneration, WhisperTokenizerFast,
)

from texts import CORPUS

ROOT = Path(sys.argv[1])
FOLDER = ROOT / "whisper"
LANGUAGES = ["en", "zh", "de", "es", "ru", "fr", "ja"]
RATE = 16_000
# The heads that generation_config.json names, and those that are taken where it names none: the upper half of the layers.
ALIGNMENT = {"times": [[0, 1], [1, 0], [1, 1]], "upperTimes": [[1, 0], [1, 1]]}


def make_tokenizer():
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=340, initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()), show_progress=False)
    tokenizer.train_from_iterator(CORPUS, trainer)
    special = ["<|endoftext|>", "<|startoftranscript|>", *[f"<|{code}|>" for code in LANGUAGES], "<|translate|>",
               "<|transcribe|>", "<|startoflm|>", "<|startofprev|>", "<|nospeech|>", "<|notimestamps|>"]
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in special])
    tokenizer.add_tokens([AddedToken(f"<|{i * 0.02:.2f}|>", normalized=False) for i in range(1501)])
    return WhisperTokenizerFast(
        tokenizer_object=tokenizer, unk_token="<|endoftext|>", bos_token="<|endoftext|>", eos_token="<|endoftext|>",
        pad_token="<|endoftext|>", model_max_length=448)


def sound(seed, seconds):
    """Harmonics that glide, in syllables, over a little noise: computed, so that the test can compute it too."""
    count = int(seconds * RATE)
    noise = np.empty(count)
    state = seed
    for i in range(count):
        state = (state * 1103515245 + 12345) % 2147483648
        noise[i] = (state >> 16) / 16384 - 1
    t = np.arange(count) / RATE
    phase = 2 * np.pi * (110 + 13 * seed) * t + 6 * np.sin(2 * np.pi * (0.3 + 0.2 * seed) * t)
    voice = sum(np.sin(k * phase) / (k + seed % 3) for k in range(1, 12))
    syllables = np.maximum(0, np.sin(2 * np.pi * (1 + 0.7 * seed) * t))
    return np.round(32767 * (0.2 * voice * syllables + 0.02 * noise)).clip(-32768, 32767).astype("<i2")


def make():
    tokenizer = make_tokenizer()
    of = tokenizer.convert_tokens_to_ids
    config = WhisperConfig(
        vocab_size=len(tokenizer), d_model=16, encoder_layers=1, decoder_layers=2, encoder_attention_heads=2,
        decoder_attention_heads=2, encoder_ffn_dim=24, decoder_ffn_dim=24, num_mel_bins=80, max_source_positions=1500,
        max_target_positions=64, decoder_start_token_id=of("<|startoftranscript|>"), pad_token_id=of("<|endoftext|>"),
        bos_token_id=of("<|endoftext|>"), eos_token_id=of("<|endoftext|>"), suppress_tokens=None, begin_suppress_tokens=None)
    model = WhisperForConditionalGeneration(config)
    torch.manual_seed(int(sys.argv[2]) if len(sys.argv) > 2 else 3)
    for name, value in model.named_parameters():
        if value.dim() > 1 and "encoder.embed_positions" not in name:
            torch.nn.init.normal_(value, std=0.35)
    # Times alone would win every step: random rows of the vocabulary are all alike likely, and most of it is times.
    with torch.no_grad():
        model.model.decoder.embed_tokens.weight[of("<|0.00|>"):] *= 0.6
    model.generation_config = GenerationConfig(
        decoder_start_token_id=config.decoder_start_token_id, eos_token_id=config.eos_token_id,
        bos_token_id=config.bos_token_id, pad_token_id=config.pad_token_id, is_multilingual=True,
        lang_to_id={f"<|{code}|>": of(f"<|{code}|>") for code in LANGUAGES},
        task_to_id={"translate": of("<|translate|>"), "transcribe": of("<|transcribe|>")},
        no_timestamps_token_id=of("<|notimestamps|>"), max_initial_timestamp_index=50, max_length=64,
        begin_suppress_tokens=[of("Ġ"), config.eos_token_id], prev_sot_token_id=of("<|startofprev|>"),
        suppress_tokens=[1, 5, 9, *range(of("<|startoftranscript|>"), of("<|notimestamps|>"))], return_timestamps=False,
        alignment_heads=ALIGNMENT["times"])
    return model.eval(), tokenizer


class WithAttention(WhisperOnnxConfig):
    """The outputs that exports with attention have, under the names that they have there."""

    @property
    def outputs(self):
        outputs = super().outputs
        if self._behavior is ConfigBehavior.DECODER:
            for kind in ("decoder_attentions", "cross_attentions"):
                outputs.update({f"{kind}.{i}": {0: "batch_size"} for i in range(self._config.decoder_layers)})
        return outputs


def export(source, target, **more):
    # Exported with transformers 4.53.3 and tokenizers 0.21.4, the newest that optimum-onnx 0.1.0 exports Whisper with.
    main_export(str(source), target, task="automatic-speech-recognition-with-past", do_validation=False, **more)


def export_with_attention(source, target):
    of = {part: dict(use_past=True, use_past_in_inputs=part == "decoder_with_past_model")
          for part in ("decoder_model", "decoder_with_past_model")}
    config = WithAttention(model.config, task="automatic-speech-recognition")
    configs = {"encoder_model": config.with_behavior("encoder"),
               **{part: config.with_behavior("decoder", **kind) for part, kind in of.items()}}
    export(source, target, model_kwargs={"output_attentions": True}, custom_onnx_configs=configs)
    graph = (target / "decoder_model_merged.onnx").read_bytes()
    (ROOT / "decoder_timestamped.onnx.gz").write_bytes(gzip.compress(graph, 9, mtime=0))


def token_times(features, samples, heads):
    """Transformers' own: seconds of every token that it wrote for the first window, the end's with them."""
    model.generation_config.alignment_heads = heads
    # The implementation that gives back where it looked.
    model.config._attn_implementation = "eager"
    with torch.no_grad():
        made = model.generate(
            features, return_timestamps=True, task="transcribe", num_beams=1, do_sample=False, return_segments=True,
            return_token_timestamps=True, num_frames=len(samples) // extractor.hop_length)
    model.config._attn_implementation = "sdpa"
    result = made["segments"][0][0]["result"]
    assert len(result["token_timestamps"]) == len(result["sequences"])
    return [round(float(value), 2) for value in result["token_timestamps"]]


model, tokenizer = make()
extractor = WhisperFeatureExtractor()
source = ROOT / "whisper-torch"
for part in (model, tokenizer, extractor):
    part.save_pretrained(source)
export(source, ROOT / "whisper-export")
export_with_attention(source, ROOT / "whisper-export-timestamped")
(FOLDER / "onnx").mkdir(parents=True, exist_ok=True)
for name in ("encoder_model.onnx", "decoder_model_merged.onnx"):
    shutil.copy(ROOT / "whisper-export" / name, FOLDER / "onnx" / name)
for name in ("config.json", "generation_config.json", "preprocessor_config.json", "tokenizer.json", "tokenizer_config.json"):
    content = json.loads((source / name).read_text())
    # Repeats what tokenizer.json has, at great length.
    content.pop("added_tokens_decoder", None)
    (FOLDER / name).write_text(json.dumps(content, ensure_ascii=False) + "\n")

record = {"sounds": []}
for seed, seconds in [(1, 3.3), (2, 7.0), (3, 29.5), (4, 1.0), (5, 12.0), (6, 20.0), (7, 0.3)]:
    samples = sound(seed, seconds)
    inputs = extractor(samples.astype(np.float32) / 32768, sampling_rate=RATE, return_tensors="pt")
    features = inputs["input_features"]
    with torch.no_grad():
        states = model.get_encoder()(features).last_hidden_state
        start = torch.tensor([[model.config.decoder_start_token_id]])
        logits = model(features, decoder_input_ids=start).logits[0, -1]
        silence = torch.softmax(logits, -1)[tokenizer.convert_tokens_to_ids("<|nospeech|>")]
        language = model.detect_language(features)[0]
        made = model.generate(
            features, return_timestamps=True, task="transcribe", num_beams=1, do_sample=False, return_segments=True)
    # Of the first window alone: what follows comes from going on behind its last time.
    first = made["segments"][0][0]["result"]
    first = first["sequences"] if isinstance(first, dict) else first
    ids = first.tolist()
    entry = {"seconds": seconds, "language": tokenizer.decode(language), "noSpeech": float(silence), "ids": ids,
             "text": tokenizer.decode(first, skip_special_tokens=True)}
    for name, heads in ALIGNMENT.items():
        entry[name] = token_times(features, samples, heads)
    print(seconds, entry["language"], entry["noSpeech"], ids[:16], len(ids))
    # Whole features would be megabytes: some frames are kept.
    frames = [0, 1, 2, 17, 50, 99, 100, 329, 330, 331, 699, 700, 1200, 2949, 2950, 2999]
    entry["frames"] = {str(i): [round(value, 6) for value in features[0, :, i].tolist()] for i in frames}
    entry["states"] = {str(i): [float(f"{value:.7g}") for value in states[0, i].tolist()] for i in (0, 3, 700, 1499)}
    record["sounds"].append({"seed": seed, **entry})
(ROOT / "whisper-recorded.json").write_text(json.dumps(record, ensure_ascii=False) + "\n")
