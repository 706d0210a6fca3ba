import { z } from 'zod';
import type { Chapter, Recording, SubtitleStream } from '../../../src-shared/media-facts';
import { cutText } from '../../../src-shared/text';
import { MICROS_PER_SECOND, type Micros } from '../../../src-shared/time';
import type { MediaInfo } from '../../../src-shared/video';

/** Tags that are asked for, as containers and cameras call them. */
const TITLE = ['title'];
const CREATED = ['com.apple.quicktime.creationdate', 'creation_time', 'date'];
const MAKE = ['com.apple.quicktime.make', 'com.android.manufacturer', 'make'];
const MODEL = ['com.apple.quicktime.model', 'com.android.model', 'model'];
const PLACE = ['com.apple.quicktime.location.iso6709', 'location', 'location-eng'];
const TIMECODE = ['timecode'];

const FORMAT_TAGS = [...TITLE, ...CREATED, ...MAKE, ...MODEL, ...PLACE, ...TIMECODE].flatMap((name) => [
  name,
  // ffprobe asks by the name's own letters, and containers differ.
  name.toUpperCase(),
  ...(name.endsWith('iso6709') ? [name.replace('iso', 'ISO')] : []),
]);

/** What is asked of ffprobe for what `readFacts` reads: of the tags these alone. */
export const FACT_ENTRIES: readonly string[] = [
  'chapter=start_time,end_time',
  'chapter_tags=title,TITLE',
  `format_tags=${FORMAT_TAGS.join(',')}`,
];

const tagsSchema = z.record(z.string(), z.string()).optional();
export const chapterSchema = z.object({
  start_time: z.string().optional(),
  end_time: z.string().optional(),
  tags: tagsSchema,
});
type Tags = z.infer<typeof tagsSchema>;

const LONGEST_WORDS = 300;
/** A film of three hours with a chapter every ten seconds; more is rubbish. */
const MOST_CHAPTERS = 1000;

