import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { toUserError } from '../../../src-shared/errors';
import type { VideoId } from '../../../src-shared/primitives';
import { audioHeard } from '../../../src-shared/transcripts';
import type { PlayerSource, Video } from '../../../src-shared/video';
import { PROXY_FILE } from '../../base/film/files';
import type { Library } from '../../base/library/types';
import { makeProxy, needsProxy } from '../../base/media/proxy';
import { discardProxy, isProxyThere, isProxyWhole, recordProxy } from '../../base/media/proxy-check';
import type { ProgramPath } from '../../base/media/types';
import { checkMissing } from '../intake/intake';
import { MEDIA_SCHEME } from './origin';

interface Making {
  progress: number;
  readonly abort: AbortController;
}

/**
 * Decides what the player plays: the file itself, or, where Chromium cannot play it, a proxy that ffmpeg makes in the
 * background, one at a time.
 */
export class PlayerService {
  private readonly making = new Map<VideoId, Making>();
  private readonly failed = new Map<VideoId, string>();
  /** Videos that the page tried and could not play, whatever their codec promised. */
  private readonly refused = new Set<VideoId>();
  /** Proxies that were handed out, and those that were thrown away because they were damaged. */
  private readonly checked = new Set<VideoId>();
  private readonly remade = new Set<VideoId>();
  /** The sound track of what was handed out. */
  private readonly handed = new Map<VideoId, number>();
  private closed = false;
  private chain: Promise<void> = Promise.resolve();

  constructor(
    private readonly library: Library,
    private readonly ffmpegPath: ProgramPath,
    private readonly changed: (videoId: VideoId, source: PlayerSource) => void,
    /** Told of a video whose file was found to be away, or back. */
    private readonly foundOut: (videoId: VideoId) => void = () => undefined,
  ) {}

  proxyPath(videoId: VideoId): string {
    return join(this.library.indexDir(videoId), PROXY_FILE);
  }

  /** Removes all copies that are not being made just now. */
  async clearCopies(): Promise<void> {
    for (const { id } of this.library.videos.list()) {
      if (this.making.has(id)) continue;
      this.forget(id);
      await discardProxy(this.proxyPath(id));
    }
  }

  /** @throws NotFound for an unknown video */
  async source(videoId: VideoId): Promise<PlayerSource> {
    const video = this.library.videos.get(videoId);
    const { media } = video;
    const track = audioHeard(video) ?? 0;
    this.handed.set(videoId, track);
    const original = this.library.videos.source(videoId);
    const there = await isFile(original);
    // The library says the same as the player, at once.
    if (there === (video.state === 'missing')) await this.lookAgain(video);
    if (!there) {
      return unavailable('The file is not where it was. “Find the file…” shows Longtake where it is.');
    }
    const kind = media.video === null ? 'audio' : 'original';
    if (!needsProxy(media, track) && !this.refused.has(videoId)) {
      return { url: address(videoId, 'original'), kind, progress: null, note: null };
    }
    if (!this.making.has(videoId) && (await isProxyThere(this.proxyPath(videoId), track))) {
      this.checkProxy(videoId);
      return {
        url: address(videoId, 'proxy'),
        kind: media.video === null ? 'audio' : 'proxy',
        progress: null,
        note: 'Playing a copy made for preview; the original is untouched.',
      };
    }
    const failure = this.failed.get(videoId);
    if (failure !== undefined) return unavailable(failure);
    if (this.library.readOnly) {
      return unavailable('This format needs a copy for preview, and the library may not be written to.');
    }
    if (!this.making.has(videoId)) this.enqueue(videoId, original, track);
    return this.preparing(videoId);
  }

  /** The page could not play the original, and a proxy is made after all; or it could not play the proxy, which is made anew. */
  async cannotPlay(videoId: VideoId): Promise<PlayerSource> {
    // A file that went away while it was played says nothing about its format.
    if (!(await isFile(this.library.videos.source(videoId)))) return this.source(videoId);
    const proxy = this.proxyPath(videoId);
    // Once: where the page plays none of them, there is nothing more to be made.
    const again = this.checked.has(videoId) && !this.remade.has(videoId) && !this.library.readOnly;
    if (again) await this.discardProxy(videoId, proxy);
    this.refused.add(videoId);
    return this.source(videoId);
  }

