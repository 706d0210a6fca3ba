import { parseArgs } from 'node:util';
import { loopbackAddress, type OwnModel } from '../src-shared/own-model';
import { PARTS, type Part } from './answers/library';
import { CannotRun } from './errors';

const USAGE = `npm run eval -- [NAME …] [OPTION …]    NAME: a measurement; none for the two question sets, "list" for all names, "all"
  of clips:       --media FOLDER   --pack FOLDER   --list FILE.tsv
  of questions:   [--without PART …] [--each] [--half a|b] [--json FILE] [--limit N]
                  [--set FILE.jsonl --films DIR] [--dataset NAME --annotations FILE … --videos DIR]
                  [--judge http://127.0.0.1:PORT --judge-model NAME [--judge-key KEY] [--model PACK_FOLDER]]
  of the needle:  --places N --frames N --precision fp32|fp16|int8|int4
docs/eval.md says what each does.`;

export interface Options {
  /** Measurements that were asked for by name. */
  readonly names: readonly string[];
  /** A folder with the recordings that lists name. */
  readonly media: string | null;
  /** A folder with a pack of models. */
  readonly pack: string | null;
  /** A list of clips in the place of the measurement's own. */
  readonly list: string | null;
  readonly half: 'a' | 'b' | null;
  /** The parts that each run leaves out. */
  readonly runs: readonly (readonly Part[])[];
  /** Where every question with its answer goes. */
  readonly json: string | null;
  /** Of the questions, the first so many. */
  readonly limit: number | undefined;
  /** Questions and films of somebody else instead of the own ones. */
  readonly given: { readonly set: string; readonly films: string } | null;
  /** A published set instead of the own one. */
  readonly published: {
    readonly name: string;
    readonly annotations: readonly string[];
    readonly videos: string;
  } | null;
  /** Folder of a pack whose language model answers a published set, in the place of what was seen and said. */
  readonly model: string | null;
  /** The language model on this computer that judges answers to a published set. */
  readonly judge: OwnModel | null;
  readonly needle: { readonly places?: number; readonly frames?: number; readonly precision?: string };
}

type Values = ReturnType<typeof parsed>['values'];

/** @throws CannotRun */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parsed(args);
  const { dataset, half, videos, annotations = [], json = null, each, without = [], set, films } = values;
  if (half !== undefined && half !== 'a' && half !== 'b') throw new CannotRun('--half is a or b.');
  if (dataset && !videos) throw new CannotRun('Where are the videos? --videos DIR');
  if ((set === undefined) !== (films === undefined))
    throw new CannotRun(
      '--set FILE.jsonl and --films DIR go together: questions, and the films they are asked of.',
    );
  return {
    names: positionals,
    media: values.media ?? null,
    pack: values.pack ?? null,
    list: values.list ?? null,
    half: half ?? null,
    // The whole, and then each part left out; or one run as it was asked for.
    runs: each ? [[], ...PARTS.map((part) => [part])] : [without.map(partOf)],
    json,
    limit: numberOf(values, 'limit', 'how many questions to ask'),
    given: set !== undefined && films !== undefined ? { set, films } : null,
    published: dataset && videos ? { name: dataset, annotations, videos } : null,
    model: values.model ?? null,
    judge: judgeOf(values),
    needle: {
      places: numberOf(values, 'places', 'at how many places the symbol is shown'),
      frames: numberOf(values, 'frames', 'how many frames the film has'),
      precision: values.precision,
    },
  };
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const several = { type: 'string', multiple: true } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...{
          media: text,
          pack: text,
          list: text,
          half: text,
          json: text,
          limit: text,
          set: text,
          films: text,
        },
        ...{ dataset: text, annotations: several, videos: text, without: several, each: { type: 'boolean' } },
        ...{ model: text, judge: text, 'judge-model': text, 'judge-key': text },
        ...{ places: text, frames: text, precision: text },
      },
    });
  } catch (error) {
    throw new CannotRun(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  }
}

function judgeOf(values: Values): Options['judge'] {
  const { judge, 'judge-model': model, 'judge-key': key = '' } = values;
  if (judge === undefined) return null;
  const address = loopbackAddress(judge);
  if (address === null)
    throw new CannotRun('--judge is the address of a server on this computer: http://127.0.0.1:11434, say.');
  if (model === undefined)
    throw new CannotRun('Which model judges? --judge-model NAME, as the server calls it.');
  return { address, model, key };
}

function numberOf(values: Values, name: 'limit' | 'places' | 'frames', what: string): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!(Number.isInteger(value) && value > 0)) throw new CannotRun(`--${name} is ${what}: 1 or more.`);
  return value;
}

function partOf(name: string): Part {
  const part = PARTS.find((p) => p === name);
  if (!part) throw new CannotRun(`There is no part ${name}. There are: ${PARTS.join(', ')}.`);
  return part;
}
