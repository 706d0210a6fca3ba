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

it('a clock that jumps is not the length of a film of seconds', async () => {
  const part = (name: string, offset: number): Buffer =>
    readFileSync(
      makeMedia(
        join(dir, name),
        `-f lavfi -i testsrc=s=64x48:r=5:d=4 -c:v mpeg2video -output_ts_offset ${offset}`,
      ),
    );
  const [early, late] = [part('early.ts', 0), part('late.ts', 90_000)];
  for (const parts of [
    [early, late],
    [late, early],
  ]) {
    const path = join(dir, 'joined.ts');
    writeFileSync(path, Buffer.concat(parts));
    const length = await lengthOf(path);
    expect(length === null || length < 20 * SECOND).toBe(true);
  }
  expect(await lengthOf(join(dir, 'late.ts'))).toBeCloseTo(4 * SECOND, -5.5);
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
