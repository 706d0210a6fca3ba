import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { dirname, join, relative } from 'node:path';
import { listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { RELEASES } from '../src-shared/updates';
import { longFilm, talk } from './films';
import { environment, expect, startOfCommand, test } from './fixtures';
import { BUDGETS, patiently } from './patience';

// The packed app as it is shipped: nothing drives its window, so that it is seen from outside.

const SHIPPED = environment('LONGTAKE_E2E_PACKAGED');
const INSPECTABLE = environment('LONGTAKE_E2E_INSPECTABLE');
const FLAGS: string[] = JSON.parse(environment('LONGTAKE_E2E_FLAGS'));
const [OFF, ON] = ['0'.charCodeAt(0), '1'.charCodeAt(0)];

/** The fuses of a program by their names. */
async function fusesOf(program: string): Promise<Record<string, number>> {
  const wire = await getCurrentFuseWire(program);
  return Object.fromEntries(
    Object.entries(wire)
      .filter(([fuse]) => fuse in FuseV1Options)
      .map(([fuse, state]) => [FuseV1Options[Number(fuse)], Number(state)]),
  );
}

/** Every file below a folder with its content's hash. */
async function contents(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const hashes = files.map(async (file) => {
    const hash = createHash('sha256').update(await readFile(file));
    return [relative(folder, file), hash.digest('hex')] as const;
  });
  return new Map(await Promise.all(hashes));
}

/** Whether somebody listens at a port of this machine. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('close', () => socket.destroy());
  });
}

/** A port that nobody listens at. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === 'string') throw new Error('The system gave no port.');
  return address.port;
}

/** An environment in which there is no screen, and nobody to ask for a key. */
function withoutDisplay(env: Record<string, string>): Record<string, string> {
  const gone = ['DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'XDG_SESSION_TYPE', 'DBUS_SESSION_BUS_ADDRESS'];
  return Object.fromEntries(Object.entries(env).filter(([name]) => !gone.includes(name)));
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process, what it has written so far, and its end. */
function watch(command: string, args: readonly string[], env: Record<string, string>) {
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...said }));
  });
  return { child, said, ended };
}

test('the fuses of the program are set', async () => {
  expect(await fusesOf(SHIPPED)).toEqual({
    RunAsNode: OFF,
    EnableCookieEncryption: ON,
    EnableNodeOptionsEnvironmentVariable: OFF,
    EnableNodeCliInspectArguments: OFF,
    EnableEmbeddedAsarIntegrityValidation: ON,
    OnlyLoadAppFromAsar: ON,
    LoadBrowserProcessSpecificV8Snapshot: OFF,
    GrantFileProtocolExtraPrivileges: OFF,
  });
});

test('what tests drive is what is shipped, but for the fuse that lets them', async () => {
  const [shipped, inspectable] = await Promise.all([SHIPPED, INSPECTABLE].map((p) => contents(dirname(p))));
  const differing = [...(shipped ?? [])].filter(([file, hash]) => inspectable?.get(file) !== hash);
  expect(inspectable?.size).toBe(shipped?.size);
  expect(differing.map(([file]) => file)).toEqual([relative(dirname(SHIPPED), SHIPPED)]);

  expect(await fusesOf(INSPECTABLE)).toEqual({
    ...(await fusesOf(SHIPPED)),
    EnableNodeCliInspectArguments: ON,
  });
  const [one, other] = await Promise.all([readFile(SHIPPED), readFile(INSPECTABLE)]);
  expect(one.length).toBe(other.length);
  const size = 1 << 20;
  const blocks = Array.from({ length: Math.ceil(one.length / size) }, (_, i) => [i * size, (i + 1) * size]);
  const bytes = blocks
    .filter(([from, to]) => !one.subarray(from, to).equals(other.subarray(from, to)))
    .flatMap(([from = 0, to]) =>
      [...one.subarray(from, to)].flatMap((byte, i) => (byte === other[from + i] ? [] : [from + i])),
    );
  expect(bytes).toHaveLength(1);
});

test("Electron's own app, which opens anything, is not shipped", async () => {
  const resources = join(dirname(SHIPPED), 'resources');
  expect((await readdir(resources)).filter((name) => name.endsWith('.asar'))).toEqual(['app.asar']);
});

test('a package knows that it can be replaced, and where newer ones lie', async () => {
  const config = await readFile(join(dirname(SHIPPED), 'resources', 'app-update.yml'), 'utf8');
  expect(config.split('\n')).toEqual(expect.arrayContaining(['provider: generic', `url: ${RELEASES}`]));
});

