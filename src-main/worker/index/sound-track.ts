import { copyFile, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFilmFile } from '../../base/film/append-file';
import { SPEECH_FILE, VOICES_FILE } from '../../base/film/files';
import { openSealed, sealJson } from '../../base/film/sealed-json';
import { readSegments } from '../../base/film/speech-file';
import { type IndexState, indexState, NO_SPEECH } from '../../base/film/state';
import type { IndexResult } from '../../base/film/types';
import { readWaveform, WAVEFORM_FILE } from '../../base/film/waveform';
import { makeFolders } from '../../base/make-folder';
import { asWriteError, systemCode } from '../../base/media/errors';
import { isSilent, positionOf, trackToHear } from '../../base/media/silence';
import type { IndexJob } from './job';
import { readPieces } from './speakers/voices-file';

/** What was made of sound tracks that are not the one that counts now: each in a folder of its number. */
const KEPT_FOLDER = 'heard';
const KEPT_STATE = 'heard.json';
/** Of a track that was not listened to. */
const NOTHING_HEARD = { speech: NO_SPEECH, speakers: undefined };
const keptState = z.object({
  version: z.literal(2),
  ...indexState.pick({ samples: true, speech: true, speakers: true }).shape,
});

/**
 * Settles which sound track of a film with several is heard: the one that a person chose, else the file's default, but none in
 * which nothing is to be heard. Where another one was heard before, what was made of that is kept, and comes back when it is
 * chosen again.
 * @throws FfmpegDied, FfmpegMissing, Cancelled, DiskFull, IndexBroken
 */
export async function chooseSoundTrack(job: IndexJob): Promise<void> {
  const { request, journal } = job;
  const { media, audio } = request;
  if (media.audio.length < 2) return;
  const before = journal.state.sound ?? null;
  const silent = before?.silent ?? (await silentTracks(job));
  const chosen = audio !== null && audio !== undefined && media.audio[audio] !== undefined;
  const track = chosen ? audio : trackToHear(media, silent);
  // An earlier version of Longtake heard the first track of any film.
  const heard = before?.track ?? 0;
  if (before && heard === track) return;
  if (heard === track || journal.state.samples === null) {
    await journal.commit({ sound: { track, silent }, ...(heard === track ? {} : NOTHING_HEARD) });
    return;
  }
  await keep(job, heard);
  await journal.commit({
    ...{ sound: { track, silent }, samples: null, soundChecksum: null },
    ...{ ...NOTHING_HEARD, finished: false },
  });
  await bringBack(job, track);
}

/** The sound tracks in which nothing is to be heard. */
async function silentTracks({ request, progress, signal }: IndexJob): Promise<number[]> {
  const { ffmpegPath, path, media } = request;
  const silent: number[] = [];
  for (const track of media.audio.keys()) {
    const position = positionOf(media, track);
    const onAlive = (): void => progress.alive();
    if (await isSilent({ ffmpegPath, path, position, signal, onAlive })) silent.push(track);
  }
  return silent;
}

function keptDir(dir: string, track: number): string {
  return join(dir, KEPT_FOLDER, String(track));
}

/** Puts aside what was made of the track that is heard now. */
async function keep({ request: { dir }, journal }: IndexJob, track: number): Promise<void> {
  const { samples, speech, speakers } = journal.state;
  const to = keptDir(dir, track);
  try {
    await makeFolders(to);
    // Said to be there last: what a crash leaves half-way does not count.
    await rm(join(to, KEPT_STATE), { force: true });
    await copyFile(join(dir, WAVEFORM_FILE), join(to, WAVEFORM_FILE));
    if (speech.bytes > 0) await copyFile(join(dir, SPEECH_FILE), join(to, SPEECH_FILE));
    if (speakers?.done) await copyFile(join(dir, VOICES_FILE), join(to, VOICES_FILE));
  } catch (error) {
    // What is not there, or is damaged, is made anew when it is wanted.
    if (systemCode(error) === 'ENOENT') return;
    throw asWriteError(error, to);
  }
  // A transcript that was not finished would go on from sound that is not there any more.
  const whole = speech.done ? speech : NO_SPEECH;
  const voices = speakers?.done ? { speakers } : {};
  await replaceFilmFile(join(to, KEPT_STATE), sealJson({ version: 2, samples, speech: whole, ...voices }));
}

/** Takes up what was made of a track before, where it is whole: what is missing or damaged is made anew. */
async function bringBack({ request: { dir }, journal }: IndexJob, track: number): Promise<void> {
  const from = keptDir(dir, track);
  const kept = await readKept(from).catch(() => null);
  if (kept === null) return;
  try {
    if (kept.speech.bytes > 0) await copyFile(join(from, SPEECH_FILE), join(dir, SPEECH_FILE));
    if (kept.speakers) await copyFile(join(from, VOICES_FILE), join(dir, VOICES_FILE));
    await copyFile(join(from, WAVEFORM_FILE), join(dir, WAVEFORM_FILE));
  } catch (error) {
    throw asWriteError(error, dir);
  }
  await journal.commit(kept);
}

async function readKept(from: string): Promise<Pick<IndexState, 'samples' | 'speech' | 'speakers'>> {
  const { samples, speech, speakers } = openSealed(await readFile(join(from, KEPT_STATE), 'utf8'), keptState);
  await readSegments(from, speech);
  await readWaveform(from);
  if (speakers) await readPieces(from, speakers);
  return { samples, speech, ...(speakers ? { speakers } : {}) };
}

/** Which track was heard, and which are silent; of a film with one only where it is, by its waveform. */
export async function soundFacts({ request, journal }: IndexJob): Promise<IndexResult['sound']> {
  const { sound, samples } = journal.state;
  if (sound) return sound;
  if (request.media.audio.length !== 1 || !samples) return undefined;
  const { peaks } = await readWaveform(request.dir);
  return peaks.every((peak) => peak === 0) ? { track: 0, silent: [0] } : undefined;
}
