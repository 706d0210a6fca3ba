import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { ElectronApplication } from 'playwright/test';
import type { Reply } from '../src-shared/ipc';
import type { Job } from '../src-shared/jobs';
import { longFilm } from './films';
import { expect, type RunningApp, runCommand, test } from './fixtures';
import { Library } from './pages/library';
import { BUDGETS, patiently } from './patience';

/** Enough frames that a job can be met in its middle, few enough not to wait for long. */
const SECONDS = 60;

/** The process id of the worker that indexes; null while there is none. */
function indexWorker(app: ElectronApplication): Promise<number | null> {
  return app.evaluate(({ app }) => {
    const isIt = ({ name, serviceName }: Electron.ProcessMetric) =>
      [name, serviceName].includes('Longtake index');
    return app.getAppMetrics().find(isIt)?.pid ?? null;
  });
}

/** Ends that worker, as the system does when memory runs out, and waits for the one that takes its place. */
async function killIndexWorker(app: ElectronApplication): Promise<void> {
  const pid = await indexWorker(app);
  if (pid === null) throw new Error('No worker process indexes.');
  process.kill(pid, 'SIGKILL');
  await expect
    .poll(
      async () => {
        const now = await indexWorker(app);
        return now !== null && now !== pid;
      },
      { message: 'another index worker is there' },
    )
    .toBe(true);
}

/** Ends the app's main process without a word, and waits until its window is gone. */
async function killApp(app: RunningApp): Promise<void> {
  const ended = new Promise<void>((done) => app.electron.once('close', () => done()));
  app.electron.process().kill('SIGKILL');
  await ended;
}

/** Waits until the one job has come so far in a stage. */
async function jobIs({ window: page }: RunningApp, stage: string, progress: number): Promise<void> {
  const job = () => page.evaluate(async () => (await window.longtake.invoke['jobs.list']()) as Reply<Job[]>);
  const there = async () => {
    const reply = await job();
    const [first] = reply.ok ? reply.value : [];
    return first === undefined || (first.stage === stage && first.progress >= progress);
  };
  await patiently(page, BUDGETS.job, () => expect.poll(there, { timeout: BUDGETS.job }).toBe(true));
}

/** The picture of a film before its index has one: made for a window's card, and so no part of the index. */
const FIRST_PICTURE = 'first-picture.jpg';

/** Every file of the one index in a user-data folder. */
async function indexFiles(userData: string): Promise<Map<string, Buffer>> {
  const root = join(userData, 'library', 'index');
  const [id = ''] = await readdir(root);
  const entries = await readdir(join(root, id), { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name !== FIRST_PICTURE)
    .map(({ parentPath, name }) => join(parentPath, name));
  const read = async (path: string) => [relative(join(root, id), path), await readFile(path)] as const;
  return new Map(await Promise.all(paths.sort().map(read)));
}

/** The index of the same film made in one go, to compare with. */
async function undisturbed(folder: string, film: string): Promise<Map<string, Buffer>> {
  const userData = join(folder, 'undisturbed');
  const { code, stderr } = await runCommand('built', userData, ['index', film]);
  expect(code, stderr).toBe(0);
  return indexFiles(userData);
}

function expectSame(found: Map<string, Buffer>, wanted: Map<string, Buffer>): void {
  expect([...found.keys()]).toEqual([...wanted.keys()]);
  expect(found.has('tokens.ltk') && found.has(join('tracks', 'tracks.json'))).toBe(true);
  for (const [name, bytes] of wanted) expect(found.get(name)?.equals(bytes), name).toBe(true);
}

test('killed worker, killed app, pause: the job goes on each time and ends with the same bytes', async ({
  launch,
  folder,
  userData,
}) => {
  const film = await longFilm(folder, SECONDS);
  const first = await launch();
  const library = new Library(first.window);
  const started = library.framesIndexed(4);
  await library.add([film]);
  await started;

  await killIndexWorker(first.electron);
  await library.framesIndexed(12);
  await library.expectState('long', 'Indexing');

  await library.control('long', 'Pause indexing').click();
  await library.expectState('long', 'Paused');
  const resumed = library.framesIndexed(20);
  await library.control('long', 'Resume indexing').click();
  await resumed;
  await killApp(first);

  const second = await launch();
  const again = new Library(second.window);
  await again.expectReady('long');
  await jobIs(second, 'tracks', 0.2);
  await killApp(second);

  const third = await launch();
  await jobIs(third, 'finish', 1);
  await third.close();
  expectSame(await indexFiles(userData), await undisturbed(folder, film));
});

test('a cancelled job can be taken up again', async ({ app, folder }) => {
  const library = new Library(app.window);
  const film = await longFilm(folder, 20);
  const started = library.framesIndexed(2);
  await library.add([film]);
  await started;
  await library.control('long', 'Cancel indexing').click();
  await library.expectState('long', 'Not indexed');
  await library.control('long', 'Try again').click();
  await library.expectReady('long');
});

test('a page whose process ends comes back with the film that was open, and the job never notices', async ({
  app,
  folder,
}) => {
  const library = new Library(app.window);
  const film = await longFilm(folder, 30);
  const started = library.framesIndexed(2);
  await library.add([film]);
  await started;
  await library.open('long');
  const worker = await indexWorker(app.electron);
  // Playwright lets go of a page that crashed: what comes after is seen through main.
  const inPage = <T>(script: string) =>
    app.electron.evaluate(
      async ({ BrowserWindow }, code) =>
        (await BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code)) as T,
      script,
    );
  await app.electron.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (!contents) throw new Error('There is no window.');
    const back = new Promise<void>((done) => contents.once('did-finish-load', () => done()));
    contents.forcefullyCrashRenderer();
    await back;
  });
  await expect
    .poll(() => inPage<number>(`document.querySelectorAll('video').length`), {
      message: 'players in the page',
    })
    .toBe(1);
  await expect
    .poll(() => inPage<string>('document.body.innerText'), { message: 'what the page says' })
    .toContain('was loaded again');
  expect(await inPage<string>('sessionStorage.getItem("open-video")')).toMatch(/^[0-9a-f]{32}$/);
  expect(await indexWorker(app.electron)).toBe(worker);
  const job = () =>
    inPage<Job | undefined>(`window.longtake.invoke['jobs.list']().then(({ value }) => value[0])`);
  const at = async () => JSON.stringify(await job());
  await patiently(at, BUDGETS.job, () =>
    expect.poll(async () => (await job())?.state, { timeout: BUDGETS.job }).toBe('done'),
  );
});
