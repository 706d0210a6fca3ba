import type { VideoId } from '../../src-shared/primitives';
import { thumbUrl } from '../ui/media';
import type { Thumbs } from './tracks/filmstrip';

/** The part of a picture that the cache needs. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly close: () => void;
}

const BYTES_PER_PIXEL = 4;
const MOST_BYTES = 64 * 1024 * 1024;
const PARALLEL = 6;
/** Requests beyond this are dropped, the oldest first: they belong to places the user has left. */
const MOST_WAITING = 96;

/**
 * Decoded thumbnails, least recently used first to go. Asking never waits: what is not there is loaded
 * behind, newest request first, and listeners are told when something arrived.
 */
export class ThumbCache<T extends Picture> {
  private readonly ready = new Map<number, T>();
  private readonly waiting = new Set<number>();
  private readonly loading = new Set<number>();
  private readonly failed = new Set<number>();
  private readonly listeners = new Set<() => void>();
  private bytes = 0;
  private disposed = false;

  /**
   * @param load fetches and decodes a frame's thumbnail, off the main thread.
   * @param mostBytes memory for decoded pictures.
   */
  constructor(
    private readonly load: (frame: number) => Promise<T>,
    private readonly mostBytes = MOST_BYTES,
  ) {}

  /** The frame's thumbnail; undefined while it is being loaded or where there is none. */
  readonly get = (frame: number): T | undefined => {
    const picture = this.ready.get(frame);
    if (picture) {
      this.ready.delete(frame);
      this.ready.set(frame, picture);
      return picture;
    }
    if (this.disposed || this.loading.has(frame) || this.failed.has(frame)) return undefined;
    this.waiting.delete(frame);
    this.waiting.add(frame);
    if (this.waiting.size > MOST_WAITING) this.waiting.delete(this.waiting.values().next().value as number);
    this.loadMore();
    return undefined;
  };

  /** Called whenever thumbnails arrived, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** More frames are indexed: what failed may be there now. */
  retry(): void {
    this.failed.clear();
  }

  /** The film is indexed anew: another picture may stand behind every number. */
  forget(): void {
    this.retry();
    this.waiting.clear();
    for (const picture of this.ready.values()) picture.close();
    this.ready.clear();
    this.bytes = 0;
  }

  dispose(): void {
    this.disposed = true;
    this.listeners.clear();
    this.forget();
  }

  private loadMore(): void {
    while (this.loading.size < PARALLEL && this.waiting.size > 0) {
      const frame = [...this.waiting].at(-1) as number;
      this.waiting.delete(frame);
      this.loading.add(frame);
      this.load(frame).then(
        (picture) => this.arrived(frame, picture),
        // A thumbnail that cannot be had leaves a blank on the strip; that is all there is to say of it.
        () => this.arrived(frame, null),
      );
    }
  }

  private arrived(frame: number, picture: T | null): void {
    this.loading.delete(frame);
    if (this.disposed) {
      picture?.close();
      return;
    }
    if (picture) this.keep(frame, picture);
    else this.failed.add(frame);
    this.loadMore();
    for (const listener of this.listeners) listener();
  }

  private keep(frame: number, picture: T): void {
    this.ready.set(frame, picture);
    this.bytes += picture.width * picture.height * BYTES_PER_PIXEL;
    for (const [oldest, old] of this.ready) {
      if (this.bytes <= this.mostBytes || oldest === frame) break;
      this.bytes -= old.width * old.height * BYTES_PER_PIXEL;
      this.ready.delete(oldest);
      old.close();
    }
  }
}

async function loadThumb(videoId: VideoId, frame: number): Promise<ImageBitmap> {
  const image = new Image();
  image.src = thumbUrl(videoId, frame);
  await image.decode();
  return createImageBitmap(image);
}

export type VideoThumbs = ThumbCache<ImageBitmap> & Thumbs;

let current: { videoId: VideoId; thumbs: VideoThumbs } | null = null;

/** The open video's thumbnails, shared by timeline and player; another video's are let go. */
export function thumbsOf(videoId: VideoId): VideoThumbs {
  if (current?.videoId === videoId) return current.thumbs;
  current?.thumbs.dispose();
  current = { videoId, thumbs: new ThumbCache((frame) => loadThumb(videoId, frame)) };
  return current.thumbs;
}
