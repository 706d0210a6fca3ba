import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { ClipExport, PlaceClips } from '../../../src-shared/exports';
import { NoSuchClip } from '../export/errors';
import type { Destination } from '../export/output';
import { type ClipExported, type ClipRequest, type ClipTools, exportClip } from '../export/write-clip';
import { exportPlaceClips, type PlaceClipsRequest } from '../export/write-place-clips';
import type { PlacesTools } from '../export/write-places';
import { Throttle } from '../jobs/throttle';

/** Milliseconds between two reports of how far the clips are. */
const REPORT_EVERY = 100;

interface Running {
  readonly clip: ClipExport;
  readonly stop: AbortController;
}

/** The clips that are being written: how far each is, and a way to stop it. */
export class ClipExports {
  readonly #running = new Map<string, Running>();
  readonly #ended = new Set<string>();
  readonly #report: Throttle;

  /** @param onChanged told of all clips under way, at most ten times a second, and of an empty list after the last */
  constructor(
    private readonly tools: Omit<ClipTools, 'onProgress'>,
    onChanged: (clips: ClipExport[]) => void,
  ) {
    this.#report = new Throttle(REPORT_EVERY, () => onChanged(this.list()));
  }

  list(): ClipExport[] {
    return [...this.#running.values()].map(({ clip }) => clip);
  }

  /** @throws Cancelled where it is stopped, and what `exportClip` throws */
  write(request: ClipRequest, to: Destination): Promise<ClipExported> {
    return this.#run(to, (signal, onProgress) =>
      exportClip(request, to, { ...this.tools, signal, onProgress }),
    );
  }

  /** All clips of a list count as one. @throws Cancelled where it is stopped, and what `exportPlaceClips` throws */
  writeList(request: PlaceClipsRequest, to: Destination, tools: PlacesTools): Promise<PlaceClips> {
    return this.#run(to, (signal, onProgress) =>
      exportPlaceClips(request, to, { ...tools, signal, onProgress }),
    );
  }

  async #run<T>(
    to: Destination,
    work: (signal: AbortSignal, onProgress: (fraction: number) => void) => Promise<T>,
  ): Promise<T> {
    const clip: ClipExport = { id: randomUUID(), fileName: basename(to.path), progress: 0 };
    const stop = new AbortController();
    const set = (progress: number): void => {
      this.#running.set(clip.id, { clip: { ...clip, progress }, stop });
      this.#report.request();
    };
    set(0);
    try {
      return await work(AbortSignal.any([this.tools.signal, stop.signal]), set);
    } finally {
      this.#running.delete(clip.id);
      this.#ended.add(clip.id);
      this.#report.request();
    }
  }

  /** Nothing of the clip is left, but for those of a list that are whole; one that is done already is not touched. @throws NoSuchClip */
  stop(id: string): void {
    const running = this.#running.get(id);
    if (!running && !this.#ended.has(id)) throw new NoSuchClip();
    running?.stop.abort();
  }
}