test('every part that is shipped has its licence beside it', async () => {
  const resources = join(dirname(SHIPPED), 'resources');
  const json = async (...path: string[]) => JSON.parse(await readFile(join(resources, ...path), 'utf8'));
  expect(await readFile(join(resources, 'LICENSE'), 'utf8')).toBe(await readFile('LICENSE', 'utf8'));
  const beside = await readdir(dirname(SHIPPED));
  expect(beside).toEqual(expect.arrayContaining(['LICENSE.electron.txt', 'LICENSES.chromium.html']));

  interface Notice {
    readonly name: string;
    readonly text: string;
  }
  const { packages }: { packages: Notice[] } = await json('notices.json');
  expect(packages.filter(({ text }) => text.length < 100)).toEqual([]);
  const named = new Set(packages.map(({ name }) => name));
  const packed = listPackage(join(resources, 'app.asar'), { isPack: false })
    .map((path) => path.replaceAll('\\', '/'))
    .flatMap((path) => /.*\/node_modules\/((?:@[^/]+\/)?[^/@]+)\/package\.json$/.exec(path)?.[1] ?? []);
  const bundles = await Promise.all(
    ['main', 'preload', 'renderer'].map(async (name): Promise<string[]> => {
      return JSON.parse(await readFile(join('out', '.bundled', `${name}.json`), 'utf8'));
    }),
  );
  const bundled = bundles.flat().map((folder) => folder.replace(/^.*node_modules\//, ''));
  expect(bundled).toEqual(expect.arrayContaining(['react-dom', 'zod', 'zustand']));
  // Each that is there is named, and each that is named is there.
  expect([...new Set([...packed, ...bundled])].sort()).toEqual([...named].sort());

  interface Program {
    readonly file: string;
    readonly licenceFile: string;
    readonly configuration: string;
    readonly source: { readonly offer: string; readonly urls: readonly string[] };
  }
  const { programs }: { programs: Program[] } = await json('bin', 'ffmpeg-build.json');
  const inBin = (await readdir(join(resources, 'bin'))).filter((name) => /^ff[a-z]+(?:\.exe)?$/.test(name));
  expect(programs.map(({ file }) => file).sort()).toEqual(inBin.sort());
  for (const { licenceFile, configuration, source } of programs) {
    expect(await readFile(join(resources, 'licences', licenceFile), 'utf8')).toContain(
      'GENERAL PUBLIC LICENSE',
    );
    expect([configuration, source.offer, ...source.urls]).not.toContain('');
  }
});

test('the program is no Node, whatever the environment says', async ({ folder, userData }) => {
  const proof = join(folder, 'ran');
  const script = join(folder, 'script.cjs');
  await writeFile(script, `require('node:fs').writeFileSync(${JSON.stringify(proof)}, '')`);
  const { command, args, env } = startOfCommand('packaged', userData, ['--version']);
  const { code, stdout } = await watch(command, args, {
    ...env,
    ELECTRON_RUN_AS_NODE: '1',
    NODE_OPTIONS: `--require=${script}`,
  }).ended;
  const { version } = JSON.parse(await readFile('package.json', 'utf8'));
  expect({ code, stdout }).toEqual({ code: 0, stdout: `${version}\n` });
  expect(existsSync(proof)).toBe(false);
});

test('the window opens a film and lets no debugger in, and the command line reads beside it', async ({
  folder,
  userData,
  longtake,
}) => {
  const film = await talk(folder);
  const [port, inspector] = [await freePort(), await freePort()];
  const switches = [`--remote-debugging-port=${port}`, `--inspect=${inspector}`];
  const { env } = startOfCommand('packaged', userData, []);
  const app = watch(SHIPPED, [...FLAGS, ...switches, film], env);
  const states = async () => {
    const { code, stdout } = await longtake('list', '--json');
    return code === 0 ? JSON.parse(stdout).videos.map(({ state }: { state: string }) => state) : code;
  };
  const listed = async () => `${(await longtake('list', '--json')).stdout}\n${app.said.stderr}`;
  await patiently(listed, BUDGETS.job, () =>
    expect.poll(states, { timeout: BUDGETS.job }).toEqual(['ready']),
  );
  expect(await answers(port)).toBe(false);
  expect(await answers(inspector)).toBe(false);
  app.child.kill('SIGTERM');
  const { code, stderr } = await app.ended;
  expect(code).toBe(0);
  expect(stderr).not.toMatch(/listening on/i);
});

test('the command line indexes and answers without a display, and keeps to its own folder', async ({
  folder,
  userData,
}) => {
  const film = await talk(folder);
  const home = join(folder, 'home');
  await mkdir(home);
  const perform = (...words: string[]) => {
    const { command, args, env } = startOfCommand('packaged', userData, words);
    // What the model runtime would write of its own accord is not what this looks at.
    const quiet = { ...env, HOME: home, ORT_DISABLE_TELEMETRY: '1' };
    return watch(command, args, withoutDisplay(quiet)).ended;
  };
  const indexed = await perform('index', film);
  expect(indexed.code).toBe(0);
  // A line for each stage and tenth, and not a word by Chromium.
  expect(indexed.stderr.split('\n').filter((line) => line !== '' && !line.startsWith('talk: '))).toEqual([]);
  const asked = await perform('ask', film, 'When is a banana seen?', '--json');
  expect({ code: asked.code, stderr: asked.stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(asked.stdout).citations).not.toEqual([]);
  // A user's words are words, also where Chromium has switches of these names.
  const searched = await perform('search', film, '--', '--headless', '--inspect');
  expect([0, 3]).toContain(searched.code);
  // Each line of Chromium's begins with its process and the time.
  expect(searched.stderr).toContain('--headless --inspect');
  expect(searched.stderr).not.toMatch(/^\[\d+:|listening/im);
  expect(await readdir(home)).toEqual([]);
});

test('Ctrl-C stops the command line at a checkpoint, and it goes on from there', async ({
  folder,
  userData,
}) => {
  const film = await longFilm(folder, 60);
  const { command, args, env } = startOfCommand('packaged', userData, ['index', film]);
  const first = watch(command, args, withoutDisplay(env));
  await patiently(
    () => first.said.stderr.slice(-2000),
    BUDGETS.job,
    () => expect.poll(() => first.said.stderr, { timeout: BUDGETS.job }).toMatch(/[1-9]\d? %/),
  );
  first.child.kill('SIGINT');
  expect((await first.ended).code).toBe(130);
  const second = await watch(command, args, withoutDisplay(env)).ended;
  expect(second.code).toBe(0);
  expect(second.stderr).not.toMatch(/frames 0 %/);
});
