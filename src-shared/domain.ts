import { z } from 'zod';
import { userError } from './errors';

/** Integer microseconds; see time.ts. */
export const micros = z.number().int();
/** Opaque name of a video: derived from its content, never from its path. 32 hex digits. */
export const videoId = z.string().regex(/^[0-9a-f]{32}$/);
export const opaqueId = z.string().min(1).max(64);

export type VideoId = z.infer<typeof videoId>;

export const videoStream = z.object({
  codec: z.string(),
  pixelFormat: z.string(),
  /** Coded size in pixels. */
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  /** Size as shown: sample aspect ratio and rotation applied. */
  displayWidth: z.number().int().positive(),
  displayHeight: z.number().int().positive(),
  /** Clockwise degrees that the player applies: 0, 90, 180 or 270. */
  rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  /** Average frames a second; null where the container does not say. Only for display and frame-stepping hints. */
  frameRate: z.number().positive().nullable(),
});
export const audioStream = z.object({
  codec: z.string(),
  channels: z.number().int().nonnegative(),
  sampleRate: z.number().int().positive(),
  language: z.string().nullable(),
});
export const mediaInfo = z.object({
  container: z.string(),
  /** Null where the container does not say; the decode pass settles it. */
  duration: micros.nullable(),
  video: videoStream.nullable(),
  audio: z.array(audioStream),
});
export type MediaInfo = z.infer<typeof mediaInfo>;

export const videoState = z.enum(['queued', 'indexing', 'paused', 'ready', 'failed', 'missing', 'new']);
export type VideoState = z.infer<typeof videoState>;

export const video = z.object({
  id: videoId,
  title: z.string(),
  /** File name without its folder: what may be shown. The path itself stays in main. */
  fileName: z.string(),
  state: videoState,
  /** Milliseconds since the epoch. */
  addedAt: z.number().int(),
  sizeBytes: z.number().int().nonnegative(),
  duration: micros,
  media: mediaInfo,
  /** Frames indexed so far = tokens stored. */
  frameCount: z.number().int().nonnegative(),
  /** Id of the pack that made the tokens; null before the first frame. */
  packId: z.string().nullable(),
  hasPoster: z.boolean(),
  error: userError.nullable(),
});
export type Video = z.infer<typeof video>;

/** A stretch between two cuts. `to` is exclusive and equals the next scene's `from`. */
export const scene = z.object({
  index: z.number().int().nonnegative(),
  from: micros,
  to: micros,
  /** Presentation time of the frame that stands for the scene, and that frame's number in the token store. */
  keyFrame: micros,
  keyFrameIndex: z.number().int().nonnegative(),
});
export type Scene = z.infer<typeof scene>;

export const word = z.object({ text: z.string(), from: micros, to: micros });
export type Word = z.infer<typeof word>;

/** One timed line of a track: speech today, on-screen text later. */
export const segment = z.object({
  id: z.number().int().nonnegative(),
  source: z.enum(['speech']),
  from: micros,
  to: micros,
  text: z.string(),
  words: z.array(word),
});
export type Segment = z.infer<typeof segment>;

export const jobState = z.enum(['queued', 'running', 'paused', 'failed', 'done', 'cancelled']);
export const jobStage = z.enum(['probe', 'frames', 'scenes', 'speech', 'finish']);
export type JobStage = z.infer<typeof jobStage>;
export const job = z.object({
  id: opaqueId,
  videoId,
  state: jobState,
  stage: jobStage,
  /** 0..1 over the whole job. */
  progress: z.number().min(0).max(1),
  /** Seconds to go; null until it can be said. */
  etaSeconds: z.number().nonnegative().nullable(),
  framesDone: z.number().int().nonnegative(),
  framesPerSecond: z.number().nonnegative().nullable(),
  device: z.string().nullable(),
  error: userError.nullable(),
});
export type Job = z.infer<typeof job>;

/** Where a question or a search looks: one video, or the whole library. */
export const scope = z.union([z.object({ videoId }), z.literal('all')]);
export type Scope = z.infer<typeof scope>;

/** Why something was found. `seen`: the frame itself; `said`: the transcript; `scene`: a whole scene. */
export const evidenceKind = z.enum(['seen', 'said', 'scene']);

/** A place in a video that an answer rests on. Checked against stored evidence before it is shown. */
export const citation = z.object({
  videoId,
  kind: evidenceKind,
  from: micros,
  to: micros,
  /** The frame shown for it: its number in the token store. Null for a video without frames. */
  frameIndex: z.number().int().nonnegative().nullable(),
  /** What supports it: the words said, or the labels seen. Shown as the chip's tooltip. */
  quote: z.string(),
});
export type Citation = z.infer<typeof citation>;

