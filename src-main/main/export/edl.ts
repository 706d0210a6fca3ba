import { cutText } from '../../../src-shared/text';
import { timebaseName } from './film-clock';
import { colourNames } from './place-colours';
import { framesOf, type Place, type PlacedFilm, type PlaceList, sourceFrames } from './place-list';
import { oneLine } from './plain-text';
import { fromTimecode, sameRate, type Timebase, timecodeBase, toTimecode } from './timecode';

/** Where the list begins on the record side: an hour in, as editors have it. */
const RECORD_START = '01:00:00:00';
/** CMX 3600 has eight characters for a reel, letters and digits; readers split at spaces. */
const REEL_LENGTH = 8;
const TITLE_LENGTH = 70;

/**
 * A CMX 3600 edit decision list: an event a place, one after another on the record side. All timecode is in the list's
 * timebase, or in one that divides it where it has no timecode; times of films that have another are rounded to it, and said so. Event numbers grow to four digits from 1000 on,
 * where CMX 3600 itself ends.
 */
export function toEdl(list: PlaceList): string {
  const timebase = timecodeBase(list.timebase);
  const reels = reelNames(list.places.map(({ film }) => film));
  const lines = [
    `TITLE: ${cutText(oneLine(list.name), TITLE_LENGTH)}`,
    `FCM: ${timebase.dropFrame ? 'DROP FRAME' : 'NON-DROP FRAME'}`,
    '',
  ];
  let record = startOf(timebase);
  list.places.forEach((place, n) => {
    const { from, to } = sourceFrames(place, timebase);
    const times = [from, to, record, record + to - from].map((frame) => toTimecode(frame, timebase));
    const event = String(n + 1).padStart(3, '0');
    const reel = (reels.get(place.film.id) ?? '').padEnd(REEL_LENGTH);
    lines.push(`${event}  ${reel} ${channels(place.film).padEnd(5)} C        ${times.join(' ')}`);
    const title = oneLine(place.title) || `Place ${n + 1}`;
    lines.push(...remarks(place, title, timebase, times[2] ?? ''), '');
    record += to - from;
  });
  return `${lines.join('\r\n')}\r\n`;
}

/** The frame at which lists begin on the record side. */
export function startOf({ rate, dropFrame }: Timebase): number {
  const text = dropFrame ? RECORD_START.replace(/:(\d\d)$/, ';$1') : RECORD_START;
  return fromTimecode(text, rate)?.frame ?? 0;
}

/** What stands below an event: the clip, a marker with the place's title, and the note. */
function remarks(place: Place, title: string, timebase: Timebase, recordIn: string): string[] {
  const { film } = place;
  const lines = [`* FROM CLIP NAME: ${oneLine(film.fileName)}`];
  const colour = (colourNames(place.colour)?.locator ?? 'GREEN').padEnd(7);
  lines.push(`* LOC: ${recordIn} ${colour} ${title}`);
  if (oneLine(place.note) !== '') lines.push(`* COMMENT: ${oneLine(place.note)}`);
  if (place.tags.length > 0) lines.push(`* COMMENT: Tags: ${oneLine(place.tags.join(', '))}`);
  if (!sameRate(film.clock.timebase.rate, timebase.rate)) {
    const own = framesOf(place, film.clock.timebase);
    lines.push(
      `* COMMENT: the film has ${timebaseName(film.clock.timebase)} frames a second, there it is frames ${own.from} to ${own.to}`,
    );
  }
  return lines;
}

/** Picture, sound, or both. */
function channels({ media }: PlacedFilm): string {
  if (media.video === null) return 'A';
  return media.audio.length > 0 ? 'B' : 'V';
}

/** A reel for each film, from its file's name; where two would be the same, the later ones end in a number. */
export function reelNames(films: readonly Pick<PlacedFilm, 'id' | 'fileName'>[]): Map<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const { id, fileName } of films) {
    if (names.has(id)) continue;
    const stem = fileName
      .replace(/\.[^.]*$/, '')
      .normalize('NFKD')
      .toUpperCase();
    // AX and BL are CMX's own words, for an auxiliary source and for black.
    const letters = stem.replace(/[^A-Z0-9]/g, '').slice(0, REEL_LENGTH);
    const base = ['', 'AX', 'BL'].includes(letters) ? `REEL${letters}` : letters;
    let name = base;
    for (let n = 2; taken.has(name); n++) name = `${base.slice(0, REEL_LENGTH - String(n).length)}${n}`;
    taken.add(name);
    names.set(id, name);
  }
  return names;
}
