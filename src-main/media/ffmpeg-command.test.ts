import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { Cancelled, FfmpegDied, FfmpegMissing } from './errors';
import { type FfmpegTask, runFfmpeg, startFfmpeg } from './ffmpeg-command';
import { temporaryDir } from './testing';

vi.mock('node:child_process', async (real) => ({ ...(await real<typeof childProcess>()) }));
const childProcess = await import('node:child_process');

const dir = temporaryDir();

/** A program that stands in for ffmpeg: a shell script, so only where there is a shell. */
function standIn(name: string, script: string): string {
  const path = join(dir, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

function task(ffmpegPath: string, more: Partial<FfmpegTask> = {}): FfmpegTask {
  return {
    ffmpegPath,
    inputs: [{ path: join(dir, 'film.mp4') }],
    outputOptions: ['-f', 'null'],
    dest: null,
    onLine: () => undefined,
    ...more,
  };
}

async function allOf(stream: AsyncIterable<Buffer>): Promise<Buffer[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

describe('an ffmpeg process', () => {
  it('tells an end by itself from one by a signal', async () => {
    expect(await runFfmpeg(task(standIn('well', 'echo out')))).toEqual({
      error: null,
      code: 0,
      signal: null,
    });
    expect(await runFfmpeg(task(standIn('badly', 'exit 69')))).toMatchObject({ code: 69, signal: null });
    for (const signal of ['SEGV', 'KILL', 'TERM', 'ABRT']) {
      const killed = runFfmpeg(task(standIn('killed', `kill -${signal} $$`)));
      await expect(killed).rejects.toBeInstanceOf(FfmpegDied);
    }
  });

  it.each([
    ['SIGTERM, which ffmpeg answers itself', 255],
    ['no memory left', 244],
    ['no file left to open', 232],
    ['SIGKILL, told by a shell around it', 137],
    ['SIGSEGV, told by a shell around it', 139],
  ])('takes %s for no end of its own', async (_, code) => {
    const ended = runFfmpeg(task(standIn(`ends-${code}`, `exit ${code}`)));
    await expect(ended).rejects.toBeInstanceOf(FfmpegDied);
  });

  it.each([
    ['nothing at all', 'exec sleep 600'],
    ['a little, and then nothing', 'echo word; echo word >&2; exec sleep 600'],
    [
      'the time alone',
      'while :; do echo frame=7 >&2; echo speed=0.$$x >&2; echo out_time_us=9 >&2; sleep 0.02; done',
    ],
  ])('is ended when it says %s', async (_, script) => {
    const hung = startFfmpeg(task(standIn('hung', script), { quietLimit: 200 }));
    await Promise.all([
      expect(hung.exit).rejects.toBeInstanceOf(FfmpegDied),
      expect(allOf(hung.stdout)).resolves.toBeInstanceOf(Array),
    ]);
  });

  it('gives every line of the log before it says that all is over', async () => {
    const lines: string[] = [];
    const path = standIn('log', String.raw`printf 'one\r\ntwo\rthree\nfour' >&2`);
    await runFfmpeg(task(path, { onLine: (line) => lines.push(line) }));
    expect(lines).toEqual(['one', 'two', 'three', 'four']);
  });

  it('is over when it is killed, though nobody reads what it wrote', async () => {
    const running = startFfmpeg(task(standIn('endless', 'echo ready >&2; exec cat /dev/zero')));
    running.stdout.once('readable', () => running.kill());
    expect(await running.exit).toMatchObject({ signal: 'SIGKILL' });
    const stopping = new AbortController();
    const stopped = startFfmpeg(
      task(standIn('endless', 'echo ready >&2; exec cat /dev/zero'), {
        signal: stopping.signal,
        onLine: () => stopping.abort(),
      }),
    );
    await expect(stopped.exit).rejects.toBeInstanceOf(Cancelled);
    expect(await allOf(stopped.stdout)).toBeInstanceOf(Array);
  });

  it('ends its output and says why where nothing could be started', async () => {
    const notAProgram = join(dir, 'not-a-program');
    writeFileSync(notAProgram, 'words');
    for (const path of [join(dir, 'none'), notAProgram, dir]) {
      const running = startFfmpeg(task(path));
      await expect(running.exit).rejects.toBeInstanceOf(FfmpegMissing);
      expect(await allOf(running.stdout)).toEqual([]);
    }
  });
});

describe('a system without a file handle left', () => {
  it('is told from a missing program, and nothing waits for ever', async () => {
    vi.spyOn(childProcess, 'spawn').mockImplementationOnce(() => withoutPipes('EMFILE'));
    const running = startFfmpeg(task('ffmpeg'));
    await expect(running.exit).rejects.toMatchObject({ code: 'FfmpegNotStarted' });
    expect(await allOf(running.stdout)).toEqual([]);
  });
});

/** What Node's spawn hands out when no pipe can be opened. */
function withoutPipes(code: string): ChildProcess {
  const child = new EventEmitter();
  process.nextTick(() => child.emit('error', Object.assign(new Error(`spawn ${code}`), { code })));
  return child as ChildProcess;
}
