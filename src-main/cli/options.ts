import { resolve } from 'node:path';
import { PLACE_COLOURS } from '../../src-shared/collections';
import { placesFormat, transcriptFormat } from '../../src-shared/exports';
import { loopbackAddress } from '../../src-shared/own-model';
import { precision } from '../../src-shared/packs';
import { type Micros, parseClock } from '../../src-shared/time';
import { TO_THE_END } from '../base/library/within-film';
import type { Destination } from '../main/export/output';
import { TIMEBASES } from '../main/export/timecode';
import { UsageError } from './errors';

/** An option of the command line: how it is written, what it is for, and how its value is read. */
export interface OptionKind<T> {
  readonly short?: string;
  /** What a value looks like, such as `1:00`; null for a switch. */
  readonly value: string | null;
  /** What it is for, in a few words (help and docs/cli.md). */
  readonly does: string;
  /** What docs/cli.md adds to that, in Markdown. */
  readonly more?: string;
  /** @throws UsageError where it is no value of this option */
  readonly read: (given: string, name: string) => T;
}

const TIMEBASE_NAMES = Object.keys(TIMEBASES).sort((a, b) => Number.parseFloat(a) - Number.parseFloat(b));

/** Rates that people round. */
const NTSC_RATES = [24, 30, 60].map((rate) => (rate * 1000) / 1001);

/** Every option: the one place where they are said. */
export const OPTIONS = {
  from: time('1:00', 'where the stretch begins'),
  to: time('2:00', 'where it ends', 'Of the two one may be left out.'),
  all: onOff('the whole library instead of one video'),
  collection: { value: 'NAME', does: 'the places of a collection instead', read: (given: string) => given },
  answers: choice(['search', 'model', 'own'], {
    does: 'who answers: what is stored, the chosen model, or your own',
    more: 'See [below](#language-models).',
  }),
  limit: {
    value: '20',
    does: 'how many places at the most',
    more: 'From 1 to 500; 20 where it is left out.',
    read: (given: string) => {
      const limit = Number(given);
      if (Number.isInteger(limit) && limit >= 1 && limit <= 500) return limit;
      throw new UsageError('--limit takes a whole number from 1 to 500.');
    },
  },
  again: onOff('make anew what is damaged of an index; of doctor: try the devices anew'),
  rate: {
    value: '25',
    does: 'numbered pictures a second, where a folder of them is one film',
    more: '25 where it is left out; up to 240. `23.976`, `29.97` and `59.94` are exact.',
    read: (given: string) => {
      const rate = Number(given);
      if (!(rate >= 0.01 && rate <= 240)) throw new UsageError('--rate takes a number up to 240.');
      return NTSC_RATES.find((exact) => Math.abs(exact - rate) < 0.006) ?? rate;
    },
  },
  audio: counted('the sound track to be heard from now on, as "longtake tracks" counts'),
  use: counted('the transcript to be used from now on, as "longtake tracks" counts'),
  subtitles: {
    ...path('a file of subtitles of your own (SRT, WebVTT, ASS; or pictures: .sup, .idx)'),
    read: (given: string, name: string) => resolve(notEmpty(given, name)),
  },
  everywhere: onOff('the name is suggested for the same voice in other videos'),
  format: {
    short: 'f',
    ...choice(transcriptFormat.options, {
      does: 'what a transcript is written as',
      more: '`txt` where it is left out.',
    }),
  },
  language: {
    value: 'de',
    does: 'what answers are worded in; of a transcript, only what is said in it',
    more: 'Answers and notes are worded in `en` or `de`; in what the settings name where it is left out, in English where these leave it to the system. Questions are read in English and, in their usual forms, in German. Of a transcript, any language that the speech model tells apart.',
    read: (given: string, name: string) => notEmpty(given, name).toLowerCase(),
  },
  of: { value: 'FILE', does: 'of one film instead of the whole library', read: notEmpty },
  sounds: {
    value: 'creek,greek',
    does: 'what a name or term may be heard as, with commas between',
    read: (given: string, name: string) =>
      notEmpty(given, name)
        .split(',')
        .map((form) => form.trim())
        .filter((form) => form !== ''),
  },
  as: choice(placesFormat.options, {
    does: 'the format of another program',
    more: 'See [exports.md](exports.md).',
  }),
  what: choice(['scenes', 'shots', 'chapters'], {
    does: 'what is exported',
    more: '`scenes` where it is left out; chapters are the file’s own.',
  }),
  timebase: {
    ...choice(TIMEBASE_NAMES, {
      does: 'frames a second, instead of the film’s own',
      more: `One of ${TIMEBASE_NAMES.map((name) => `\`${name}\``).join(', ')}; \`29.97\` and \`59.94\` are drop-frame.`,
    }),
    value: '25',
  },
  title: text('boat', 'what a place is called'),
  note: text('loud', 'what there is to say of it'),
  colour: choice(PLACE_COLOURS, { does: 'a place’s colour' }),
  tags: {
    value: 'opening,b-roll',
    does: 'its tags, with commas between',
    read: (given: string) =>
      [...new Set(given.split(',').map((tag) => tag.trim()))].filter((tag) => tag !== ''),
  },
  exact: onOff('encoded anew, to the frame, instead of copied from the key frame before'),
  out: {
    short: 'o',
    ...path('where the file is written to', '`-` is standard output (not for clips).'),
  },
  report: path(
    'also a report that can be shown to others: no titles, paths or words of films',
    '`-` is standard output.',
  ),
  bundle: path(
    'the folder of index bundles that are written',
    'One for each film; see [archive.md](archive.md).',
  ),
  shard: {
    value: '2/8',
    does: 'of all films only every so many: the second of each eight',
    read: (given: string) => {
      const [, k, n] = /^(\d{1,6})\/(\d{1,6})$/.exec(given) ?? [];
      const shard = { k: Number(k ?? 0), n: Number(n ?? 0) };
      if (shard.k >= 1 && shard.k <= shard.n) return shard;
      throw new UsageError('--shard takes K/N, from 1/N to N/N, such as 2/8.');
    },
  },
  list: path('a file with the paths of films and folders, one a line'),
  films: path('a folder in which the films of imported bundles are looked for'),
  cores: {
    value: '4',
    does: 'processor cores to be used at most',
    more: 'All where it is left out.',
    read: (given: string) => {
      const cores = Number(given);
      if (Number.isInteger(cores) && cores >= 1 && cores <= 256) return cores;
      throw new UsageError('--cores takes a whole number from 1 to 256.');
    },
  },
  force: onOff(
    'replaces the file of --out where it is there already; films are never written over',
    'Also that of `--report`. See [Files that are written](#files-that-are-written).',
  ),
  precision: choice(precision.options, {
    does: 'how exactly a model is kept',
    more: 'The best that fits this machine where it is left out.',
  }),
  yes: { short: 'y', ...onOff('accepts the licences') },
  at: {
    value: 'http://localhost:8080',
    does: 'an address of this computer to look at, instead of the usual ports',
    read: (given: string) => {
      const address = loopbackAddress(given);
      if (address !== null) return address;
      throw new UsageError('--at takes an address of this computer, such as http://localhost:8080.');
    },
  },
  key: {
    value: 'KEY',
    does: 'what the server there wants to be told before it answers',
    read: (given: string) => given,
  },
  reads: onOff(
    'it also reads questions that Longtake does not',
    'Those in other languages than English and German, and those of no form that is known. See [below](#a-model-of-your-own).',
  ),
  json: onOff(
    'one JSON object on standard output (docs/cli.md); progress stays on standard error',
    'Of `index --bundle` one a line, progress too. See [below](#--json).',
  ),
  library: {
    ...{ value: 'DIR', does: 'a library elsewhere than the app’s own' },
    more: 'Of `index --bundle`: the library whose settings count; it is only read.',
    read: (given: string) => given,
  },
  help: { short: 'h', ...onOff('what "longtake help" says') },
  version: { short: 'v', ...onOff('which Longtake this is') },
} as const satisfies Record<string, OptionKind<unknown>>;

