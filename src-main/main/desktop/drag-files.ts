import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import { basename, isAbsolute, join, relative } from 'node:path';
import type { DragRequest, MadeDrag } from '../../../src-shared/exports';
import { formatClock } from '../../../src-shared/time';
import { NotFound } from '../../base/library/errors';
import type { Library } from '../../base/library/types';
import { FileMissing } from '../../base/media/errors';
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
   * Has the file made, unless it is there: a copied clip, or a still. Films are dragged as they are.
   * @returns the first file's name
   * @throws NotFound for an unknown video, FileMissing for a film whose file is gone, and what `exportClip` or `exportStill` throws
   */
  async prepare(request: DragRequest): Promise<string> {
    if (request.as === 'films') return basename(this.#films(request.videoIds)[0] ?? '');
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

  /** Where the files lie, one at least. @throws NotFound for one that was not made, FileMissing for a film whose file is gone */
  paths(request: DragRequest): readonly string[] {
    if (request.as === 'films') return this.#films(request.videoIds);
    const { dir, name } = this.#place(request);
    const path = join(dir, name);
    if (this.#making.has(path) || !existsSync(path)) throw new NotFound('file');
    return [path];
  }

  #films(videoIds: readonly string[]): readonly string[] {
    const paths = videoIds.map((id) => this.tools.library.videos.path(id));
    const gone = paths.find((path) => !existsSync(path));
    if (gone !== undefined) throw new FileMissing(basename(gone));
    return paths;
  }

  /** Whether a file is one of those that were made: dropped on the window again it is no film. */
  holds(path: string): boolean {
    const within = relative(this.folder, path);
    return !within.startsWith('..') && !isAbsolute(within);
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
  #place({ videoId, from, to, as }: MadeDrag): { readonly dir: string; readonly name: string } {
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

  async #make(request: MadeDrag, dir: string, path: string): Promise<string> {
    const { library } = this.tools;
    await mkdir(dir, { recursive: true });
    const to = { path, replace: false };
    if (request.as === 'still') {
      await exportStill(library.videos.get(request.videoId), request.from, to, this.tools);
    } else await exportClip({ ...request, mode: 'fast' }, to, this.tools);
    return path;
  }
}
