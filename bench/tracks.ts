import { spawnSync } from 'node:child_process';
import type { TrackName } from '../src-shared/passes';
import { ffmpeg, film } from './media';
import { megabytes, number, type Row, type Section } from './report';
import { indexFile, switchTracks, withServices, workerPeak } from './worker';

const FILM_SECONDS = 40;
const SETS: readonly (readonly [string, readonly TrackName[]])[] = [
  ['cuts, every frame', ['shots']],
  ['people and things, 1 frame a second', ['objects']],
  ['writing, 1 frame a second', ['text']],
  ['all three in one pass', ['shots', 'objects', 'text']],
];

/** Seconds that ffmpeg takes to decode a film and do nothing with it. */
function decodeAlone(path: string): number {
  const start = performance.now();
  spawnSync(ffmpeg(), ['-hide_banner', '-loglevel', 'error', '-i', path, '-an', '-f', 'null', '-']);
  return (performance.now() - start) / 1000;
}

/** Seconds that reading tracks of an indexed film takes, and the worker's peaks before and after. */
async function read(
  path: string,
  tracks: readonly TrackName[],
): Promise<{ seconds: number; before: number | null; after: number | null }> {
  return withServices(async (services) => {
    const id = await indexFile(services, path);
    const before = workerPeak();
    switchTracks(services, tracks);
    const start = performance.now();
    services.jobs.start(id);
    await services.jobs.finished(id);
    return { seconds: (performance.now() - start) / 1000, before, after: workerPeak() };
  });
}

export const tracks: Section = {
  title: 'Tracks: cuts, things and writing',
  async run() {
    const path = film(FILM_SECONDS);
    const rows: Row[] = [];
    for (const [what, names] of SETS) {
      const decode = decodeAlone(path);
      const { seconds, before, after } = await read(path, names);
      rows.push({
        what: `${what}, ${FILM_SECONDS} s of 720p H.264`,
        value: `${number(seconds)} s, ${number(FILM_SECONDS / seconds)} times real time`,
        against: `${number(seconds / decode, 2)} times decoding alone (${number(decode)} s); worker peak ${megabytes(after)}, ${megabytes(before)} after the index`,
      });
    }
    return rows;
  },
};
