import { z } from 'zod';
import { userError } from './errors';
import { chapter, recording, subtitleStream } from './media-facts';
import { ownModel } from './own-model';
import { STAGE_NAMES, type StageName, switchesFor, TRACK_PASSES, TRACKS, type TrackSetting } from './passes';
import { transcripts } from './transcripts';

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
  /** Missing without high dynamic range: its transfer function, SMPTE ST 2084 (PQ) or ARIB STD-B67 (HLG). */
  hdr: z.enum(['pq', 'hlg']).optional(),
  /** Missing where whole frames are stored: which of a frame's two fields is shown first. */
  interlaced: z.enum(['top', 'bottom']).optional(),
});
export const audioStream = z.object({
  codec: z.string(),
  channels: z.number().int().nonnegative(),
  sampleRate: z.number().int().positive(),
  language: z.string().nullable(),
  /** What the file calls the track: "Commentary". */
  title: z.string().optional(),
  /** Whether the file says that a player takes this one unless told otherwise. */
  isDefault: z.boolean().optional(),
  /** Its number among the file's sound tracks, from 0, where another before it cannot be decoded. */
  position: z.number().int().nonnegative().optional(),
});
/** What reading a film showed of its clock, where it is not what the container makes one think. */
export const recordingClock = z.object({
  /** Where in the film, as it is played, the recording's own clock leaves off and goes on elsewhere. */
  jumps: z.array(micros),
  /** Whether the container only guesses how long the film is, and wrongly: then no player finds places in it either. */
  estimated: z.boolean(),
});
export type RecordingClock = z.infer<typeof recordingClock>;
export const mediaInfo = z.object({
  container: z.string(),
  /** Null where the container does not say; the decode pass settles it. */
  duration: micros.nullable(),
  video: videoStream.nullable(),
  audio: z.array(audioStream),
  /** By which rules the file was looked at; missing where an earlier version of Longtake did, which saw nothing of what follows. */
  looked: z.number().int().optional(),
  subtitles: z.array(subtitleStream).optional(),
  chapters: z.array(chapter).optional(),
  recording: recording.optional(),
  /** A photograph: a film of one frame. */
  isStill: z.literal(true).optional(),
  /** Missing before the film was read, and of one whose clock is as it should be. */
  clock: recordingClock.optional(),
});
export type MediaInfo = z.infer<typeof mediaInfo>;
export type AudioStream = MediaInfo['audio'][number];

export const videoState = z.enum(['queued', 'indexing', 'paused', 'ready', 'failed', 'missing', 'new']);
export type VideoState = z.infer<typeof videoState>;

/** How far a language model's pack has read a video. */
export const videoAnswers = z.object({
  /** The model that made the answer tokens: see `tokenModel` in models/pack. */
  model: z.string(),
  /** Frames read so far. */
  frameCount: z.number().int().nonnegative(),
  complete: z.boolean(),
});
export type VideoAnswers = z.infer<typeof videoAnswers>;

export const trackName = z.enum(TRACKS);

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
  /** Null where no language model has read it: it is then answered from what was seen and said. */
  answers: videoAnswers.nullable(),
  /** Which tracks were read to the film's end: only then does an empty one mean that nothing is there. */
  tracks: z.array(trackName),
  transcripts,
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

const fraction = z.number().min(0).max(1);
/** A rectangle in a picture as it is shown, in fractions of its width and height. */
export const box = z.object({ left: fraction, top: fraction, width: fraction, height: fraction });
export type Box = z.infer<typeof box>;

/** What a segment's words were taken from: what is said, or what is written in the picture. */
export const segmentSource = z.enum(['speech', 'text']);
export type SegmentSource = z.infer<typeof segmentSource>;

/** One timed line: of speech, or of writing in the picture. Its id counts within its video and source. */
export const segment = z.object({
  id: z.number().int().nonnegative(),
  source: segmentSource,
  from: micros,
  to: micros,
  text: z.string(),
  /** Empty for writing. */
  words: z.array(word),
  /** What the model made of it, where a person has corrected the text. */
  heard: z.string().optional(),
  /** Of speech that was not heard: subtitles said it. */
  fromFile: z.literal(true).optional(),
  /** Of writing: where it stands in the picture. */
  box: box.optional(),
  /** How sure the model is of it, 0..1: of writing, the reader; of speech, the built-in model, of the whole utterance. */
  confidence: fraction.optional(),
  /** Code of the language that the speech model heard ("de"); missing where it knows but one. See `NOT_UNDERSTOOD`. */
  language: z.string().optional(),
});
export type Segment = z.infer<typeof segment>;

