import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Precision, precision } from '../../src-shared/domain';
import {
  type ClipMode,
  type PlacesFormat,
  placesFormat,
  type TableName,
  type TranscriptFormat,
  tableName,
  transcriptFormat,
} from '../../src-shared/exports';
import { loopbackAddress, type OwnModelPlace, ownModelPlace } from '../../src-shared/own-model';
import { type Micros, parseClock } from '../../src-shared/time';
import type { Destination } from '../main/export/output';
import { TIMEBASES, type Timebase } from '../main/export/timecode';
import { UsageError } from './errors';

interface Common {
  /** One object on standard output instead of text. */
  readonly json: boolean;
  /** Folder of the library; null for the app's own. */
  readonly library: string | null;
}
export type Target = { readonly file: string } | 'all';
export type ModelsCommand = { readonly name: 'models' } & (
  | { readonly action: 'list' | 'available' }
  | {
      readonly action: 'install';
      readonly id: string;
      readonly precision: Precision | null;
      readonly yes: boolean;
    }
  | { readonly action: 'import'; readonly path: string; readonly precision: Precision | null }
  | { readonly action: 'remove'; readonly id: string }
  /** Looks for language models on this computer, and chooses one of them by its name; null for none. */
  | { readonly action: 'look'; readonly place: OwnModelPlace }
  | { readonly action: 'useOwn'; readonly model: string | null; readonly place: OwnModelPlace }
  | { readonly action: 'use'; readonly role: 'search' | 'answers' | 'speech'; readonly id: string }
);
export type Command = Common &
  (
    | { readonly name: 'help' | 'version' | 'list' | 'mcp' }
    /** Report: where to, null for standard output; none where it is left out. */
    | {
        readonly name: 'doctor';
        readonly report?: Destination | null;
        /** Forget what is known of devices before they are looked at. */
        readonly again: boolean;
      }
    | ModelsCommand
    | {
        readonly name: 'index';
        readonly files: readonly string[];
        readonly again: boolean;
        /** The sound track to be heard, from 0; null leaves it to the file. */
        readonly audio: number | null;
      }
    /** What is in a film's file: sound tracks, transcripts, chapters. `use` is a transcript's number in the list, from 0. */
    | {
        readonly name: 'tracks';
        readonly file: string;
        readonly audio: number | null;
        readonly use: number | null;
        readonly subtitles: string | null;
      }
    | {
        readonly name: 'ask';
        readonly target: Target;
        readonly question: string;
        readonly range: { readonly from: Micros; readonly to: Micros } | null;
        /** Who answers; null is as the app does: the chosen language model where it can. */
        readonly answers: 'search' | 'model' | 'own' | null;
      }
    | { readonly name: 'search'; readonly target: Target; readonly text: string; readonly limit: number }
    | {
        readonly name: 'transcript';
        readonly file: string;
        readonly format: TranscriptFormat;
        readonly out: Destination | null;
      }
    | { readonly name: 'scenes'; readonly file: string; readonly out: Destination | null }
    | {
        readonly name: 'export';
        readonly file: string;
        readonly what: 'scenes' | 'shots' | 'chapters';
        readonly format: PlacesFormat;
        /** Null is the film's own. */
        readonly timebase: Timebase | null;
        readonly out: Destination | null;
      }
    | {
        readonly name: 'table';
        readonly file: string;
        readonly table: TableName;
        readonly out: Destination | null;
      }
    | {
        readonly name: 'clip';
        readonly file: string;
        readonly range: { readonly from: Micros; readonly to: Micros };
        readonly mode: ClipMode;
        readonly out: Destination;
      }
  );

const OPTIONS = {
  json: { type: 'boolean' },
  library: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
  again: { type: 'boolean' },
  audio: { type: 'string' },
  use: { type: 'string' },
  subtitles: { type: 'string' },
  all: { type: 'boolean' },
  format: { type: 'string', short: 'f' },
  out: { type: 'string', short: 'o' },
  force: { type: 'boolean' },
  report: { type: 'string' },
  limit: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  answers: { type: 'string' },
  at: { type: 'string' },
  key: { type: 'string' },
  as: { type: 'string' },
  what: { type: 'string' },
  timebase: { type: 'string' },
  exact: { type: 'boolean' },
  precision: { type: 'string' },
  yes: { type: 'boolean', short: 'y' },
} as const;
type Option = keyof typeof OPTIONS;
type Values = Partial<Record<Option, string | boolean>>;

