import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readWaveform } from '../../base/film/reader';
import { readState } from '../../base/film/state';
import type { IndexCheckpoint, IndexProgress, IndexRequest } from '../../base/film/types';
import { fingerprint } from '../../base/media/fingerprint';
import { probe } from '../../base/media/probe';
import { makeSup } from '../../base/media/subtitles/testing/sup';
import { ffmpegPath, ffprobePath, makeMedia, temporaryDir } from '../../base/media/testing';
import { indexVideo } from './pipeline';
import { fakeDeps } from './testing/fakes';

const root = temporaryDir();
const srt = join(root, 'words.srt');
writeFileSync(srt, '1\n00:00:01,000 --> 00:00:02,000\ninside\n');
const TONE = (loud: number) => `-f lavfi -i aevalsrc=${loud}*sin(900*t):s=16000:d=3`;
const ENCODE = '-c:v libx264 -preset ultrafast -c:a pcm_s16le -c:s srt';
/** A quiet track, a silent one that is called default, and a loud one. */
const three = makeMedia(
  join(root, 'three.mkv'),
  `-f lavfi -i testsrc=s=64x48:r=5:d=3 ${TONE(0.1)} -f lavfi -i anullsrc=r=16000:d=3 ${TONE(0.9)} -i ${srt} -map 0 -map 1 -map 2 -map 3 -map 4 -t 3 ${ENCODE} -disposition:a:0 0 -disposition:a:1 default`,
);
const plain = makeMedia(
  join(root, 'plain.mkv'),
  `-f lavfi -i testsrc=s=64x48:r=5:d=3 ${TONE(0.5)} -map 0 -map 1 ${ENCODE}`,
);
const silent = makeMedia(
  join(root, 'silent.mkv'),
  `-f lavfi -i testsrc=s=64x48:r=5:d=3 -f lavfi -i anullsrc=r=16000 -map 0 -map 1 -t 3 ${ENCODE}`,
);
writeFileSync(join(root, 'three.de.srt'), '1\n00:00:00,000 --> 00:00:01,000\ndaneben\n');
writeFileSync(join(root, 'three.srt'), 'no subtitles');

/** Two pictures of words: one of 12,000 bright pixels, and a dark one on which nothing is read. */
const sup = makeSup(
  [1280, 720],
  [15, 4].map((shade, n) => ({
    ...{ from: 1 + n, to: 1.5 + n, left: 100, top: 600, width: 200, height: 60 },
    shades: new Uint8Array(12_000).fill(shade),
  })),
);
writeFileSync(join(root, 'pictures.sup'), sup);
const pictures = makeMedia(
  join(root, 'pictures.mkv'),
  `-f lavfi -i testsrc=s=64x48:r=5:d=3 -copyts -f sup -i ${join(root, 'pictures.sup')} -i ${srt} -map 0 -map 1 -map 1 -map 2 ${ENCODE} -c:s:0 copy -c:s:1 copy -metadata:s:s:1 language=ger`,
);

async function requestFor(path: string): Promise<IndexRequest> {
  return {
    ...{ videoId: await fingerprint(path), path, dir: mkdtempSync(join(root, 'index-')), ffmpegPath },
    ...{ packDir: '', corePackDir: '', speechPackDir: '', media: await probe(ffprobePath, path) },
    ...{ framesPerSecond: 1, device: 'cpu', transcribe: true },
  };
}

async function run(request: IndexRequest, onProgress: (progress: IndexProgress) => void = () => undefined) {
  const checkpoints: IndexCheckpoint[] = [];
  let heard = 0;
  const deps = fakeDeps((what) => {
    if (what === 'segment') heard++;
  });
  const callbacks = {
    onProgress,
    onCheckpoint: (checkpoint: IndexCheckpoint) => checkpoints.push(checkpoint),
  };
  const result = await indexVideo(request, deps, callbacks, new AbortController().signal);
  const loudness = result.segments.map(({ text }) => Number(text.split(' ')[1]));
  return { result, heard, loud: Math.max(0, ...loudness), checkpoints };
}

/** Every file of an index, with what is in it. */
function contents(dir: string, below = ''): Record<string, string> {
  return Object.fromEntries(
    readdirSync(join(dir, below)).flatMap((name): [string, string][] => {
      const path = join(below, name);
      if (statSync(join(dir, path)).isDirectory()) return Object.entries(contents(dir, path));
      return [
        [
          path,
          createHash('sha256')
            .update(readFileSync(join(dir, path)))
            .digest('hex'),
        ],
      ];
    }),
  );
}

