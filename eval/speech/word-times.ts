import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPack, type Pack } from '../../src-main/base/packs/pack';
import type { Word } from '../../src-shared/analysis';
import { microsToSeconds } from '../../src-shared/time';
import { CannotRun } from '../errors';
import type { Figure, Measurement } from '../measurement';
import { corePack, Listener } from './hear';
import { normalise } from './normalise';

const RATE = 16_000;
const SENTENCES = [
  'The railway from the harbour to the mountain was built by hand in eighteen months',
  'My brother bought a small yellow boat last summer and painted the name of his daughter on it',
  'Please remember that the library closes early on Friday because the windows will be cleaned',
  'When the storm was over we found three chairs two tables and a bicycle in the garden',
];
const VOICES = [
  { voice: 'en-us', wordsPerMinute: 150 },
  { voice: 'en-gb', wordsPerMinute: 135 },
];
/** Seconds between words, in turn, and behind a sentence. */
const GAPS = [0.04, 0.06, 0.08, 0.04, 0.5, 0.06, 0.1, 0.04, 0.08, 0.8, 0.06, 0.04, 0.06];
const BEHIND_SENTENCE = 1.2;

interface Said {
  readonly text: string;
  /** Seconds. */
  readonly from: number;
  readonly to: number;
}

/** A word without the silence around it, at 16 kHz. */
function sayWord(word: string, { voice, wordsPerMinute }: (typeof VOICES)[number]): Int16Array {
  const wav = execFileSync('espeak-ng', ['-v', voice, '-s', String(wordsPerMinute), '--stdout', word]);
  // A header of 44 bytes, the rate in it, and samples of 16 bits of one channel.
  const step = wav.readUInt32LE(24) / RATE;
  const count = Math.floor((wav.length - 44) / 2 / step);
  const samples = Int16Array.from({ length: count }, (_, i) => {
    const at = Math.min(Math.floor(i * step), (wav.length - 44) / 2 - 2);
    const [a, b] = [wav.readInt16LE(44 + 2 * at), wav.readInt16LE(46 + 2 * at)];
    return a + (b - a) * (i * step - at);
  });
  const loudest = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const sounds = (value: number) => Math.abs(value) > loudest / 100;
  return samples.slice(samples.findIndex(sounds), samples.findLastIndex(sounds) + 1);
}

function speak(voice: (typeof VOICES)[number]): { samples: Int16Array; said: Said[] } {
  const parts: Int16Array[] = [];
  const said: Said[] = [];
  let length = 0;
  const add = (part: Int16Array) => {
    parts.push(part);
    length += part.length;
  };
  const silence = (seconds: number) => new Int16Array(Math.round(seconds * RATE));
  add(silence(1));
  for (const sentence of SENTENCES) {
    for (const text of sentence.split(' ')) {
      const from = length / RATE;
      add(sayWord(text, voice));
      said.push({ text, from, to: length / RATE });
      add(silence(GAPS[said.length % GAPS.length] as number));
    }
    add(silence(BEHIND_SENTENCE));
  }
  const samples = new Int16Array(length);
  let at = 0;
  for (const part of parts) {
    samples.set(part, at);
    at += part.length;
  }
  return { samples, said };
}

async function hear(pack: Pack, core: Pack, pcmPaths: readonly string[]): Promise<Word[][]> {
  await using listener = await Listener.open(pack, core);
  const all: Word[][] = [];
  for (const path of pcmPaths) all.push((await listener.hearSamples(path)).flatMap(({ words }) => words));
  return all;
}

/** Pairs of words that are alike, in order, as many as there can be (longest common subsequence). */
function pairs(said: readonly Said[], heard: readonly Word[]): [Said, Word][] {
  const key = (text: string) => normalise(text).join(' ');
  const [a, b] = [said.map(({ text }) => key(text)), heard.map(({ text }) => key(text))];
  const most = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  const at = (i: number, j: number) => most[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const value = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
      (most[i] as Uint16Array)[j] = value;
    }
  }
  const found: [Said, Word][] = [];
  for (let [i, j] = [0, 0]; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) found.push([said[i++] as Said, heard[j++] as Word]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return found;
}

/** Median, mean and how many are near, of how far times are off. */
function off(name: string, errors: readonly number[]): { line: string; figures: Figure[] } {
  const sorted = errors.map(Math.abs).sort((a, b) => a - b);
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const near = sorted.filter((value) => value <= 0.1).length / sorted.length;
  const median = sorted[sorted.length >> 1] ?? null;
  const of = sorted.length;
  return {
    line: `median ${median?.toFixed(3) ?? '–'} s, mean ${mean.toFixed(3)} s, within 0.1 s ${(100 * near).toFixed(0)} %`,
    figures: [
      { name: `${name}: median off`, value: median, unit: 'seconds', of },
      { name: `${name}: within 0.1 s`, value: of === 0 ? null : near, unit: 'share', of },
    ],
  };
}

/** The Whisper pack of a folder; as it is, and as if its weights lay in another file: then the decoder is taken as it is. */
async function whisperPacks(folder: string): Promise<{ whisper: Pack; spread: Pack }> {
  const whisper = await loadPack(folder);
  const { speech, files } = whisper.manifest;
  if (speech?.kind !== 'whisper') throw new CannotRun(`${folder} is no Whisper pack.`);
  const outside = { path: `${speech.decoder}_data`, bytes: 0, sha256: '' };
  return { whisper, spread: { ...whisper, manifest: { ...whisper.manifest, files: [...files, outside] } } };
}

/**
 * How exact the times of words are: words that espeak-ng says one by one are joined with known gaps, and heard by the Whisper pack
 * of a folder, by the same with words spread over their lines, and by Moonshine. Needs espeak-ng on the PATH.
 */
export const wordTimes: Measurement = {
  name: 'word-times',
  what: 'when words are heard, against when a synthetic voice said them',
  needs: ['pack'],
  async measure({ pack }, say) {
    if (pack === null) throw new CannotRun('Which Whisper pack? --pack FOLDER');
    const core = await corePack();
    const { whisper, spread } = await whisperPacks(pack);
    const work = mkdtempSync(join(tmpdir(), 'longtake-words-'));
    try {
      const clips = VOICES.map((voice, i) => {
        const { samples, said } = speak(voice);
        const path = join(work, `${i}.pcm`);
        writeFileSync(path, samples);
        return { path, said };
      });
      const total = clips.reduce((sum, { said }) => sum + said.length, 0);
      const figures: Figure[] = [];
      for (const [name, heardBy] of [
        ['by attention', whisper],
        ['spread', spread],
        ['Moonshine', core],
      ] as const) {
        const heard = await hear(
          heardBy,
          core,
          clips.map(({ path }) => path),
        );
        const found = clips.flatMap(({ said }, i) => pairs(said, heard[i] ?? []));
        const begin = off(
          name,
          found.map(([said, word]) => microsToSeconds(word.from) - said.from),
        );
        const end = off(
          `${name}, end`,
          found.map(([said, word]) => microsToSeconds(word.to) - said.to),
        );
        say(`${name}: ${found.length} of ${total} words heard right`);
        say(`  begin: ${begin.line}\n  end:   ${end.line}`);
        figures.push(...begin.figures);
      }
      return figures;
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  },
};
