import { PLACE_COLOURS } from '../../../../src-shared/collections';
import type { MediaInfo } from '../../../../src-shared/video';
import type { FilmClock } from '../film-clock';
import type { Place, PlacedFilm, PlaceList } from '../place-list';
import { type Timebase, timeOfFrame } from '../timecode';

export const MEDIA: MediaInfo = {
  container: 'mov,mp4,m4a,3gp,3g2,mj2',
  duration: null,
  video: {
    ...{
      codec: 'h264',
      pixelFormat: 'yuv420p',
      width: 1280,
      height: 720,
      displayWidth: 1280,
      displayHeight: 720,
    },
    ...{ rotation: 0, frameRate: null },
  },
  audio: [{ codec: 'aac', channels: 2, sampleRate: 48_000, language: null }],
};

/** For tests only: a place of which nothing more is said. */
export const UNMARKED = { colour: null, tags: [], frameTime: null } as const;

/** For tests only: a film of two hours. */
export function filmOf(
  id: string,
  timebase: Timebase,
  more: Partial<PlacedFilm & FilmClock> = {},
): PlacedFilm {
  const { firstFrame = 0, startFrame = 0, steady = true } = more;
  return {
    ...{
      id: id.repeat(16),
      title: `Film ${id}`,
      fileName: `Film <${id}> & co.mp4`,
      path: `/films/Film <${id}> & co.mp4`,
    },
    ...{ duration: 7_200_000_000, media: MEDIA },
    ...more,
    clock: { timebase, firstFrame, lead: 0, startFrame, steady },
  };
}

/** For tests only: places that begin and end with these frames of their film, their times rounded as an index has them. */
export function placesAt(film: PlacedFilm, frames: readonly (readonly [number, number])[]): Place[] {
  const { rate } = film.clock.timebase;
  return frames.map(([from, to], n) => ({
    ...{ film, from: timeOfFrame(from, rate), to: timeOfFrame(to, rate) },
    ...{ title: `Place ${n + 1} <&> "q" 'a'`, note: n % 2 === 0 ? `Said; = # \\ & <b>\nnext line ${n}` : '' },
    ...{ colour: PLACE_COLOURS[n] ?? null, tags: n === 0 ? ['b-roll', 'a <&> tag'] : [], frameTime: null },
  }));
}

/** For tests only. */
export function listOf(places: readonly Place[], name = 'A list <&> of "places"'): PlaceList {
  const timebase = places[0]?.film.clock.timebase;
  if (!timebase) throw new Error('a list has places');
  return { name, timebase, places };
}

/** For tests only: the first frame, over the minutes and the tenth, an hour in, and the last one. */
export function hardFrames({ rate }: Timebase): [number, number][] {
  const perSecond = Math.round(rate.num / rate.den);
  const minute = 60 * perSecond;
  return [
    [0, 1],
    [minute - 1, minute],
    [minute, minute + 2],
    [minute - 3, 2 * minute + 5],
    [10 * minute - 20, 10 * minute],
    [60 * minute, 60 * minute + 12_345],
    [117 * minute + 7, 118 * minute + 8],
  ];
}
