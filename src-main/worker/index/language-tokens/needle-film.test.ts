import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFilm } from '../../../../eval/needle/film';
import { symbolAt, symbolName } from '../../../../eval/needle/scenes';
import { openEncodedVideo } from '../../../base/film/language-tokens/encoded-video';
import { fingerprint } from '../../../base/media/fingerprint';
import { probe } from '../../../base/media/probe';
import { ffmpegPath, ffprobePath, temporaryDir } from '../../../base/media/testing';
import { tokenModel } from '../../../base/packs/pack';
import { openFrameReader } from '../../inference/llava-mini/frame-reader';
import { openLanguageModel } from '../../inference/llava-mini/language-model';
import { asking, CHECKPOINT } from '../../inference/llava-mini/needle/testing';
import { convertFixture } from '../../inference/llava-mini/parity/fixtures';
import { encodeVideo } from './encode-video';

test('a symbol shown for two seconds of a film is named, with its time', async () => {
  const root = temporaryDir();
  const path = join(root, 'film.mp4');
  const symbol = symbolAt(8);
  const shown = { from: 27, to: 29 };
  await makeFilm(ffmpegPath, { path, width: 256, height: 144, fps: 5, seconds: 48, symbol, ...shown });

  const pack = await convertFixture(CHECKPOINT, join(root, 'pack'), 'fp32');
  const model = tokenModel(pack.manifest);
  const dir = mkdtempSync(join(root, 'video-'));
  const request = {
    ...{ videoId: await fingerprint(path), path, dir, ffmpegPath, packDir: pack.dir, verifiedFile: null },
    ...{ media: await probe(ffprobePath, path), framesPerSecond: 1, device: 'cpu' as const },
  };
  const openReader = async () => ({ reader: await openFrameReader(pack, 'cpu', 1), device: 'cpu' });
  const callbacks = { onProgress: () => {}, onCheckpoint: () => {} };
  await encodeVideo(request, { model, fusionLimit: 16, openReader }, callbacks, new AbortController().signal);

  const video = await openEncodedVideo(dir, model);
  const language = await openLanguageModel(pack, 'cpu', 1, { memoryBytes: 1e9 });
  const answer = await language.ask(asking(video, 'Which symbol is shown?'));
  expect(answer.text).toBe(`A ${symbolName(symbol)} is shown.`);
  const time = (answer.frames[0]?.time ?? Number.NaN) / 1e6;
  expect(time).toBeGreaterThanOrEqual(shown.from);
  expect(time).toBeLessThan(shown.to);
  await language.dispose();
  await video.close();
}, 120_000);
