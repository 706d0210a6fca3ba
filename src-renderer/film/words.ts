import { languageName } from '../../src-shared/languages';
import type { Recording } from '../../src-shared/media-facts';
import { formatClock, type Micros } from '../../src-shared/time';
import { audioHeard, type TranscriptInfo } from '../../src-shared/transcripts';
import type { AudioStream, Video } from '../../src-shared/video';
import { count } from '../ui/format';

/** `English, “Commentary”, stereo`. */
export function audioWords({ language, title, channels }: AudioStream): string {
  const parts = [
    ...(language === null ? [] : [languageName(language)]),
    ...(title === undefined ? [] : [`“${title}”`]),
    channels === 1 ? 'mono' : channels === 2 ? 'stereo' : `${channels} channels`,
  ];
  return parts.join(', ');
}

/** `Sound 2 of 3: English, stereo`; without the count where there is but one. */
export function trackWords({ media }: Pick<Video, 'media'>, audio: number): string {
  const track = media.audio[audio];
  const which = media.audio.length > 1 ? `Sound ${audio + 1} of ${media.audio.length}` : 'Sound';
  const words = track ? audioWords(track) : '';
  return words === '' ? which : `${which}: ${words}`;
}

const ORIGINS = {
  file: 'Subtitles in the file',
  beside: 'Subtitles beside the file',
  import: 'Subtitles',
} as const;

/** What a transcript is: `Heard in sound 2 of 2: English, mono`, `Subtitles beside the file: English, film.en.srt`. */
export function transcriptWords(video: Pick<Video, 'media'>, info: TranscriptInfo): string {
  if (info.origin === 'heard') {
    const spoken = info.language === null ? '' : ` in ${languageName(info.language)}`;
    return `Heard${spoken}. ${trackWords(video, info.audio ?? 0)}`;
  }
  const words = [
    ...(info.language === null ? [] : [languageName(info.language)]),
    ...(info.title === null ? [] : [info.title]),
  ];
  const origin = `${ORIGINS[info.origin]}${info.fromPictures ? ', read from pictures' : ''}`;
  return words.length === 0 ? origin : `${origin}: ${words.join(', ')}`;
}

/** Of a film with several sound tracks, or a silent one: which is heard, and why not another. Null where there is nothing to say. */
export function listeningWords(video: Pick<Video, 'media' | 'transcripts'>): string | null {
  const { media, transcripts } = video;
  const audio = audioHeard(video);
  if (audio === null) return null;
  const { silent } = transcripts;
  if (media.audio.length === 1) return silent.length > 0 ? 'The sound is silent' : null;
  const others = silent.filter((track) => track !== audio).map((track) => track + 1);
  const passed =
    transcripts.audio !== null || others.length === 0
      ? ''
      : `; ${others.join(', ')} ${others.length === 1 ? 'is' : 'are'} silent`;
  return `${trackWords(video, audio)}${silent.includes(audio) ? ' (silent)' : passed}`;
}

/** Of writing that could not be read: from where, and why. */
export function unreadWords(from: Micros): string {
  return `Writing that could not be read stands in the picture, first at ${formatClock(from)}: in letters that the models here do not know, or unclear. Models has more for other letters.`;
}

/** Of what is written in the picture, why lines may be missing; null where it was read. */
export function writingWords(
  { transcripts: { unreadWriting }, tracks, media }: Pick<Video, 'transcripts' | 'tracks' | 'media'>,
  wanted: boolean,
): string | null {
  if (media.video === null) return null;
  if (unreadWriting !== undefined) return unreadWords(unreadWriting);
  if (tracks.includes('text')) return null;
  return wanted ? 'Not read yet' : 'Not read: reading it is switched off in the settings';
}

/** `1 May 2024, 12:30`, or as the file writes it where that is no date. */
export function dateWords(createdAt: string): string {
  const date = new Date(createdAt);
  if (Number.isNaN(date.getTime()) || !/^\d{4}-\d\d-\d\d/.test(createdAt)) return createdAt;
  const time = /T|\d\d:\d\d/.test(createdAt) ? ({ timeStyle: 'short' } as const) : {};
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', ...time }).format(date);
}

/** `48.85770° N, 2.29500° E`. */
export function placeWords({ latitude, longitude }: NonNullable<Recording['place']>): string {
  const degrees = (value: number, [positive, negative]: readonly [string, string]) =>
    `${Math.abs(value).toFixed(5)}° ${value < 0 ? negative : positive}`;
  return `${degrees(latitude, ['N', 'S'])}, ${degrees(longitude, ['E', 'W'])}`;
}

/** Why a transcript cannot be chosen, or how long it is, and what is missing of it. */
export function lengthWords({ note, lines }: TranscriptInfo): string {
  const length = count(lines, 'line');
  return note === undefined ? length : lines === 0 ? note : `${length}; ${note}`;
}