/** A tag's words on one line, whatever the letters of its name; null where there are none. */
export function tagOf(tags: Tags, names: readonly string[]): string | null {
  for (const name of names) {
    const found = Object.entries(tags ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
    const words = oneLine(found ?? '');
    if (words !== '') return words;
  }
  return null;
}

function oneLine(text: string): string {
  const line = text
    .replace(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return cutText(line, LONGEST_WORDS);
}

/**
 * Chapters in order of time, none empty, none over the next: where a file's overlap, the earlier one ends as the later begins.
 * @param start where the file's clock begins, which is the film's zero
 */
export function readChapters(
  chapters: readonly z.infer<typeof chapterSchema>[],
  start: Micros,
  duration: Micros | null,
): Chapter[] {
  const end = duration ?? Number.MAX_SAFE_INTEGER;
  const read = chapters
    .slice(0, MOST_CHAPTERS)
    .flatMap(({ start_time, end_time, tags }) => {
      const from = timeOf(start_time);
      if (from === null) return [];
      const to = timeOf(end_time) ?? from;
      return [{ from: Math.max(0, from - start), to: Math.min(to - start, end), tags }];
    })
    .filter(({ from }) => from < end)
    .sort((a, b) => a.from - b.from);
  return read.flatMap(({ from, to, tags }, n) => {
    const next = read[n + 1]?.from ?? end;
    // Some containers store beginnings alone: a chapter then lasts until the next one.
    const until = to > from ? Math.min(to, next) : next;
    if (until <= from || until === Number.MAX_SAFE_INTEGER) return [];
    return [{ from, to: until, title: tagOf(tags, TITLE) ?? '' }];
  });
}

/** A time in seconds as ffprobe writes it, in microseconds; null where it is none. */
export function timeOf(seconds: string | undefined): Micros | null {
  const micros = Math.round(Number(seconds) * MICROS_PER_SECOND);
  return seconds !== undefined && Number.isSafeInteger(micros) ? micros : null;
}

/** @returns undefined where the file says nothing of the kind */
export function readRecording(tags: Tags, timecodes: readonly Tags[]): Recording | undefined {
  const [make, model] = [tagOf(tags, MAKE), tagOf(tags, MODEL)];
  const named = model && make && !model.toLowerCase().startsWith(make.toLowerCase());
  const timecode = [tags, ...timecodes].map((each) => tagOf(each, TIMECODE)).find((found) => found !== null);
  const recording: Recording = {
    ...given('title', tagOf(tags, TITLE)),
    ...given('createdAt', createdOf(tags)),
    ...given('camera', named ? `${make} ${model}` : (model ?? make)),
    ...given('timecode', timecode && /^\d{1,3}(?:[:;.]\d{2}){3}$/.test(timecode) ? timecode : null),
    ...given('place', placeOf(tagOf(tags, PLACE))),
  };
  return Object.keys(recording).length > 0 ? recording : undefined;
}

/** The first date that is one: of a moment that no calendar has, ffprobe writes `1816-03-30T05:56:08.-933722Z`. */
function createdOf(tags: Tags): string | null {
  const found = CREATED.map((name) => tagOf(tags, [name]));
  return (
    found.find((date) => date !== null && !(MOMENT.test(date) && Number.isNaN(Date.parse(date)))) ?? null
  );
}

const MOMENT = /^-?\d{4,6}-\d\d-\d\dT/;

function given<K extends keyof Recording>(name: K, value: Recording[K] | null): Pick<Recording, K> | object {
  return value === null || value === undefined ? {} : { [name]: value };
}

/** ISO 6709, as cameras write it: `+48.8577+002.2950+035.000/`, `+4851.46-00217.7/`. */
function placeOf(text: string | null): Recording['place'] | null {
  const match = /^([+-]\d{2,6}(?:\.\d+)?)([+-]\d{3,7}(?:\.\d+)?)/.exec(text ?? '');
  if (!match) return null;
  const latitude = degrees(match[1] ?? '', 2);
  const longitude = degrees(match[2] ?? '', 3);
  const valid = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  // Nowhere is what cameras write that do not know.
  return valid && (latitude !== 0 || longitude !== 0) ? { latitude, longitude } : null;
}

/** Degrees, with minutes and seconds behind them where the number has that many digits. */
function degrees(text: string, digits: number): number {
  const [whole = '', fraction = ''] = text.slice(1).split('.');
  const parts = [whole.slice(0, digits), whole.slice(digits, digits + 2), whole.slice(digits + 2)].filter(
    (part) => part !== '',
  );
  const last = parts.length - 1;
  const value = parts.reduce(
    (sum, part, n) => sum + Number(n === last ? `${part}.${fraction || '0'}` : part) / 60 ** n,
    0,
  );
  return ((text.startsWith('-') ? -1 : 1) * Math.round(value * 1e6)) / 1e6;
}

/** Codecs of subtitles that are text; all others are pictures, or nothing that ffmpeg writes as text. */
const TEXT_CODECS = ['subrip', 'srt', 'text', 'ass', 'ssa', 'webvtt', 'mov_text'];

interface StreamFacts {
  readonly index?: number | undefined;
  readonly codec_type?: string | undefined;
  readonly codec_name?: string | undefined;
  readonly disposition?: Readonly<Record<string, number>> | undefined;
  readonly tags?: Tags;
}
/** No film has more; a file that says so is made to fill memory. */
const MOST_TRACKS = 64;

export function readSubtitles(
  streams: readonly StreamFacts[],
  languageOf: (tags: Tags) => string | null,
): SubtitleStream[] {
  return streams
    .filter(({ codec_type }) => codec_type === 'subtitle')
    .slice(0, MOST_TRACKS)
    .flatMap(({ index, codec_name = 'unknown', disposition, tags }) => {
      if (index === undefined) return [];
      const title = tagOf(tags, TITLE);
      return [
        {
          codec: codec_name,
          stream: index,
          isText: TEXT_CODECS.includes(codec_name),
          language: languageOf(tags),
          ...(title === null ? {} : { title }),
          ...(disposition?.default ? { isDefault: true } : {}),
          ...(disposition?.forced ? { isForced: true } : {}),
        },
      ];
    });
}

/** What a sound track says of itself beside its codec. */
export function readTrackWords({ disposition, tags }: StreamFacts): Partial<MediaInfo['audio'][number]> {
  const title = tagOf(tags, TITLE);
  return { ...(title === null ? {} : { title }), ...(disposition?.default ? { isDefault: true } : {}) };
}
