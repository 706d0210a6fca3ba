import { type ChildProcess, execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeMedia } from '../media/testing';

/** In the checkout, where packages are found, as deep as the built app. */
const outDir = resolve('out', 'nothing-elsewhere-test');
/** Folders that are looked at afterwards, each named to the program by the variable that says where it is. */
const PLACES = {
  HOME: 'home',
  USERPROFILE: 'home',
  APPDATA: 'home',
  LOCALAPPDATA: 'home',
  XDG_CACHE_HOME: 'caches',
  XDG_CONFIG_HOME: 'config',
  XDG_DATA_HOME: 'data',
  XDG_STATE_HOME: 'state',
  TMPDIR: 'temporary',
  TMP: 'temporary',
  TEMP: 'temporary',
} as const;

let root: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'longtake-elsewhere-'));
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      outDir,
      target: 'node24',
      emptyOutDir: true,
      rolldownOptions: {
        input: { cli: resolve('src-main/cli/testing/plain-node.ts'), worker: resolve('src-main/worker.ts') },
        output: { entryFileNames: '[name].js' },
      },
    },
  });
});
afterAll(() => {
  rmSync(root, { recursive: true });
  rmSync(outDir, { recursive: true, force: true });
});

/** The program as a user starts it: nothing in its environment keeps a library quiet. */
function longtake(folder: string, args: string[]): Promise<{ stdout: string }> & { child: ChildProcess } {
  const places = Object.entries(PLACES).map(([name, place]) => [name, join(folder, place)]);
  const env = {
    ...process.env,
    ...Object.fromEntries(places),
    LONGTAKE_USER_DATA: join(folder, 'user-data'),
    ELECTRON_RUN_AS_NODE: '1',
    ORT_DISABLE_TELEMETRY: undefined,
  };
  expect(env).not.toHaveProperty('CI');
  return promisify(execFile)(process.execPath, [join(outDir, 'cli.js'), ...args], {
    env,
    cwd: join(folder, 'work'),
  });
}

describe('the command line', () => {
  it('writes nothing but into the user-data folder', { timeout: 180_000 }, async () => {
    const folders = [...new Set(Object.values(PLACES)), 'work'];
    for (const name of folders) mkdirSync(join(root, name));
    const film = makeMedia(
      join(root, 'film.mp4'),
      '-f lavfi -i testsrc=s=320x180:r=10:d=3 -f lavfi -i sine=d=3 -pix_fmt yuv420p',
    );
    await longtake(root, ['index', film]);
    const { stdout } = await longtake(root, ['ask', film, 'Which scenes are there?', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ command: 'ask', scope: { videoId: expect.any(String) } });

    const left = folders.map((name) => [name, readdirSync(join(root, name), { recursive: true })]);
    expect(Object.fromEntries(left)).toEqual(Object.fromEntries(folders.map((name) => [name, []])));
    expect(readdirSync(root).sort()).toEqual([...folders, 'film.mp4', 'user-data'].sort());
  });
});
