// manifest.json: what a pack of models is and provides, part by part, with size and SHA-256 of every file.
import { z } from 'zod';
import { packProvides } from '../../../src-shared/packs';

/** A file of the pack, by its path relative to the pack's folder, with forward slashes and never leaving it. */
const packFile = z
  .string()
  .regex(/^[\w.-]+(\/[\w.-]+)*$/)
  .refine((path) => !path.split('/').includes('..'), 'a path leaves the pack');
const size = z.number().int().positive();

/**
 * A graph that does all by itself: one input, uint8 [N, height, width, 3] in RGB, rows top to bottom, and one output,
 * float32 [N, dim].
 */
const classifierFrames = z.object({
  kind: z.literal('classifier'),
  file: packFile,
  input: z.string(),
  output: z.string(),
  width: size,
  height: size,
  dim: size,
  /** Frames that one call takes best. */
  batch: size,
});

/** Three numbers, one for each of red, green and blue. */
const channels = z.tuple([z.number(), z.number(), z.number()]);

/** The picture side of a CLIP- or SigLIP-like dual encoder: pixels float32 [N, 3, height, width], normalised. */
const dualFrames = z.object({
  kind: z.literal('dual-encoder'),
  file: packFile,
  input: z.string(),
  output: z.string(),
  width: size,
  height: size,
  dim: size,
  batch: size,
  /** Pixels in 0..1 less the mean, over the deviation. */
  mean: channels,
  deviation: channels,
  /** Frames come with their aspect ignored (`stretch`), or the model wants the middle square of the picture (`crop`). */
  aspect: z.enum(['stretch', 'crop']),
});
const framesPart = z.discriminatedUnion('kind', [classifierFrames, dualFrames]);

/** What text and frames have in common: a sentence encoder, labels, and a graph from frame tokens to label probabilities. */
const conseText = z.object({
  kind: z.literal('conse'),
  /** Changes whenever texts must be embedded, and views of frames be computed, anew. */
  id: z.string(),
  /** Length of a text's embedding. */
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
  /** A linear map learnt from captioned pictures, for texts that no label stands for: see worker/inference/picture-map.ts. */
  pictures: z
    .object({
      file: packFile,
      rank: size,
      /**
       * Those pictures, to say what is more alike than most: where frames like them lie, float16 little-endian [pictures, dim + rank], and the
       * words of their captions, a JSON array with a string of words a picture.
       */
      places: z.object({ file: packFile, words: packFile }).optional(),
    })
    .optional(),
});

/** The text side of a dual encoder: its embeddings and the frame tokens lie in one space. */
const dualText = z.object({
  kind: z.literal('dual-encoder'),
  id: z.string(),
  dim: size,
  model: packFile,
  tokenizer: packFile,
  tokenizerConfig: packFile,
  maxTokens: size,
  /** Name of the output with the embedding, float32 [N, dim]. */
  output: z.string(),
  /** Whether texts are filled up to `maxTokens`, as the model was trained with; and with which id. */
  padTo: z.object({ length: size, id: z.number().int().nonnegative() }).nullable(),
  /** What a query is put into, with {} for the query: "a photo of {}". */
  prompt: z.string(),
});
const textPart = z.discriminatedUnion('kind', [conseText, dualText]);

/** Moonshine's encoder and merged decoder, and Silero's voice activity detector (interface of v5). */
const moonshineSpeech = z.object({
  kind: z.literal('moonshine'),
  encoder: packFile,
  decoder: packFile,
  vad: packFile,
  sampleRate: z.literal(16_000),
});

/** Whisper as the hub has it in ONNX: encoder, merged decoder, tokenizer. Voice activity comes from the built-in pack. */
const whisperSpeech = z.object({
  kind: z.literal('whisper'),
  encoder: packFile,
  decoder: packFile,
  tokenizer: packFile,
  tokenizerConfig: packFile,
  /** config.json and generation_config.json: sizes, special tokens, suppressed tokens. */
  config: packFile,
  generationConfig: packFile,
  sampleRate: z.literal(16_000),
  melBins: size,
});
const speechPart = z.discriminatedUnion('kind', [moonshineSpeech, whisperSpeech]);

/** A graph that tells voices apart: samples, float32 [N, window] at 16 kHz, to unit vectors, float32 [N, dim]. */
const voicesPart = z.object({
  kind: z.literal('d-vector'),
  file: packFile,
  input: z.string(),
  output: z.string(),
  window: size,
  dim: size,
});

/** LLaVA-Mini: the graphs of worker/checkpoints/llava-mini, and what is needed around them. */
const answersPart = z.object({
  kind: z.literal('llava-mini'),
  graphs: z.object({
    vision: packFile,
    prefusion: packFile,
    prefill: packFile,
    answer: packFile,
    /** Packs of earlier versions lack it: they answer on the CPU. */
    answerOnDevice: packFile.optional(),
  }),
  /** Files that the graphs' weights lie in, beside them. */
  data: z.array(packFile),
  /** Rows of the embedding table by token id, [vocab, hidden], little-endian. */
  embeddings: z.object({ file: packFile, type: z.enum(['float16', 'float32']) }),
  precision: z.enum(['fp32', 'fp16', 'int8', 'int4']),
  /** Element type of keys and values in the graphs. */
  cacheType: z.enum(['float32', 'float16']),
  hidden: size,
  layers: size,
  prefusionLayers: size,
  heads: size,
  kvHeads: size,
  headDim: size,
  vocab: size,
  /** Positions that the graphs' rotary tables reach to. */
  maxPositions: size,
  /** Rows of the longest input that the model was tuned for. */
  contextTokens: size,
  image: z.object({ side: size, patches: size, mean: channels, deviation: channels }),
  imageAspect: z.enum(['pad', 'crop']),
  compressedTokens: size,
  resolutionRatio: size,
  tokenizer: packFile,
  /** With the chat template. */
  tokenizerConfig: packFile,
  systemPrompt: z.string(),
  stopIds: z.array(z.number().int().nonnegative()).min(1),
});

