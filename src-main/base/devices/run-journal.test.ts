import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DeviceRecords, RecordsStay } from './records';
import { RunJournal, takeLastRun } from './run-journal';

const root = mkdtempSync(join(tmpdir(), 'longtake-journal-'));
afterAll(() => rmSync(root, { recursive: true }));
const run = { device: 'webgpu', graph: 'tiny@1/answer-on-device.onnx', versions: '1.30.0 unknown' } as const;

describe('a journal of runs', () => {
  it('tells what ran when nothing more was written, once', () => {
    const path = join(root, `running-answer-${process.pid}`);
    const journal = new RunJournal(path);
    journal.begin({ ...run, graph: 'tiny@1/a-graph-with-a-longer-name-than-the-next.onnx' })();
    journal.begin(run);
    expect(takeLastRun(path)).toEqual(run);
    expect(takeLastRun(path)).toBeNull();
  });

  it('tells nothing where the last run was over, or nothing ever ran', () => {
    const path = join(root, `running-index-${process.pid}`);
    const journal = new RunJournal(path);
    expect(takeLastRun(path)).toBeNull();
    expect(existsSync(path)).toBe(false);
    const next = new RunJournal(path);
    next.begin(run)();
    expect(takeLastRun(path)).toBeNull();
    journal.begin(run)();
  });

  it('removes those of programs that are gone', () => {
    // No process has this number: Linux ends at 2^22, Windows counts in fours.
    writeFileSync(join(root, 'running-index-99999999'), '');
    new RunJournal(join(root, `running-query-${process.pid}`));
    expect(readdirSync(root)).toEqual([`running-query-${process.pid}`]);
  });
});

describe('a journal that cannot be written', () => {
  it('keeps no graph from running', () => {
    const inTheWay = join(root, 'in-the-way');
    writeFileSync(inTheWay, '');
    const path = join(inTheWay, `running-index-${process.pid}`);
    const journal = new RunJournal(path);
    expect(() => journal.begin(run)()).not.toThrow();
    expect(takeLastRun(path)).toBeNull();
  });
});

describe('what is known of devices', () => {
  it('is there for other processes, and a damaged file is as none', () => {
    const file = join(root, 'home', 'devices.json');
    const [one, other] = [new DeviceRecords(file), new DeviceRecords(file)];
    one.remember('frames core@1', 'webgpu', 'a', { how: 'right', milliseconds: 3 });
    one.setAside(run, 'crashed');
    expect(other.found('frames core@1', 'webgpu', 'a')).toEqual({ how: 'right', milliseconds: 3 });
    expect(other.found('frames core@1', 'webgpu', 'b')).toBeNull();
    expect(other.isSetAside([run.graph], 'webgpu', run.versions)).toMatchObject({ ...run, how: 'crashed' });
    expect(other.isSetAside([run.graph], 'webgpu', '1.31.0 unknown')).toBeNull();
    writeFileSync(file, '{');
    expect(other.found('frames core@1', 'webgpu', 'a')).toBeNull();
    other.remember('frames core@1', 'cuda', 'a', { how: 'hung', milliseconds: null });
    expect(one.found('frames core@1', 'cuda', 'a')?.how).toBe('hung');
    one.clear();
    expect(other.found('frames core@1', 'cuda', 'a')).toBeNull();
  });

  it('that cannot be written is kept by the process that found it, and told of where it is to be forgotten', () => {
    const file = join(root, 'blocked', 'devices.json');
    // A folder in its place, with something in it: neither written over nor removed.
    mkdirSync(join(file, 'full'), { recursive: true });
    const records = new DeviceRecords(file);
    records.remember('frames core@1', 'webgpu', 'a', { how: 'refused', milliseconds: null });
    records.remember('frames core@1', 'cuda', 'a', { how: 'right', milliseconds: 1 });
    records.setAside(run, 'failed');
    expect(records.found('frames core@1', 'webgpu', 'a')?.how).toBe('refused');
    expect(records.found('frames core@1', 'cuda', 'a')?.milliseconds).toBe(1);
    expect(records.isSetAside([run.graph], 'webgpu', run.versions)?.how).toBe('failed');
    expect(readdirSync(join(root, 'blocked'))).toEqual(['devices.json']);
    expect(() => records.clear()).toThrow(RecordsStay);
    rmSync(file, { recursive: true });
    records.remember('frames core@2', 'webgpu', 'a', { how: 'hung', milliseconds: null });
    expect(new DeviceRecords(file).found('frames core@2', 'webgpu', 'a')?.how).toBe('hung');
  });
});
