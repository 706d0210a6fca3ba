// How long is waited for what, and what a wait says that was in vain: which job stood still where, and what the log said last.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Page, test } from 'playwright/test';
import type { Job } from '../src-shared/jobs';
import type { Install } from '../src-shared/packs';

/**
 * Milliseconds, each four times and more what it takes where two cores have nothing else to do: a busy machine is no failure, and
 * what hangs still ends.
 */
export const BUDGETS = {
  /** Something that the window shows by itself or after a click. */
  window: 80_000,
  /** An answer; the first one loads its models. */
  answer: 240_000,
  /** A pass over one of the specs' films, and whatever waits before it. */
  job: 1_200_000,
  /** A tiny model fetched at the speed of a test, and converted. */
  install: 720_000,
  /** A command of the command line, with the films that it indexes. */
  command: 400_000,
  /** A whole test, without the waits above: each brings its own time. */
  test: 600_000,
} as const;

/** Lines of the log that are told. */
const LAST_LINES = 15;

/** User-data folders of the pages that were opened. */
const folders = new WeakMap<Page, string>();

/** Lets waits on this page say what its log says. */
export function logsAt(page: Page, userData: string): void {
  folders.set(page, userData);
}

/**
 * Runs a wait, and adds what stands still to the words with which it fails. The time that it takes is not the test's own, so that it
 * is the wait that ends, with its words, and not the test without any.
 * @param budget one of `BUDGETS`, that the wait itself keeps to
 */
export async function patiently<T>(
  source: Page | (() => string | Promise<string>),
  budget: number,
  wait: () => Promise<T>,
): Promise<T> {
  const info = test.info();
  const add = (milliseconds: number) => {
    if (info.timeout > 0) info.setTimeout(info.timeout + Math.round(milliseconds));
  };
  const began = performance.now();
  add(budget);
  try {
    return await tellingWhy(wait, typeof source === 'function' ? source : () => standing(source));
  } finally {
    // What the wait did not use is not for what comes after it.
    add(performance.now() - began - budget);
  }
}

/** Ends a promise that has no limit of its own: rejects after `budget` milliseconds. */
export async function within<T>(budget: number, what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not within ${budget / 1000} s.`)), budget);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The same failure with more words. */
export async function tellingWhy<T>(
  wait: () => Promise<T>,
  tell: () => string | Promise<string>,
): Promise<T> {
  try {
    return await wait();
  } catch (error) {
    const told = await Promise.resolve()
      .then(tell)
      .catch((cause: unknown) => `What stands still cannot be told: ${cause}`);
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`${message}\n\n${told}`, { cause: error });
  }
}

/** What a window's jobs and installs are at, and the end of its log. */
export async function standing(page: Page): Promise<string> {
  const asked = page.isClosed()
    ? Promise.reject(new Error('the window is closed'))
    : page.evaluate(async () => {
        const { invoke } = window.longtake;
        const [jobs, installs] = [await invoke['jobs.list'](), await invoke['models.installs']()];
        return { jobs: jobs.ok ? jobs.value : [], installs: installs.ok ? installs.value : [] };
      });
  // A page that hangs answers nothing, and must not keep the words back.
  const found = await within(10_000, 'The page', asked).catch(String);
  return inWords(found, await lastLines(folders.get(page)));
}

/** The end of the log in a user-data folder. */
export async function lastLines(folder: string | undefined): Promise<readonly string[]> {
  if (folder === undefined) return ['(no log is known)'];
  const text = await readFile(join(folder, 'logs', 'longtake.log'), 'utf8').catch(String);
  return text.trimEnd().split('\n').slice(-LAST_LINES);
}

/** @param found what the page told, or why it told nothing */
export function inWords(
  found: { jobs: readonly Job[]; installs: readonly Install[] } | string,
  log: readonly string[],
): string {
  const lines =
    typeof found === 'string'
      ? [found]
      : [...found.jobs.map(jobInWords), ...found.installs.map((install) => JSON.stringify(install))];
  return [
    'What stands still:',
    ...(lines.length > 0 ? lines : ['no job and no install']),
    'The end of the log:',
    ...log,
  ].join('\n');
}

function jobInWords(job: Job): string {
  const { videoId, state, stage, progress, framesDone, framesPerSecond, error } = job;
  const speed = framesPerSecond === null ? '' : `, ${framesPerSecond.toFixed(1)} frames a second`;
  const why = error === null ? '' : `, ${error.code}: ${error.message}`;
  const far = `${(100 * progress).toFixed(1)} %, ${framesDone} frames`;
  return `job of ${videoId.slice(0, 8)}: ${state}, stage ${stage}, ${far}${speed}${why}`;
}
