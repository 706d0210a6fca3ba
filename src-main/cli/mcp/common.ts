import { z } from 'zod';
import type { Scope } from '../../../src-shared/answers';
import { type Micros, microsToSeconds, parseClock, secondsToMicros } from '../../../src-shared/time';
import type { Video } from '../../../src-shared/video';
import { cutNote, TO_THE_END, withinFilm } from '../../base/library/within-film';
import type { Services } from '../../main/services';
import { NoStretch, NoSuchVideo, NoTime } from '../errors';

/** How a client names a video. Never by a path: that would have the server look at files outside the library. */
export const videoName = z
  .string()
  .min(1)
  .max(300)
  .describe('Id of a video as list_videos gives it, or its title where no other video has it.');
export const timeInput = z
  .union([z.number().nonnegative(), z.string().max(20)])
  .describe('A time from the start of the video: seconds, or text such as "1:02" or "1:02:03".');

/** Times that a client gets: seconds, exact to the microsecond. */
export const seconds = z.number().nonnegative();
export const videoRef = z.object({ id: z.string(), title: z.string() });

export function toSeconds(time: Micros): number {
  return Math.max(0, microsToSeconds(time));
}

/** @throws NoTime */
export function toMicros(given: number | string, what: string): Micros {
  const time = typeof given === 'number' ? secondsToMicros(given) : parseClock(given);
  if (time === null || !Number.isSafeInteger(time)) throw new NoTime(what, String(given));
  return time;
}

/**
 * The stretch between two times of which either may be missing, as far as the video goes; `range` is null for all.
 * @throws NoTime, NoStretch, PlaceOutside
 */
export function toRange(
  from: number | string | undefined,
  to: number | string | undefined,
  video: Video | null,
): { range: { from: Micros; to: Micros } | null; note: string | null } {
  if (from === undefined && to === undefined) return { range: null, note: null };
  const range = {
    from: from === undefined ? 0 : toMicros(from, '“from”'),
    to: to === undefined ? TO_THE_END : toMicros(to, '“to”'),
  };
  if (range.from >= range.to) throw new NoStretch();
  return video === null
    ? { range, note: null }
    : { range: withinFilm(range, video), note: cutNote(range, video) };
}

/** @throws NoSuchVideo */
export function findVideo({ library }: Services, named: string): Video {
  const videos = library.videos.list();
  const word = named.trim();
  const found = [
    videos.filter(({ id }) => id === word),
    videos.filter(({ title }) => title === word),
    videos.filter(({ title }) => title.toLowerCase() === word.toLowerCase()),
    /^[0-9a-f]{8,}$/.test(word) ? videos.filter(({ id }) => id.startsWith(word)) : [],
  ].find(({ length }) => length > 0);
  const [video, ...others] = found ?? [];
  if (!video || others.length > 0) throw new NoSuchVideo(word, others.length > 0);
  return video;
}

/** One video, or the library where none is named. @throws NoSuchVideo */
export function toScope(
  services: Services,
  named: string | undefined,
): { scope: Scope; video: Video | null } {
  if (named === undefined) return { scope: 'all', video: null };
  const video = findVideo(services, named);
  return { scope: { videoId: video.id }, video };
}

export function refOf(services: Services, id: string): z.input<typeof videoRef> {
  return { id, title: services.library.videos.find(id)?.title ?? '' };
}

/** Part of a long list: where it starts, and how many at most. */
export const page = (limit: number, most: number) => ({
  offset: z.number().int().min(0).default(0).describe('How many to skip: the nextOffset of the call before.'),
  limit: z.number().int().min(1).max(most).default(limit),
});
export const pageOutput = {
  total: z.number().int(),
  nextOffset: z.number().int().nullable().describe('Where the rest begins; null where this was all.'),
};

export function pageOf<T>(items: readonly T[], { offset, limit }: { offset: number; limit: number }) {
  const end = offset + limit;
  return {
    items: items.slice(offset, end),
    total: items.length,
    nextOffset: end < items.length ? end : null,
  };
}

/** A line for the reader of a list that goes on. */
export function moreLine(nextOffset: number | null): string {
  return nextOffset === null ? '' : `\nThere is more: offset ${nextOffset}.`;
}
