// npm run eval -- OPTION…: asks the question set over films that it builds itself, judges the answers and prints how true
// they are. docs/eval.md says how the set was made, how each kind of answer is judged, and which options there are.
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { writeWhole } from '../src-main/base/packs/whole-file';
import type { Video } from '../src-shared/domain';
import { type Asking, ask } from './answers/ask';
import { judge } from './answers/judge';
import { evidenceOf, filmsIn, indexed, openKept } from './answers/library';
import {
  accuracyTable,
  confidenceTable,
  type Figures,
  figures,
  notFoundLine,
  scoresTable,
  summaryTable,
} from './answers/report';
import { type Asked, readQuestions } from './answers/types';
import { readDataset } from './datasets/datasets';
import { CannotRun } from './errors';
import { buildFilms } from './films/build';
import { type Options, readOptions } from './options';

const SET = resolve('eval', 'sets', 'films.jsonl');

interface Task {
  /** Names the kept library. */
  readonly library: string;
  readonly questions: readonly Asked[];
  /** Paths by name. */
  readonly films: ReadonlyMap<string, string>;
}
interface Run {
  readonly name: string;
  readonly figures: Figures;
  readonly askings: readonly Asking[];
}

async function taskOf({ published, given, half, limit }: Options): Promise<Task> {
  const set = published
    ? readDataset(published.name, published.annotations)
    : readQuestions(readFileSync(given ? resolve(given.set) : SET, 'utf8'));
  const folder = published?.videos ?? given?.films;
  const films = folder ? filmsIn(resolve(folder)) : await buildFilms(console.error);
  const wanted = set.filter((q) => half === null || q.half === half);
  const there = wanted.filter((q) => films.has(q.film));
  if (there.length < wanted.length)
    console.error(`${wanted.length - there.length} questions are on films that are not there.`);
  // Films of one folder are indexed once, whatever is asked of them.
  const library = published?.name ?? (given ? `given-${basename(resolve(given.films))}` : 'films');
  return { library, questions: there.slice(0, limit), films };
}

async function measure({ library, questions, films }: Task, runs: Options['runs']): Promise<Run[]> {
  const services = openKept(library);
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

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const runs = await measure(await taskOf(options), options.runs);
  print(runs);
  if (options.json === null) return;
  const told = runs.map(({ name, figures: f, askings }) => ({
    name,
    figures: f,
    answers: askings.map((a) => ({ ...a, verdict: judge(a.asked, a.given) })),
  }));
  await writeWhole(resolve(options.json), `${JSON.stringify(told, null, 2)}\n`);
}

await main().catch((error: unknown) => {
  if (!(error instanceof CannotRun)) throw error;
  console.error(error.message);
  process.exitCode = 2;
});
