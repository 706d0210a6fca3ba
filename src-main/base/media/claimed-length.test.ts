import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { probe } from './probe';
import { ffprobePath, makeMedia, temporaryDir } from './testing';

const dir = temporaryDir();
const SECOND = 1_000_000;

async function lengthOf(path: string): Promise<number | null> {
  return (await probe(ffprobePath, path)).duration;
}

/** A film of four seconds with one line of subtitles after fifty days. */
function withFarSubtitles(name: string, options: string): string {
  const words = join(dir, 'far.srt');
  writeFileSync(
    words,
    '1\n00:00:01,000 --> 00:00:02,000\nnear\n\n2\n1200:00:00,000 --> 1200:00:01,000\nfar\n',
  );
  const film = '-f lavfi -i testsrc=s=64x48:r=5:d=4 -f lavfi -i sine=d=4';
  return makeMedia(join(dir, name), `${film} -i ${words} -c:v libx264 -preset ultrafast -c:a aac ${options}`);
}

it('a film is as long as its picture and its sound, whatever other streams claim', async () => {
  const matroska = withFarSubtitles('far.mkv', '-c:s srt');
  expect(await lengthOf(matroska)).toBeCloseTo(4 * SECOND, -5);
  expect(await lengthOf(withFarSubtitles('far.mp4', '-c:s mov_text'))).toBeCloseTo(4 * SECOND, -5);
  // Where no stream says how long it is, a file of this size is no film of fifty days: what is decoded tells.
  const bytes = readFileSync(matroska).toString('latin1').replaceAll('DURATION', 'SOMETHIN');
  writeFileSync(join(dir, 'untold.mkv'), bytes, 'latin1');
  expect(await lengthOf(join(dir, 'untold.mkv'))).toBeNull();
});

/** Broadcasts of four seconds each, behind one another, whose clocks begin at these seconds. */
function joined(ending: string, offsets: readonly number[], codec = 'mpeg2video -c:a mp2'): string {
  const path = join(dir, `joined.${ending}`);
  const parts = offsets.map((offset, n) =>
    readFileSync(
      makeMedia(
        join(dir, `${n}.${ending}`),
        `-f lavfi -i testsrc=s=64x48:r=5:d=4 -f lavfi -i sine=d=4 -c:v ${codec} -output_ts_offset ${offset}`,
      ),
    ),
  );
  writeFileSync(path, Buffer.concat(parts));
  return path;
}

it('a clock that jumps is no part of the length, wherever and however often it does', async () => {
  const day = 90_000;
  for (const [ending, offsets] of [
    ['ts', [0, day]],
    ['ts', [day, 0]],
    ['m2ts', [0, 7200, 3600, 50_000]],
    ['vob', [0, 0, 0]],
    ['ts', [100, 100.5, 8000, 8004]],
  ] as const) {
    const length = (await lengthOf(joined(ending, offsets))) ?? 0;
    // A DVD's clock runs ahead of what it plays.
    const off = Math.abs(length / SECOND - 4 * offsets.length);
    expect(off, `${ending} ${offsets}`).toBeLessThan(0.7 * offsets.length);
  }
  expect(await lengthOf(joined('ts', [day]))).toBeCloseTo(4 * SECOND, -5.5);
});

it('a picture that needs few bytes for long is no jump', async () => {
  const still = 'color=black:s=64x48:r=1:d=300';
  const busy = 'testsrc2=s=320x240:r=25:d=4';
  const path = makeMedia(
    join(dir, 'uneven.ts'),
    `-f lavfi -i ${busy} -f lavfi -i ${still} -filter_complex [0]scale=64:48,fps=25[a];[1]fps=25[b];[a][b]concat -c:v libx264 -preset ultrafast -g 7600`,
  );
  expect(await lengthOf(path)).toBeCloseTo(304 * SECOND, -6);
});

it('a clock of 33 bits that begins anew after a day is no jump', async () => {
  const path = makeMedia(
    join(dir, 'wraps.ts'),
    '-f lavfi -i testsrc=s=64x48:r=25:d=40 -c:v libx264 -preset ultrafast -output_ts_offset 95425',
  );
  expect(await lengthOf(path)).toBeCloseTo(40 * SECOND, -6);
});

it('what takes few bytes keeps its length', async () => {
  const still = makeMedia(
    join(dir, 'still.mkv'),
    '-f lavfi -i color=black:s=64x48:r=1:d=600 -c:v libx264 -preset ultrafast -g 600',
  );
  expect(await lengthOf(still)).toBe(600 * SECOND);
  const voice = makeMedia(
    join(dir, 'voice.opus'),
    '-f lavfi -i anullsrc=r=8000:cl=mono:d=120 -c:a libopus -b:a 6k',
  );
  expect(await lengthOf(voice)).toBeCloseTo(120 * SECOND, -5.5);
  const radio = makeMedia(
    join(dir, 'radio.ts'),
    '-f lavfi -i anullsrc=r=16000:cl=mono:d=60 -c:a mp2 -b:a 8k',
  );
  expect(await lengthOf(radio)).toBeCloseTo(60 * SECOND, -6);
});
