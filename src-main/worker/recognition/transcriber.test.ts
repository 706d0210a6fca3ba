import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOT_UNDERSTOOD, type Segment } from '../../../src-shared/analysis';
import { tellUnderstood } from '../../base/film/understood';
import { makeMedia, temporaryDir } from '../../base/media/testing';
import { loadPack } from '../../base/packs/pack';
import { SoundUnreadable } from './pcm-file';
import { openTranscriber } from './transcriber';
import type { Transcriber } from './types';

const dir = temporaryDir();
const speech = makeMedia(
  join(dir, 'speech.pcm'),
  `-i ${resolve('e2e/media/jfk.flac')} -ac 1 -ar 16000 -f s16le`,
);
/** Twice the speech, with three seconds of nothing between. */
const twice = makeMedia(
  join(dir, 'twice.pcm'),
  `-f s16le -ar 16000 -ac 1 -i ${speech} -af apad=pad_dur=3,aloop=loop=1:size=224000 -f s16le`,
);
const music = makeMedia(
  join(dir, 'music.pcm'),
  '-f lavfi -i sine=frequency=220:duration=6,tremolo -ac 1 -ar 16000 -f s16le',
);

const dutch = makeMedia(
  join(dir, 'dutch.pcm'),
  `-i ${resolve('e2e/media/dutch.ogg')} -ac 1 -ar 16000 -f s16le`,
);
const noise = makeMedia(
  join(dir, 'noise.pcm'),
  '-f lavfi -i anoisesrc=color=pink:seed=5:duration=12 -ac 1 -ar 16000 -f s16le',
);

let transcriber: Transcriber;
let heard: Segment[];
beforeAll(async () => {
  const core = await loadPack(resolve('resources/packs/core'));
  transcriber = await openTranscriber(core, core, 1);
  heard = segmentsOf(await transcribe(speech));
}, 60_000);
afterAll(() => transcriber.dispose());

interface Step {
  readonly segments: readonly Segment[];
  readonly next: number;
}
async function transcribe(pcmPath: string, fromSample = 0, nextSegmentId = 0): Promise<Step[]> {
  const steps: Step[] = [];
  await transcriber.transcribe({
    pcmPath,
    fromSample,
    nextSegmentId,
    onSegments: async (segments, next) => {
      steps.push({ segments, next });
    },
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  return steps;
}
const segmentsOf = (steps: readonly Step[]) => steps.flatMap((s) => s.segments);
const plain = (text: string) => text.toLowerCase().replace(/[^a-z ]/g, '');

describe('openTranscriber', () => {
  it('writes down what is said, word for word', () => {
    const text = heard.map((s) => s.text).join(' ');
    expect(plain(text)).toBe(
      'and so my fellow americans ask not what your country can do for you ask what you can do for your country',
    );
  }, 60_000);

  it('knows to a fifth of a second when words that follow a pause begin', () => {
    const words = heard.flatMap((s) => s.words);
    const begins = (text: string) => words.filter((w) => plain(w.text) === text).map((w) => w.from / 1e6);
    // The ends of the pauses, as a level meter finds them: 3.29 s, 5.41 s and 8.19 s.
    const [firstAsk, secondAsk] = begins('ask');
    expect(Math.abs((firstAsk ?? 0) - 3.29)).toBeLessThan(0.2);
    expect(Math.abs((begins('what')[0] ?? 0) - 5.41)).toBeLessThan(0.2);
    expect(Math.abs((secondAsk ?? 0) - 8.19)).toBeLessThan(0.2);
  }, 60_000);

  it('gives the same segments from any of its cuts on as without a stop', async () => {
    const whole = await transcribe(twice);
    expect(whole.length).toBeGreaterThan(1);
    expect(segmentsOf(whole).length).toBeGreaterThan(2);
    for (const [i, step] of whole.entries()) {
      const before = whole.slice(0, i + 1);
      const rest = await transcribe(twice, step.next, segmentsOf(before).length);
      expect([...before, ...rest]).toEqual(whole);
    }
  }, 120_000);

  it('hears no words where nobody speaks', async () => {
    const steps = await transcribe(music);
    expect(segmentsOf(steps)).toEqual([]);
    expect(steps.at(-1)?.next).toBe(96_000);
    expect(segmentsOf(await transcribe(noise))).toEqual([]);
  }, 60_000);

  it('is so sure of English that it stays, and so unsure of Dutch that none of it does', async () => {
    expect(tellUnderstood(heard)).toEqual(heard);
    const shown = tellUnderstood(segmentsOf(await transcribe(dutch)));
    expect(shown.map(({ language, words }) => [language, words])).toEqual([[NOT_UNDERSTOOD.language, []]]);
    expect((shown[0]?.to ?? 0) - (shown[0]?.from ?? 0)).toBeGreaterThan(8_000_000);
  }, 60_000);

  it('takes an empty file, and says what to do about a missing one', async () => {
    const empty = join(dir, 'empty.pcm');
    writeFileSync(empty, '');
    expect(await transcribe(empty)).toEqual([]);
    await expect(transcribe(join(dir, 'gone.pcm'))).rejects.toBeInstanceOf(SoundUnreadable);
  });

  it('stops when told to', async () => {
    const stop = new AbortController();
    const done = transcriber.transcribe({
      pcmPath: twice,
      fromSample: 0,
      nextSegmentId: 0,
      onSegments: async () => stop.abort(),
      onProgress: () => undefined,
      signal: stop.signal,
    });
    await expect(done).rejects.toThrow();
  }, 60_000);
});
