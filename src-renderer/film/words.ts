import { languageName } from '../../src-shared/languages';
import type { Recording } from '../../src-shared/media-facts';
import { formatClock, type Micros } from '../../src-shared/time';
import { audioHeard, type TranscriptInfo } from '../../src-shared/transcripts';
import type { AudioStream, Video } from '../../src-shared/video';
import { formatDate, formatNumber } from '../../src-shared/words/numbers';
import { t } from '../../src-shared/words/words';

/** `English, “Commentary”, stereo`. */
export function audioWords({ language, title, channels }: AudioStream): string {
  const parts = [
    ...(language === null ? [] : [languageName(language)]),
    ...(title === undefined ? [] : [t('ui.quote', { words: title })]),
    t('film.channels', { n: channels }),
  ];
  return parts.join(', ');
}

/** `Sound 2 of 3: English, stereo`; without the count where there is but one. */
export function trackWords({ media }: Pick<Video, 'media'>, audio: number): string {
  const track = media.audio[audio];
  const which =
    media.audio.length > 1 ? t('film.track', { n: audio + 1, all: media.audio.length }) : t('film.sound');
  const words = track ? audioWords(track) : '';
  return words === '' ? which : t('film.trackWords', { track: which, words });
}

/** What a transcript is: `Heard in sound 2 of 2: English, mono`, `Subtitles beside the file: English, film.en.srt`. */
export function transcriptWords(video: Pick<Video, 'media'>, info: TranscriptInfo): string {
  if (info.origin === 'heard') {
    const track = trackWords(video, info.audio ?? 0);
    if (info.language === null) return t('film.heard', { track });
    return t('film.heardIn', { language: languageName(info.language), track });
  }
  const words = [
    ...(info.language === null ? [] : [languageName(info.language)]),
    ...(info.title === null ? [] : [info.title]),
  ];
  const plain = t(`film.origin.${info.origin}`);
  const origin = info.fromPictures ? t('film.fromPictures', { origin: plain }) : plain;
  return words.length === 0 ? origin : t('film.trackWords', { track: origin, words: words.join(', ') });
}

/** Of a film with several sound tracks, or a silent one: which is heard, and why not another. Null where there is nothing to say. */
export function listeningWords(video: Pick<Video, 'media' | 'transcripts'>): string | null {
  const { media, transcripts } = video;
  const audio = audioHeard(video);
  if (audio === null) return null;
  const { silent } = transcripts;
  if (media.audio.length === 1) return silent.length > 0 ? t('film.isSilent') : null;
  const others = silent.filter((track) => track !== audio).map((track) => track + 1);
  const words = trackWords(video, audio);
  if (silent.includes(audio)) return t('film.trackSilent', { words });
  if (transcripts.audio !== null || others.length === 0) return words;
  return t('film.othersSilent', { words, tracks: others.join(', '), n: others.length });
}

/** Of writing that could not be read: from where, and why. */
export function unreadWords(from: Micros): string {
  return t('film.unreadWriting', { clock: formatClock(from) });
}

/** Of what is written in the picture, why lines may be missing; null where it was read. */
export function writingWords(
  { transcripts: { unreadWriting }, tracks, media }: Pick<Video, 'transcripts' | 'tracks' | 'media'>,
  wanted: boolean,
): string | null {
  if (media.video === null) return null;
  if (unreadWriting !== undefined) return unreadWords(unreadWriting);
  if (tracks.includes('text')) return null;
  return wanted ? t('film.writing.notYet') : t('film.writing.off');
}

/** `1 May 2024, 12:30`, or as the file writes it where that is no date. */
export function dateWords(createdAt: string): string {
  const date = new Date(createdAt);
  if (Number.isNaN(date.getTime()) || !/^\d{4}-\d\d-\d\d/.test(createdAt)) return createdAt;
  const time = /T|\d\d:\d\d/.test(createdAt) ? ({ timeStyle: 'short' } as const) : {};
  return formatDate(date, { dateStyle: 'long', ...time }, 'en-GB');
}

/** `48.85770° N, 2.29500° E`. */
export function placeWords({ latitude, longitude }: NonNullable<Recording['place']>): string {
  const degrees = (value: number) => formatNumber(Math.abs(value), 5);
  return t('film.coordinates', {
    latitude: degrees(latitude),
    ns: latitude < 0 ? 's' : 'n',
    longitude: degrees(longitude),
    ew: longitude < 0 ? 'w' : 'e',
  });
}

/** Why a transcript cannot be chosen, or how long it is, and what is missing of it. */
export function lengthWords({ note, lines }: TranscriptInfo): string {
  const length = t('film.lines', { n: lines });
  return note === undefined ? length : lines === 0 ? note : `${length}; ${note}`;
}
