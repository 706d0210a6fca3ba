import type { VideoId } from '../../../src-shared/primitives';
import { replaceFilmFile } from '../../base/film/append-file';
import { firstPicturePath } from '../../base/film/reader';
import type { Library } from '../../base/library/types';
import { readStill } from '../../base/media/still';
import type { ProgramPath } from '../../base/media/types';

/** As high as the pictures of an index, in pixels. */
const HEIGHT = 180;
/** Where in a film the picture is taken: behind titles and black, near enough to be found at once. */
const SHARE = 0.1;
const FURTHEST = 60_000_000;

export interface PostersOptions {
  readonly library: Library;
  readonly ffmpegPath: ProgramPath;
}

/** Gives films that were just added a picture before their index is begun, one after another. */
export class Posters {
  readonly #closing = new AbortController();
  readonly #waiting = new Set<VideoId>();
  readonly #listeners = new Set<(id: VideoId) => void>();
  #making: Promise<void> | null = null;

  constructor(private readonly options: PostersOptions) {}

  make(ids: readonly VideoId[]): void {
    for (const id of ids) this.#waiting.add(id);
    this.#making ??= this.#makeAll().finally(() => {
      this.#making = null;
    });
  }

  /** Told of each film that has a picture now. @returns what ends it */
  onMade(listener: (id: VideoId) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Resolves once all that were asked for are made. */
  async settled(): Promise<void> {
    await this.#making;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#making;
  }

  async #makeAll(): Promise<void> {
    for (const id of this.#waiting) {
      this.#waiting.delete(id);
      if (this.#closing.signal.aborted) return;
      // Without one a film is listed all the same; what is wrong with it its job will tell.
      await this.#makeOne(id).catch(() => undefined);
    }
  }

  async #makeOne(id: VideoId): Promise<void> {
    const { library, ffmpegPath } = this.options;
    const video = library.videos.find(id);
    if (video === null || video.hasPoster || video.media.video === null) return;
    const still = await readStill({
      ...{ ffmpegPath: await ffmpegPath(), path: library.videos.source(id), media: video.media },
      at: Math.min(Math.round((video.media.duration ?? 0) * SHARE), FURTHEST),
      ...{ height: HEIGHT, signal: this.#closing.signal },
    });
    const now = library.videos.find(id);
    // The index, which may have come first, has a better one.
    if (still === null || now === null || now.hasPoster) return;
    await replaceFilmFile(firstPicturePath(library.indexDir(id)), still.jpeg);
    library.videos.setIndexed(id, { frameCount: now.frameCount, hasPoster: true });
    for (const listener of this.#listeners) listener(id);
  }
}
