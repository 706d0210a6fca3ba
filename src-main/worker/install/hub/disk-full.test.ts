import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type FileFaults, noFaults } from '../../checkpoints/llava-mini/testing/failing-files';
import type { ResolvedFile } from './client';
import { downloadAll } from './download';
import { madeUpBytes, sha256Of, temporaryFolder, writeFiles } from './testing/repository';
import { type Hub, startHub } from './testing/server';
import { Transport } from './transport';

const disk = vi.hoisted(() => ({ faults: { changes: 0 } as FileFaults }));
vi.mock('node:fs/promises', async (original) => {
  const files = await original<typeof import('node:fs/promises')>();
  const { failingFiles } = await import('../../checkpoints/llava-mini/testing/failing-files');
  const failing = failingFiles(files, disk.faults);
  return { ...failing, default: failing };
});

const PIECE = 32 * 1024;
const content = madeUpBytes(4 * PIECE + 100);
const root = temporaryFolder();
let hub: Hub;
let transport: Transport;

beforeAll(async () => {
  Object.assign(disk.faults, noFaults());
  writeFiles(join(root, 'hub/a/model'), { 'big.bin': content });
  hub = await startHub({ repositories: join(root, 'hub') });
  transport = new Transport({ hub: hub.url, proxy: null, timing: { backOff: () => 1 } });
});
afterAll(async () => {
  await transport.close();
  await hub.close();
});

async function fetchInto(dir: string): Promise<void> {
  const file: ResolvedFile = {
    name: 'big.bin',
    path: 'big.bin',
    url: `${hub.url}/a/model/resolve/main/big.bin`,
    bytes: content.length,
    sha256: sha256Of(content),
    gitSha1: null,
  };
  const options = { signal: new AbortController().signal, onProgress: () => undefined };
  await downloadAll([file], dir, { ...options, transport, pieceBytes: PIECE, connections: 2 });
}

it.each(['full', 'killed'] as const)(
  'whatever write is the one that a disk or a process (%s) ends at, the next run ends well',
  async (how) => {
    let failures = 0;
    for (let failAt = 1; ; failAt++) {
      const dir = join(root, `${how}-${failAt}`);
      Object.assign(disk.faults, noFaults(), { failAt, how });
      const outcome = await fetchInto(dir).then(
        () => null,
        (error) => error,
      );
      const reached = disk.faults.changes >= failAt;
      Object.assign(disk.faults, noFaults());
      if (!reached) break;
      if (outcome) {
        failures += 1;
        if (how === 'full') expect(outcome).toMatchObject({ code: 'DiskFull' });
        // A file has its name only when it is right.
        if (existsSync(join(dir, 'big.bin')))
          expect(readFileSync(join(dir, 'big.bin')).equals(content)).toBe(true);
        await fetchInto(dir);
      }
      expect(readFileSync(join(dir, 'big.bin')).equals(content)).toBe(true);
      rmSync(dir, { recursive: true });
    }
    expect(failures).toBeGreaterThan(10);
  },
);
