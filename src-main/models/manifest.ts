import { z } from 'zod';

/** A file of the pack, by its path relative to the pack's folder, with forward slashes and never leaving it. */
const packFile = z
  .string()
  .regex(/^[\w.-]+(\/[\w.-]+)*$/)
  .refine((path) => !path.split('/').includes('..'), 'a path leaves the pack');
const size = z.number().int().positive();

/**
 * What a frame encoder needs. The graph has one input, uint8 [N, height, width, 3] in RGB, rows top to bottom, and one
 * output, float32 [N, dim]; all preprocessing is inside the graph.
 */
const framesPart = z.object({
  file: packFile,
  input: z.string(),
  output: z.string(),
  width: size,
  height: size,
  dim: size,
  /** Frames that one call takes best. */
  batch: size,
});

/** What text and frames have in common: a sentence encoder, labels, and a graph from frame tokens to label probabilities. */
const textPart = z.object({
  /** Changes whenever views of frames must be computed anew. */
  id: z.string(),
  /** Length of an embedding. */
  dim: size,
  model: packFile,
  tokenizer: packFile,
  tokenizerConfig: packFile,
  /** Longer texts are cut to this many tokens. */
  maxTokens: size,
  /** Names, concepts and synonyms: see LabelFile. */
  labels: packFile,
  /** float32 little-endian [labels, dim], unit vectors. */
  labelEmbeddings: packFile,
  /** float32 [N, frame dim] -> float32 [N, labels], each row summing to 1. */
  view: z.object({ file: packFile, input: z.string(), output: z.string() }),
  /** Labels kept with a view. */
  labelsPerFrame: size,
  /** ConSE: probabilities to this power weigh the embeddings of this many most likely labels. */
  conse: z.object({ power: z.number().positive(), top: size }),
});

/** Speech to text: Moonshine's encoder and merged decoder, and Silero's voice activity detector (interface of v5). */
const speechPart = z.object({
  encoder: packFile,
  decoder: packFile,
  vad: packFile,
  sampleRate: z.literal(16_000),
});

export const packManifest = z
  .object({
    /** Version of this file's form. */
    format: z.literal(1),
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/),
    name: z.string().min(1),
    version: z.string().min(1),
    description: z.string(),
    provides: z.array(z.enum(['frames', 'text', 'answers', 'speech'])),
    files: z.array(
      z.object({
        path: packFile,
        bytes: z.number().int().nonnegative(),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    ),
    /** Where each part comes from and under which terms. */
    licences: z.array(
      z.object({ part: z.string(), source: z.string(), name: z.string(), text: z.string().min(1) }),
    ),
    frames: framesPart,
    text: textPart.optional(),
    speech: speechPart.optional(),
  })
  .superRefine((manifest, context) => {
    const listed = new Set(manifest.files.map((file) => file.path));
    for (const path of filesNamed(manifest)) {
      if (!listed.has(path)) context.addIssue({ code: 'custom', message: `${path} is used but not listed` });
    }
  });

export type PackManifest = z.infer<typeof packManifest>;
export type FramesPart = z.infer<typeof framesPart>;
export type TextPart = z.infer<typeof textPart>;
export type SpeechPart = z.infer<typeof speechPart>;

/** Every file that a part of the manifest refers to. */
function filesNamed(manifest: { frames: FramesPart; text?: TextPart; speech?: SpeechPart }): string[] {
  const { frames, text, speech } = manifest;
  return [
    frames.file,
    ...(text
      ? [text.model, text.tokenizer, text.tokenizerConfig, text.labels, text.labelEmbeddings, text.view.file]
      : []),
    ...(speech ? [speech.encoder, speech.decoder, speech.vad] : []),
  ];
}
