import { sameLanguage } from '../../../src-shared/languages';
import {
  fileKey,
  type TranscriptInfo,
  type TranscriptOrigin,
  type Transcripts,
} from '../../../src-shared/transcripts';
import type { MediaInfo } from '../../../src-shared/video';

/** What somebody laid beside the film is meant for it more than what came inside. One that was brought by hand was chosen then. */
const NEARNESS: Readonly<Record<TranscriptOrigin, number>> = { import: 0, beside: 1, file: 2, heard: 3 };
/** Titles of subtitles that are no transcript of all that is said. */
const PARTIAL = /\b(?:forced|signs?|songs?|commentary|kommentar|commentaire|lyrics)\b/i;

/**
 * The transcript from the file that is shown unless a person says otherwise: one whose language is the one that is spoken, or
 * not told; else, where another language is spoken, an English one, as questions are English. Null where none is.
 */
export function fittingTranscript(media: MediaInfo, { list, shown, audio }: Transcripts): string | null {
  const heard = list.find(({ key, origin }) => key === shown && origin === 'heard');
  const track = audio ?? heard?.audio ?? defaultAudio(media);
  const spoken = media.audio[track]?.language ?? null;
  const ranked = list
    .filter((one) => one.origin !== 'heard' && one.lines > 0 && !isPartial(media, one))
    .map((one) => ({ one, fit: fitOf(one.language, spoken) }))
    .filter(({ fit }) => fit !== null)
    .sort((a, b) => (a.fit ?? 0) - (b.fit ?? 0) || NEARNESS[a.one.origin] - NEARNESS[b.one.origin]);
  return ranked[0]?.one.key ?? null;
}

/** Lower is better; null where it does not fit. */
function fitOf(language: string | null, spoken: string | null): number | null {
  if (language !== null && spoken !== null && sameLanguage(language, spoken)) return 0;
  const isEnglish = language !== null && sameLanguage(language, 'en');
  if (spoken === null) return isEnglish ? 0 : language === null ? 1 : null;
  return language === null ? 1 : isEnglish ? 2 : null;
}

function isPartial(media: MediaInfo, { key, title }: TranscriptInfo): boolean {
  const stream = media.subtitles?.find((one) => key === fileKey(one.stream));
  return stream?.isForced === true || PARTIAL.test(title ?? '');
}

/** The sound track that a player takes, as it stands in `media.audio`. */
function defaultAudio({ audio }: MediaInfo): number {
  return Math.max(
    0,
    audio.findIndex(({ isDefault }) => isDefault),
  );
}
