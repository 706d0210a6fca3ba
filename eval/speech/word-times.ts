// node scripts/run.mjs eval/speech/word-times.ts PACK
// Says how exact the times of words are: words that espeak-ng says one by one are joined with known gaps, and heard by the
// Whisper pack in the folder PACK, by the same with words spread over their lines, and by Moonshine.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadPack, type Pack } from '../../src-main/base/packs/pack';
import { openTranscriber } from '../../src-main/worker/tracks/transcriber';
import type { Word } from '../../src-shared/domain';
import { microsToSeconds } from '../../src-shared/time';
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

function say(voice: (typeof VOICES)[number]): { samples: Int16Array; said: Said[] } {
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

async function hear(pack: Pack, core: Pack, pcmPath: string): Promise<Word[]> {
  const transcriber = await openTranscriber(pack, core, availableParallelism());
  const words: Word[] = [];
  await transcriber.transcribe({
    ...{ pcmPath, fromSample: 0, nextSegmentId: 0, signal: new AbortController().signal },
    onSegments: async (segments) => {
      words.push(...segments.flatMap((segment) => segment.words));
    },
    onProgress: () => undefined,
  });
  await transcriber.dispose();
  return words;
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

function off(errors: readonly number[]): string {
  const sorted = errors.map(Math.abs).sort((a, b) => a - b);
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const near = sorted.filter((value) => value <= 0.1).length / sorted.length;
  const median = sorted[sorted.length >> 1] as number;
  return `median ${median.toFixed(3)} s, mean ${mean.toFixed(3)} s, within 0.1 s ${(100 * near).toFixed(0)} %`;
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Which pack? node scripts/run.mjs eval/speech/word-times.ts PACK');
const core = await loadPack(resolve('resources', 'packs', 'core'));
const whisper = await loadPack(folder);
const { speech, files } = whisper.manifest;
if (speech?.kind !== 'whisper') throw new Error(`${folder} is no Whisper pack`);
/** The same, as if its weights lay in another file: then the decoder is taken as it is. */
const outside = { path: `${speech.decoder}_data`, bytes: 0, sha256: '' };
const spread: Pack = { ...whisper, manifest: { ...whisper.manifest, files: [...files, outside] } };
const work = mkdtempSync(join(tmpdir(), 'longtake-words-'));
try {
  const clips = VOICES.map((voice, i) => {
    const { samples, said } = say(voice);
    const path = join(work, `${i}.pcm`);
    writeFileSync(path, samples);
    return { path, said };
  });
  for (const [name, pack] of [
    ['by attention', whisper],
    ['spread', spread],
    ['Moonshine', core],
  ] as const) {
    const found: [Said, Word][] = [];
    for (const { path, said } of clips) found.push(...pairs(said, await hear(pack, core, path)));
    const total = clips.reduce((sum, { said }) => sum + said.length, 0);
    console.log(`${name}: ${found.length} of ${total} words heard right`);
    console.log(`  begin: ${off(found.map(([said, word]) => microsToSeconds(word.from) - said.from))}`);
    console.log(`  end:   ${off(found.map(([said, word]) => microsToSeconds(word.to) - said.to))}`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
