// index.json: the checkpoint of an index, the one statement of what counts of its files.
import { z } from 'zod';
import { graphForm } from '../../../src-shared/devices';
import { box } from '../../../src-shared/primitives';
import { recordingClock } from '../../../src-shared/video';
import { readStateFile, type StateFile, writeStateFile } from './journal';
import { SEALED_VERSION } from './sealed-json';

export const STATE_FILE = 'index.json';

const count = z.number().int().nonnegative();
/** CRC-32; null where an earlier version of Longtake wrote the file and kept none. */
const checksum = count.nullable().default(null);

/** A pass over the sound alone: see `readSound`. */
const soundPass = z.object({
  /** Where it goes on. */
  nextSample: count,
  segments: count,
  bytes: count,
  /** Over the lines. */
  checksum,
  done: z.boolean(),
});

/** What in a video's folder counts: see `Journal`. */
export const indexState = z.object({
  version: z.union([z.literal(1), z.literal(SEALED_VERSION)]).transform(() => SEALED_VERSION),
  packId: z.string(),
  /** Settled when indexing began: a later change of the setting does not mix two densities in one index. */
  framesPerSecond: z.number().positive(),
  /** Values in a token; 0 until the encoder was first opened. */
  dim: count,
  /** The part of the picture that tokens were made of: without black bars. Null: all of it. Settled before the first frame. */
  crop: box.nullable().default(null),
  frames: z.object({
    count,
    /** CRC-32 over the token records. */
    checksum: count,
    thumbnailBytes: count,
    /** Over the thumbnails' entries. */
    thumbnailChecksum: checksum,
    /** Whether ffmpeg had complained about the file by then: if so, going on means decoding from the start. */
    damaged: z.boolean(),
    /**
     * In which forms of its graph the encoder made the tokens, where another than the pack's own did on some device. They are near enough
     * to be compared with each other (`TOKENS_ALIKE`), or no device would be used; missing where the pack's own made all.
     */
    forms: z.array(graphForm).optional(),
    done: z.boolean(),
  }),
  /** Length of the whole sound in samples, once it has been read through; null before that. */
  samples: count.nullable(),
  /** Over the samples. */
  soundChecksum: checksum,
  speech: soundPass.extend({
    /** By how much the sound is lifted: missing where it is heard as it is. */
    lift: z.number().positive().optional(),
    /** Id of the pack that heard it; missing where an earlier version of Longtake wrote it: then the built-in one did. */
    model: z.string().optional(),
    /** Names and terms that it was told to expect, as they were when it began: what goes on ends as if it had not stopped. */
    terms: z.array(z.string()).optional(),
  }),
  /** Missing where it was never asked for. */
  speakers: soundPass.optional(),
  /** Of a film with several sound tracks: the one that samples, waveform and speech are of, and those that are silent. */
  sound: z.object({ track: count, silent: z.array(count) }).optional(),
  /** Microseconds; null until the file has been read through. */
  duration: z.number().int().nullable(),
  warnings: z.array(z.string()),
  /** Whether the picture's shape changes on the way; missing where it does not. */
  turns: z.boolean().optional(),
  /** Missing where the film's clock is as it should be. */
  clock: recordingClock.optional(),
  /** Whether everything, including what queries need, is there. */
  finished: z.boolean(),
});
export type IndexState = z.infer<typeof indexState>;

/** Sound of which nothing is written down yet. */
export const NO_SPEECH: z.infer<typeof soundPass> = {
  ...{ nextSample: 0, segments: 0, bytes: 0, checksum: 0 },
  done: false,
};

export function newState(packId: string, framesPerSecond: number): IndexState {
  return {
    version: SEALED_VERSION,
    packId,
    framesPerSecond,
    dim: 0,
    crop: null,
    frames: {
      ...{ count: 0, checksum: 0, thumbnailBytes: 0, thumbnailChecksum: 0 },
      ...{ damaged: false, done: false },
    },
    samples: null,
    soundChecksum: null,
    speech: NO_SPEECH,
    duration: null,
    warnings: [],
    finished: false,
  };
}

export const INDEX_STATE: StateFile<typeof indexState> = {
  name: STATE_FILE,
  form: indexState,
  what: 'its state',
  broken: 'its state cannot be read',
};

/** @returns null where indexing has not begun @throws IndexBroken */
export function readState(dir: string): Promise<IndexState | null> {
  return readStateFile(dir, INDEX_STATE);
}

/** @throws DiskFull */
export function writeState(dir: string, state: IndexState): Promise<void> {
  return writeStateFile(dir, INDEX_STATE, state);
}
