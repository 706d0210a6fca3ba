import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { SOUND_FILE, SPEECH_FILE } from '../../base/film/files';
import { openPcm } from '../recognition/pcm-file';
import { type IndexJob, openIndexJournal } from './job';
import { liftFor } from './loudness';
import { ProgressReporter } from './progress';
import { transcribe } from './speech-stage';
import { fakeDeps } from './testing/fakes';

const dir = mkdtempSync(join(tmpdir(), 'longtake-loudness-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const SECONDS = 60;

/** A tone of this amplitude, and a clap at the third second. */
function sound(amplitude: number): void {
  const samples = Int16Array.from({ length: SECONDS * 16_000 }, (_, i) =>
    Math.round(amplitude * Math.sin(i / 4) + (i > 48_000 && i < 48_400 ? 20_000 : 0)),
  );
  writeFileSync(join(dir, SOUND_FILE), new Uint8Array(samples.buffer));
}

it('lifts what was recorded too low to about a usual loudness, whatever claps; silence and music stay', async () => {
  sound(20);
  expect(await liftFor(dir)).toBeGreaterThan(150);
  expect(await liftFor(dir)).toBeLessThan(400);
  for (const amplitude of [0, 1, 3000]) {
    sound(amplitude);
    expect(await liftFor(dir)).toBe(1);
  }
  sound(20);
  const pcm = await openPcm(join(dir, SOUND_FILE), 200);
  const values = await pcm.read(0, pcm.samples);
  await pcm.close();
  expect(Math.max(...values.subarray(0, 16_000))).toBeCloseTo((20 * 200) / 32768, 1);
  expect(values.every((value) => Math.abs(value) <= 1)).toBe(true);
});

it('listens once more where nothing was heard, once, also when it is stopped in between', async () => {
  sound(20);
  const gains: (number | undefined)[] = [];
  const deps = {
    ...fakeDeps(),
    openTranscriber: async () => ({
      transcribe: async ({ gain, onSegments }: Parameters<IndexJobTranscriber['transcribe']>[0]) => {
        gains.push(gain);
        if (gains.length === 2) throw new Error('stopped');
        const line = { id: 0, source: 'speech' as const, from: 0, to: 1e6, text: 'heard', words: [] };
        await onSegments((gain ?? 1) > 1 ? [line] : [], SECONDS * 16_000);
      },
      dispose: async () => undefined,
    }),
  };
  const request = { dir, framesPerSecond: 1 } as IndexJob['request'];
  const signal = new AbortController().signal;
  const open = async (): Promise<IndexJob> => {
    const journal = await openIndexJournal(request, 'fake');
    if (journal.state.samples === null) await journal.commit({ samples: SECONDS * 16_000 });
    sound(20);
    const callbacks = { onProgress: () => undefined, onCheckpoint: () => undefined };
    const progress = new ProgressReporter(['speech'], () => undefined);
    return { request, deps, callbacks, progress, signal, journal };
  };
  await expect(transcribe(await open())).rejects.toThrow('stopped');
  const job = await open();
  expect(job.journal.state.speech.done).toBe(false);
  await transcribe(job);
  expect(gains).toEqual([1, gains[1], gains[1]]);
  expect(gains[1]).toBeGreaterThan(100);
  expect(job.journal.state.speech).toMatchObject({ done: true, segments: 1 });
  expect(readFileSync(join(dir, SPEECH_FILE), 'utf8')).toContain('heard');
});

type IndexJobTranscriber = Awaited<ReturnType<IndexJob['deps']['openTranscriber']>>;
