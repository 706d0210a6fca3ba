import { parseArgs } from 'node:util';
import { PARTS, type Part } from './answers/library';
import { CannotRun } from './errors';

const USAGE = `npm run eval -- [--without PART …] [--each] [--half a|b] [--json FILE] [--limit N]
                [--set FILE.jsonl --films DIR] [--dataset NAME --annotations FILE … --videos DIR]
docs/eval.md says what each does.`;

export interface Options {
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
}

/** @throws CannotRun */
export function readOptions(args: readonly string[]): Options {
  const values = parsed(args);
  const { dataset, half, videos, annotations = [], json = null, each, without = [], set, films } = values;
  if (half !== undefined && half !== 'a' && half !== 'b') throw new CannotRun('--half is a or b.');
  if (dataset && !videos) throw new CannotRun('Where are the videos? --videos DIR');
  if ((set === undefined) !== (films === undefined))
    throw new CannotRun(
      '--set FILE.jsonl and --films DIR go together: questions, and the films they are asked of.',
    );
  const limit = values.limit === undefined ? undefined : Number(values.limit);
  if (limit !== undefined && !(Number.isInteger(limit) && limit > 0)) {
    throw new CannotRun('--limit is how many questions to ask: 1 or more.');
  }
  return {
    half: half ?? null,
    // The whole, and then each part left out; or one run as it was asked for.
    runs: each ? [[], ...PARTS.map((part) => [part])] : [without.map(partOf)],
    json,
    limit,
    given: set !== undefined && films !== undefined ? { set, films } : null,
    published: dataset && videos ? { name: dataset, annotations, videos } : null,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        without: { type: 'string', multiple: true },
        each: { type: 'boolean' },
        half: { type: 'string' },
        json: { type: 'string' },
        limit: { type: 'string' },
        set: { type: 'string' },
        films: { type: 'string' },
        dataset: { type: 'string' },
        annotations: { type: 'string', multiple: true },
        videos: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new CannotRun(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  }
}

function partOf(name: string): Part {
  const part = PARTS.find((p) => p === name);
  if (!part) throw new CannotRun(`There is no part ${name}. There are: ${PARTS.join(', ')}.`);
  return part;
}
