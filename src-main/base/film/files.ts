import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SegmentSource } from '../../../src-shared/analysis';

/** The sound of the video while it is being transcribed: raw 16 kHz mono samples. */
export const SOUND_FILE = 'audio.s16';
export const SPEECH_FILE = 'speech.jsonl';
/** How voices sound, piece by piece. */
export const VOICES_FILE = 'voices.jsonl';
/** What language models' packs made of the frames: see language-tokens/. */
export const ANSWERS_FOLDER = 'answers';
const TRACKS_FOLDER = 'tracks';
/** The meaning of each line that is said, or written in the picture: made by worker/index/segment-store. */
export const MEANING_FILES: Readonly<Record<SegmentSource, string>> = {
  speech: 'speech.bin',
  text: 'text.bin',
};

/** Forgets the meanings of a video's lines of one source: others have taken their place. */
export async function forgetMeanings(dir: string, source: SegmentSource): Promise<void> {
  await rm(join(dir, MEANING_FILES[source]), { force: true, recursive: true });
}

/** Where what was read of a video's tracks lies: see worker/index/tracks. */
export function tracksDir(videoDir: string): string {
  return join(videoDir, TRACKS_FOLDER);
}

/** The film itself, where it was made of pictures: see base/media/made. */
export const MADE_FILE = 'film.mkv';

/** Files of subtitles that are pictures, and that a person brought: until an index has read them. */
export const BROUGHT_FOLDER = 'brought';

/** The copy of a film for the player, where it does not play the film itself. */
export const PROXY_FILE = 'proxy.mp4';

/** Whether a file of a film's folder belongs to that copy: it, what it is while it is made, or what is known of it. */
export function isProxyFile(name: string): boolean {
  return name.startsWith(PROXY_FILE);
}