/** Options of each command beside --json, --library and --help. */
const ALLOWED: Record<string, readonly Option[]> = {
  index: ['again', 'audio'],
  tracks: ['audio', 'use', 'subtitles'],
  ask: ['all', 'from', 'to', 'answers'],
  search: ['all', 'limit'],
  transcript: ['format', 'out', 'force'],
  scenes: ['out', 'force'],
  export: ['as', 'what', 'timebase', 'out', 'force'],
  table: ['out', 'force'],
  clip: ['from', 'to', 'exact', 'out', 'force'],
  models: ['precision', 'yes', 'at', 'key'],
  doctor: ['report', 'force', 'again'],
  list: [],
  mcp: [],
  help: [],
};

/**
 * Reads a command line.
 * @param argv the words after the program's own
 * @throws UsageError
 */
export function readArguments(argv: readonly string[]): Command {
  const { values, positionals } = split(argv);
  const common: Common = { json: values.json === true, library: text(values.library) };
  const [name, ...words] = positionals;
  if (values.version === true) return { ...common, name: 'version' };
  if (values.help === true || name === undefined || name === 'help') return { ...common, name: 'help' };
  const allowed = Object.hasOwn(ALLOWED, name) ? ALLOWED[name] : undefined;
  if (!allowed) throw new UsageError(`There is no command "${name}".`);
  for (const option of Object.keys(values) as Option[]) {
    if (option !== 'json' && option !== 'library' && !allowed.includes(option)) {
      throw new UsageError(`"${name}" does not take --${option}.`);
    }
  }
  // Standard output is the protocol's: no document may stand on it.
  if (name === 'mcp' && common.json) throw new UsageError('"mcp" does not take --json.');
  return { ...common, ...commandOf(name, words, values) };
}

function commandOf(name: string, words: readonly string[], values: Values) {
  switch (name) {
    case 'index':
      if (words.length === 0) throw new UsageError('Which file? "longtake index FILE…".');
      return {
        ...{ name, files: words, again: values.again === true, audio: takeNumber('audio', values) },
      } as const;
    case 'tracks':
      return { name, file: onlyFile(name, words), ...tracksOf(values) } as const;
    case 'ask': {
      const { target, rest } = takeTarget(name, words, values, 'QUESTION');
      return {
        name,
        target,
        question: rest,
        range: takeRange(values),
        answers: takeAnswers(values),
      } as const;
    }
    case 'search': {
      const { target, rest } = takeTarget(name, words, values, 'TEXT');
      return { name, target, text: rest, limit: takeLimit(values) } as const;
    }
    case 'transcript':
      return {
        name,
        file: onlyFile(name, words),
        format: takeFormat(values),
        out: takeOut(values),
      } as const;
    case 'scenes':
      return { name, file: onlyFile(name, words), out: takeOut(values) } as const;
    case 'export':
      return { name, file: onlyFile(name, words), ...exportOf(values) } as const;
    case 'table':
      return { name, ...tableOf(words), out: takeOut(values) } as const;
    case 'clip':
      return { name, file: onlyFile(name, words), ...clipOf(values) } as const;
    case 'models':
      return { name, ...modelsOf(words, values) } as const;
    default:
      if (words.length > 0) throw new UsageError(`"${name}" takes no "${words[0]}".`);
      if (name !== 'doctor') return { name: name as 'list' | 'mcp' };
      return {
        name,
        again: values.again === true,
        ...(values.report === undefined ? {} : { report: takeOut(values, 'report') }),
      } as const;
  }
}

