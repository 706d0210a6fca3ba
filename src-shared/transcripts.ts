import { z } from 'zod';
import type { SubtitleStream } from './media-facts';

/**
 * Where a transcript comes from: `heard` by the speech model, or from the file: subtitles inside (`file`) or beside it
 * (`beside`), or a file of subtitles that a person brought (`import`).
 */
export const transcriptOrigin = z.enum(['heard', 'file', 'beside', 'import']);
export type TranscriptOrigin = z.infer<typeof transcriptOrigin>;
export const transcriptInfo = z.object({
  /** Opaque; unique within its video. */
  key: z.string().min(1).max(300),
  origin: transcriptOrigin,
  /** Of one that was heard: the sound track, as it stands in `media.audio`. */
  audio: z.number().int().nonnegative().optional(),
  /** As the file writes it: "eng", "en", "pt-BR". */
  language: z.string().nullable(),
  /** What the file calls it, or the file's own name. */
  title: z.string().nullable(),
  lines: z.number().int().nonnegative(),
  /** Of subtitles that are pictures: their words were read as writing is (OCR), and may be wrong. */
  fromPictures: z.literal(true).optional(),
  /** What could not be read of it, in a sentence. */
  note: z.string().optional(),
});
export type TranscriptInfo = z.infer<typeof transcriptInfo>;
/** A film's transcripts: one is shown, searched, cited, corrected and exported; the others are kept. */
export const transcripts = z.object({
  /** Key of the one that is shown. */
  shown: z.string(),
  /** Whether a person chose it: then nothing else changes it. */
  byHand: z.boolean(),
  /** Of all that are known, those heard first. */
  list: z.array(transcriptInfo),
  /** The sound track that a person chose, as it stands in `media.audio`; null leaves it to the file. */
  audio: z.number().int().nonnegative().nullable(),
  /** Sound tracks in which nothing is to be heard; known once the film is indexed. */
  silent: z.array(z.number().int().nonnegative()),
  /** Where writing in the picture first stands that could not be read, in microseconds; missing where there is hardly any. */
  unreadWriting: z.number().int().nonnegative().optional(),
});
export type Transcripts = z.infer<typeof transcripts>;
/** Key of the transcript that a stream of subtitles in the file makes. */
export function fileKey(stream: number): string {
  return `file-${stream}`;
}

/** Subtitles in the file that are pictures, and of which nothing was read. */
export function unreadPictures({
  media,
  transcripts: { list },
}: {
  readonly media: { readonly subtitles?: readonly SubtitleStream[] | undefined };
  readonly transcripts: Transcripts;
}): SubtitleStream[] {
  return (media.subtitles ?? []).filter(
    ({ isText, stream }) => !isText && !list.some(({ key }) => key === fileKey(stream)),
  );
}

/** Key of the transcript that was heard in a sound track. */
export function heardKey(audio: number): string {
  return `heard-${audio}`;
}
/**
 * The sound track that counts, as it stands in `media.audio`: whose waveform there is, and that the player plays. The one that a
 * person chose, else the one that was heard. Null where there is no sound.
 */
export function audioHeard({
  media,
  transcripts: { audio, shown, list },
}: {
  readonly media: { readonly audio: readonly unknown[] };
  readonly transcripts: Transcripts;
}): number | null {
  if (media.audio.length === 0) return null;
  if (audio !== null) return audio;
  const heard = list.filter(({ origin }) => origin === 'heard');
  return (heard.find(({ key }) => key === shown) ?? heard[0])?.audio ?? 0;
}
export const NO_TRANSCRIPTS: Transcripts = {
  shown: heardKey(0),
  ...{ byHand: false, list: [], audio: null, silent: [] },
};
