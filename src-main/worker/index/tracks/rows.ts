import { join } from 'node:path';
import { z } from 'zod';
import { TRACKS, type TrackName } from '../../../../src-shared/passes';
import { isWhole, NOTHING } from '../../../base/film/checked-log';
import { discardPass, Journal, readStateFile, type StateFile } from '../../../base/film/journal';
import { SEALED_VERSION } from '../../../base/film/sealed-json';
import { makeFolders } from '../../../base/make-folder';
import { type ObjectsKind, objectsRow } from './objects';
import type { TrackPass } from './row';
import { type ShotsKind, shotsRow } from './shots';
import { type TextKind, textRow } from './text';

/** The types of every track. */
export interface TrackKinds {
  readonly shots: ShotsKind;
  readonly objects: ObjectsKind;
  readonly text: TextKind;
}

/** Every track. */
export const ROWS: { readonly [N in TrackName]: TrackPass<TrackKinds[N]> } = {
  shots: shotsRow,
  objects: objectsRow,
  text: textRow,
};

/** What counts of each track: complete by itself; null where it was never read. */
export type TrackStates = { readonly [N in TrackName]: TrackKinds[N]['state'] | null };

const forms = Object.fromEntries(
  TRACKS.map((name) => [name, z.union([z.null(), ROWS[name].form]).default(null)]),
) as unknown as { [N in TrackName]: z.ZodType<TrackStates[N]> };
const tracksState = z.object({
  version: z.union([z.literal(1), z.literal(SEALED_VERSION)]).transform(() => SEALED_VERSION),
  ...forms,
});
export type TracksJournal = Journal<typeof tracksState>;
const TRACKS_STATE: StateFile<typeof tracksState> = {
  name: 'tracks.json',
  form: tracksState,
  what: 'what says how far its tracks were read',
  broken: 'how far its tracks were read cannot be read back',
};

/** What a track's readings depend on: where any of it differs, they are begun anew. */
export interface TrackNeeds {
  readonly tracks: { readonly [N in TrackName]: { readonly model: string } };
  readonly framesPerSecond: number;
  readonly longSide: number;
}

/** Where a track's readings lie. @param dir see `tracksDir` */
export function trackPath(dir: string, track: TrackName): string {
  return join(dir, ROWS[track].file);
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
  await makeFolders(dir);
  const nothing = Object.fromEntries(TRACKS.map((name) => [name, null])) as TrackStates;
  const found = await readStateFile(dir, TRACKS_STATE);
  const journal = new Journal(dir, TRACKS_STATE, found ?? { version: SEALED_VERSION, ...nothing });
  const anew: TrackName[] = [];
  for (const track of TRACKS.filter((each) => wanted.includes(each))) {
    const stored = journal.state[track];
    const usable = fits(stored, needs, track) && (await isWhole(trackPath(dir, track), stored.file));
    if (!usable) anew.push(track);
  }
  if (found === null || anew.length > 0) {
    await journal.commit(Object.fromEntries(anew.map((track) => [track, begun(track, needs)])));
  }
  return journal;
}

function fits(
  track: TrackStates[TrackName],
  needs: TrackNeeds,
  name: TrackName,
): track is NonNullable<TrackStates[TrackName]> {
  if (track === null || track.model !== needs.tracks[name].model) return false;
  // What is looked for in every frame does not depend on what the index samples.
  if (!('longSide' in track)) return true;
  return track.framesPerSecond === needs.framesPerSecond && track.longSide === needs.longSide;
}

function begun(name: TrackName, { tracks, framesPerSecond, longSide }: TrackNeeds) {
  const { model } = tracks[name];
  const pictures = { framesPerSecond, longSide, recent: [] };
  return ROWS[name].begin({ model, frames: 0, file: NOTHING, damaged: false, done: false }, pictures);
}
