import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryDir } from '../src-main/base/media/testing';
import { childWorkers } from '../src-main/main/jobs/child-worker';
import { buildWorker } from '../src-main/main/jobs/testing/build-worker';
import { openServices, type Services } from '../src-main/main/services';
import type { AnswerEvent } from '../src-shared/answers';
import { Calls } from './calls';
import { makeLibrary } from './made-library';
import { RESOURCES } from './media';

/*
 * Questions and searches over many films, as the real process for queries answers them. What they cost is held by counts: how
 * often the main process had to ask.
 */
const root = temporaryDir();
const calls = new Calls();
/** Far more than it takes: this only ends a test that hangs. */
const LIMIT = 300_000;
const FILMS = 40;
let services: Services;

beforeAll(async () => {
  const userDataDir = join(root, 'data');
  await makeLibrary(userDataDir, FILMS);
  const spawnWorker = calls.spawn(childWorkers(await buildWorker('test-queries')));
  services = openServices({ userDataDir, resourcesDir: RESOURCES, spawnWorker, resumeJobs: false });
}, LIMIT);
afterAll(() => services.close(), LIMIT);

async function ask(text: string, signal = new AbortController().signal): Promise<AnswerEvent[]> {
  const question = { scope: 'all' as const, text, range: null, history: [], signal };
  const events: AnswerEvent[] = [];
  for await (const event of services.answerer.answer(question)) events.push(event);
  return events;
}
function textOf(events: readonly AnswerEvent[]): string {
  return events.map((event) => (event.type === 'text' ? event.text : '')).join('');
}
/** The film of a number: made so that every twentieth holds a dog. */
const film = (n: number) => (n + 1).toString(16).padStart(32, '0');

describe('the process for queries', () => {
  it.each([
    'Is there a dog and a castle?',
    'What is said about the weather?',
    'Which e-mail addresses are shown?',
    'What is it about?',
  ])(
    'answers “%s” over many films in one call',
    async (question) => {
      const before = calls.count;
      const events = await ask(question);
      expect(calls.count - before).toBe(1);
      expect(events.at(-1)).toMatchObject({ type: 'done' });
    },
    LIMIT,
  );

  it(
    'finds what is followed, said and written, in one call, and the films that it is in',
    async () => {
      const before = calls.count;
      const { groups } = await services.search.searchText('all', 'dog', 100);
      expect(calls.count - before).toBe(1);
      const followed = groups.filter(({ hits }) =>
        hits.some(({ matches }) => matches.some(({ kind }) => kind === 'object')),
      );
      expect(followed.map(({ videoId }) => videoId).sort()).toEqual([film(0), film(20)]);
    },
    LIMIT,
  );

  it(
    'sees what the main process has written by then',
    async () => {
      services.library.videos.rename(film(20), 'Renamed');
      const line = { id: 0, source: 'speech' as const, from: 0, to: 1_000_000, words: [] };
      services.library.segments.put(film(3), [{ ...line, text: 'An aardvark sleeps.' }]);
      expect(textOf(await ask('When is a dog seen?'))).toContain('**Renamed**');
      const { groups } = await services.search.searchText('all', 'aardvark', 10);
      expect(groups[0]?.videoId).toBe(film(3));
      const removed = film(0);
      services.library.videos.remove(removed);
      const after = await services.search.searchText('all', 'dog', 100);
      expect(after.groups.some(({ videoId }) => videoId === removed)).toBe(false);
      expect(after.groups.length).toBeGreaterThan(0);
    },
    LIMIT,
  );

  it(
    'stops a search and an answer, and goes on answering',
    async () => {
      const stop = new AbortController();
      const search = services.search.searchText('all', 'castle', 100, stop.signal);
      stop.abort();
      await expect(search).rejects.toMatchObject({ code: 'Cancelled' });
      const late = new AbortController();
      const asked = ask('Which e-mail addresses are shown?', late.signal);
      setImmediate(() => late.abort());
      await expect(asked).rejects.toMatchObject({ code: 'Cancelled' });
      expect((await services.search.searchText('all', 'castle', 100)).groups.length).toBeGreaterThan(0);
    },
    LIMIT,
  );

  it(
    'says what is wrong in its own words',
    async () => {
      const search = services.search.searchText({ videoId: film(900) }, 'dog', 5);
      await expect(search).rejects.toMatchObject({ code: 'NotFound' });
      await expect(services.sceneCard(film(1), 900)).rejects.toMatchObject({ code: 'NotFound' });
      expect((await services.sceneCard(film(1), 0)).said.length).toBeGreaterThan(0);
    },
    LIMIT,
  );
});
