import { cutText } from '../../../src-shared/text';
import type { Written } from './chapters';
import { startOf } from './edl';
import { colourNames } from './place-colours';
import { filmsOf, framesOf, type Place, type PlaceList } from './place-list';
import { oneLine } from './plain-text';
import { timecodeBase, toTimecode } from './timecode';

const TITLE_LENGTH = 70;

/**
 * Markers for a timeline of DaVinci Resolve, as it writes and reads them itself ("Timeline Markers to EDL", "… from EDL"): an event of
 * one frame each, and below it the note, then colour, name and length in frames, each behind a bar.
 *
 * Of one film the markers stand where they are in the film, for a timeline that holds it from 01:00:00:00 on, where Resolve's timelines
 * begin; of several they stand one after another, as on the timeline that an EDL or FCPXML of the same list makes. All counts in the
 * list's timebase, or in one that divides it where it has no timecode.
 */
export function toResolveMarkers(list: PlaceList): Written {
  const timebase = timecodeBase(list.timebase);
  const oneFilm = filmsOf(list).length === 1;
  const start = startOf(timebase);
  let record = 0;
  const markers = list.places.map((place) => {
    const { from, to } = framesOf(place, timebase);
    const at = oneFilm ? from : record;
    record += to - from;
    return { place, at: start + at, length: to - from };
  });
  if (oneFilm) markers.sort((a, b) => a.at - b.at);
  const lines = markers.flatMap(({ place, at, length }, n) => {
    const [first, next] = [at, at + 1].map((frame) => toTimecode(frame, timebase));
    return [
      `${String(n + 1).padStart(3, '0')}  001      V     C        ${first} ${next} ${first} ${next}  `,
      `${noteOf(place)} |C:ResolveColor${colourNames(place.colour)?.resolve ?? 'Blue'} |M:${named(place, n)} |D:${length}`,
      '',
    ];
  });
  const head = [
    `TITLE: ${cutText(oneLine(list.name), TITLE_LENGTH)}`,
    `FCM: ${timebase.dropFrame ? 'DROP FRAME' : 'NON-DROP FRAME'}`,
    '',
  ];
  const note = oneFilm
    ? 'The markers are for a timeline that holds the film from 01:00:00:00 on.'
    : 'The markers are for the timeline that an EDL of the same places makes.';
  return { text: `${[...head, ...lines].join('\r\n')}\r\n`, note };
}

/** A bar would end the field that it stands in. */
function field(text: string): string {
  return oneLine(text).replaceAll('|', '¦');
}

function named(place: Place, n: number): string {
  return field(place.title) || `Place ${n + 1}`;
}

/** Tags stand at the note's end. A line that begins with a digit or a star would be read as an event, or a remark. */
function noteOf({ note, tags }: Place): string {
  const text = field([note, ...(tags.length > 0 ? [`Tags: ${tags.join(', ')}`] : [])].join(' '));
  return /^[\d*]/.test(text) ? `- ${text}` : text;
}
