import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { childWorkers } from '../src-main/main/jobs/child-worker';
import { openServices, type Services } from '../src-main/main/services';
import { switchesFor, type TrackName } from '../src-shared/passes';
import type { VideoId } from '../src-shared/primitives';
import { RESOURCES } from './media';

/** The built worker. */
export const WORKER = resolve('out', 'main', 'worker.js');

/** Services over a library of their own, with the built worker and no tracks switched on; removed after `use`. */
export async function withServices<T>(use: (services: Services) => Promise<T>): Promise<T> {
  const userDataDir = mkdtempSync(join(tmpdir(), 'longtake-bench-'));
  const spawnWorker = childWorkers(WORKER);
  const services = openServices({ userDataDir, resourcesDir: RESOURCES, spawnWorker });
  switchTracks(services, []);
  try {
    return await use(services);
  } finally {
    await services.close();
    rmSync(userDataDir, { recursive: true });
  }
}

export function switchTracks({ library }: Services, names: readonly TrackName[]): void {
  library.settings.set(switchesFor(names));
}

/** Adds a file and indexes it to the end. */
export async function indexFile(services: Services, path: string): Promise<VideoId> {
  const { videos, refused } = await services.intake.add([path]);
  const [video] = videos;
  if (!video) throw new Error(`refused: ${refused[0]?.error.message}`);
  services.jobs.start(video.id);
  await services.jobs.finished(video.id);
  return video.id;
}

/** Largest resident size so far of this process's worker processes, in bytes. Linux only; null elsewhere. */
export function workerPeak(): number | null {
  if (process.platform !== 'linux') return null;
  const peaks = readdirSync('/proc/self/task')
    .flatMap((task) => readFileSync(`/proc/self/task/${task}/children`, 'utf8').trim().split(' '))
    .filter((pid) => pid !== '')
    .map((pid) => statusBytes(`/proc/${pid}/status`));
  return peaks.length === 0 ? null : Math.max(...peaks);
}

/** Largest resident size so far of this process, in bytes. */
export function ownPeak(): number | null {
  return process.platform === 'linux' ? statusBytes('/proc/self/status') : null;
}

function statusBytes(path: string): number {
  const match = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(path, 'utf8'));
  return Number(match?.[1] ?? 0) * 1024;
}
