import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tellUnderstood } from '../../src-main/base/film/understood';
import { loadPack } from '../../src-main/base/packs/pack';
import { isDoubtful, isUnderstood, type Segment } from '../../src-shared/analysis';
import { rowsOf } from '../clip-list';
import { CannotRun } from '../errors';
import type { Figure, Measurement } from '../measurement';
import { corePack, Listener } from './hear';
import { normalise } from './normalise';
import {
  inNoise,
  joined,
  quick,
  RATE,
  readList,
  samplesOf,
  scaled,
  silence,
  speak,
  writeSamples,
} from './sounds';
import { rate, rightWords, sum, type WordErrors, wordErrors } from './word-errors';

/** How what is said is made harder. */
const CONDITIONS: Readonly<Record<string, (samples: Int16Array) => Int16Array>> = {
  plain: (samples) => samples,
  'quick (1.6 times)': (samples) => quick(samples, 1.6),
  'noisy (10 dB)': (samples) => inNoise(samples, 10),
  'quiet (-40 dB)': (samples) => scaled(samples, -40),
};
const BETWEEN = 0.8;

interface Spoken {
  readonly language: string;
  readonly by: 'voice' | 'people';
  readonly samples: Int16Array;
  readonly said: string;
}

/** One sound for each language and kind of speaker: its sentences with pauses between. */
function spokenBy(list: string, media: string | null): Spoken[] {
  const groups = new Map<string, { parts: Int16Array[]; said: string[] }>();
  for (const [language = '', recording = '', said = ''] of rowsOf(readList(list))) {
    if (recording !== '' && media === null) continue;
    const key = `${language} ${recording === '' ? 'voice' : 'people'}`;
    const group = groups.get(key) ?? { parts: [silence(BETWEEN)], said: [] };
    const part = recording === '' ? speak(language, said) : samplesOf(join(media as string, recording));
    group.parts.push(part, silence(BETWEEN));
    group.said.push(said);
    groups.set(key, group);
  }
  return [...groups].map(([key, { parts, said }]) => {
    const [language, by] = key.split(' ') as [string, Spoken['by']];
    return { language, by, samples: joined(parts), said: said.join(' ') };
  });
}

interface Heard {
  readonly errors: WordErrors;
  /** Share of the words in lines of the right language. */
  readonly right: number;
  readonly shown: number;
  readonly times: number;
  readonly text: string;
  readonly doubts: Doubts;
}

/** Words that were marked as doubtful, and all of them. */
interface Doubts {
  readonly wrong: number;
  readonly wrongMarked: number;
  readonly right: number;
  readonly rightMarked: number;
}

async function hear(listener: Listener, spoken: Spoken, samples: Int16Array, work: string): Promise<Heard> {
  const path = join(work, 'sound.pcm');
  writeSamples(path, samples);
  const before = process.cpuUsage();
  const lines = await listener.hearSamples(path);
  // What the processor spent, however busy the machine is with other things: with one thread, the time that it takes alone.
  const { user, system } = process.cpuUsage(before);
  const took = (user + system) / 1e6;
  const text = lines.map((line) => line.text).join(' ');
  return {
    errors: wordErrors(normalise(spoken.said), normalise(text)),
    right: share(lines, ({ language }) => language === spoken.language),
    shown: share(tellUnderstood(lines), isUnderstood),
    times: samples.length / RATE / took,
    text,
    doubts: doubtsOf(spoken.said, lines),
  };
}

function doubtsOf(said: string, lines: readonly Segment[]): Doubts {
  const words = lines.flatMap((line) => line.words).filter((word) => normalise(word.text).length === 1);
  const right = rightWords(
    normalise(said),
    words.map((word) => normalise(word.text)[0] as string),
  );
  const count = (of: boolean, marked: boolean) =>
    words.filter((word, i) => right[i] === of && (!marked || isDoubtful(word))).length;
  return {
    ...{ wrong: count(false, false), wrongMarked: count(false, true) },
    ...{ right: count(true, false), rightMarked: count(true, true) },
  };
}

function share(lines: readonly Segment[], of: (line: Segment) => boolean): number {
  const letters = (some: readonly Segment[]) => some.reduce((all, { text }) => all + text.length, 0);
  const all = letters(lines);
  return all === 0 ? 0 : letters(lines.filter(of)) / all;
}

function row(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}
const COLUMNS = [
  ...['heard by', 'language', 'said by', 'how', 'words', 'word error rate', 'language right'],
  ...['times real time', 'wrong words marked', 'right words marked'],
];
function marked({ wrong, wrongMarked, right, rightMarked }: Doubts): string[] {
  return [`${wrongMarked} of ${wrong}`, `${rightMarked} of ${right}`];
}
const percent = (value: number) => `${(100 * value).toFixed(1)} %`;

/**
 * Word error rates of a Whisper pack by language: said by synthetic voices and, with recordings, by people; in English
 * also quick, in noise and quiet; and of the built-in model in English. Needs pico2wave, and espeak-ng with mbrola's Dutch voice.
 */
export const languages: Measurement = {
  name: 'languages',
  what: 'words heard by a Whisper pack in five languages, against what is said',
  needs: ['pack'],
  async measure({ pack, media, list }, say) {
    if (pack === null) throw new CannotRun('Which Whisper pack? --pack FOLDER');
    const core = await corePack();
    const spoken = spokenBy(list ?? join('eval', 'speech', 'languages.tsv'), media);
    const work = mkdtempSync(join(tmpdir(), 'longtake-languages-'));
    const figures: Figure[] = [];
    try {
      say(row(COLUMNS));
      say(row(COLUMNS.map(() => '---')));
      for (const [name, model] of [
        ['pack', await loadPack(pack)],
        ['built-in', core],
      ] as const) {
        await using listener = await Listener.open(model, core, 1);
        const english = name === 'built-in' || model.manifest.name.includes('.en');
        const all: WordErrors[] = [];
        for (const one of spoken.filter(({ language }) => !english || language === 'en')) {
          const hard = one.by === 'voice' && one.language === 'en';
          for (const [how, change] of Object.entries(CONDITIONS).slice(0, hard ? undefined : 1)) {
            const heard = await hear(listener, one, change(one.samples), work);
            const { errors } = heard;
            const cells = [name, one.language, one.by, how, errors.words, percent(rate(errors))];
            say(
              row([
                ...cells,
                english ? '–' : percent(heard.right),
                heard.times.toFixed(1),
                ...marked(heard.doubts),
              ]),
            );
            say(`<!-- ${heard.text} -->`);
            if (how === 'plain') all.push(errors);
            const value = rate(errors);
            figures.push({
              name: `${name}, ${one.language}, ${one.by}, ${how}`,
              value,
              unit: 'share',
              of: errors.words,
            });
            if (how === 'plain' && !english)
              figures.push({
                name: `${one.language}, ${one.by}: language`,
                value: heard.right,
                unit: 'share',
                of: errors.words,
              });
          }
        }
        figures.push({
          name: `${name}, plain, all`,
          value: rate(sum(all)),
          unit: 'share',
          of: sum(all).words,
        });
      }
      return figures;
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  },
};