/**
 * A stretch in which somebody speaks, but not in what the built-in speech model knows: its language is undetermined (ISO 639-2
 * "und"), it has no words, and its text says so where a line is shown or exported.
 */
export const NOT_UNDERSTOOD = { language: 'und', text: '[not English, or not understood]' } as const;

/** Whether a segment's text is what was said or written; also where a person has written it down. */
export function isUnderstood({ language, heard }: Pick<Segment, 'language' | 'heard'>): boolean {
  return language !== NOT_UNDERSTOOD.language || heard !== undefined;
}

/** A stretch of film from one camera, between two cuts. `to` is exclusive and equals the next shot's `from`. */
export const shot = z.object({
  index: z.number().int().nonnegative(),
  /** Presentation time of its first frame; of a dissolve, of the frame in its middle. */
  from: micros,
  to: micros,
  /** How it begins: with the film, by a hard cut, or by a gradual change such as a dissolve or a fade. */
  begins: z.enum(['start', 'cut', 'dissolve']),
});
export type Shot = z.infer<typeof shot>;

/** One thing followed from frame to frame. */
export const objectTrack = z.object({
  id: z.number().int().nonnegative(),
  /** Name of its kind: one of the detector's classes, "person". */
  label: z.string(),
  from: micros,
  /** End of the last frame's own interval: exclusive. */
  to: micros,
  /** Mean of the detector's scores, 0..1. */
  score: fraction,
  /** Frames that it was found in. */
  frames: z.number().int().positive(),
  /** Where it was seen best. */
  best: z.object({ time: micros, frameIndex: z.number().int().nonnegative(), box }),
});
export type ObjectTrack = z.infer<typeof objectTrack>;

/** What each track finds. */
export interface TrackItems {
  readonly shots: Shot;
  readonly objects: ObjectTrack;
  readonly text: Segment;
}

/** Mean score from which a thing is told of: in answers, on cards and on the timeline alike, so that all count the same. */
export const LEAST_TOLD_SCORE = 0.35;

export function isTold({ score }: Pick<ObjectTrack, 'score'>): boolean {
  return score >= LEAST_TOLD_SCORE;
}

export const jobState = z.enum(['queued', 'running', 'paused', 'failed', 'done', 'cancelled']);
export const jobStage = z.enum(STAGE_NAMES);
export type JobStage = StageName;
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

/**
 * Why something was found. `seen`: the frame itself; `said`: the transcript; `written`: writing in the picture; `object`: a
 * thing that the detector found and followed; `scene`: a whole scene or shot. Of a language model's answer: `named`, a time that its
 * words give; `weighed`, the frames that moved its words most.
 */
export const evidenceKind = z.enum(['seen', 'said', 'written', 'object', 'scene', 'named', 'weighed']);
export type EvidenceKind = z.infer<typeof evidenceKind>;

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
  /** Of words said: they come from the file's subtitles, not from the sound. */
  fromFile: z.literal(true).optional(),
});
export type Citation = z.infer<typeof citation>;

/** How sure an answer is. `none`: nothing found above the floor. */
export const confidence = z.enum(['high', 'medium', 'low', 'none']);
export type Confidence = z.infer<typeof confidence>;

/**
 * One thing that an answer says, as data. `kind` says what it claims ("present", "absent", "line" …), `subject` of what; a kind that claims
 * nothing of a film ("howToAsk") has no intervals and no confidence. Lengths in `counts` are microseconds, `likelihood` is 0..1.
 */
export const answerClaim = z.object({
  kind: z.string(),
  subject: z.array(z.string()),
  intervals: z.array(z.object({ videoId, from: micros, to: micros })),
  counts: z.record(z.string(), z.number()),
  /** Words said or written, or labels of frames. */
  words: z.array(z.string()),
  confidence: confidence.nullable(),
  /** What else its kind says in a word: `basis` "detector", `sure` true, `limit` "colour". */
  manner: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** Numbers of the answer's citations, from 0. */
  evidence: z.array(z.number().int().nonnegative()),
});
export type AnswerClaim = z.infer<typeof answerClaim>;

