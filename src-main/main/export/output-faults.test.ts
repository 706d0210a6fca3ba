import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { type FileFaults, noFaults } from '../../worker/checkpoints/llava-mini/testing/failing-files';
import { writeOutputs } from './output';

const disk = vi.hoisted(() => ({ faults: { changes: 0 } as FileFaults }));
vi.mock('node:fs/promises', async (original) => {
  const files = await original<typeof import('node:fs/promises')>();
  const { failingFiles } = await import('../../worker/checkpoints/llava-mini/testing/failing-files');
  const failing = failingFiles(files, disk.faults);
  return { ...failing, default: failing };
});

const root = mkdtempSync(join(tmpdir(), 'longtake-output-faults-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const JPEG = Buffer.from([0xff, 0xd8, 0xff]);
const OLD = 'a list of yesterday\n';
const NEW = '# a report of today\n'.repeat(100);

it.each(['full', 'killed'] as const)(
  'whatever change is the one that a disk or a process (%s) ends at, a file is the old one or the new one, whole',
  async (how) => {
    const ends = new Set<string>();
    for (let failAt = 1; ; failAt++) {
      const dir = join(root, `${how}-${failAt}`);
      mkdirSync(dir);
      writeFileSync(join(dir, 'r.md'), OLD);
      const rules = {
        library: { dir: join(dir, 'library'), videos: { paths: () => [], has: () => false } },
        replace: true,
      };
      Object.assign(disk.faults, noFaults(), { failAt, how });
      const outcome = await writeOutputs(rules, async (files) => {
        await files.write(join(dir, 'pictures', 'a.jpg'), 'picture', JPEG);
        return files.write(join(dir, 'r.md'), 'md', NEW);
      }).catch((error: unknown) => error);
      const reached = disk.faults.changes >= failAt;
      Object.assign(disk.faults, noFaults());
      const text = readFileSync(join(dir, 'r.md'), 'utf8');
      expect([OLD, NEW]).toContain(text);
      if (!reached) break;
      if (how === 'full') {
        // Nothing is left but what was there, and what is full is said.
        expect(outcome).toMatchObject({ code: 'DiskFull' });
        expect([text, readdirSync(dir)]).toEqual([OLD, ['r.md']]);
      }
      ends.add(text === OLD ? 'old' : 'new');
    }
    expect(ends.has('old')).toBe(true);
  },
);
