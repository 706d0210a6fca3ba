import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../../base/media/fingerprint';
import { probe } from '../../../base/media/probe';
import { ffmpegPath, ffprobePath, makeMedia, temporaryDir } from '../../../base/media/testing';
import { loadPack } from '../../../base/packs/pack';
import { openVoiceListener } from '../../recognition/voices/listener';
import { indexVideo } from '../pipeline';
import { fakeDeps } from '../testing/fakes';

/** As in recognition/voices/real-voices.test.ts: set-up goes on without the pack where it cannot be had. */
const VOICES = resolve('resources/packs/voices');
const root = temporaryDir();
const JFK = resolve('e2e/media/jfk.flac');
const DUTCH = resolve('e2e/media/dutch.ogg');
const told = { onProgress: () => undefined, onCheckpoint: () => undefined };

/** Joins sound files, each at 16 kHz, in an order. */
function joined(name: string, parts: readonly string[]): string {
  const inputs = parts.map((part) => `-i ${part}`).join(' ');
  const same = parts.map((_, n) => `[${n}]aresample=16000,aformat=channel_layouts=mono[s${n}]`).join(';');
  const all = parts.map((_, n) => `[s${n}]`).join('');
  return makeMedia(
    join(root, name),
    `${inputs} -filter_complex ${same};${all}concat=n=${parts.length}:v=0:a=1`,
  );
}

async function speakersOf(path: string) {
  const dir = await mkdtemp(join(root, 'film-'));
  const packs = { packDir: '', corePackDir: '', speechPackDir: '', voicesPackDir: VOICES };
  const film = {
    videoId: await fingerprint(path),
    path,
    dir,
    media: await probe(ffprobePath, path),
    ffmpegPath,
  };
  const settings = { framesPerSecond: 1, device: 'cpu', transcribe: false } as const;
  const openVoices = async () =>
    openVoiceListener(await loadPack(VOICES), await loadPack(resolve('resources/packs/core')), 1);
  const deps = { ...fakeDeps(), openVoices };
  const { speakers } = await indexVideo(
    { ...film, ...packs, ...settings },
    deps,
    told,
    new AbortController().signal,
  );
  return speakers;
}

describe.runIf(existsSync(VOICES))('a film that was listened to', () => {
  it('tells two voices apart, each again where it comes again', async () => {
    const found = await speakersOf(joined('two.wav', [JFK, DUTCH, JFK]));
    expect(found?.speakers).toHaveLength(2);
    // 11 s of one, 12 s of the other, 11 s of the one.
    const at = (second: number) =>
      found?.turns.find(({ from, to }) => from <= second * 1_000_000 && second * 1_000_000 < to)?.speaker;
    const heard = (from: number, to: number) =>
      new Set(
        Array.from({ length: (to - from) * 2 }, (_, n) => at(from + n / 2)).filter(
          (one) => one !== undefined,
        ),
      );
    expect(heard(1, 10)).toEqual(new Set([0]));
    expect(heard(12, 22)).toEqual(new Set([1]));
    expect(heard(24, 34)).toEqual(new Set([0]));
  }, 120_000);

  it('leaves one voice one', async () => {
    expect((await speakersOf(joined('one.wav', [JFK, JFK])))?.speakers).toHaveLength(1);
  }, 120_000);
});
