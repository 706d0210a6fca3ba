import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { AppendFile } from '../../base/film/append-file';
import { SOUND_FILE, SPEECH_FILE } from '../../base/film/files';
import { NO_SPEECH } from '../../base/film/state';
import type { IndexJob } from './job';
import { liftFor } from './loudness';
import { CheckpointClock, checkCancelled } from './pass/clock';

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
  const file = await AppendFile.open(join(request.dir, SPEECH_FILE), speech.bytes);
  const clock = new CheckpointClock(deps.checkpointEvery);
  clock.reset();
  let written = { nextSample: speech.nextSample, segments: speech.segments };
  let checksum = crc32(await file.read(0, speech.bytes));
  const commit = async (done: boolean): Promise<void> => {
    await file.sync();
    const { lift } = speech;
    await journal.commit({
      speech: { ...written, bytes: file.size, checksum, done, ...(lift ? { lift } : {}) },
    });
    clock.reset();
    callbacks.onCheckpoint({ what: 'transcript', frameCount: journal.state.frames.count });
  };
  try {
    const transcriber = await deps.openTranscriber();
    try {
      await transcriber.transcribe({
        pcmPath: join(request.dir, SOUND_FILE),
        fromSample: speech.nextSample,
        nextSegmentId: speech.segments,
        gain: speech.lift ?? 1,
        onSegments: async (segments, nextSample) => {
          checkCancelled(signal);
          const lines = Buffer.from(segments.map((one) => `${JSON.stringify(one)}\n`).join(''));
          await file.append(lines);
          checksum = crc32(lines, checksum);
          written = { nextSample, segments: written.segments + segments.length };
          if (clock.due) await commit(false);
        },
        onProgress: (done, total) => progress.update(total > 0 ? done / total : 1),
        signal,
      });
    } finally {
      await transcriber.dispose();
    }
    checkCancelled(signal);
    const lift = written.segments === 0 && speech.lift === undefined ? await liftFor(request.dir) : 1;
    if (lift === 1) await commit(true);
    else await journal.commit({ speech: { ...NO_SPEECH, lift } });
  } finally {
    await file.close();
  }
  if (!journal.state.speech.done) await transcribe(job);
}
