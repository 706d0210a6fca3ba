// The measurements that ask question sets: the films that are built here, what is stored of them, sets of others.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { writeWhole } from '../../src-main/base/packs/whole-file';
import type { OwnModel } from '../../src-shared/own-model';
import type { Settings } from '../../src-shared/settings';
import type { Video } from '../../src-shared/video';
import { readDataset } from '../datasets/datasets';
import { CannotRun } from '../errors';
import { buildFilms } from '../films/build';
import type { Figure, Measurement } from '../measurement';
import type { Options } from '../options';
import { type Asking, answered, ask } from './ask';
import { judge } from './judge';
import { answerWith, judgeAll, judgedFigures, judgedTable } from './judged';
import { evidenceOf, filmsIn, indexed, openAt, openKept } from './library';
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
import { unpackStoredFilms } from './stored-films';
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

/**
 * Both sets, asked of what is stored in the repository of the films: in a minute, by the app's own way from the question to the answer.
 * @param worker the worker's entry file; the built app's when left out
 */
export function storedQuestions(worker?: string): Measurement {
  return {
    name: 'stored',
    what: 'both question sets, asked of what was read of the films and lies in the repository',
    needs: [],
    async measure({ limit, half, json }, say) {
      const figuresOfSets: Figure[] = [];
      const runs: Run[] = [];
      for (const name of ['films', 'ordinary'] as const) {
        const wanted = readSet(name).filter((asked) => half === null || asked.half === half);
        const askings = await askStored(wanted.slice(0, limit), worker);
        runs.push({ name, figures: figures(askings), askings });
        say(`${accuracyTable(figures(askings).byType, `${name}: intent`)}\n\n${falseAnswers(askings)}\n`);
        figuresOfSets.push(
          ...figuresOf(askings)
            .filter(({ name: figure }) => !figure.startsWith('search'))
            .map((figure) => ({ ...figure, name: `${name}: ${figure.name}` })),
        );
      }
      if (json !== null) await written(json, runs);
      return figuresOfSets;
    },
  };
}

async function askStored(questions: readonly Asked[], worker?: string): Promise<Asking[]> {
  const userDataDir = mkdtempSync(join(tmpdir(), 'longtake-stored-'));
  await unpackStoredFilms(userDataDir);
  const services = openAt(userDataDir, worker);
  try {
    const videos = new Map(services.library.videos.list().map((video) => [video.title, video]));
    const askings: Asking[] = [];
    for (const asked of questions) {
      const video = videos.get(asked.film);
      if (!video)
        throw new CannotRun(`Of ${asked.film} nothing is stored: node scripts/run.mjs eval/films/store.ts`);
      const given = await answered(services.answerer, video, asked.question);
      askings.push({ asked, given, moments: null, scores: { frame: null, scene: null, said: null } });
    }
    return askings;
  } finally {
    await services.close();
    rmSync(userDataDir, { recursive: true, force: true });
  }
}

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

/** A published set: judged by rules, or, with `--judge`, by a language model as the papers do. */
export const publishedQuestions: Measurement = {
  name: 'published',
  what: 'answers to a published set (--dataset, --annotations, --videos), judged by rules or by a model (--judge)',
  needs: [],
  async measure(options, say) {
    const { published, judge } = options;
    if (published === null)
      throw new CannotRun('Which set? --dataset NAME --annotations FILE … --videos DIR');
    const films = filmsIn(resolve(published.videos));
    const questions = readDataset(published.name, published.annotations);
    const task = await taskOf(questions, films, published.name, options);
    if (judge === null) return figuresOf(wholeOf(await measured(task, options, say)));
    const folder = join('.cache', 'eval');
    return measureJudged({ ...task, judge, model: options.model, folder, dataset: published.name, say });
  },
};

export interface JudgedTask extends Omit<Task, 'library'> {
  readonly dataset: string;
  readonly judge: OwnModel;
  /** Folder of the pack whose language model answers; null: what was seen and said does. */
  readonly model: string | null;
  /** Where library and judgements are kept. */
  readonly folder: string;
  /** The worker's entry file; the built app's when left out. */
  readonly worker?: string;
  /** What is set otherwise than in a new library. */
  readonly settings?: Partial<Settings>;
  readonly say: (line: string) => void;
}

/** Asks, has answers judged, and tells both beside what the paper says. */
export async function measureJudged(task: JudgedTask): Promise<Figure[]> {
  const { dataset, judge, model, folder, questions, films, say } = task;
  const by = model === null ? 'core' : basename(resolve(model));
  // The same films may be in several sets; another model reads them anew.
  const userDataDir = resolve(folder, 'library', `published-${by}`);
  mkdirSync(userDataDir, { recursive: true });
  const services = openAt(userDataDir, task.worker);
  try {
    services.library.settings.set(task.settings ?? {});
    const answering =
      model === null ? 'Longtake, without a language model' : await answerWith(services, userDataDir, model);
    const kept = join(folder, 'judged', `${dataset}-${by}-${judge.model.replace(/[^\w.-]+/g, '-')}.jsonl`);
    const judged = await judgeAll({ services, dataset, questions, films, judge, kept, say });
    const all = judgedFigures(judged);
    say(`${judgedTable(dataset, answering, judge.model, all)}\n`);
    return all;
  } finally {
    await services.close();
  }
}
