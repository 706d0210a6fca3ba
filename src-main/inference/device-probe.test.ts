import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { childProbe } from './device-probe';

const root = mkdtempSync(join(tmpdir(), 'longtake-probe-'));
afterAll(() => rmSync(root, { recursive: true }));

/** A program in a process of its own that does this in place of trying a device. */
function entry(name: string, code: string): string {
  const file = join(root, `${name}.mjs`);
  writeFileSync(file, code);
  return file;
}
/** Longer than any of these programs takes, unless it hangs. */
const LONG = 60_000;

describe('trying a device in a process of its own', () => {
  it('gives what the process tells', async () => {
    const told = entry('told', 'process.send({ probabilities: [0.25, 0.75] });');
    expect(await childProbe(told, LONG).run('webgpu', 'frames')).toEqual(Float32Array.of(0.25, 0.75));
  });

  it('names the device to the process, and its role', async () => {
    const checks = `const right = process.argv[2] === 'probe' && process.argv[3] === 'cuda';`;
    const named = entry('named', `${checks} process.send({ probabilities: right ? [1] : null });`);
    expect(await childProbe(named, LONG).run('cuda', 'frames')).toEqual(Float32Array.of(1));
  });

  it('names the use to the process', async () => {
    const checks = `const right = process.argv[4] === 'language';`;
    const named = entry('use', `${checks} process.send({ probabilities: [right ? 1 : 0] });`);
    expect(await childProbe(named, LONG).run('cuda', 'language')).toEqual(Float32Array.of(1));
    expect(await childProbe(named, LONG).run('cuda', 'frames')).toEqual(Float32Array.of(0));
  });

  it('survives a process that crashes, and one that ends without a word', async () => {
    const crash = entry('crash', `console.error('libdriver: fatal'); process.abort();`);
    const crashed = childProbe(crash, LONG).run('webgpu', 'frames');
    await expect(crashed).rejects.toMatchObject({ how: 'crashed' });
    // Told for the log.
    await expect(crashed).rejects.toMatchObject({
      cause: { message: expect.stringContaining('libdriver: fatal') },
    });
    const silent = entry('silent', '');
    await expect(childProbe(silent, LONG).run('webgpu', 'frames')).rejects.toMatchObject({ how: 'crashed' });
    const nowhere = join(root, 'nowhere.mjs');
    await expect(childProbe(nowhere, LONG).run('webgpu', 'frames')).rejects.toMatchObject({ how: 'crashed' });
  });

  it('ends a process that never answers', async () => {
    // As a native call that does not return: no event is ever looked at.
    const hung = entry('hung', 'for (;;);');
    await expect(childProbe(hung, 1).run('webgpu', 'frames')).rejects.toMatchObject({ how: 'hung' });
  });

  it('takes a refusal, and an answer that is none, for a refusal', async () => {
    const refusing = entry('refusing', `process.send({ probabilities: null, why: 'no libcuda' });`);
    await expect(childProbe(refusing, LONG).run('webgpu', 'frames')).rejects.toMatchObject({
      how: 'refused',
      cause: { message: 'no libcuda' },
    });
    const babbling = entry('babbling', `process.send('hello');`);
    await expect(childProbe(babbling, LONG).run('webgpu', 'frames')).rejects.toMatchObject({
      how: 'refused',
    });
  });

  it('runs the real graph on the CPU without a process', async () => {
    expect(await childProbe(join(root, 'never-started.mjs')).run('cpu', 'frames')).toHaveLength(10);
  });
});
