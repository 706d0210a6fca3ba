import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { TRACKS, type TrackName } from '../../../../src-shared/domain';
import { isWhole, NOTHING } from '../checked-log';
import { discardPass, Journal, readStateFile, type StateFile } from '../journal';
import { SEALED_VERSION } from '../sealed-json';

const TRACKS_FOLDER = 'tracks';

const count = z.number().int().nonnegative();

/** What every track has. */
const common = {
  /** What read it, with its version: what another one read is begun anew. */
  model: z.string(),
  /** Frames whose reading counts. */
  frames: count,
  file: z.object({ bytes: count, checksum: count }),
  /** Whether ffmpeg had complained about the film by then: if so, going on means decoding from the start. */
  damaged: z.boolean(),
  done: z.boolean(),
};
const seen = z.object({ time: count, checksum: count });
/** What tracks of sampled frames have besides. */
const sampled = {
  framesPerSecond: z.number().positive(),
  /** Of the pictures, see `pictureSize`. */
  longSide: z.number().int().positive(),
  /** The last frames: by them it is seen that a decoder which goes on is where it should be. CRC-32 of their pixels. */
  recent: z.array(seen),
};

/** What counts of a film's tracks, see `Journal`: each is complete by itself, and null where it was never read. */
const tracksState = z.object({
  version: z.union([z.literal(1), z.literal(SEALED_VERSION)]).transform(() => SEALED_VERSION),
  shots: z.object({ ...common, context: count, width: count }).nullable(),
  objects: z.object({ ...common, ...sampled }).nullable(),
  /** `reading` is the frame whose writing was read last. */
  text: z.object({ ...common, ...sampled, reading: seen.extend({ frame: count }).nullable() }).nullable(),
});
export type TracksState = z.infer<typeof tracksState>;
export type TracksJournal = Journal<typeof tracksState>;
const TRACKS_STATE: StateFile<typeof tracksState> = {
  name: 'tracks.json',
  form: tracksState,
  what: 'what says how far its tracks were read',
  broken: 'how far its tracks were read cannot be read back',
};
export type ShotsState = NonNullable<TracksState['shots']>;
export type ObjectsState = NonNullable<TracksState['objects']>;
export type TextState = NonNullable<TracksState['text']>;
export type Seen = z.infer<typeof seen>;

/** What a track's readings depend on: where any of it differs, they are begun anew. */
export interface TrackNeeds {
  readonly models: Readonly<Record<TrackName, string>>;
  readonly framesPerSecond: number;
  readonly longSide: number;
}

export function tracksDir(videoDir: string): string {
  return join(videoDir, TRACKS_FOLDER);
}

/** Where each track's readings lie. */
export function trackPath(dir: string, track: TrackName): string {
  return join(dir, { shots: 'shots.bin', objects: 'objects.jsonl', text: 'text.jsonl' }[track]);
}

/** Removes all that was read of a film's tracks, state first. */
export function discardTracks(dir: string): Promise<void> {
  return discardPass(dir, TRACKS_STATE);
}

/**
 * Takes up what earlier runs left. Of the tracks that are wanted, those that need something else, and those whose file is not
 * what was written, are begun anew. @throws IndexBroken
 */
export async function openTracksJournal(
  dir: string,
  wanted: readonly TrackName[],
  needs: TrackNeeds,
): Promise<TracksJournal> {
  await mkdir(dir, { recursive: true });
  const empty: TracksState = { version: SEALED_VERSION, shots: null, objects: null, text: null };
  const found = await readStateFile(dir, TRACKS_STATE);
  const journal = new Journal(dir, TRACKS_STATE, found ?? empty);
  const fresh = freshTracks(needs);
  const anew: TrackName[] = [];
  for (const track of TRACKS.filter((each) => wanted.includes(each))) {
    const stored = journal.state[track];
    const usable = fits(stored, needs, track) && (await isWhole(trackPath(dir, track), stored.file));
    if (!usable) anew.push(track);
  }
  if (found === null || anew.length > 0) {
    await journal.commit(Object.fromEntries(anew.map((track) => [track, fresh[track]])));
  }
  return journal;
}

function fits(
  track: TracksState[TrackName],
  needs: TrackNeeds,
  name: TrackName,
): track is NonNullable<TracksState[TrackName]> {
  if (track === null || track.model !== needs.models[name]) return false;
  // Cuts are looked for in every frame, whatever the index samples.
  if (!('longSide' in track)) return true;
  return track.framesPerSecond === needs.framesPerSecond && track.longSide === needs.longSide;
}

function freshTracks({ models, framesPerSecond, longSide }: TrackNeeds): Omit<TracksState, 'version'> {
  const begun = (model: string) => ({ model, frames: 0, file: NOTHING, damaged: false, done: false });
  const pictures = { framesPerSecond, longSide, recent: [] };
  return {
    shots: { ...begun(models.shots), context: 0, width: 0 },
    objects: { ...begun(models.objects), ...pictures },
    text: { ...begun(models.text), ...pictures, reading: null },
  };
}