export type Option = keyof typeof OPTIONS;
/** The options of a command line that were given, each as what it means. */
export type Options = { readonly [O in Option]?: ReturnType<(typeof OPTIONS)[O]['read']> };
/** Taken by every command. */
export const EVERYWHERE = ['json', 'library', 'help', 'version'] as const satisfies readonly Option[];

/** @throws UsageError at the first value that is none of its option's */
export function readOptions(given: Readonly<Partial<Record<string, string | boolean>>>): Options {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, OPTIONS[name as Option].read(String(value), name)]),
  );
}

/** Where to, of --out or --report; null is standard output, which "-" says too. @throws UsageError */
export function destination(options: Options, option: 'out' | 'report' = 'out'): Destination | null {
  const { [option]: given = '-', force: replace = false } = options;
  if (given !== '-') return { path: resolve(given), replace };
  if (replace) throw new UsageError(`--force replaces the file of --${option}: name one.`);
  return null;
}

/** Between --from and --to, of which one may be missing; null where both are. @throws UsageError */
export function range({ from, to }: Options): { readonly from: Micros; readonly to: Micros } | null {
  if (from === undefined && to === undefined) return null;
  const between = { from: from ?? 0, to: to ?? TO_THE_END };
  if (between.from >= between.to) throw new UsageError('--from must lie before --to.');
  return between;
}

function onOff(does: string, more?: string) {
  return { value: null, does, ...(more === undefined ? {} : { more }), read: () => true };
}

function text(value: string, does: string) {
  return { value, does, read: (given: string) => given };
}

function path(does: string, more?: string) {
  return { value: 'PATH', does, ...(more === undefined ? {} : { more }), read: notEmpty };
}

function notEmpty(given: string, name: string): string {
  if (given === '') throw new UsageError(`--${name} takes a path.`);
  return given;
}

function time(value: string, does: string, more?: string) {
  const read = (given: string, name: string): Micros => {
    const micros = parseClock(given);
    if (micros !== null) return micros;
    throw new UsageError(`--${name} takes a time such as 1:02 or 90, not "${given}".`);
  };
  return { value, does, ...(more === undefined ? {} : { more }), read };
}

/** A number that people count from 1, from 0. */
function counted(does: string) {
  const read = (given: string, name: string): number => {
    const number = Number(given);
    if (Number.isInteger(number) && number >= 1) return number - 1;
    throw new UsageError(`--${name} takes a number, as "longtake tracks FILE" counts: 1, 2, …`);
  };
  return { value: '2', does, read };
}

function choice<const T extends string>(choices: readonly T[], said: { does: string; more?: string }) {
  const read = (given: string, name: string): T => {
    const found = choices.find((one) => one === given);
    if (found !== undefined) return found;
    throw new UsageError(`--${name} takes ${oneOf(choices)}.`);
  };
  return { value: choices.join('|'), ...said, read };
}

function oneOf(choices: readonly string[]): string {
  if (choices.length > 3) return `one of ${choices.join(', ')}`;
  return `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
}
