import { z } from 'zod';
import { box, type Shot, type TrackName } from '../../../../src-shared/domain';
import type { Micros } from '../../../../src-shared/time';
import { readCommitted } from '../../../base/film/checked-log';
import { IndexBroken } from '../../../base/film/errors';
import {
  type ObjectsState,
  type ShotsState,
  type TextState,
  type TracksState,
  trackPath,
} from '../../../base/film/tracks/tracks-state';
import type { TracksRequest, TracksResult } from '../../../base/film/types';
import type { ShotDetector } from '../../tracks/types';
import { decodeMeasures } from './shot-format';
import type { TracksDeps } from './types';

const time = z.number().int().nonnegative();
const objectLine = z.object({
  time,
  objects: z.array(z.object({ label: z.string(), box, score: z.number() })),
});
const textLine = z.object({
  time,
  lines: z.array(z.object({ text: z.string(), box, confidence: z.number() })),
});

export interface ResultSources {
  readonly dir: string;
  readonly state: TracksState;
  readonly request: Pick<TracksRequest, 'tracks' | 'duration' | 'framesPerSecond'>;
  readonly deps: Pick<TracksDeps, 'mergeWriting' | 'followObjects'>;
  readonly detector: () => Promise<ShotDetector>;
}

/** What the files of the wanted tracks come to: the same whenever it is asked. @throws IndexBroken */
export async function resultOf({
  dir,
  state,
  request,
  deps,
  detector,
}: ResultSources): Promise<TracksResult> {
  const { tracks, duration, framesPerSecond } = request;
  const wanted = <T>(name: TrackName, track: T | null): T | null => (tracks.includes(name) ? track : null);
  const shotsState = wanted('shots', state.shots);
  const shots = shotsState && (await readShots(dir, shotsState, detector, duration));
  const objectsState = wanted('objects', state.objects);
  const objects = objectsState && (await readObjects(dir, objectsState));
  const cuts = (shots ?? []).slice(1).map((shot) => shot.from);
  const textState = wanted('text', state.text);
  const text =
    textState &&
    deps.mergeWriting(await readWriting(dir, textState, duration), { cuts, framesPerSecond, duration });
  return {
    ...(shots ? { shots } : {}),
    ...(objects ? { objects: deps.followObjects(objects, { cuts, duration }) } : {}),
    ...(text ? { text } : {}),
  };
}

async function readShots(
  dir: string,
  { frames, width, file }: ShotsState,
  detector: () => Promise<ShotDetector>,
  duration: Micros,
): Promise<Shot[]> {
  if (frames === 0) return [];
  const { times, values } = decodeMeasures(await readCommitted(trackPath(dir, 'shots'), file), width);
  return (await detector()).shots(times, values, duration);
}

async function readObjects(dir: string, { file }: ObjectsState) {
  const lines = await readLines(trackPath(dir, 'objects'), file, objectLine);
  return lines.map((line, frameIndex) => ({ ...line, frameIndex }));
}

/** A reading holds until the next one: in between, the watch saw no change. */
async function readWriting(dir: string, { file }: TextState, duration: Micros) {
  const readings = await readLines(trackPath(dir, 'text'), file, textLine);
  return readings.map((reading, i) => ({
    ...reading,
    until: readings[i + 1]?.time ?? Math.max(duration, reading.time),
  }));
}

async function readLines<T>(path: string, file: ObjectsState['file'], form: z.ZodType<T>): Promise<T[]> {
  const text = (await readCommitted(path, file)).toString('utf8').trimEnd();
  if (text === '') return [];
  try {
    return text.split('\n').map((line) => form.parse(JSON.parse(line)));
  } catch (cause) {
    throw new IndexBroken('what was read of its tracks cannot be read back', { cause });
  }
}

/** What there is to say of a film without pictures. */
export function nothingOf(tracks: TracksRequest['tracks']): TracksResult {
  return Object.fromEntries(tracks.map((track) => [track, []]));
}
