import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ModelPackBroken } from '../../../base/packs/errors';
import type { WhisperSpeech } from '../../../base/packs/manifest';
import type { Pack } from '../../../base/packs/pack';

const config = z.object({
  decoder_layers: z.number().int().positive(),
  decoder_attention_heads: z.number().int().positive(),
  d_model: z.number().int().positive(),
  vocab_size: z.number().int().positive(),
  max_target_positions: z.number().int().positive(),
  median_filter_width: z
    .number()
    .int()
    .positive()
    .refine((width) => width % 2 === 1)
    .nullish(),
  decoder_start_token_id: z.number().int(),
  eos_token_id: z.number().int(),
  suppress_tokens: z.array(z.number()).nullish(),
  begin_suppress_tokens: z.array(z.number()).nullish(),
});
const ids = z.record(z.string(), z.number().int());
const whole = z.number().int().nonnegative();
const generation = z.object({
  lang_to_id: ids.nullish(),
  task_to_id: ids.nullish(),
  no_timestamps_token_id: z.number().int(),
  max_initial_timestamp_index: z.number().int().nullish(),
  alignment_heads: z.array(z.tuple([whole, whole])).nullish(),
  suppress_tokens: z.array(z.number()).nullish(),
  begin_suppress_tokens: z.array(z.number()).nullish(),
});

/** What the published files say of a Whisper: sizes and the numbers of special tokens. */
export interface WhisperSettings {
  readonly layers: number;
  readonly heads: number;
  readonly headWidth: number;
  readonly vocabulary: number;
  /** Most tokens of a transcript, with those it begins with. */
  readonly positions: number;
  readonly start: number;
  readonly end: number;
  /** Language codes by their tokens; empty for a model of English alone. */
  readonly languages: ReadonlyMap<number, string>;
  /** The token for writing down what is said in its own language; null where there is no choice. */
  readonly transcribe: number | null;
  readonly noTimestamps: number;
  /** The token that says that nobody speaks. */
  readonly noSpeech: number;
  /** The first time: 0.00 s. All tokens from here on are times. */
  readonly firstTime: number;
  /** How many steps of 0.02 s into the sound the first time may lie; null for no limit. */
  readonly latestStart: number | null;
  /** Layers and their heads whose attention to the sound moves with the words. */
  readonly alignmentHeads: readonly (readonly [layer: number, head: number])[];
  /** Frames that their attention is smoothed over. */
  readonly medianWidth: number;
  readonly suppressed: readonly number[];
  readonly suppressedFirst: readonly number[];
}

/** @throws ModelPackBroken */
export async function readSettings(pack: Pack, part: WhisperSpeech): Promise<WhisperSettings> {
  const read = async (file: string) => JSON.parse(await readFile(pack.file(file), 'utf8'));
  try {
    return settingsOf(await read(part.config), await read(part.generationConfig));
  } catch (cause) {
    throw new ModelPackBroken(pack.manifest.name, 'has settings for speech that cannot be read', { cause });
  }
}

/** @param configJson,generationJson config.json and generation_config.json as the hub has them */
export function settingsOf(configJson: unknown, generationJson: unknown): WhisperSettings {
  const model = config.parse(configJson);
  const making = generation.parse(generationJson);
  const languages = Object.entries(making.lang_to_id ?? {});
  return {
    layers: model.decoder_layers,
    heads: model.decoder_attention_heads,
    headWidth: model.d_model / model.decoder_attention_heads,
    vocabulary: model.vocab_size,
    positions: model.max_target_positions,
    start: model.decoder_start_token_id,
    end: model.eos_token_id,
    languages: new Map(languages.map(([token, id]) => [id, token.replace(/^<\|(.*)\|>$/, '$1')])),
    transcribe: languages.length > 0 ? (making.task_to_id?.transcribe ?? null) : null,
    noTimestamps: making.no_timestamps_token_id,
    // In every published vocabulary these three follow each other.
    noSpeech: making.no_timestamps_token_id - 1,
    firstTime: making.no_timestamps_token_id + 1,
    latestStart: making.max_initial_timestamp_index ?? null,
    alignmentHeads: alignmentHeadsOf(model, making.alignment_heads ?? []),
    medianWidth: model.median_filter_width ?? 7,
    suppressed: making.suppress_tokens ?? model.suppress_tokens ?? [],
    suppressedFirst: making.begin_suppress_tokens ?? model.begin_suppress_tokens ?? [],
  };
}

/**
 * The heads that are named, or where none is, all of the upper half of the layers, as OpenAI's whisper/model.py has it. Distilled
 * models sometimes name heads of layers that only their teacher has: then too.
 */
function alignmentHeadsOf(
  { decoder_layers: layers, decoder_attention_heads: heads }: z.infer<typeof config>,
  named: readonly (readonly [number, number])[],
): readonly (readonly [number, number])[] {
  if (named.length > 0 && named.every(([layer, head]) => layer < layers && head < heads)) return named;
  const upper = Array.from({ length: layers }, (_, layer) => layer).slice(layers >> 1);
  return upper.flatMap((layer) =>
    Array.from({ length: heads }, (_, head): readonly [number, number] => [layer, head]),
  );
}