/** How far the films asked about had been read when they were answered from, and the stretch that was asked about. */
export const readSoFar = z.object({
  /** Films that a job was still to read. */
  unread: z.number().int().nonnegative(),
  /** Of one film: how far its job had come, 0..1; null where it had none, and of a library. */
  position: z.number().min(0).max(1).nullable(),
  range: z.object({ from: micros, to: micros }).nullable(),
});
export type ReadSoFar = z.infer<typeof readSoFar>;

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
  /** Name of the language model that wrote it; null where it was put together from what was seen and said. */
  writtenBy: z.string().nullable(),
  /** Of an answer from films that were not read to their end. */
  soFar: readSoFar.optional(),
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
  /** Sent where the answer says that a film was not read to its end. */
  z.object({ type: z.literal('soFar'), soFar: readSoFar }),
  /** Sent before the text that words it. Not stored. */
  z.object({ type: z.literal('claim'), claim: answerClaim }),
  /** Sent before a language model's first word: its name. */
  z.object({ type: z.literal('author'), name: z.string() }),
  /** What is done before a language model's first word: loading it, reading the film, reading the question. Not stored. */
  z.object({
    type: z.literal('phase'),
    phase: z.enum(['load', 'prefix', 'question']),
    fraction: z.number().min(0).max(1),
  }),
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
      /** Said and written: the line. Seen: the labels, most likely first. Object: its kind. */
      text: z.string(),
      /**
       * Seen: 0..1 probability mass of the asked-for thing, or null where it only resembles. Object: the detector's mean score.
       */
      probability: z.number().min(0).max(1).nullable(),
      /** Character ranges in `text` to mark. */
      marks: z.array(z.tuple([z.number().int(), z.number().int()])),
      /** As a citation's. */
      fromFile: z.literal(true).optional(),
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
      /** How long its share of the work takes there: a frame, for frame encoders. Null where it was not measured. */
      milliseconds: z.number().nullable(),
    }),
  ),
});
export type DeviceReport = z.infer<typeof deviceReport>;
/** What else runs where it is fastest, each with a device of its own. */
export const otherUse = z.enum(['objects', 'lines', 'characters', 'speech']);
export type OtherUse = z.infer<typeof otherUse>;
/**
 * Where frames are read, and where the chosen language model runs; null without one. Of the others what is known by now: they are
 * tried when they are first needed.
 */
export const machineDevices = deviceReport.extend({
  language: deviceReport.nullable(),
  others: z.array(z.object({ use: otherUse, report: deviceReport })),
});
export type MachineDevices = z.infer<typeof machineDevices>;

/** How a pack's weights are stored: fewer bits load faster and fit smaller machines, at some loss. */
export const precision = z.enum(['fp32', 'fp16', 'int8', 'int4']);
export type Precision = z.infer<typeof precision>;

/** Whether something fits this machine, and why (not), in a sentence for the user. */
export const fit = z.object({ fits: z.boolean(), why: z.string() });
export type Fit = z.infer<typeof fit>;

export const licence = z.object({
  /** What it is for. */
  part: z.string(),
  name: z.string(),
  text: z.string(),
});
export type Licence = z.infer<typeof licence>;

export const packProvides = z.enum(['frames', 'text', 'answers', 'speech', 'writing', 'objects']);
export const packSummary = z.object({
  id: z.string(),
  name: z.string(),
  version: z.string(),
  description: z.string(),
  builtIn: z.boolean(),
  bytes: z.number().int().nonnegative(),
  provides: z.array(packProvides),
  /** Null where it does not apply, or is mixed. */
  precision: precision.nullable(),
  /** Null where it fits every machine that Longtake runs on. */
  fit: fit.nullable(),
  licences: z.array(licence),
  state: z.enum(['ready', 'broken']),
  error: userError.nullable(),
});
export type PackSummary = z.infer<typeof packSummary>;

/** A program beside the app, as it was built: what its licence wants to be told with it. */
export const shippedProgram = z.object({
  name: z.string(),
  /** Its own first line about itself. */
  version: z.string(),
  configuration: z.string(),
  licence: z.string(),
  /** The licence's text; empty where it is missing. */
  text: z.string(),
  /** How to get its source, in a sentence, and where. */
  source: z.object({ offer: z.string(), urls: z.array(z.string()) }),
});
export type ShippedProgram = z.infer<typeof shippedProgram>;