  private async lookAgain(video: Video): Promise<void> {
    // One that Longtake made of pictures may be made again, which is not for a player to wait for.
    if (video.media.madeOf) return;
    for (const { id } of await checkMissing(this.library, null, [video])) this.foundOut(id);
  }

  /** Reads a proxy through, once, while it is already played; one that is damaged is made anew. */
  private checkProxy(videoId: VideoId): void {
    if (this.checked.has(videoId)) return;
    this.checked.add(videoId);
    const proxy = this.proxyPath(videoId);
    void isProxyWhole(proxy)
      .catch(() => false)
      .then(async (whole) => {
        if (whole || this.closed || this.library.readOnly || this.making.has(videoId)) return;
        await this.discardProxy(videoId, proxy);
        this.changed(videoId, await this.source(videoId));
      })
      // The video was removed meanwhile.
      .catch(() => undefined);
  }

  private async discardProxy(videoId: VideoId, proxy: string): Promise<void> {
    this.remade.add(videoId);
    this.checked.delete(videoId);
    await discardProxy(proxy);
  }

  /** Begins anew with a video that is being removed, or whose file is now elsewhere. */
  forget(videoId: VideoId): void {
    this.making.get(videoId)?.abort.abort();
    this.making.delete(videoId);
    this.failed.delete(videoId);
    this.refused.delete(videoId);
    this.checked.delete(videoId);
    this.remade.delete(videoId);
    this.handed.delete(videoId);
  }

  /** Another sound track of a video may be heard now: what plays it is to play that. */
  async soundChanged(videoId: VideoId): Promise<void> {
    const before = this.handed.get(videoId);
    const video = this.library.videos.find(videoId);
    if (before === undefined || video === null || before === (audioHeard(video) ?? 0)) return;
    this.making.get(videoId)?.abort.abort();
    this.making.delete(videoId);
    this.failed.delete(videoId);
    this.changed(videoId, await this.source(videoId));
  }

  /** Stops what is being made; what is still being looked through is left as it is. */
  close(): void {
    this.closed = true;
    for (const { abort } of this.making.values()) abort.abort();
  }

  private preparing(videoId: VideoId): PlayerSource {
    return {
      url: null,
      kind: 'preparing',
      progress: this.making.get(videoId)?.progress ?? 0,
      note: 'This format cannot be played directly. A copy for preview is being made; you can ask and search meanwhile.',
    };
  }

  private enqueue(videoId: VideoId, path: string, track: number): void {
    const making: Making = { progress: 0, abort: new AbortController() };
    this.making.set(videoId, making);
    this.chain = this.chain.then(() => this.make(videoId, path, making, track));
  }

  private async make(videoId: VideoId, path: string, making: Making, track: number): Promise<void> {
    const { signal } = making.abort;
    if (signal.aborted) return;
    const proxy = this.proxyPath(videoId);
    try {
      await discardProxy(proxy);
      await makeProxy({
        ffmpegPath: await this.ffmpegPath(),
        path,
        media: this.library.videos.get(videoId).media,
        track,
        anew: this.refused.has(videoId),
        dest: proxy,
        signal,
        onProgress: (fraction) => {
          making.progress = fraction;
          this.changed(videoId, this.preparing(videoId));
        },
      });
      if (signal.aborted) return;
      await recordProxy(proxy, track);
      this.making.delete(videoId);
      this.changed(videoId, await this.source(videoId));
    } catch (error) {
      if (signal.aborted) return;
      this.making.delete(videoId);
      const { code, message, remedy } = toUserError(error);
      const note = `${message} ${remedy}`;
      // A full disk or a file that is away can be set right: only what lies in the file itself is not tried again.
      if (code === 'CannotReadVideo') this.failed.set(videoId, note);
      this.changed(videoId, unavailable(note));
    }
  }
}

function address(videoId: VideoId, which: 'original' | 'proxy'): string {
  return `${MEDIA_SCHEME}://video/${videoId}/${which}`;
}

function unavailable(note: string): PlayerSource {
  return { url: null, kind: 'unavailable', progress: null, note };
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() ?? false;
}