function exportOf(values: Values) {
  const format = placesFormat.safeParse(values.as);
  if (!format.success) throw new UsageError(`--as takes one of ${placesFormat.options.join(', ')}.`);
  const { what = 'scenes' } = values;
  if (what !== 'scenes' && what !== 'shots' && what !== 'chapters') {
    throw new UsageError('--what takes scenes, shots or chapters.');
  }
  const rate = text(values.timebase);
  const timebase = rate !== null && Object.hasOwn(TIMEBASES, rate) ? (TIMEBASES[rate] ?? null) : null;
  if (rate !== null && timebase === null) {
    throw new UsageError(
      `--timebase takes one of ${Object.keys(TIMEBASES)
        .sort((a, b) => Number.parseFloat(a) - Number.parseFloat(b))
        .join(', ')}.`,
    );
  }
  return { format: format.data, what, timebase, out: takeOut(values) } as const;
}

function tracksOf(values: Values) {
  const { subtitles } = values;
  if (subtitles === '') throw new UsageError('--subtitles takes a path.');
  const wanted = (['audio', 'use', 'subtitles'] as const).filter((option) => values[option] !== undefined);
  if (wanted.length > 1) throw new UsageError(`--${wanted[0]} and --${wanted[1]} do not go together.`);
  return {
    audio: takeNumber('audio', values),
    use: takeNumber('use', values),
    subtitles: typeof subtitles === 'string' ? resolve(subtitles) : null,
  };
}

/** A number that people count from 1, from 0. */
function takeNumber(option: 'audio' | 'use', values: Values): number | null {
  const given = values[option];
  if (given === undefined) return null;
  const number = Number(given);
  if (!Number.isInteger(number) || number < 1) {
    throw new UsageError(`--${option} takes a number, as "longtake tracks FILE" counts: 1, 2, …`);
  }
  return number - 1;
}

function tableOf(words: readonly string[]) {
  const [file, table, ...more] = words;
  const parsed = tableName.safeParse(table);
  if (file === undefined || !parsed.success || more.length > 0) {
    throw new UsageError(`Which table? "longtake table FILE ${tableName.options.join('|')}".`);
  }
  return { file, table: parsed.data };
}

function clipOf(values: Values) {
  const out = takeOut(values);
  if (out === null) throw new UsageError('Where to? "longtake clip FILE --from 1:00 --to 2:00 --out PATH".');
  const range = takeRange(values);
  if (range === null) throw new UsageError('From when to when? --from 1:00 --to 2:00.');
  return { range, mode: values.exact === true ? 'exact' : 'fast', out } as const;
}

const MODELS_USAGE =
  '"longtake models [available | install ID | import PATH | remove ID | use search|answers|speech ID | look | use own MODEL]".';

function modelsOf(words: readonly string[], values: Values) {
  const [action = 'list', first, second, ...more] = words;
  const given = [first, second, ...more].filter((word) => word !== undefined).length;
  const wanted = { list: 0, available: 0, look: 0, install: 1, import: 1, remove: 1, use: 2 }[action];
  if (wanted === undefined || wanted !== given)
    throw new UsageError(`What about the models? ${MODELS_USAGE}`);
  const own = action === 'use' && first === 'own';
  const place = ['at', 'key'];
  const takes =
    { install: ['precision', 'yes'], import: ['precision'], look: place }[action] ?? (own ? place : []);
  for (const option of ['precision', 'yes', 'at', 'key'] as const) {
    if (values[option] !== undefined && !takes.includes(option)) {
      throw new UsageError(`"models ${action}${own ? ' own' : ''}" does not take --${option}.`);
    }
  }
  const id = first ?? '';
  switch (action) {
    case 'install':
      return { action, id, precision: takePrecision(values), yes: values.yes === true } as const;
    case 'import':
      return { action, path: id, precision: takePrecision(values) } as const;
    case 'remove':
      return { action, id } as const;
    case 'look':
      return { action, place: takePlace(values) } as const;
    case 'use': {
      if (own)
        return {
          action: 'useOwn',
          model: second === 'none' ? null : (second ?? ''),
          place: takePlace(values),
        } as const;
      if (first !== 'search' && first !== 'answers' && first !== 'speech') {
        throw new UsageError(`Use it for what? ${MODELS_USAGE}`);
      }
      return { action, role: first, id: second ?? '' } as const;
    }
    default:
      return { action: action as 'list' | 'available' };
  }
}