/** A pack that can be fetched. Nothing is fetched before the user asks for it. */
export const catalogueEntry = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  provides: z.array(packProvides),
  /** Where it comes from: `owner/name` on the hub, and the pinned revision. */
  repository: z.string(),
  revision: z.string(),
  /** Of all that is fetched. */
  downloadBytes: z.number().int().nonnegative(),
  /** Whether each file's hash is known beforehand; where not, the size is checked and the user is told. */
  hashesKnown: z.boolean(),
  /** Precisions that it can be installed in, best for this machine first; empty where it is taken as it is. */
  precisions: z.array(
    z.object({
      precision,
      /** Of the installed pack, on the disk and in memory while it works. */
      diskBytes: z.number().int(),
      memoryBytes: z.number().int(),
      fit,
    }),
  ),
  /** For an entry without precisions. */
  diskBytes: z.number().int(),
  memoryBytes: z.number().int(),
  fit,
  licences: z.array(licence),
  /** Ids of packs on this machine that came from it. */
  installed: z.array(z.string()),
});
export type CatalogueEntry = z.infer<typeof catalogueEntry>;

/** A pack on its way onto this machine: by download or import, with a conversion where one is needed. */
export const install = z.object({
  id: opaqueId,
  name: z.string(),
  /** Null for an import. */
  entryId: z.string().nullable(),
  state: z.enum(['queued', 'running', 'paused', 'failed', 'done']),
  step: z.enum(['download', 'check', 'convert', 'finish']),
  /** 0..1 over all steps. */
  progress: z.number().min(0).max(1),
  /** Of this step. */
  bytesDone: z.number().int().nonnegative(),
  bytesTotal: z.number().int().nonnegative(),
  bytesPerSecond: z.number().nonnegative().nullable(),
  etaSeconds: z.number().nonnegative().nullable(),
  error: userError.nullable(),
});
export type Install = z.infer<typeof install>;

const trackSwitches = Object.fromEntries(
  TRACKS.map((name) => [TRACK_PASSES[name].setting, z.boolean()]),
) as Readonly<Record<TrackSetting, z.ZodBoolean>>;
export const settings = z.object({
  /** Frames a second to index, chosen by time: 0.2 to 4. Applies to videos indexed from now on. */
  framesPerSecond: z.number().min(0.2).max(4),
  device: z.union([device, z.literal('auto')]),
  theme: z.enum(['system', 'light', 'dark']),
  transcribe: z.boolean(),
  /** Which tracks are read: see `TRACK_PASSES`. */
  ...trackSwitches,
  /** Id of the pack that finds: it makes the frame tokens that searches use. Applies to videos indexed from now on. */
  searchPack: z.string(),
  /** Id of the pack whose language model answers; null answers from what was seen and said alone. */
  answerPack: z.string().nullable(),
  /** A language model that the user runs on this computer, and that answers instead; null for none. */
  ownModel: ownModel.nullable(),
  /** Id of the pack that transcribes. */
  speechPack: z.string(),
  /** Whether packs may be fetched. Nothing else leaves this computer. */
  downloads: z.boolean(),
  /** Address of a copy of the hub to fetch from; empty for the hub itself. */
  mirror: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]),
  /** Address of an HTTP proxy; empty for none. */
  proxy: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]),
});
export type Settings = z.infer<typeof settings>;
export const DEFAULT_SETTINGS: Settings = {
  framesPerSecond: 1,
  device: 'auto',
  theme: 'system',
  transcribe: true,
  ...switchesFor(TRACKS),
  searchPack: 'core',
  answerPack: null,
  ownModel: null,
  speechPack: 'core',
  downloads: true,
  mirror: '',
  proxy: '',
};

/** What is known of one scene, in one place. */
export const sceneCard = z.object({
  scene,
  /** The pack's labels over the scene, surest first; 0..1, mean over its frames. */
  seen: z.array(z.object({ name: z.string(), probability: fraction })),
  /** Kinds of things followed in it, with the most that were there at once. */
  objects: z.array(
    z.object({ label: z.string(), most: z.number().int().positive(), from: micros, to: micros }),
  ),
  said: z.array(segment),
  written: z.array(segment),
});
export type SceneCard = z.infer<typeof sceneCard>;

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
