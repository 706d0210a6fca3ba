import type { Citation } from '../../../src-shared/answers';
import type { Micros } from '../../../src-shared/time';
import type { Video } from '../../../src-shared/video';
import { frameAt } from '../../base/film/frame-at';
import type { AttributedFrame, LanguageAnswer } from '../../base/film/language-tokens/types';
import { HOW_FOUND } from './messages/english/how-found';
import type { HowFound } from './messages/how-found';
import { namedTimes } from './named-times';
import { sampleStep } from './stretches';
import type { Candidate } from './verify';

const MOST_WEIGHED = 5;
/** Weighed frames so many samples apart are one place. */
const NEIGHBOURS = 1.5;

/**
 * The places that a language model's answer rests on: times that its own words name; where there are none, the frames that
 * moved it most.
 * @param times presentation times of the index's frames, ascending
 */
export function placesOf(
  video: Pick<Video, 'id' | 'duration'>,
  answer: Pick<LanguageAnswer, 'text' | 'frames'>,
  times: ArrayLike<Micros>,
  words: Pick<HowFound, 'place'> = HOW_FOUND,
): Candidate<null>[] {
  if (times.length === 0) return [];
  const named = namedTimes(answer.text, video.duration).map(({ from, to, words: quote }) =>
    place(video, times, 'named', { from, to, at: from, quote }),
  );
  if (named.length > 0) return once(named);
  const weighed = merge(answer.frames, NEIGHBOURS * sampleStep(times)).map(({ from, to, peak, weight }) =>
    place(video, times, 'weighed', { from, to, at: peak, quote: words.place.attention(weight) }),
  );
  return once(weighed);
}

/** Snapped to stored frames: it begins with one, and holds the one that is shown for it. */
function place(
  { id, duration }: Pick<Video, 'id' | 'duration'>,
  times: ArrayLike<Micros>,
  kind: Citation['kind'],
  { from, to, at, quote }: { from: Micros; to: Micros; at: Micros; quote: string },
): Candidate<null> {
  const frameIndex = nearest(times, at);
  const shown = times[frameIndex] ?? 0;
  const first = Math.min(shown, times[nearest(times, from)] ?? from);
  const citation = {
    videoId: id,
    kind,
    from: first,
    to: Math.max(shown, first, Math.min(to, duration)),
    frameIndex,
    quote,
  };
  return { value: null, citation, labels: [], frames: [frameIndex] };
}

function nearest(times: ArrayLike<Micros>, at: Micros): number {
  const before = frameAt(times, at) ?? 0;
  const after = Math.min(before + 1, times.length - 1);
  const distance = (n: number): number => Math.abs((times[n] ?? 0) - at);
  return distance(after) < distance(before) ? after : before;
}

interface Merged {
  from: Micros;
  to: Micros;
  peak: Micros;
  most: number;
  weight: number;
}

/** Neighbours become one place; the weightiest places, most first. */
function merge(frames: readonly AttributedFrame[], reach: Micros): Merged[] {
  const merged: Merged[] = [];
  for (const { time, weight } of [...frames].sort((a, b) => a.time - b.time)) {
    const open = merged.at(-1);
    if (open && time - open.to <= reach) {
      open.to = time;
      open.weight += weight;
      if (weight > open.most) Object.assign(open, { peak: time, most: weight });
    } else merged.push({ from: time, to: time, peak: time, most: weight, weight });
  }
  return merged.sort((a, b) => b.weight - a.weight).slice(0, MOST_WEIGHED);
}

/** Two times may be snapped to the same frame. */
function once(places: readonly Candidate<null>[]): Candidate<null>[] {
  const seen = new Map(places.map((p) => [`${p.citation.from}-${p.citation.to}`, p]));
  return [...seen.values()];
}
