import { join } from 'node:path';
import { SOUND_FILE, SPEECH_FILE } from '../../base/film/files';
import { NO_SPEECH } from '../../base/film/state';
import type { IndexJob } from './job';
import { liftFor } from './loudness';
import { readSound, type SoundSoFar } from './pass/read-sound';

/** The built-in pack: earlier versions did not write down who had heard a film. */
const BUILT_IN = 'core';

/** Where another model is chosen than the one that transcribed, its transcript is to be made anew. */
export async function chooseSpeechModel({ request, deps, journal }: IndexJob): Promise<void> {
  const { speech } = journal.state;
  const heard = speech.done || speech.bytes > 0;
  if (!request.transcribe || !heard || deps.speechModel === undefined) return;
  if ((speech.model ?? BUILT_IN) === deps.speechModel) return;
  await journal.commit({ speech: NO_SPEECH, finished: false });
}

/**
 * Transcribes the stored sound, going on where an earlier run stopped, one JSON line a segment. Sound that is far too low to be
 * heard, and in which nothing was, is lifted and listened to once more.
 * @throws IndexBroken, DiskFull, Cancelled, and what the transcriber throws
 */
export async function transcribe(job: IndexJob): Promise<void> {
  const { request, deps, journal, progress, signal, callbacks } = job;
  const { speech, samples } = journal.state;
  progress.stage('speech');
  if (samples === null || samples === 0) {
    await journal.commit({ speech: { ...speech, done: true } });
    return;
  }
  const { lift } = speech;
  // What was settled when it began holds to its end.
  const begun = speech.bytes > 0 || speech.nextSample > 0 || lift !== undefined;
  const { model, terms = [] } = begun ? speech : { model: deps.speechModel, terms: request.terms };
  const settled = { ...(model !== undefined && { model }), ...(terms.length > 0 && { terms: [...terms] }) };
  const commit = async (soFar: SoundSoFar, done: boolean): Promise<void> => {
    await journal.commit({ speech: { ...soFar, done, ...(lift ? { lift } : {}), ...settled } });
    callbacks.onCheckpoint({ what: 'transcript', frameCount: journal.state.frames.count });
  };
  const transcriber = await deps.openTranscriber(terms);
  let written: SoundSoFar;
  try {
    written = await readSound({
      ...{ path: join(request.dir, SPEECH_FILE), from: speech, signal },
      checkpointEvery: deps.checkpointEvery,
      read: (onSegments) =>
        transcriber.transcribe({
          ...{ pcmPath: join(request.dir, SOUND_FILE), gain: lift ?? 1, onSegments, signal },
          ...{ fromSample: speech.nextSample, nextSegmentId: speech.segments },
          onProgress: (done, total) => progress.update(total > 0 ? done / total : 1),
        }),
      commit: (soFar) => commit(soFar, false),
    });
  } finally {
    await transcriber.dispose();
  }
  const again = written.segments === 0 && lift === undefined ? await liftFor(request.dir) : 1;
  if (again === 1) return commit(written, true);
  await journal.commit({ speech: { ...NO_SPEECH, lift: again, ...settled } });
  await transcribe(job);
}
