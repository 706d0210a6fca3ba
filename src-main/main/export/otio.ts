import { pathToFileURL } from 'node:url';
import type { Rational } from '../../base/media/types';
import { filmFrame } from './film-clock';
import { colourNames } from './place-colours';
import { type FrameRange, framesOf, type Place, type PlaceList, sourceFrames } from './place-list';
import { oneLine, toJson, withoutControls } from './plain-text';

/**
 * OpenTimelineIO's JSON: a timeline with a track of picture and one of sound, a clip a place, each with a marker. Each clip
 * counts in its film's own timebase, and its media in the film's own timecode. A film without picture, or without sound,
 * leaves a gap in that track. Schemas are those that OpenTimelineIO 0.17 and later writes.
 */
export function toOtio(list: PlaceList): string {
  const { places } = list;
  const tracks = [
    ...(places.some(hasPicture) ? [track('Picture', 'Video', places, hasPicture)] : []),
    ...(places.some(hasSound) ? [track('Sound', 'Audio', places, hasSound)] : []),
  ];
  const timeline = {
    OTIO_SCHEMA: 'Timeline.1',
    name: oneLine(list.name),
    metadata: {},
    global_start_time: null,
    tracks: { OTIO_SCHEMA: 'Stack.1', name: 'tracks', ...PLAIN, source_range: null, children: tracks },
  };
  return toJson(timeline);
}

/** What every item has, and these leave empty. */
const PLAIN = { metadata: {}, effects: [], markers: [], enabled: true };

function hasPicture({ film }: Place): boolean {
  return film.media.video !== null;
}

function hasSound({ film }: Place): boolean {
  return film.media.audio.length > 0;
}

function track(name: string, kind: string, places: readonly Place[], has: (place: Place) => boolean) {
  const children = places.map((place) => (has(place) ? clip(place) : gap(place)));
  return { OTIO_SCHEMA: 'Track.1', name, kind, ...PLAIN, source_range: null, children };
}

function clip(place: Place) {
  const { film, title, note, colour, tags } = place;
  const { timebase, startFrame } = film.clock;
  const { rate } = timebase;
  const range = sourceFrames(place, timebase);
  const end = Math.max(range.to, startFrame + filmFrame(film.clock, film.duration, rate));
  const name = oneLine(title) || oneLine(film.fileName);
  return {
    OTIO_SCHEMA: 'Clip.2',
    name,
    ...PLAIN,
    source_range: timeRange(range, rate),
    markers: [
      {
        OTIO_SCHEMA: 'Marker.2',
        name,
        // The colour's own name and the tags, which markers have no place for.
        metadata:
          colour === null && tags.length === 0 ? {} : { longtake: { colour, tags: tags.map(oneLine) } },
        color: colourNames(colour)?.otio ?? 'GREEN',
        marked_range: timeRange({ from: range.from, to: range.from + 1 }, rate),
        comment: withoutControls(note),
      },
    ],
    media_references: {
      DEFAULT_MEDIA: {
        OTIO_SCHEMA: 'ExternalReference.1',
        name: oneLine(film.fileName),
        metadata: {},
        available_range: timeRange({ from: startFrame, to: end }, rate),
        available_image_bounds: null,
        target_url: pathToFileURL(film.path).href,
      },
    },
    active_media_reference_key: 'DEFAULT_MEDIA',
  };
}

function gap(place: Place) {
  const { timebase } = place.film.clock;
  const { from, to } = framesOf(place, timebase);
  const source_range = timeRange({ from: 0, to: to - from }, timebase.rate);
  return { OTIO_SCHEMA: 'Gap.1', name: '', ...PLAIN, source_range };
}

function timeRange({ from, to }: FrameRange, rate: Rational) {
  const rationalTime = (value: number) => ({
    OTIO_SCHEMA: 'RationalTime.1',
    rate: rate.num / rate.den,
    value,
  });
  return { OTIO_SCHEMA: 'TimeRange.1', start_time: rationalTime(from), duration: rationalTime(to - from) };
}