/** How sure an answer is. `none`: nothing found above the floor. */
export const confidence = z.enum(['high', 'medium', 'low', 'none']);
export type Confidence = z.infer<typeof confidence>;

/**
 * A message of a chat. In `text`, `[[n]]` stands for `citations[n]` and is shown as `[m:ss]`;
 * otherwise it is Markdown limited to paragraphs, `- ` lists and **bold**.
 */
export const chatMessage = z.object({
  id: opaqueId,
  role: z.enum(['user', 'assistant']),
  text: z.string(),
  citations: z.array(citation),
  confidence: confidence.nullable(),
  /** How the answer came about: which evidence was searched, how the question was read. One line each. */
  details: z.array(z.string()),
  state: z.enum(['streaming', 'done', 'stopped', 'failed']),
  error: userError.nullable(),
  createdAt: z.number().int(),
});
export type ChatMessage = z.infer<typeof chatMessage>;

/** What an answerer emits, and what reaches the renderer, in order. */
export const answerEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  /** Always sent before the text that holds its `[[n]]`; n counts from 0. */
  z.object({ type: z.literal('citation'), citation }),
  z.object({ type: z.literal('detail'), text: z.string() }),
  /** Null where no grade applies: the answer says what cannot be asked, and finds nothing nor misses it. */
  z.object({ type: z.literal('done'), confidence: confidence.nullable() }),
]);
export type AnswerEvent = z.infer<typeof answerEvent>;

/** One search hit: a stretch of one video, with every reason why it matched. */
export const searchHit = z.object({
  videoId,
  from: micros,
  to: micros,
  frameIndex: z.number().int().nonnegative().nullable(),
  frameTime: micros.nullable(),
  /** Fused rank score, higher is better; only its order means anything. */
  score: z.number(),
  matches: z.array(
    z.object({
      kind: evidenceKind,
      /** Said: the sentence. Seen: the labels, most likely first. */
      text: z.string(),
      /** Seen: 0..1 probability mass of the asked-for thing, or null where it only resembles. */
      probability: z.number().min(0).max(1).nullable(),
      /** Character ranges in `text` to mark. */
      marks: z.array(z.tuple([z.number().int(), z.number().int()])),
    }),
  ),
});
export type SearchHit = z.infer<typeof searchHit>;

export const searchGroup = z.object({
  videoId,
  scene: scene.nullable(),
  hits: z.array(searchHit).min(1),
});
export type SearchGroup = z.infer<typeof searchGroup>;

export const device = z.enum(['cpu', 'cuda', 'dml', 'coreml', 'webgpu']);
export type Device = z.infer<typeof device>;
export const deviceReport = z.object({
  chosen: device,
  /** Why this one, in a sentence for the user. */
  why: z.string(),
  candidates: z.array(
    z.object({
      device,
      /** Whether this system's build could use it at all: then it may be chosen, though it may yet be refused. */
      supported: z.boolean(),
      usable: z.boolean(),
      why: z.string(),
    }),
  ),
});
export type DeviceReport = z.infer<typeof deviceReport>;

export const packSummary = z.object({
  id: z.string(),
  name: z.string(),
  version: z.string(),
  description: z.string(),
  builtIn: z.boolean(),
  bytes: z.number().int().nonnegative(),
  provides: z.array(z.enum(['frames', 'text', 'answers', 'speech'])),
  licences: z.array(z.object({ part: z.string(), name: z.string(), text: z.string() })),
  state: z.enum(['ready', 'broken']),
  error: userError.nullable(),
});
export type PackSummary = z.infer<typeof packSummary>;

export const settings = z.object({
  /** Frames a second to index, chosen by time: 0.2 to 4. Applies to videos indexed from now on. */
  framesPerSecond: z.number().min(0.2).max(4),
  device: z.union([device, z.literal('auto')]),
  theme: z.enum(['system', 'light', 'dark']),
  transcribe: z.boolean(),
});
export type Settings = z.infer<typeof settings>;
export const DEFAULT_SETTINGS: Settings = {
  framesPerSecond: 1,
  device: 'auto',
  theme: 'system',
  transcribe: true,
};

export const transcriptFormat = z.enum(['srt', 'vtt', 'txt', 'json', 'md']);
export type TranscriptFormat = z.infer<typeof transcriptFormat>;
export const chatFormat = z.enum(['md', 'json']);
export type ChatFormat = z.infer<typeof chatFormat>;

export const playerSource = z.object({
  /** media:// address, or null while there is nothing to play yet. */
  url: z.string().nullable(),
  kind: z.enum(['original', 'proxy', 'preparing', 'audio', 'unavailable']),
  /** 0..1 while a proxy is being made. */
  progress: z.number().min(0).max(1).nullable(),
  /** A sentence for the user where something is not as usual. */
  note: z.string().nullable(),
});
export type PlayerSource = z.infer<typeof playerSource>;