/** Where to look for a language model on this computer. */
function takePlace(values: Values): OwnModelPlace {
  const at = text(values.at);
  const address = at === null ? null : loopbackAddress(at);
  if (at !== null && address === null)
    throw new UsageError('--at takes an address of this computer, such as http://localhost:8080.');
  const place = ownModelPlace.safeParse({ address, key: text(values.key) ?? '' });
  if (!place.success) throw new UsageError('--key takes a key, without spaces.');
  return place.data;
}

function takePrecision(values: Values): Precision | null {
  if (values.precision === undefined) return null;
  const parsed = precision.safeParse(values.precision);
  if (!parsed.success) throw new UsageError(`--precision takes one of ${precision.options.join(', ')}.`);
  return parsed.data;
}

function split(argv: readonly string[]): { values: Values; positionals: string[] } {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    // parseArgs explains itself in a sentence or two; the first is what concerns the user.
    const said = error instanceof Error ? error.message : String(error);
    throw new UsageError(said.split(/\. (?=To )/)[0]?.replace(/\.?$/, '.') ?? said);
  }
}

/** Several words may follow unquoted: `longtake ask film.mp4 when is the dog seen`. */
function takeTarget(
  name: string,
  words: readonly string[],
  values: Values,
  what: string,
): { target: Target; rest: string } {
  const all = values.all === true;
  const [file, ...others] = words;
  const rest = (all ? words : others).join(' ').trim();
  if (!all && file === undefined) throw new UsageError(`Which file? "longtake ${name} FILE ${what}".`);
  if (rest === '')
    throw new UsageError(`What is to be asked? "longtake ${name} ${all ? '--all' : 'FILE'} ${what}".`);
  return { target: all || file === undefined ? 'all' : { file }, rest };
}

function onlyFile(name: string, words: readonly string[]): string {
  const [file, ...more] = words;
  if (file === undefined) throw new UsageError(`Which file? "longtake ${name} FILE".`);
  if (more.length > 0) throw new UsageError(`"${name}" takes one file; "${more[0]}" is one too many.`);
  return file;
}

function takeRange(values: Values): { from: Micros; to: Micros } | null {
  if (values.from === undefined && values.to === undefined) return null;
  const from = values.from === undefined ? 0 : clock('from', values.from);
  const to = values.to === undefined ? Number.MAX_SAFE_INTEGER : clock('to', values.to);
  if (from >= to) throw new UsageError('--from must lie before --to.');
  return { from, to };
}

function clock(option: string, value: string | boolean): Micros {
  const time = parseClock(String(value));
  if (time === null) throw new UsageError(`--${option} takes a time such as 1:02 or 90, not "${value}".`);
  return time;
}

/** Where to; null is standard output, which "-" says too. */
function takeOut(values: Values, option: 'out' | 'report' = 'out'): Destination | null {
  const path = text(values[option]);
  const replace = values.force === true;
  if (path === '') throw new UsageError(`--${option} takes a path.`);
  if (path !== null && path !== '-') return { path: resolve(path), replace };
  if (replace) throw new UsageError(`--force replaces the file of --${option}: name one.`);
  return null;
}

function takeAnswers(values: Values): 'search' | 'model' | 'own' | null {
  const { answers } = values;
  if (answers === undefined) return null;
  if (answers !== 'search' && answers !== 'model' && answers !== 'own')
    throw new UsageError('--answers takes search, model or own.');
  return answers;
}

function takeLimit(values: Values): number {
  if (values.limit === undefined) return 20;
  const limit = Number(values.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 500) {
    throw new UsageError('--limit takes a whole number from 1 to 500.');
  }
  return limit;
}

function takeFormat(values: Values): TranscriptFormat {
  const parsed = transcriptFormat.safeParse(values.format ?? 'txt');
  if (!parsed.success) throw new UsageError(`--format takes one of ${transcriptFormat.options.join(', ')}.`);
  return parsed.data;
}

function text(value: string | boolean | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
