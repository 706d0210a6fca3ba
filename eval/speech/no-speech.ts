import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { tellUnderstood } from '../../src-main/base/film/understood';
import { loadPack } from '../../src-main/base/packs/pack';
import { isUnderstood } from '../../src-shared/analysis';
import { filesIn } from '../clip-list';
import type { Figure, Measurement } from '../measurement';
import { corePack, Listener } from './hear';
import { noise, pinkNoise, RATE, samplesOf, silence, writeSamples } from './sounds';

const SECONDS = 60;
/** Of a recording of music only so much is listened to. */
const MOST = 90;

type Sound = (i: number) => number;

function made(sound: Sound, level: number): Int16Array {
  return Int16Array.from({ length: SECONDS * RATE }, (_, i) => Math.round(32_767 * level * sound(i)));
}

const NOTES = [220, 247, 262, 294, 330, 349, 392, 440];
/** A tune of decaying notes with overtones, two a second, over a bass. */
function tune(i: number): number {
  const beat = Math.floor((2 * i) / RATE);
  const into = i / RATE - beat / 2;
  const pitch = NOTES[(beat * 5 + (beat >> 3)) % NOTES.length] as number;
  const tone = (hz: number) =>
    [1, 2, 3, 4].reduce((sum, k) => sum + Math.sin(2 * Math.PI * k * hz * (i / RATE)) / k, 0);
  return (Math.exp(-4 * into) * tone(pitch) + 0.5 * tone((NOTES[(beat >> 2) % 8] as number) / 2)) / 4;
}
/** A hum that swells, as of a machine. */
function hum(i: number): number {
  const t = i / RATE;
  return Math.sin(2 * Math.PI * 100 * t) * (0.6 + 0.4 * Math.sin(2 * Math.PI * 0.7 * t));
}
/** Noise in bursts of the length of syllables. */
function bursts(): Sound {
  const white = noise(3);
  return (i) => (white.next().value as number) * Math.max(0, Math.sin(2 * Math.PI * 3.1 * (i / RATE))) ** 2;
}

function sounds(): [string, Int16Array][] {
  const pink = pinkNoise(SECONDS * RATE);
  const white = noise(5);
  return [
    ['silence', silence(SECONDS)],
    ['hiss (-50 dB)', made(() => white.next().value as number, 0.003)],
    ['noise', made((i) => (pink[i] as number) / 5, 0.5)],
    ['noise in bursts', made(bursts(), 0.3)],
    ['hum', made(hum, 0.3)],
    ['tune', made(tune, 0.5)],
  ];
}

/**
 * Words written down where nobody speaks: silence, noises and a tune that are computed, and every file in a folder of music without
 * singing. There should be none.
 */
export const noSpeech: Measurement = {
  name: 'no-speech',
  what: 'words written down where nobody speaks',
  needs: [],
  async measure({ pack, media }, say) {
    const core = await corePack();
    const work = mkdtempSync(join(tmpdir(), 'longtake-no-speech-'));
    const music = media === null ? [] : filesIn(media);
    const clips: [string, () => Int16Array][] = [
      ...sounds().map(([name, samples]): [string, () => Int16Array] => [name, () => samples]),
      ...music.map((path): [string, () => Int16Array] => [
        basename(path),
        () => samplesOf(path).slice(0, MOST * RATE),
      ]),
    ];
    const models = [
      ['built-in', core] as const,
      ...(pack === null ? [] : [['pack', await loadPack(pack)] as const]),
    ];
    const figures: Figure[] = [];
    try {
      say('| sound | heard by | words | what |\n| --- | --- | --- | --- |');
      for (const [by, model] of models) {
        await using listener = await Listener.open(model, core, 1);
        let [own, others, seconds] = [0, 0, 0];
        for (const [i, [name, samples]] of clips.entries()) {
          const path = join(work, 'sound.pcm');
          const clip = samples();
          writeSamples(path, clip);
          const heard = tellUnderstood(await listener.hearSamples(path)).filter(isUnderstood);
          const words = heard.reduce((sum, line) => sum + line.words.length, 0);
          say(`| ${name} | ${by} | ${words} | ${heard.map(({ text }) => text).join(' ')} |`);
          if (i < clips.length - music.length) own += words;
          else others += words;
          seconds += clip.length / RATE;
        }
        figures.push({
          name: `${by}: words in computed sounds`,
          value: own,
          unit: 'count',
          of: clips.length - music.length,
        });
        if (music.length > 0)
          figures.push({ name: `${by}: words in music`, value: others, unit: 'count', of: music.length });
        say(`${by}: ${Math.round(seconds)} s`);
      }
      return figures;
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  },
};
