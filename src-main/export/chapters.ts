import { cutText } from '../../src-shared/text';
import { formatClock, MICROS_PER_SECOND, type Micros, secondsToMicros } from '../../src-shared/time';
import { NotOneFilm, TooFewChapters } from './errors';
import { filmsOf, type PlacedFilm, type PlaceList } from './place-list';
import { oneLine } from './plain-text';

/** What YouTube asks of chapters: the first at 0:00, three or more, in order, none shorter than ten seconds. */
const FEWEST = 3;
const SHORTEST: Micros = 10 * MICROS_PER_SECOND;
/** A title that YouTube shows whole. */
const LONGEST_TITLE = 100;

interface Chapter {
  readonly from: Micros;
  readonly title: string;
}

/** A text, and what was changed to make it one that the other side takes; null where nothing was. */
export interface Written {
  readonly text: string;
  readonly note: string | null;
}

/**
 * Chapters as the description of a film on YouTube has them: whole seconds, to the nearest. A place that begins less than ten
 * seconds after the one before it, or before the end, is taken into the one before it; a first place within the first ten
 * seconds begins at 0:00, and before a later one a chapter "Start" is put in.
 * @throws NotOneFilm, TooFewChapters
 */
export function toYouTube(list: PlaceList): Written {
  const film = onlyFilm(list);
  const places = inOrder(list);
  const chapters: Chapter[] = [];
  let merged = 0;
  for (const { from, title } of places) {
    const start = secondsToMicros(Math.round(from / MICROS_PER_SECOND));
    const last = chapters.at(-1);
    if (last === undefined) {
      if (start >= SHORTEST) chapters.push({ from: 0, title: 'Start' });
      chapters.push({ from: start >= SHORTEST ? start : 0, title });
    } else if (start - last.from < SHORTEST || film.duration - start < SHORTEST) merged++;
    else chapters.push({ from: start, title });
  }
  if (chapters.length < FEWEST) throw new TooFewChapters(chapters.length);
  return {
    text: chapters.map(({ from, title }) => `${formatClock(from)} ${onYouTube(title)}\n`).join(''),
    note: noteOf(
      merged,
      chapters[0]?.title === 'Start' && places[0]?.title !== 'Start',
      (places[0]?.from ?? 0) > 0,
    ),
  };
}

/** YouTube takes no description with angle brackets in it. */
function onYouTube(title: string): string {
  return cutText(title, LONGEST_TITLE).replaceAll('<', '‹').replaceAll('>', '›');
}

function noteOf(merged: number, inserted: boolean, moved: boolean): string | null {
  const said = [
    ...(merged > 0
      ? [
          `${merged} ${merged === 1 ? 'place was' : 'places were'} taken into the chapter before, as YouTube wants ten seconds or more for each.`,
        ]
      : []),
    ...(inserted ? ['A chapter “Start” was put in at 0:00, where YouTube wants the first one.'] : []),
    ...(moved && !inserted ? ['The first chapter begins at 0:00, where YouTube wants it.'] : []),
  ];
  return said.length > 0 ? said.join(' ') : null;
}

/**
 * Chapters as ffmpeg reads them (`ffmpeg -i FILM -i CHAPTERS -map 0 -map_chapters 1 -c copy OUT`), exact to the microsecond.
 * Containers want chapters one after another: where two places overlap the earlier one ends as the later begins.
 * @throws NotOneFilm
 */
export function toFfmetadata(list: PlaceList): Written {
  const film = onlyFilm(list);
  const places = inOrder(list);
  let shortened = 0;
  const chapters = places.map(({ from, to, title }, n) => {
    const next = places[n + 1]?.from ?? Number.MAX_SAFE_INTEGER;
    if (to > next) shortened++;
    const end = Math.max(from, Math.min(to, next));
    return `[CHAPTER]\nTIMEBASE=1/1000000\nSTART=${from}\nEND=${end}\ntitle=${escapeMetadata(title)}\n`;
  });
  const words = shortened === 1 ? 'One place ends' : `${shortened} places end`;
  return {
    text: `;FFMETADATA1\ntitle=${escapeMetadata(oneLine(film.title))}\n${chapters.join('')}`,
    note: shortened > 0 ? `${words} where the next begins, as chapters may not overlap.` : null,
  };
}

/**
 * `=`, `;`, `#`, a backslash and a line break have a meaning in the format, and get a backslash in front. ffmpeg takes even an
 * escaped backslash at a line's end as one that escapes the line break: a space keeps the two apart.
 */
function escapeMetadata(text: string): string {
  return text.replace(/[=;#\\\n]/g, '\\$&').replace(/\\$/, '\\ ');
}

function onlyFilm(list: PlaceList): PlacedFilm {
  const [film, another] = filmsOf(list);
  if (!film || another) throw new NotOneFilm();
  return film;
}

/** By time, each with a title: the place's own, or its number in the list. */
function inOrder({ places }: PlaceList): { from: Micros; to: Micros; title: string }[] {
  return [...places]
    .sort((a, b) => a.from - b.from || a.to - b.to)
    .map(({ from, to, title }, n) => ({
      from: Math.max(0, from),
      to,
      title: oneLine(title) || `Chapter ${n + 1}`,
    }));
}
