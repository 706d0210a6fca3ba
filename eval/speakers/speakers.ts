import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { loadPack } from '../../src-main/base/packs/pack';
import { diarise, type Piece } from '../../src-main/worker/index/speakers/diarise';
import type { VoiceListener } from '../../src-main/worker/tracks/types';
import { openVoiceListener } from '../../src-main/worker/tracks/voices/listener';
import { filesIn } from '../clip-list';
import { CannotRun } from '../errors';
import type { Figure, Measurement } from '../measurement';
import { extractSound } from '../speech/extract-sound';
import { type DiarisationError, diarisationError } from './diarisation-error';
import {
  type Clip,
  join as joined,
  RATE,
  type Recording,
  type Shape,
  type SpokenBy,
  seeded,
} from './recordings';

/** The project's own: two voices, one of them synthetic. */
const OWN = ['e2e/media/jfk.flac', 'e2e/media/dutch.ogg'];
/** What is joined of how many voices, how often, and how. */
const KINDS: Readonly<Record<string, Omit<Shape, 'seed'> & { readonly music?: true }>> = {
  'long turns': { turns: 18, turn: [3, 14], pause: [0.1, 1] },
  'short turns': { turns: 30, turn: [0.8, 4], pause: [0, 0.4] },
  'long turns, music': { turns: 18, turn: [3, 14], pause: [0.1, 1], music: true },
};
const MOST_VOICES = 5;
/** Microseconds around each border that do not count: those of the evaluations of NIST. */
const COLLAR = 250_000;
/** Music below speech, as amplitudes: 12 dB. */
const MUSIC = 0.25;

interface Score extends DiarisationError {
  readonly speakers: number;
  readonly found: number;
}

/** Joins recordings of known voices and holds who is found to speak against who does. */
export const speakers: Measurement = {
  name: 'speakers',
  what: 'who is found to speak in recordings joined of known voices, against who does',
  needs: [],
  async measure({ media }, say) {
    const dir = mkdtempSync(join(tmpdir(), 'longtake-speakers-'));
    const voices = resolve('resources/packs/voices');
    if (!existsSync(voices)) throw new CannotRun('The pack "voices" is not there: npm run setup makes it.');
    const listener = await openVoiceListener(
      await loadPack(voices),
      await loadPack(resolve('resources/packs/core')),
      1,
    );
    const ear = new Ear(listener, dir);
    try {
      const own = await ear.clips(OWN.map((path) => ({ path, speaker: basename(path) })));
      const figures = figuresOf('own', [
        await ear.score('own', joined(own, { seed: 1, turns: 8, turn: [3, 6], pause: [0.2, 1] }), say),
      ]);
      if (media !== null) figures.push(...(await ear.given(media, say)));
      say(`${(ear.cpuSeconds / ear.hours).toFixed(0)} s of one processor for an hour of sound`);
      return figures;
    } finally {
      await listener.dispose();
      rmSync(dir, { recursive: true });
    }
  },
};

class Ear {
  cpuSeconds = 0;
  hours = 0;

  constructor(
    private readonly listener: VoiceListener,
    private readonly dir: string,
  ) {}

