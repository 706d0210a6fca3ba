import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { readFrameTimes } from '../src-main/base/film/reader';
import { childWorkers } from '../src-main/main/jobs/child-worker';
import { openServices, type Services } from '../src-main/main/services';
import type { EvidenceDeps } from '../src-main/worker/answer/evidence-deps';
import { TRACKS, type Video } from '../src-shared/domain';
import { CannotRun } from './errors';

const WORKER = resolve('out', 'main', 'worker.js');

/** Parts of the evidence that can be left out, to see what each is worth. */
export const PARTS = ['frames', 'speech', 'text', 'objects'] as const;
export type Part = (typeof PARTS)[number];
export type PartialEvidence = EvidenceDeps & { readonly without: readonly Part[] };

/** Services over a library that is kept between runs, so that films are indexed once. */
export function openKept(name: string): Services {
  if (!existsSync(WORKER)) throw new CannotRun('The app is not built. Build it first: npm run build');
  const userDataDir = resolve('.cache', 'eval', 'library', name);
  mkdirSync(userDataDir, { recursive: true });
  return openServices({
    userDataDir,
    resourcesDir: resolve('resources'),
    spawnWorker: childWorkers(WORKER),
    onUnexpected: (error) => console.error(error),
  });
}

/** What the answerer and the search stand on, with parts of it left out. */
export function evidenceOf(services: Services, without: readonly Part[]): PartialEvidence {
  const { library, workers, chosen } = services;
  return {
    library,
    worker: workers.query,
    packs: chosen,
    frameTimes: (id) => readFrameTimes(library.indexDir(id)),
    without,
  };
}

/** Which setting asks for a track. */
const ASKED_BY = { shots: 'findShots', objects: 'findObjects', text: 'readText' } as const;

/**
 * Adds a film and indexes it to the end, with the tracks that the settings ask for: those too that an index from before
 * lacks. @throws Error where it is refused or fails
 */
export async function indexed(services: Services, path: string): Promise<Video> {
  const { videos, refused } = await services.intake.add([path]);
  const [known] = videos;
  if (!known) throw new Error(`${path}: ${refused[0]?.error.message ?? 'could not be added'}`);
  const settings = services.library.settings.get();
  const lacks = TRACKS.filter((track) => settings[ASKED_BY[track]] && !known.tracks.includes(track));
  if (lacks.length > 0 || known.state !== 'ready') {
    services.jobs.start(known.id);
    await services.jobs.finished(known.id);
    const { state, error } = services.library.videos.get(known.id);
    if (state !== 'ready') throw new Error(`${path}: ${error?.message ?? `is ${state}`}`);
    console.error(`indexed ${path}`);
  }
  return services.library.videos.get(known.id);
}

/** Films of a folder and those below it, by their names without the ending. */
export function filmsIn(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (f) => f.isFile() || f.isSymbolicLink(),
  );
  return new Map(
    files.map((f) => [f.name.slice(0, -extname(f.name).length || undefined), join(f.parentPath, f.name)]),
  );
}
