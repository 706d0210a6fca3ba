import { childWorkers } from '../src-main/jobs/child-worker';
import { openServices, type Services } from '../src-main/services';
import { Calls } from './calls';
import { type MadeLibrary, madeLibrary } from './made-library';
import { RESOURCES } from './media';
import { median, number, type Row, type Section } from './report';
import { WORKER } from './worker';

const RUNS = 7;
const LARGE = 2_000;
const LIMIT = 100;
const SEARCHES = ['dog', 'castle in winter', 'the'];
const QUESTIONS = [
  'Is there a dog and a castle?',
  'What is said about the weather?',
  'Which e-mail addresses are shown?',
  'What is it about?',
];

/** How long one thing took, the longest time that nothing else had its turn meanwhile, and what the workers were asked. */
interface Taken {
  readonly milliseconds: number;
  readonly longestBlock: number;
  /** Of the longest time that this thread worked without a pause, processor time: what others on the machine take is not in it. */
  readonly longestWork: number;
  readonly calls: number;
}

/** Does something while a clock ticks as fast as this process lets it: its longest pause is the longest block. */
async function taken(calls: Calls, work: () => Promise<unknown>): Promise<Taken> {
  let longestBlock = 0;
  let longestWork = 0;
  let last = performance.now();
  let worked = threadMilliseconds();
  let ticking = true;
  const tick = () => {
    const now = performance.now();
    const work = threadMilliseconds();
    longestBlock = Math.max(longestBlock, now - last);
    longestWork = Math.max(longestWork, work - worked);
    last = now;
    worked = work;
    if (ticking) setTimeout(tick, 1);
  };
  tick();
  const before = calls.count;
  const start = performance.now();
  await work();
  const milliseconds = performance.now() - start;
  await new Promise<void>((resolve) => setTimeout(resolve, 2));
  tick();
  ticking = false;
  return { milliseconds, longestBlock, longestWork, calls: calls.count - before };
}

function threadMilliseconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

async function withLibrary<T>(
  { userDataDir }: MadeLibrary,
  use: (services: Services, calls: Calls) => Promise<T>,
): Promise<T> {
  const calls = new Calls();
  const services = openServices({
    userDataDir,
    resourcesDir: RESOURCES,
    spawnWorker: calls.spawn(childWorkers(WORKER)),
    resumeJobs: false,
  });
  try {
    // Loading the models is measured elsewhere.
    await services.warm();
    return await use(services, calls);
  } finally {
    await services.close();
  }
}

function against({ longestBlock, longestWork, calls }: Taken): string {
  const own = `${number(longestWork, 0)} ms of its own work`;
  return `main blocked for ${number(longestBlock, 0)} ms at most, ${own}; worker calls: ${calls}`;
}

async function repeated(work: () => Promise<Taken>): Promise<Taken> {
  const runs: Taken[] = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await work());
  return {
    milliseconds: median(runs.map((run) => run.milliseconds)),
    longestBlock: Math.max(...runs.map((run) => run.longestBlock)),
    longestWork: Math.max(...runs.map((run) => run.longestWork)),
    calls: Math.max(...runs.map((run) => run.calls)),
  };
}

async function searchRows(services: Services, calls: Calls): Promise<Row[]> {
  const rows: Row[] = [];
  const search = (text: string) => () => taken(calls, () => services.search.searchText('all', text, LIMIT));
  for (const [n, text] of SEARCHES.entries()) {
    const first = await search(text)();
    if (n === 0) {
      rows.push({
        what: `search for “${text}”, cold`,
        value: `${number(first.milliseconds, 0)} ms`,
        against: against(first),
      });
    }
    const warm = await repeated(search(text));
    rows.push({
      what: `search for “${text}”, warm`,
      value: `${number(warm.milliseconds, 0)} ms`,
      against: against(warm),
    });
  }
  return rows;
}

async function askRows(services: Services, calls: Calls, films: number): Promise<Row[]> {
  const rows: Row[] = [];
  const ask = (text: string) => async () => {
    const { signal } = new AbortController();
    const question = { scope: 'all' as const, text, range: null, history: [], signal };
    for await (const event of services.searchAnswerer.answer(question)) void event;
  };
  for (const text of QUESTIONS) {
    const first = await taken(calls, ask(text));
    const again = await taken(calls, ask(text));
    rows.push({
      what: `“${text}” over ${number(films, 0)} films, first, then again`,
      value: `${number(first.milliseconds, 0)} ms, ${number(again.milliseconds, 0)} ms`,
      against: against({
        calls: again.calls,
        milliseconds: again.milliseconds,
        longestBlock: Math.max(first.longestBlock, again.longestBlock),
        longestWork: Math.max(first.longestWork, again.longestWork),
      }),
    });
  }
  return rows;
}

async function listRow({ library }: Services, calls: Calls): Promise<Row> {
  const list = await repeated(() => taken(calls, async () => library.videos.list()));
  return { what: 'list of the videos', value: `${number(list.milliseconds, 0)} ms`, against: against(list) };
}

/** A large library, searched and asked: how long it takes, and whether the main process has time for its windows meanwhile. */
export const library: Section = {
  title: `A library of ${number(LARGE, 0)} films`,
  async run(): Promise<Row[]> {
    const rows: Row[] = [];
    const large = await madeLibrary(LARGE);
    console.error(`${number(large.films, 0)} films, ${number(large.lines, 0)} lines`);
    rows.push(
      ...(await withLibrary(large, async (services, calls) => [
        await listRow(services, calls),
        ...(await searchRows(services, calls)),
        ...(await askRows(services, calls, LARGE)),
      ])),
    );
    for (const films of [3, 200]) {
      const made = await madeLibrary(films);
      rows.push(...(await withLibrary(made, (services, calls) => askRows(services, calls, films))));
    }
    return rows;
  },
};