  /** A folder with `voices/NAME/…`, recordings of one person each, and `conversations/….rttm` beside their sound. */
  async given(media: string, say: (line: string) => void): Promise<Figure[]> {
    const files = (folder: string) => (existsSync(join(media, folder)) ? filesIn(join(media, folder)) : []);
    const paths = files('voices').map((path) => ({ path, speaker: basename(dirname(path)) }));
    const clips = await this.clips(paths);
    const names = [...new Set(clips.map(({ speaker }) => speaker))];
    const figures: Figure[] = [];
    for (const [kind, { music, ...shape }] of Object.entries(KINDS)) {
      const scores: Score[] = [];
      for (let count = 1; count <= Math.min(MOST_VOICES, names.length); count++) {
        const some = names.slice(-count);
        const seed = count * 7;
        const recording = joined(
          clips.filter(({ speaker }) => some.includes(speaker)),
          { ...shape, seed },
        );
        scores.push(await this.score(`${kind}, ${count}`, music ? withMusic(recording) : recording, say));
      }
      if (scores.length > 0) figures.push(...figuresOf(kind, scores));
    }
    const talks = files('conversations').filter((path) => path.endsWith('.rttm'));
    const scores: Score[] = [];
    for (const path of talks)
      scores.push(await this.score(basename(path), await this.#conversation(path), say));
    return scores.length === 0 ? figures : [...figures, ...figuresOf('conversations', scores)];
  }

  async clips(paths: readonly { readonly path: string; readonly speaker: string }[]): Promise<Clip[]> {
    const clips: Clip[] = [];
    for (const { path, speaker } of paths) clips.push({ speaker, samples: await this.#sound(path) });
    return clips;
  }

  async #sound(path: string): Promise<Int16Array> {
    const pcm = join(this.dir, 'clip.s16');
    await extractSound(path, pcm);
    const bytes = readFileSync(pcm);
    return new Int16Array(Uint8Array.from(bytes).buffer);
  }

  /** The sound beside a file of NIST's Rich Transcription Time Marked. */
  async #conversation(rttm: string): Promise<Recording> {
    const truth = readFileSync(rttm, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('SPEAKER'))
      .map((line): SpokenBy => {
        const [, , , from = '0', length = '0', , , speaker = ''] = line.trim().split(/\s+/);
        const begin = Math.round(Number(from) * 1_000_000);
        return { from: begin, to: begin + Math.round(Number(length) * 1_000_000), speaker };
      });
    return { samples: await this.#sound(rttm.replace(/\.rttm$/, '.wav')), truth };
  }

  async score(name: string, { samples, truth }: Recording, say: (line: string) => void): Promise<Score> {
    const pcmPath = join(this.dir, 'recording.s16');
    writeFileSync(pcmPath, new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
    const pieces: Piece[] = [];
    const used = process.cpuUsage();
    await this.listener.listen({
      ...{ pcmPath, fromSample: 0, signal: new AbortController().signal, onProgress: () => undefined },
      onPieces: async (some) => {
        for (const { voice, ...piece } of some) pieces.push({ ...piece, vector: unit(voice) });
      },
    });
    const { speakers: people, turns } = diarise(pieces);
    const { user, system } = process.cpuUsage(used);
    this.cpuSeconds += (user + system) / 1_000_000;
    this.hours += samples.length / RATE / 3600;
    const found = turns.map((turn) => ({ ...turn, speaker: String(turn.speaker) }));
    const until = Math.floor((samples.length / RATE) * 1_000_000);
    const error = diarisationError(truth, found, { collar: COLLAR, until });
    const score = {
      ...error,
      speakers: new Set(truth.map(({ speaker }) => speaker)).size,
      found: people.length,
    };
    const percent = (part: number): string => `${((100 * part) / error.spoken).toFixed(1)} %`;
    say(
      `${name.padEnd(24)} ${score.speakers} speak, ${score.found} found; missed ${percent(error.missed)}, confused ${percent(error.confused)}, false ${percent(error.falseAlarm)}`,
    );
    return score;
  }
}

function unit(voice: Uint8Array): Float32Array {
  const values = Float32Array.from(voice);
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
}

/** A chord that swells and fades below what is said. */
function withMusic({ samples, truth }: Recording): Recording {
  const power = samples.reduce((sum, one) => sum + one * one, 0) / samples.length;
  const loud = Math.sqrt(2 * power) * MUSIC;
  const random = seeded(5);
  const tones = [220, 277.2, 329.6, 440].map((hz) => ({ hz, phase: random() * 6 }));
  const mixed = samples.map((sample, i) => {
    const t = i / RATE;
    const chord = tones.reduce((sum, { hz, phase }) => sum + Math.sin(2 * Math.PI * hz * t + phase), 0) / 2;
    return Math.max(-32768, Math.min(32767, Math.round(sample + loud * chord * (1 + Math.sin(t)))));
  });
  return { samples: mixed, truth };
}

function figuresOf(kind: string, scores: readonly Score[]): Figure[] {
  const sum = (of: (score: Score) => number): number => scores.reduce((total, score) => total + of(score), 0);
  const spoken = sum((score) => score.spoken);
  const share = (name: string, part: number): Figure => ({
    ...{ name: `${kind}: ${name}`, value: part / spoken, unit: 'share' },
    of: Math.round(spoken / 1_000_000),
  });
  return [
    share(
      'diarisation error rate',
      sum(({ missed, confused, falseAlarm }) => missed + confused + falseAlarm),
    ),
    share(
      'given to the wrong one',
      sum(({ confused }) => confused),
    ),
    {
      ...{ name: `${kind}: number of speakers right`, unit: 'share', of: scores.length },
      value: scores.filter(({ speakers: real, found }) => real === found).length / scores.length,
    },
  ];
}
