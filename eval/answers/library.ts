import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { readFrameTimes } from '../../src-main/base/film/reader';
import { childWorkers } from '../../src-main/main/jobs/child-worker';
import { openServices, type Services } from '../../src-main/main/services';
import type { EvidenceDeps } from '../../src-main/worker/answer/evidence-deps';
import { wantedTracks } from '../../src-shared/passes';
import type { Video } from '../../src-shared/video';
import { CannotRun } from '../errors';

const WORKER = resolve('out', 'main', 'worker.js');

/** Parts of the evidence that can be left out, to see what each is worth. */
export const PARTS = ['frames', 'speech', 'text', 'objects'] as const;
export type Part = (typeof PARTS)[number];
export type PartialEvidence = EvidenceDeps & { readonly without: readonly Part[] };

/** Services over a library that is kept between runs, so that films are indexed once. */
export function openKept(name: string): Services {
  const userDataDir = resolve('.cache', 'eval', 'library', name);
  mkdirSync(userDataDir, { recursive: true });
  return openAt(userDataDir);
}

/**
 * Services over the library of a folder.
 * @param worker the worker's entry file; the built app's when left out. @throws CannotRun where that is not there
 */
export function openAt(userDataDir: string, worker = WORKER): Services {
  if (!existsSync(worker)) throw new CannotRun('The app is not built. Build it first: npm run build');
  return openServices({
    userDataDir,
    resourcesDir: resolve('resources'),
    spawnWorker: childWorkers(worker),
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

/**
 * Adds a film and indexes it to the end, with the tracks that the settings ask for, and read by the language model that answers: also
 * what an index from before lacks of it. @throws Error where it is refused or fails
 */
export async function indexed(services: Services, path: string): Promise<Video> {
  const { videos, refused } = await services.intake.add([path]);
  const [known] = videos;
  if (!known) throw new Error(`${path}: ${refused[0]?.error.message ?? 'could not be added'}`);
  const lacks = wantedTracks(services.library.settings.get()).filter(
    (track) => !known.tracks.includes(track),
  );
  const model = services.chosen.answers?.model;
  const unread = model !== undefined && !(known.answers?.model === model && known.answers.complete);
  if (lacks.length > 0 || unread || known.state !== 'ready') {
    services.jobs.start(known.id);
    await services.jobs.finished(known.id);
    const { state, error } = services.library.videos.get(known.id);
    if (state !== 'ready') throw new Error(`${path}: ${error?.message ?? `is ${state}`}`);
    console.error(`indexed ${path}`);
  }
  return services.library.videos.get(known.id);
}

/** Films of a folder and those below it, by their names without the ending; ActivityNet's, `v_…`, also without that. */
export function filmsIn(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (f) => f.isFile() || f.isSymbolicLink(),
  );
  const named = files.map((f) => {
    return [f.name.slice(0, -extname(f.name).length || undefined), join(f.parentPath, f.name)] as const;
  });
  return new Map([...named.map(([name, path]) => [name.replace(/^v_/, ''), path] as const), ...named]);
}
