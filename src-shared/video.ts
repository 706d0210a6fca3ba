// A video of the library: its file, its state, and how it is played.
import { z } from 'zod';
import { userError } from './errors';
import { chapter, recording, subtitleStream } from './media-facts';
import { TRACKS } from './passes';
import { micros, videoId } from './primitives';
import { transcripts } from './transcripts';

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
/** What a film was made of by Longtake, where it is none by itself. */
export const madeOf = z.object({
  /** One animated picture, or pictures that follow one another. */
  kind: z.enum(['animation', 'pictures']),
  /** File names of the first and the last picture. */
  first: z.string(),
  last: z.string(),
  /** Pictures, and of those that follow one another how many a second. */
  count: z.number().int().positive(),
  rate: z.number().positive().nullable(),
  /** Bytes of all files together. */
  bytes: z.number().int().nonnegative(),
});
export type MadeOf = z.infer<typeof madeOf>;
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
  /** Missing of a film that is read as it lies there. */
  madeOf: madeOf.optional(),
  /** Missing before the film was read, and of one whose clock is as it should be. */
  clock: recordingClock.optional(),
});
export type MediaInfo = z.infer<typeof mediaInfo>;
export type AudioStream = MediaInfo['audio'][number];
export const videoState = z.enum(['queued', 'indexing', 'paused', 'ready', 'failed', 'missing', 'new']);
export type VideoState = z.infer<typeof videoState>;

/** How far a language model's pack has read a video. */
export const videoAnswers = z.object({
  /** The model that made the answer tokens: see `tokenModel` in base/packs/manifest. */
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
  /** The folder that its file lies in: an opaque id, and its name without what it lies in itself. */
  folder: z.object({ id: z.string(), name: z.string() }),
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
