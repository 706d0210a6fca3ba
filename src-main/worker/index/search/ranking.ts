import type { UserError } from '../../../../src-shared/errors';
import { toUserError } from '../../../../src-shared/errors';
import type { VideoId } from '../../../../src-shared/primitives';
import { isFilmsOwn } from '../../../base/film/errors';
import type { FrameHit, IndexedVideo } from '../../../base/film/types';

/** A frame as it is ranked. */
export interface Spot {
  /** Which of the videos that are searched. */
  readonly video: number;
  readonly frame: number;
  readonly probability: number;
  readonly resemblance: number;
}
export interface Candidate extends Spot {
  readonly time: number;
  readonly labels: FrameHit['labels'];
}
/** Where found frames are put: see `Top`. */
export interface Best {
  readonly floor: Spot | null;
  offer(candidate: Candidate): void;
}
export interface Ranking {
  readonly best: readonly Candidate[];
  readonly unreadable: Map<VideoId, UserError>;
  /** Videos that were not searched, as there was no time to make them ready. */
  readonly waiting: number;
}

export function better(a: Spot, b: Spot): boolean {
  if (a.probability !== b.probability) return a.probability > b.probability;
  if (a.resemblance !== b.resemblance) return a.resemblance > b.resemblance;
  return a.video !== b.video ? a.video < b.video : a.frame < b.frame;
}

/** Asked about one video, says what is wrong with it; asked about many, passes over those that cannot be searched. */
export async function passOver(
  videos: readonly IndexedVideo[],
  video: IndexedVideo,
  unreadable: Map<VideoId, UserError>,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (videos.length === 1 || !isFilmsOwn(error)) throw error;
    unreadable.set(video.videoId, toUserError(error));
  }
}
