import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { IndexBroken, isBroken } from '../../base/film/errors';
import { checkPictures, readEntries } from '../../base/film/reader';
import { readSegments } from '../../base/film/speech-file';
import { type IndexState, NO_SPEECH } from '../../base/film/state';
import { decodeEntry, ENTRY_BYTES } from '../../base/film/thumbnail-format';
import { openTokenReader } from '../../base/film/token-store';
import { readWaveform } from '../../base/film/waveform';
import { FrameEmbeddingFile, VIEW_FILE } from './frame-embedding-store';
import type { IndexJob } from './job';
import { checkCancelled } from './pass/clock';
import { areSegmentsWhole } from './segment-store';

/**
 * Looks over a finished index, file by file, before it is handed back as whole. What can be made anew beside the rest is taken
 * back, so that the stages that follow make it.
 * @throws IndexBroken where frames are damaged: then all of it is begun anew; Cancelled
 */
export async function mend(job: IndexJob): Promise<void> {
  const { request, journal } = job;
  const { state } = journal;
  await checkFrames(job);
  const speech = await takesBack(() => readSegments(request.dir, state.speech));
  const sound = speech || (await takesBack(() => readWaveform(request.dir)));
  const views = await FrameEmbeddingFile.isDamaged(request.dir, state.frames.count);
  const lines = !(await areSegmentsWhole(request.dir, 'speech'));
  if (views) await rm(join(request.dir, VIEW_FILE), { force: true, recursive: true });
  if (!(sound || views || lines)) return;
  const change: Partial<IndexState> = {
    finished: false,
    // The sound is read once more: it is kept nowhere.
    ...(sound ? { samples: null, soundChecksum: null } : {}),
    ...(speech ? { speech: NO_SPEECH } : {}),
  };
  await journal.commit(change);
}

/** Whether a file must be made anew. */
async function takesBack(read: () => Promise<unknown>): Promise<boolean> {
  try {
    await read();
    return false;
  } catch (error) {
    if (isBroken(error)) return true;
    throw error;
  }
}

/** Tokens, times and pictures belong together: nothing of them is made anew alone. @throws IndexBroken, Cancelled */
async function checkFrames({ request: { dir }, journal, signal }: IndexJob): Promise<void> {
  const { frames } = journal.state;
  if (frames.count === 0) return;
  const entries = await readEntries(dir, frames);
  const tokens = await openTokenReader(dir);
  try {
    for await (const { from, rows } of tokens.chunks()) {
      checkCancelled(signal);
      const times = rows.times.map((_, i) => decodeEntry(entries, (from + i) * ENTRY_BYTES).time);
      if (!rows.times.every((time, i) => time === times[i]))
        throw new IndexBroken('its frames have other times');
      await checkPictures(dir, entries, from, rows.times.length);
    }
  } finally {
    await tokens.close();
  }
}
