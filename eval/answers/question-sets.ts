import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { writeWhole } from '../../src-main/base/packs/whole-file';
import type { Video } from '../../src-shared/domain';
import { readDataset } from '../datasets/datasets';
import { CannotRun } from '../errors';
import { buildFilms } from '../films/build';
import type { Figure, Measurement } from '../measurement';
import type { Options } from '../options';
import { type Asking, ask } from './ask';
import { judge } from './judge';
import { evidenceOf, filmsIn, indexed, openKept } from './library';
import {
  accuracyTable,
  confidenceTable,
  type Figures,
  falseAnswers,
  figures,
  notFoundLine,
  pairTable,
  scoresTable,
  summaryTable,
} from './report';
import { type Asked, readQuestions } from './types';

export const SETS = { films: 'films.jsonl', ordinary: 'ordinary.jsonl' } as const;
export type SetName = keyof typeof SETS;

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

export function readSet(name: SetName): Asked[] {
  return readQuestions(readFileSync(join('eval', 'sets', SETS[name]), 'utf8'));
}

async function taskOf(questions: readonly Asked[], films: Task['films'], library: string, options: Options) {
  const wanted = questions.filter((q) => options.half === null || q.half === options.half);
  const there = wanted.filter((q) => films.has(q.film));
  if (there.length < wanted.length)
    console.error(`${wanted.length - there.length} questions are on films that are not there.`);
  return { library, questions: there.slice(0, options.limit), films };
}

/** Indexes what is not indexed yet, and asks. */
export async function askAll({ library, questions, films }: Task, runs: Options['runs']): Promise<Run[]> {
  const services = openKept(library);
  try {
    const videos = new Map<string, Video>();
    for (const name of new Set(questions.map((q) => q.film)))
      videos.set(name, await indexed(services, films.get(name) ?? ''));
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

function tell(runs: readonly Run[], say: (line: string) => void): void {
  const [first] = runs;
  if (!first) return;
  const { figures: all, askings } = first;
  say(`## ${first.name}: ${all.questions} questions\n`);
  say(`${accuracyTable(all.byType, 'intent')}\n`);
  if (all.byWording.length > 0) say(`${accuracyTable(all.byWording, 'wording')}\n`);
  say(`${notFoundLine(all)}\n`);
  say(`${summaryTable(runs)}\n`);
  say(`Scores, by how they lie from the lowest to the highest:\n\n${scoresTable(askings)}\n`);
  say(`${confidenceTable(askings)}\n`);
  say(`${falseAnswers(askings)}\n`);
}

/** What thresholds are held against: the whole run's main figures. */
export function figuresOf(askings: readonly Asking[]): Figure[] {
  const { byType, citations, moments } = figures(askings);
  const share = (type: string): Pick<Figure, 'value' | 'of'> => {
    const row = byType.find((t) => t.type === type);
    return row && row.asked > 0 ? { value: row.right / row.asked, of: row.asked } : { value: null, of: 0 };
  };
  const wrong = askings.filter((a) => judge(a.asked, a.given) === 'wrong').length;
  return [
    { name: 'answerable, right', unit: 'share', ...share('answerable') },
    { name: 'not answerable, right', unit: 'share', ...share('unanswerable') },
    {
      ...{ name: 'false answers', value: askings.length === 0 ? null : wrong / askings.length },
      ...{ unit: 'share', of: askings.length },
    },
    { name: 'citation precision', value: citations.share, unit: 'share', of: citations.cited },
    { name: 'search, R1@0.5', value: moments.r1At05, unit: 'share', of: moments.queries },
  ];
}

async function written(path: string, runs: readonly Run[]): Promise<void> {
  const told = runs.map(({ name, figures: f, askings }) => ({
    name,
    figures: f,
    answers: askings.map((a) => ({ ...a, verdict: judge(a.asked, a.given) })),
  }));
  await writeWhole(resolve(path), `${JSON.stringify(told, null, 2)}\n`);
}

async function measured(task: Task, options: Options, say: (line: string) => void): Promise<Run[]> {
  const runs = await askAll(task, options.runs);
  tell(runs, say);
  if (options.json !== null) await written(options.json, runs);
  return runs;
}

const wholeOf = (runs: readonly Run[]) => runs[0]?.askings ?? [];

/** The films that the project builds itself, asked in the forms that are documented. */
export const filmQuestions: Measurement = {
  name: 'films',
  what: 'answers about nine films that are built here, asked in documented forms, against what was seen in them',
  needs: [],
  async measure(options, say) {
    const task = await taskOf(readSet('films'), await buildFilms(console.error), 'films', options);
    return figuresOf(wholeOf(await measured(task, options, say)));
  },
};

/** The same films, asked as people ask; and the facts that both sets ask for, held against each other. */
export const ordinaryQuestions: Measurement = {
  name: 'ordinary',
  what: 'answers about the same films, asked in ordinary words',
  needs: [],
  async measure(options, say) {
    const films = await buildFilms(console.error);
    const questions = readSet('ordinary');
    const runs = await measured(await taskOf(questions, films, 'films', options), options, say);
    const same = new Set(questions.flatMap((q) => q.same ?? []));
    const others = readSet('films').filter((q) => same.has(q.id));
    const both = await askAll(await taskOf(others, films, 'films', { ...options, limit: undefined }), [[]]);
    const table = pairTable(wholeOf(runs), wholeOf(both));
    if (table !== null) say(`${table}\n`);
    return figuresOf(wholeOf(runs));
  },
};

/** Questions and films of somebody else: `--set FILE.jsonl --films DIR`. */
export const givenQuestions: Measurement = {
  name: 'given',
  what: 'answers about films of your own, to questions of your own (--set, --films)',
  needs: [],
  async measure(options, say) {
    const { given } = options;
    if (given === null) throw new CannotRun('Which questions and films? --set FILE.jsonl --films DIR');
    const films = filmsIn(resolve(given.films));
    const questions = readQuestions(readFileSync(resolve(given.set), 'utf8'));
    // Films of one folder are indexed once, whatever is asked of them.
    const library = `given-${basename(resolve(given.films))}`;
    return figuresOf(wholeOf(await measured(await taskOf(questions, films, library, options), options, say)));
  },
};

/** A published set, judged by rules. */
export const publishedQuestions: Measurement = {
  name: 'published',
  what: 'answers to a published set (--dataset, --annotations, --videos), judged by rules',
  needs: [],
  async measure(options, say) {
    const { published } = options;
    if (published === null)
      throw new CannotRun('Which set? --dataset NAME --annotations FILE … --videos DIR');
    const films = filmsIn(resolve(published.videos));
    const questions = readDataset(published.name, published.annotations);
    const task = await taskOf(questions, films, published.name, options);
    return figuresOf(wholeOf(await measured(task, options, say)));
  },
};
