import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ffmpegPath, temporaryDir } from './testing';

const dir = temporaryDir();
const parents: ChildProcess[] = [];
const children: number[] = [];

beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: resolve('src-main/media/tied-process.ts'),
      outDir: dir,
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: 'tied-process.mjs' } },
    },
  });
  writeFileSync(
    join(dir, 'parent.mjs'),
    `import { spawnTied } from './tied-process.mjs';
const [program, ...args] = process.argv.slice(2);
const child = spawnTied(program, args, { stdout: 'ignore', env: process.env });
child.stderr.resume();
child.on('exit', (code, signal) => console.log('ended', code, signal));
console.log(child.pid);`,
  );
});
afterAll(() => {
  for (const parent of parents) parent.kill('SIGKILL');
  // Should the test fail, nothing is to write on for ever.
  for (const pid of children.filter(lives)) process.kill(pid, 'SIGKILL');
});

/** A process of its own that starts a program, and the program's id. */
async function parentOf(program: string, ...args: string[]) {
  const parent = spawn(process.execPath, [join(dir, 'parent.mjs'), program, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  parents.push(parent);
  const lines = createInterface({ input: parent.stdout })[Symbol.asyncIterator]();
  const { value } = await lines.next();
  children.push(Number(value));
  return { parent, pid: Number(value), next: async () => String((await lines.next()).value) };
}

/** A process that ended and that nobody has asked about is none any more. */
function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s*[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch (error) {
    // Elsewhere than on Linux there is no /proc.
    return (error as NodeJS.ErrnoException).code === 'ENOENT' && process.platform !== 'linux';
  }
}

/** An ffmpeg that writes a film without end into a file. */
const endless = (path: string) =>
  `-v error -nostdin -re -f lavfi -i testsrc=s=64x48 -c:v mpeg4 -f matroska -flush_packets 1 -y ${path}`.split(
    ' ',
  );

describe.runIf(process.platform !== 'win32')('a program that is tied to this process', () => {
  it('writes on while its parent lives, and ends with it when it is killed', async () => {
    const path = join(dir, 'film.mkv');
    const { parent, pid } = await parentOf(ffmpegPath, ...endless(path));
    const size = () => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    await vi.waitUntil(() => size() > 2000, { timeout: 20_000 });
    expect(lives(pid)).toBe(true);
    parent.kill('SIGKILL');
    await vi.waitUntil(() => !lives(pid), { timeout: 20_000 });
  });

  it('is the very process that was started: its end is told as it was, and it can be killed', async () => {
    const ended = await parentOf('/bin/sh', '-c', 'exit 7');
    expect(await ended.next()).toBe('ended 7 null');
    const crashed = await parentOf('/bin/sh', '-c', 'kill -SEGV $$');
    expect(await crashed.next()).toBe('ended null SIGSEGV');
    const killed = await parentOf('/bin/sleep', '600');
    process.kill(killed.pid, 'SIGKILL');
    expect(await killed.next()).toBe('ended null SIGKILL');
    // With nothing left to wait for, the parent ends by itself.
    if (killed.parent.exitCode === null) await once(killed.parent, 'exit');
    expect(killed.parent.exitCode).toBe(0);
  });
});
