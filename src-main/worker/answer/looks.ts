// What no label names and no detector knows: scenes that are more like the words than pictures of all kinds are.
import type { Micros } from '../../../src-shared/time';
import type { Video } from '../../../src-shared/video';
import { CALIBRATION } from './calibration';
import type { Inquiry, SeenPlace } from './findings';
import type { Sighting } from './sightings';
import { isWithin, stretchesAbove } from './stretches';
import type { Candidate } from './verify';

/** Places of a video whose scenes look like some words; none where there is nothing to compare with. */
export async function placesByLook(
  inquiry: Inquiry,
  video: Video,
  words: string,
): Promise<Candidate<SeenPlace>[]> {
  const within = inquiry.within(video);
  if (within === 'nowhere') return [];
  const { times, alike, borneOut } = await inquiry.evidence.likeness(video, words);
  if (alike === null) return [];
  const stretches = lookSightings(
    times,
    { alike, borneOut },
    {
      scenes: inquiry.evidence.deps.library.scenes.list(video.id),
      duration: video.duration,
      within,
    },
  );
  return stretches.map((stretch) => ({
    value: { video, stretch, labels: [], look: words },
    citation: {
      ...{ videoId: video.id, kind: 'seen', from: stretch.from, to: stretch.to },
      ...{ frameIndex: stretch.peakIndex, quote: '' },
    },
    labels: [],
    frames: [stretch.peakIndex],
    look: words,
  }));
}

/**
 * As with labels the frames of a scene decide together: their mean has to lie above what one picture in a hundred has, and pictures that lie near
 * them have to show it, which is found without the words. Then those of its frames that do not fall far below it say from when to when.
 *
 * @param frames.alike one a frame, in standard deviations above that: see `Likeness`
 */
export function lookSightings(
  times: ArrayLike<number>,
  { alike, borneOut }: { alike: ArrayLike<number>; borneOut: ArrayLike<number> },
  options: {
    scenes: readonly { from: Micros; to: Micros }[];
    duration: Micros;
    within: { from: Micros; to: Micros } | null;
  },
): Sighting[] {
  const { scenes, duration, within } = options;
  const { least, lone, edge, beside, borne } = CALIBRATION.look;
  const own = Array.from(times, () => Number.NEGATIVE_INFINITY);
  const alikeScenes = scenes.flatMap((scene) => {
    const frames = Array.from(times, (_, i) => i).filter(
      (i) => isWithin(times[i] as number, scene) && isWithin(times[i] as number, within),
    );
    const meanOf = (values: ArrayLike<number>) =>
      frames.reduce((sum, i) => sum + (values[i] as number), 0) / frames.length;
    const mean = meanOf(alike);
    const holds = mean >= (frames.length === 1 ? lone : least) && meanOf(borneOut) >= borne;
    return frames.length > 0 && holds ? [{ frames, mean }] : [];
  });
  const best = Math.max(...alikeScenes.map(({ mean }) => mean));
  for (const { frames, mean } of alikeScenes) {
    if (mean >= best - beside) for (const i of frames) own[i] = alike[i] as number;
  }
  return stretchesAbove(times, own, { floor: edge, duration, within }).map((stretch) => ({
    ...stretch,
    grade: 'likely',
  }));
}
