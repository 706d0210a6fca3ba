// npm run eval -- [--without PART …] [--each] [--half a|b] [--json FILE] [--limit N]
//   [--dataset NAME --annotations FILE … --videos DIR]
// Asks the question set over films that it builds itself, judges the answers and prints how true they are. docs/eval.md
// says how the set was made and how each kind of answer is judged. Needs a built app: npm run build.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeWhole } from '../src-main/export/write';
import type { Video } from '../src-shared/domain';
import { type Asking, ask } from './ask';
import { readDataset } from './datasets/datasets';
import { buildFilms } from './films/build';
import { judge } from './judge';
import { evidenceOf, filmsIn, indexed, openKept, PARTS, type Part } from './library';
import {
  accuracyTable,
  confidenceTable,
  type Figures,
  figures,
  notFoundLine,
  scoresTable,
  summaryTable,
} from './report';
import { type Asked, readQuestions } from './types';

const SET = resolve('eval', 'sets', 'films.jsonl');

interface Options {
  readonly dataset: string | null;
  readonly questions: readonly Asked[];
  readonly films: ReadonlyMap<string, string>;
  readonly runs: readonly (readonly Part[])[];
  readonly json: string | null;
}
interface Run {
  readonly name: string;
  readonly figures: Figures;
  readonly askings: readonly Asking[];
}

function partsOf(names: readonly string[]): Part[] {
  return names.map((name) => {
    const part = PARTS.find((p) => p === name);
    if (!part) throw new Error(`There is no part ${name}. There are: ${PARTS.join(', ')}.`);
    return part;
  });
}

async function readOptions(): Promise<Options> {
  const { values } = parseArgs({
    options: {
      without: { type: 'string', multiple: true },
      each: { type: 'boolean' },
      half: { type: 'string' },
      json: { type: 'string' },
      limit: { type: 'string' },
      dataset: { type: 'string' },
      annotations: { type: 'string', multiple: true },
      videos: { type: 'string' },
    },
  });
  const { dataset, half, videos } = values;
  if (half !== undefined && half !== 'a' && half !== 'b') throw new Error('--half is a or b.');
  if (dataset && !videos) throw new Error('Where are the videos? --videos DIR');
  const set = dataset
    ? readDataset(dataset, values.annotations ?? [])
    : readQuestions(readFileSync(SET, 'utf8'));
  const films = dataset && videos ? filmsIn(resolve(videos)) : await buildFilms(console.error);
  const wanted = set.filter((q) => half === undefined || q.half === half);
  const there = wanted.filter((q) => films.has(q.film));
  if (there.length < wanted.length)
    console.error(`${wanted.length - there.length} questions are on films that are not there.`);
  const without = partsOf(values.without ?? []);
  return {
    dataset: dataset ?? null,
    questions: there.slice(0, values.limit ? Number(values.limit) : undefined),
    films,
    // The whole, and then each part left out; or one run as it was asked for.
    runs: values.each ? [[], ...PARTS.map((part) => [part])] : [without],
    json: values.json ?? null,
  };
}

async function measure({ dataset, questions, films, runs }: Options): Promise<Run[]> {
  const services = openKept(dataset ?? 'films');
  try {
    const videos = new Map<string, Video>();
    for (const name of new Set(questions.map((q) => q.film))) {
      const video = await indexed(services, films.get(name) ?? '');
      videos.set(name, video);
    }
    const done: Run[] = [];
    for (const without of runs) {
      const deps = evidenceOf(services, without);
      const askings: Asking[] = [];
      for (const asked of questions) {
        const video = videos.get(asked.film);
        if (video) askings.push(await ask(deps, video, asked));
      }
      const name = without.length === 0 ? 'whole' : `without ${without.join(', ')}`;
      done.push({ name, figures: figures(askings), askings });
    }
    return done;
  } finally {
    await services.close();
  }
}

function print(runs: readonly Run[]): void {
  const [first] = runs;
  if (!first) return;
  console.log(`## ${first.name}: ${first.figures.questions} questions\n`);
  console.log(`${accuracyTable(first.figures)}\n`);
  console.log(`${notFoundLine(first.figures)}\n`);
  console.log(`${summaryTable(runs)}\n`);
  console.log(`Scores, by how they lie from the lowest to the highest:\n\n${scoresTable(first.askings)}\n`);
  console.log(confidenceTable(first.askings));
}

const options = await readOptions();
const runs = await measure(options);
print(runs);
if (options.json) {
  const told = runs.map(({ name, figures: f, askings }) => ({
    name,
    figures: f,
    answers: askings.map((a) => ({ ...a, verdict: judge(a.asked, a.given) })),
  }));
  await writeWhole(resolve(options.json), `${JSON.stringify(told, null, 2)}\n`);
}
