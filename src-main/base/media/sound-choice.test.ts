import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDecode } from './decode';
import { probe } from './probe';
import { ffmpegPath, ffprobePath, makeMedia, temporaryDir } from './testing';

const dir = temporaryDir();

/** How loud each second of what is listened to is, as root mean square, and how much of it is a tone of 440 Hz, 0..1. */
async function heard(path: string) {
  const media = await probe(ffprobePath, path);
  const pass = openDecode({
    ...{ ffmpegPath, path, media, framesPerSecond: 1, frameSize: { width: 16, height: 16 } },
    ...{ thumbnailHeight: null, framesFrom: 0, withFrames: false, withAudio: true },
    signal: new AbortController().signal,
  });
  const all: number[] = [];
  for await (const item of pass) if (item.kind === 'audio') all.push(...item.samples);
  return Array.from({ length: Math.floor(all.length / 16_000) }, (_, n) => {
    const second = all.slice(n * 16_000, (n + 1) * 16_000);
    const power = second.reduce((sum, v) => sum + v * v, 0) / second.length;
    const part = (wave: (x: number) => number) =>
      second.reduce((sum, v, i) => sum + v * wave((2 * Math.PI * 440 * i) / 16_000), 0) / second.length;
    const tone = 2 * (part(Math.sin) ** 2 + part(Math.cos) ** 2);
    return { loud: Math.sqrt(power), tone: power > 0 ? tone / power : 0 };
  });
}

const TONE = '0.3*sin(2*PI*440*t)';
const MUSIC = '0.3*sin(2*PI*1000*t)';

function made(name: string, channels: string): string {
  return makeMedia(join(dir, name), `-f lavfi -i aevalsrc=${channels}:d=6:s=48000 -c:a pcm_s16le`);
}

describe('what is listened to', () => {
  it('is one channel where the two cancel each other out, also in a part of a film', async () => {
    const opposite = await heard(made('opposite.wav', `${TONE}|-${TONE}`));
    expect(opposite.length).toBe(6);
    for (const { loud, tone } of opposite) {
      expect(loud).toBeGreaterThan(6000);
      expect(tone).toBeGreaterThan(0.95);
    }
    const part = await heard(made('part.wav', `${TONE}|${TONE}*if(between(t\\,2\\,4)\\,-1\\,1)`));
    for (const { loud } of part) expect(loud).toBeGreaterThan(6000);
  });

  it('is the centre where that carries what is said, and the mix where it is silent or hums', async () => {
    const layout = (centre: string, sides: string): string =>
      `${sides}|${sides}|${centre}|0|${sides}|${sides}:c=5.1`;
    const film = await heard(made('centre.wav', layout(`0.25*${TONE}`, MUSIC)));
    for (const { tone } of film) expect(tone).toBeGreaterThan(0.95);
    const empty = await heard(made('empty.wav', layout('0', TONE)));
    for (const { tone } of empty) expect(tone).toBeGreaterThan(0.95);
    const hum = await heard(made('hum.wav', layout('0.004*sin(2*PI*50*t)', TONE)));
    for (const { tone } of hum) expect(tone).toBeGreaterThan(0.95);
  });

  it('is the mean of two channels as it always was: one that is silent changes nothing', async () => {
    for (const channels of [`${TONE}|0`, `0|${TONE}`, `${TONE}|${MUSIC}`]) {
      const [second] = await heard(made(`two-${channels.length}.wav`, channels));
      expect(second?.loud).toBeGreaterThan(3000);
      expect(second?.loud).toBeLessThan(5500);
    }
  });
});