describe('the sound tracks of a film', () => {
  it('are heard as the file says, silent ones passed over, and another makes transcript and waveform anew', async () => {
    const request = await requestFor(three);
    const first = await run(request);
    expect(first.result.sound).toEqual({ track: 0, silent: [1] });
    expect([Math.round(first.loud / 3277), first.heard]).toEqual([1, 3]);
    const quiet = await readWaveform(request.dir);
    const before = contents(request.dir);

    const second = await run({ ...request, audio: 2 });
    expect(second.result.sound).toEqual({ track: 2, silent: [1] });
    expect([Math.round(second.loud / 3277), second.heard]).toEqual([9, 3]);
    expect(Math.max(...(await readWaveform(request.dir)).peaks)).toBeGreaterThan(
      4 * Math.max(...quiet.peaks),
    );

    // What was heard before comes back, unheard, with the same bytes.
    const third = await run({ ...request, audio: 0 });
    expect([third.result.segments, third.heard]).toEqual([first.result.segments, 0]);
    const after = contents(request.dir);
    for (const name of ['waveform.bin', 'speech.jsonl', 'index.json', 'tokens.ltk']) {
      expect([name, after[name]]).toEqual([name, before[name]]);
    }
    expect((await run({ ...request, audio: 9 })).result.sound?.track).toBe(0);
  });

  it('are heard anew where what was kept of one is damaged', async () => {
    const request = await requestFor(three);
    await run(request);
    await run({ ...request, audio: 2 });
    writeFileSync(join(request.dir, 'heard', '0', 'waveform.bin'), 'damaged');
    expect((await run({ ...request, audio: 0 })).heard).toBe(3);
    rmSync(join(request.dir, 'heard', '2', 'heard.json'));
    expect((await run({ ...request, audio: 2 })).heard).toBe(3);
  });

  it('leave no trace where there is but one; that it is silent is said', async () => {
    const request = await requestFor(plain);
    expect((await run(request)).result.sound).toBeUndefined();
    expect(await readState(request.dir)).not.toHaveProperty('sound');
    expect(readdirSync(request.dir)).not.toContain('heard');
    expect((await run(await requestFor(silent))).result.sound).toEqual({ track: 0, silent: [0] });
  });
});

describe('the subtitles of a film', () => {
  it('are told before its frames, those inside and those beside it, and what cannot be read of them', async () => {
    const request = await requestFor(three);
    const { checkpoints } = await run(request);
    expect(checkpoints[0]?.what).toBe('subtitles');
    const told = checkpoints[0]?.subtitles ?? [];
    expect(
      told.map(({ info, segments }) => [info.key, info.language, segments.map(({ text }) => text)]),
    ).toEqual([
      ['file-4', null, ['inside']],
      ['beside-three.de.srt', 'de', ['daneben']],
      ['beside-three.srt', null, []],
    ]);
    expect(told[2]?.info.note).toMatch(/three\.srt/);
    const ids = told.flatMap(({ segments }) => segments.map(({ id, fromFile }) => (fromFile ? id : 0)));
    expect(new Set(ids).size).toBe(2);
    expect(Math.min(...ids)).toBeGreaterThan(1_000_000);

    const again = await run({ ...request, knownTranscripts: ['file-4'] });
    expect(again.checkpoints[0]?.subtitles?.map(({ info }) => info.key)).toEqual([
      ...['beside-three.de.srt', 'beside-three.srt'],
    ]);
    expect(readdirSync(request.dir)).not.toContain('subtitles');
  });

  it('are read where they are pictures, each once, and said to be so; a picture that says nothing is counted', async () => {
    const request = { ...(await requestFor(pictures)), writing: { packDir: '' } };
    const all = (checkpoints: readonly IndexCheckpoint[]) =>
      checkpoints.flatMap(({ subtitles = [] }) =>
        subtitles.map(({ info, segments }) => ({
          ...{ key: info.key, language: info.language, pictures: info.fromPictures, note: info.note },
          lines: segments.map(({ from, to, text, confidence }) => [from / 1e6, to / 1e6, text, confidence]),
        })),
      );
    const { checkpoints } = await run(request);
    const lines = [[1, 1.5, 'bright 12000', 1]];
    const note = '1 of 2 pictures could not be read';
    expect(all(checkpoints)).toEqual([
      {
        key: 'file-3',
        language: null,
        pictures: undefined,
        note: undefined,
        lines: [[1, 2, 'inside', undefined]],
      },
      { key: 'file-1', language: null, pictures: true, note, lines },
      { key: 'file-2', language: 'ger', pictures: true, note, lines },
      { key: 'beside-pictures.sup-0', language: null, pictures: true, note, lines },
    ]);
    // They come when the frames are there, not before.
    const order = checkpoints.map(({ what, subtitles }) => subtitles?.[0]?.info.key ?? what);
    expect(order.indexOf('file-1')).toBeGreaterThan(order.indexOf('scenes'));
    expect(readdirSync(request.dir)).not.toContain('subtitles');

    const knownTranscripts = ['file-1', 'file-3', 'beside-pictures.sup-0'];
    const again = await run({ ...request, knownTranscripts });
    expect(all(again.checkpoints).map(({ key }) => key)).toEqual(['file-2']);
    const unwanted = await run({ ...request, writing: null });
    expect(all(unwanted.checkpoints).map(({ key }) => key)).toEqual(['file-3']);
  });

  it('that a person brought wait in the film’s folder until they are read, and are a stage of the progress', async () => {
    const request = { ...(await requestFor(plain)), writing: { packDir: '' } };
    const folder = join(request.dir, 'brought');
    mkdirSync(folder);
    writeFileSync(join(folder, 'disc.de.sup'), sup);
    const waiting = await run({ ...request, writing: null });
    expect(waiting.checkpoints.flatMap(({ subtitles = [] }) => subtitles)).toEqual([]);
    expect(readdirSync(request.dir)).toContain('brought');
    const fractions: number[] = [];
    const { checkpoints } = await run(request, ({ stage, fraction }) => {
      if (stage === 'subtitles') fractions.push(fraction);
    });
    const [found] = checkpoints.flatMap(({ subtitles = [] }) => subtitles);
    expect(found?.info).toMatchObject({
      ...{ key: 'import-disc.de.sup-0', origin: 'import', language: 'de', fromPictures: true, lines: 1 },
    });
    expect(readdirSync(request.dir)).not.toContain('brought');
    // Not counted, the bar would stand where the stage after it begins.
    const [before = 0, after = 0] = [fractions.at(0), fractions.at(-1)];
    expect(after).toBeGreaterThan(before);
  });
});
