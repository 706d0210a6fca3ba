import { innerFolder } from '../../base/packs/folders';
import type { StepProgress } from '../../base/packs/install-types';
import { modelMemory } from '../../base/packs/memory';
import { installCuda } from '../install/cuda/install';
import { identifyFolder } from '../install/identify';
import { install } from '../install/install';
import { fetchRelease, readReleases } from '../install/release/fetch';
import type { Handlers } from './serve';

/** Milliseconds between two events: whoever installs needs no more, and pieces come faster. */
const INTERVAL = 100;
/** Milliseconds after which it is told anew that the work goes on, though a server keeps it waiting. */
const HEARTBEAT = 10_000;

/** Fetches, checks and converts packs, in a process of its own. */
export const installHandlers: Pick<
  Handlers,
  'packs.identify' | 'packs.install' | 'cuda.install' | 'release.read' | 'release.fetch'
> = {
  'packs.identify': async ({ path }) => ({ name: (await identifyFolder(await innerFolder(path))).name }),
  'packs.install': (request, { signal, emit }) =>
    telling(emit, async (onProgress) =>
      install(request, { signal, onProgress }, { memoryBytes: await modelMemory() }),
    ),
  'cuda.install': (request, { signal, emit }) =>
    telling(emit, async (onProgress) => {
      await installCuda(request, { signal, onProgress });
      return null;
    }),
  'release.read': (place, { signal }) => readReleases(place, signal),
  'release.fetch': (wanted, { signal, emit }) =>
    telling(emit, async (onProgress) => {
      await fetchRelease(wanted, { signal, onProgress });
      return null;
    }),
};

/** Tells of progress at intervals, and that the work goes on. */
async function telling<T>(
  emit: (event: 'progress', progress: StepProgress) => void,
  work: (onProgress: (progress: StepProgress) => void) => Promise<T>,
): Promise<T> {
  let last: StepProgress | null = null;
  let told = 0;
  const tell = () => {
    if (last) emit('progress', last);
    told = Date.now();
  };
  const onProgress = (progress: StepProgress) => {
    const turn = last?.step !== progress.step || progress.bytesDone === progress.bytesTotal;
    last = progress;
    if (turn || Date.now() - told >= INTERVAL) tell();
  };
  const alive = setInterval(tell, HEARTBEAT);
  try {
    return await work(onProgress);
  } finally {
    clearInterval(alive);
  }
}
