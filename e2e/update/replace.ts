// A real AppImage: it puts a newer one in its own place, and is started again after its library was moved.
import {
  chmodSync,
  copyFileSync,
  createReadStream,
  existsSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { _electron, expect, test } from 'playwright/test';
import { startReleases } from '../../src-main/worker/install/release/testing/release-server';
import { answerQuestions, chooseInDialog } from '../dialogs';
import { environment } from '../fixtures';
import { BUDGETS, lastLines, tellingWhy } from '../patience';
import { type Running, runningWith } from './processes';

interface Made {
  readonly now: { readonly version: string; readonly file: string };
  readonly next: { readonly version: string; readonly file: string };
  readonly list: { readonly name: string; readonly package: string; readonly text: string };
  readonly ways: readonly ('mounted' | 'unpacking itself')[];
}

const { now, next, list, ways }: Made = JSON.parse(environment('LONGTAKE_UPDATE_CHECK'));
const FLAGS: string[] = JSON.parse(environment('LONGTAKE_E2E_FLAGS'));

/** Starts an AppImage as a person does who has FUSE, or who has not. */
async function start(image: string, way: Made['ways'][number], env: Record<string, string>) {
  const starter = join(dirname(image), 'start.sh');
  const how = way === 'mounted' ? '' : '--appimage-extract-and-run ';
  writeFileSync(starter, `#!/bin/sh\nexec '${image}' ${how}"$@"\n`);
  chmodSync(starter, 0o755);
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const log = async () => (await lastLines(env.LONGTAKE_USER_DATA)).join('\n');
  const app = await tellingWhy(
    () =>
      _electron.launch({
        executablePath: starter,
        args: FLAGS,
        timeout: BUDGETS.install,
        env: { ...Object.fromEntries(inherited), LANGUAGE: 'en', ...env },
      }),
    log,
  );
  app.context().setDefaultTimeout(BUDGETS.install);
  const page = await app.firstWindow();
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  return { app, page };
}

/** The one that was started by itself, once its page runs. Playwright cannot tell the old one's end: the new one has its output. */
async function startedByItself(userData: string, before: Running | null): Promise<Running> {
  let found: Running | null = null;
  const started = () => {
    found = runningWith(userData);
    return found?.hasPage === true && found.pid !== before?.pid;
  };
  await expect.poll(started, { message: 'the program is started again' }).toBe(true);
  if (found === null) throw new Error('It ended again.');
  return found;
}

/** Ends one that was started by itself, as the system does. */
async function end({ pid }: Running, userData: string): Promise<void> {
  process.kill(pid, 'SIGTERM');
  await expect.poll(() => runningWith(userData), { message: 'it ends' }).toBeNull();
}

/** A server of the later version. */
async function offering() {
  const server = await startReleases();
  server.files.set(list.name, Buffer.from(list.text));
  const { size } = statSync(next.file);
  server.files.set(list.package, ({ headers }, response) => {
    // A package is asked for in pieces.
    const [, from = 0, to = size - 1] = (/^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '') ?? []).map(Number);
    const range = { 'content-length': to - from + 1, 'content-range': `bytes ${from}-${to}/${size}` };
    response.writeHead(headers.range === undefined ? 200 : 206, range);
    createReadStream(next.file, { start: from, end: to }).pipe(response);
  });
  return server;
}

for (const way of ways) {
  test.describe(`an AppImage, ${way}`, () => {
    let folder: string;
    let userData: string;
    let image: string;

    test.beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'longtake-replaced-'));
      userData = join(folder, 'data');
      image = join(folder, basename(now.file));
      copyFileSync(now.file, image);
    });
    test.afterEach(async () => {
      const running = runningWith(userData);
      if (running) process.kill(running.pid, 'SIGKILL');
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    });

    test('puts a newer one in its place, and starts it', async () => {
      const server = await offering();
      try {
        const env = { LONGTAKE_USER_DATA: userData, LONGTAKE_RELEASES: server.url };
        const { app, page } = await start(image, way, env);
        const old = runningWith(userData);
        expect(old).toMatchObject({ from: way, version: now.version });
        await answerQuestions(app, true);
        await page.getByRole('switch', { name: 'Look for newer versions' }).click();
        await page.getByRole('button', { name: 'Download it' }).click();
        await page.getByRole('button', { name: 'Install and restart' }).click();
        const running = await startedByItself(userData, old);
        const newer = join(folder, list.package);
        expect(running).toMatchObject({ from: way, version: next.version });
        const left = readdirSync(folder).filter((name) => name.includes('AppImage'));
        expect(left, 'the old one is gone').toEqual([basename(newer)]);
        expect(statSync(newer).mode & 0o111, 'it may be started').toBe(0o111);
        await expect
          .poll(() => existsSync(join(userData, 'updates')), { message: 'the download is tidied away' })
          .toBe(false);
        await end(running, userData);
        // The package comes in pieces; the list is asked for once.
        const asked = server.requests.map(({ method, path }) => `${method} ${basename(path)}`);
        expect(asked.filter((each) => each.endsWith(list.name))).toHaveLength(1);
        expect([...new Set(asked)]).toEqual([`GET ${list.name}`, `GET ${list.package}`]);
      } finally {
        await server.close();
      }
    });

    test('is started again after its library was moved', async () => {
      const { app, page } = await start(image, way, { LONGTAKE_USER_DATA: userData });
      const old = runningWith(userData);
      const to = join(folder, 'disk', 'moved');
      await chooseInDialog(app, [to]);
      await answerQuestions(app, true);
      await page.getByRole('button', { name: 'Move the library…' }).click();
      const running = await startedByItself(userData, old);
      expect(running).toMatchObject({ from: way, version: now.version });
      expect(existsSync(join(to, 'library.db'))).toBe(true);
      await end(running, userData);
    });
  });
}