/** PP-OCR: finds lines of writing in a picture, and reads each. */
const ppOcr = z.object({
  kind: z.literal('pp-ocr'),
  /** What its authors call it, for people; another one reads films anew. Earlier packs do not say. */
  model: z.string().optional(),
  detector: packFile,
  recogniser: packFile,
  /** What the recogniser can write: a character a line, in the order of its outputs. */
  characters: packFile,
  /** How the detector is asked, and how its map is read; PP-OCRv4's ways where it is left out. */
  detection: z
    .object({
      /** Pixels in 0..1, of blue, green and red, less the mean, over the deviation. */
      mean: channels,
      deviation: channels,
      /** From which probability on a pixel is writing, and from which mean on a region is. */
      pixel: z.number(),
      region: z.number(),
      /** How much larger a line is than the region that the detector gives. */
      unclip: z.number(),
    })
    .optional(),
});

/** Reads lines of writing in some scripts, which another pack has found. */
const scriptRecogniser = z.object({
  kind: z.literal('recogniser'),
  recogniser: packFile,
  characters: packFile,
  /** By Unicode's names: `Cyrillic`. */
  scripts: z.array(z.string().regex(/^[A-Za-z_]+$/)).min(1),
});
const writingPart = z.discriminatedUnion('kind', [ppOcr, scriptRecogniser]);

/** CenterNet with its decoding in the graph: one picture in, uint8 [1, height, width, 3] in RGB; boxes, scores and classes out. */
const objectsPart = z.object({
  kind: z.literal('centernet'),
  file: packFile,
  input: z.string(),
  outputs: z.object({ boxes: z.string(), scores: z.string(), classes: z.string() }),
  width: size,
  height: size,
  /** Names of the classes, as a JSON list by number. */
  labels: packFile,
});

export const packManifest = z
  .object({
    /** Version of this file's form. */
    format: z.literal(2),
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
    name: z.string().min(1),
    version: z.string().min(1),
    description: z.string(),
    provides: z.array(packProvides).min(1),
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
    /** The published model that it was made from, where it was. */
    origin: z.object({ repository: z.string(), revision: z.string().nullable() }).optional(),
    frames: framesPart.optional(),
    text: textPart.optional(),
    speech: speechPart.optional(),
    answers: answersPart.optional(),
    writing: writingPart.optional(),
    objects: objectsPart.optional(),
    voices: voicesPart.optional(),
  })
  .superRefine((manifest, context) => {
    const listed = new Set(manifest.files.map((file) => file.path));
    for (const path of filesNamed(manifest)) {
      if (!listed.has(path)) context.addIssue({ code: 'custom', message: `${path} is used but not listed` });
    }
    for (const part of manifest.provides) {
      if (!manifest[part]) context.addIssue({ code: 'custom', message: `${part} is promised but not there` });
    }
  });

export type PackManifest = z.infer<typeof packManifest>;
export type FramesPart = z.infer<typeof framesPart>;
export type ClassifierFrames = z.infer<typeof classifierFrames>;
export type DualFrames = z.infer<typeof dualFrames>;
export type TextPart = z.infer<typeof textPart>;
export type ConseText = z.infer<typeof conseText>;
export type DualText = z.infer<typeof dualText>;
export type SpeechPart = z.infer<typeof speechPart>;
export type MoonshineSpeech = z.infer<typeof moonshineSpeech>;
export type WhisperSpeech = z.infer<typeof whisperSpeech>;
export type AnswersPart = z.infer<typeof answersPart>;
export type Detection = NonNullable<z.infer<typeof ppOcr>['detection']>;
export type WritingPart = z.infer<typeof writingPart>;
export type ObjectsPart = z.infer<typeof objectsPart>;
export type VoicesPart = z.infer<typeof voicesPart>;

type Parts = {
  frames?: FramesPart | undefined;
  text?: TextPart | undefined;
  speech?: SpeechPart | undefined;
  answers?: AnswersPart | undefined;
  writing?: WritingPart | undefined;
  objects?: ObjectsPart | undefined;
  voices?: VoicesPart | undefined;
};

/** Every file that a part of the manifest refers to. */
function filesNamed({ frames, text, speech, answers, writing, objects, voices }: Parts): string[] {
  return [
    ...(frames ? [frames.file] : []),
    ...(text ? [text.model, text.tokenizer, text.tokenizerConfig] : []),
    ...(text?.kind === 'conse' ? [text.labels, text.labelEmbeddings, text.view.file] : []),
    ...(text?.kind === 'conse' && text.pictures ? [text.pictures.file] : []),
    ...(text?.kind === 'conse' && text.pictures?.places
      ? [text.pictures.places.file, text.pictures.places.words]
      : []),
    ...(speech ? [speech.encoder, speech.decoder] : []),
    ...(speech?.kind === 'moonshine' ? [speech.vad] : []),
    ...(speech?.kind === 'whisper'
      ? [speech.tokenizer, speech.tokenizerConfig, speech.config, speech.generationConfig]
      : []),
    ...(answers
      ? [...Object.values(answers.graphs), ...answers.data, answers.embeddings.file, answers.tokenizer]
      : []),
    ...(answers ? [answers.tokenizerConfig] : []),
    ...(writing ? [writing.recogniser, writing.characters] : []),
    ...(writing?.kind === 'pp-ocr' ? [writing.detector] : []),
    ...(objects ? [objects.file, objects.labels] : []),
    ...(voices ? [voices.file] : []),
  ];
}
