import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { _electron, test as base, type ElectronApplication, expect, type Page } from 'playwright/test';
import { BUDGETS, lastLines, logsAt, standing, tellingWhy, within } from './patience';

export { expect };

/** Which program a project of playwright.config.ts tests: out/ under Electron, or the packed app. */
export interface ProgramOptions {
  program: 'built' | 'packaged';
}

export interface LaunchOptions {
  /** Arguments as a user would give them: files to open. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface RunningApp {
  readonly electron: ElectronApplication;
  readonly window: Page;
  /** What the page wrote to its console as an error, and what it threw and nobody caught. */
  readonly problems: readonly string[];
  /** Quits as the user does, and waits until every process is gone. */
  close(): Promise<void>;
}

/** How a command of the command line ended. */
export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Fixtures {
  /** A folder of the test's own, removed afterwards. */
  folder: string;
  /** The user-data folder: launch again in the same test to see what survives a restart. */
  userData: string;
  launch: (options?: LaunchOptions) => Promise<RunningApp>;
  /** Runs a command of the command line, on the same library as `launch`. */
  longtake: (...args: string[]) => Promise<CommandResult>;
  app: RunningApp;
  /** The page of `app`. */
  page: Page;
}

export function environment(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: start the tests with "npm run e2e".`);
  return value;
}

/**
 * Program and leading arguments for one of the two programs: of the packed app, the copy in which Playwright can drive a
 * window. It differs from what is shipped in one fuse (packed.spec.ts).
 */
export function commandLine(program: ProgramOptions['program']): { executablePath: string; args: string[] } {
  const flags: string[] = JSON.parse(environment('LONGTAKE_E2E_FLAGS'));
  return program === 'packaged'
    ? { executablePath: environment('LONGTAKE_E2E_INSPECTABLE'), args: flags }
    : { executablePath: environment('LONGTAKE_E2E_ELECTRON'), args: [...flags, resolve('.')] };
}

/** English, whatever this machine's language is. */
const ENGLISH = { LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8', LANGUAGE: 'en' };

/**
 * This process's environment, in English, but for the programs that tests make media with: the program is to find its own. And it is to
 * switch off by itself that the model runtime reports to its maker.
 */
function inherited(): Record<string, string> {
  const {
    LONGTAKE_FFMPEG: _,
    LONGTAKE_FFPROBE: __,
    ORT_DISABLE_TELEMETRY: _telemetry,
    ...rest
  } = process.env;
  return Object.fromEntries(
    Object.entries({ ...rest, ...ENGLISH }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}

/** The window is there, and draws, before all of the program is: until its menu is, at least. */
async function untilWhole(electron: ElectronApplication): Promise<void> {
  const hasMenu = () =>
    electron
      .evaluate(({ Menu }) => Boolean(Menu.getApplicationMenu()?.getMenuItemById('help.diagnostics')))
      .catch((error: unknown) => {
        // The debugger loses an answer where memory is cleared meanwhile, as it is while the program is loaded.
        if (String(error).includes('promise was garbage collected')) return false;
        throw error;
      });
  while (!(await hasMenu())) await delay(50);
}

export async function start(
  program: ProgramOptions['program'],
  userData: string,
  options: LaunchOptions,
): Promise<RunningApp> {
  const { executablePath, args } = commandLine(program);
  const log = async () => ['The end of the log:', ...(await lastLines(userData))].join('\n');
  const launching = () =>
    _electron.launch({
      executablePath,
      timeout: BUDGETS.window,
      args: [...args, ...(options.args ?? [])],
      env: { ...inherited(), LONGTAKE_USER_DATA: userData, ...options.env },
    });
  const electron = await tellingWhy(launching, log);
  const problems: string[] = [];
  electron.context().on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  electron.context().on('weberror', (error) => problems.push(String(error.error())));
  const window = await tellingWhy(() => electron.firstWindow({ timeout: BUDGETS.window }), log);
  await tellingWhy(() => within(BUDGETS.window, 'All of the program', untilWhole(electron)), log);
  logsAt(window, userData);
  return { electron, window, problems, close: () => electron.close() };
}

/** How a command of the command line is started. */
export function startOfCommand(
  program: ProgramOptions['program'],
  userData: string,
  args: string[],
): { command: string; args: string[]; env: Record<string, string> } {
  const env = { ...inherited(), LONGTAKE_USER_DATA: userData };
  return program === 'packaged'
    ? {
        command: join(dirname(environment('LONGTAKE_E2E_PACKAGED')), 'resources', 'bin', 'longtake'),
        args,
        env,
      }
    : {
        command: environment('LONGTAKE_E2E_ELECTRON'),
        args: [...JSON.parse(environment('LONGTAKE_E2E_COMMAND_LINE')), ...args],
        env,
      };
}

export function runCommand(
  program: ProgramOptions['program'],
  userData: string,
  args: string[],
): Promise<CommandResult> {
  const started = startOfCommand(program, userData, args);
  const child = spawn(started.command, started.args, { env: started.env });
  const written = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    written.stderr += text;
  });
  child.stdin.end();
  const ended = new Promise<CommandResult>((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => done({ code, ...written }));
  });
  // What it wrote last says the stage that it is in.
  const saidLast = () => `longtake ${args.join(' ')} wrote last:\n${written.stderr.slice(-2000)}`;
  return tellingWhy(() => within(BUDGETS.command, 'The command', ended), saidLast).finally(() =>
    child.kill(),
  );
}

export const test = base.extend<Fixtures, ProgramOptions>({
  program: ['built', { option: true, scope: 'worker' }],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are needed from the pattern.
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'longtake-e2e-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },

  userData: async ({ folder }, use) => use(join(folder, 'user-data')),

  launch: async ({ program, userData }, use, testInfo) => {
    const started: RunningApp[] = [];
    await use(async (options = {}) => {
      const app = await start(program, userData, options);
      started.push(app);
      return app;
    });
    for (const [index, app] of started.entries()) {
      if (testInfo.status !== testInfo.expectedStatus && !app.window.isClosed()) {
        const body = await app.window.screenshot();
        await testInfo.attach(`window ${index + 1}`, { body, contentType: 'image/png' });
        await testInfo.attach(`standing ${index + 1}`, { body: await standing(app.window) });
        await testInfo.attach(`problems ${index + 1}`, { body: app.problems.join('\n') });
      }
      await app.close();
    }
  },

  longtake: async ({ program, userData }, use) => use((...args) => runCommand(program, userData, args)),

  app: async ({ launch }, use) => use(await launch()),

  page: async ({ app }, use) => use(app.window),
});
