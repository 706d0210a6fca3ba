import { MICROS_PER_SECOND, type Micros } from '../../../src-shared/time';
import { openDecode } from './decode';
import { thumbnailSize } from './decode-arguments';
import { readTwice } from './stopped-early';
import type { DecodeOptions } from './types';

export interface StillOptions extends Pick<DecodeOptions, 'ffmpegPath' | 'path' | 'media' | 'signal'> {
  readonly at: Micros;
  /** Height in pixels; the width follows from how the film is shown. */
  readonly height: number;
  /** As ffmpeg counts it, 2 (best) to 31; as thumbnails have it where it is left out. */
  readonly quality?: number;
}

export interface Still {
  /** The frame's own presentation time. */
  readonly time: Micros;
  readonly jpeg: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** So fine that every frame of a film is one of its own. */
const EVERY_FRAME = 1000;
/** How long before the wanted time its frame may have begun: films of fewer frames are taken at the next one. */
const LONGEST_FRAME = 2 * MICROS_PER_SECOND;
/** Pixels are not looked at: as few of them as can be. */
const NO_PIXELS = { width: 2, height: 2 };

/**
 * The picture that a film shows at a time: the last frame that begins at or before it, else the next one.
 * @returns null for a time behind the film's last frame
 * @throws what `openDecode` throws
 */
export async function readStill(options: StillOptions): Promise<Still | null> {
  return readTwice((stoppedAt) => readOnce(options, stoppedAt));
}

async function readOnce(options: StillOptions, stoppedAt: Micros | undefined): Promise<Still | null> {
  const { at, height, media, quality, ...source } = options;
  const pass = openDecode({
    ...source,
    media,
    framesPerSecond: EVERY_FRAME,
    frameSize: NO_PIXELS,
    thumbnailHeight: height,
    ...(quality === undefined ? {} : { thumbnailQuality: quality }),
    turns: true,
    framesFrom: Math.max(0, at - LONGEST_FRAME),
    seek: true,
    withFrames: true,
    withAudio: false,
    stoppedAt,
  });
  let shown: Still | null = null;
  for await (const item of pass) {
    if (item.kind !== 'frame') continue;
    if (shown !== null && item.time > at) break;
    shown = { time: item.time, jpeg: item.thumbnail, ...thumbnailSize({ media }, height) };
  }
  return shown;
}
