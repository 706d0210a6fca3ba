import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { DragRequest } from '../../../src-shared/exports';
import { formatClock } from '../../../src-shared/time';
import { NotFound } from '../../base/library/errors';
import type { Library } from '../../base/library/types';
import { asFileName } from '../export/file-name';
import { clipFileName, exportClip } from '../export/write-clip';
import { exportStill, type StillTools } from '../export/write-still';

/** An editing program may only link to what was dropped on it: files are kept so long after they were last dragged, milliseconds. */
const KEPT = 7 * 24 * 60 * 60 * 1000;

/** What is dragged out of the window, as the files that the system wants at the moment when a drag begins. */
export class DragFiles {
  readonly #making = new Map<string, Promise<string>>();

  /** @param folder of its own; nothing else lies in it */
  constructor(
    private readonly folder: string,
    private readonly tools: StillTools & { readonly library: Library },
    private readonly now: () => number = Date.now,
  ) {}

  /**
   * Has the file made, unless it is there: a copied clip, or a still.
   * @returns its name
   * @throws NotFound for an unknown video, and what `exportClip` or `exportStill` throws
   */
  async prepare(request: DragRequest): Promise<string> {
    const { dir, name } = this.#place(request);
    const path = join(dir, name);
    if (existsSync(path)) {
      const now = new Date(this.now());
      await utimes(dir, now, now);
      return name;
    }
    const making = this.#making.get(path) ?? this.#make(request, dir, path);
    this.#making.set(path, making);
    try {
      await making;
    } finally {
      this.#making.delete(path);
    }
    return name;
  }

  /** Where a file lies that was made. @throws NotFound */
  path(request: DragRequest): string {
    const { dir, name } = this.#place(request);
    const path = join(dir, name);
    if (this.#making.has(path) || !existsSync(path)) throw new NotFound('file');
    return path;
  }

  /** Removes what was not dragged for a week. */
  async clear(): Promise<void> {
    for (const name of await readdir(this.folder).catch(() => [])) {
      const dir = join(this.folder, name);
      const { mtimeMs } = await stat(dir);
      if (this.now() - mtimeMs > KEPT) await rm(dir, { recursive: true, force: true });
    }
  }

  /** A folder for each, so that a name need tell nothing but what it is. */
  #place({ videoId, from, to, as }: DragRequest): { readonly dir: string; readonly name: string } {
    const video = this.tools.library.videos.get(videoId);
    const { stem, ending } =
      as === 'still'
        ? { stem: formatClock(from).replaceAll(':', '.'), ending: 'jpg' }
        : clipFileName(this.tools.library, { videoId, from, to, mode: 'fast' });
    return {
      dir: join(this.folder, `${videoId}-${from}-${as === 'still' ? 'still' : to}`),
      name: `${asFileName(`${video.title} ${stem}`)}.${ending}`,
    };
  }

  async #make(request: DragRequest, dir: string, path: string): Promise<string> {
    const { library } = this.tools;
    await mkdir(dir, { recursive: true });
    const to = { path, replace: false };
    if (request.as === 'still') {
      await exportStill(library.videos.get(request.videoId), request.from, to, this.tools);
    } else await exportClip({ ...request, mode: 'fast' }, to, this.tools);
    return path;
  }
}
