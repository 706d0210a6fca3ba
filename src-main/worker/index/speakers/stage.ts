import { join } from 'node:path';
import type { SpeakersFound } from '../../../../src-shared/speakers';
import { SOUND_FILE, VOICES_FILE } from '../../../base/film/files';
import { type IndexState, NO_SPEECH } from '../../../base/film/state';
import type { IndexJob } from '../job';
import { readSound, type SoundSoFar } from '../pass/read-sound';
import { diarise } from './diarise';
import { lineOf, readPieces } from './voices-file';

/**
 * Hears how the voices in the stored sound sound, going on where an earlier run stopped, one JSON line a piece.
 * @throws IndexBroken, DiskFull, Cancelled, and what the listener throws
 */
export async function listenToVoices(job: IndexJob): Promise<void> {
  const { request, deps, journal, progress, signal } = job;
  const { speech, samples, speakers: from = NO_SPEECH } = journal.state;
  progress.stage('speakers');
  const commit = (soFar: SoundSoFar, done: boolean): Promise<void> =>
    journal.commit({ speakers: { ...soFar, done } });
  if (samples === null || samples === 0) return commit(from, true);
  const listener = await deps.openVoices();
  try {
    const written = await readSound({
      ...{ path: join(request.dir, VOICES_FILE), from, signal },
      checkpointEvery: deps.checkpointEvery,
      read: (onLines) =>
        listener.listen({
          ...{ pcmPath: join(request.dir, SOUND_FILE), gain: speech.lift ?? 1, signal },
          fromSample: from.nextSample,
          onPieces: (pieces, nextSample) => onLines(pieces.map(lineOf), nextSample),
          onProgress: (done, total) => progress.update(total > 0 ? done / total : 1),
        }),
      commit: (soFar) => commit(soFar, false),
    });
    await commit(written, true);
  } finally {
    await listener.dispose();
  }
}

/** Who speaks when, computed from what was heard: so a better rule for it needs no film. Undefined where it was not listened for. */
export async function speakersOf(
  dir: string,
  state: IndexState['speakers'],
): Promise<SpeakersFound | undefined> {
  return state?.done ? diarise(await readPieces(dir, state)) : undefined;
}
