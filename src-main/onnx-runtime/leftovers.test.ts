import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ReportPlaces, removeReports, reportPlaces } from './leftovers';

describe('removeReports', () => {
  let root: string;
  let userData: string;
  let places: ReportPlaces;
  let store: string;
  /** Of a process that has been, and is no more. */
  let gone: number;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'longtake-reports-'));
    userData = join(root, 'user-data');
    places = { caches: join(root, 'caches'), temporary: join(root, 'temporary') };
    store = join(places.caches, 'Microsoft', 'DeveloperTools', '.onnxruntime');
    for (const folder of [userData, places.temporary, store]) mkdirSync(folder, { recursive: true });
    gone = spawnSync(process.execPath, ['--version'], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    }).pid;
    for (const name of ['deviceid', 'onnxruntime.db', 'onnxruntime.db-wal', 'onnxruntime.db-journal']) {
      writeFileSync(join(store, name), 'x');
    }
    writeFileSync(join(places.temporary, `mat-debug-${gone}.log`), '');
    writeFileSync(join(places.temporary, '.ses'), '1795781905839\n0ca6a8a2-4e34-a139-e6f8-bd04cd7f2d83\n');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('takes away what the reports left, with folders that are empty then', () => {
    removeReports(userData, true, places);
    expect(readdirSync(places.caches)).toEqual([]);
    expect(readdirSync(places.temporary)).toEqual([]);
  });

  it('leaves what is not theirs, or may be of use to someone', () => {
    writeFileSync(join(store, 'notes.txt'), '');
    mkdirSync(join(places.caches, 'Microsoft', 'Edge'));
    const kept = [`mat-debug-${process.pid}.log`, 'mat-debug-1x.log', 'film.mp4'];
    for (const name of kept) writeFileSync(join(places.temporary, name), '');
    const spoken = spawnSync(process.execPath, ['--version'], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    }).pid;
    writeFileSync(join(places.temporary, `mat-debug-${spoken}.log`), 'something was said');
    writeFileSync(join(places.temporary, '.ses'), 'of another program');
    removeReports(userData, true, places);
    expect(readdirSync(store)).toEqual(['notes.txt']);
    expect(readdirSync(join(places.caches, 'Microsoft')).sort()).toEqual(['DeveloperTools', 'Edge']);
    expect(readdirSync(places.temporary).sort()).toEqual([...kept, `mat-debug-${spoken}.log`, '.ses'].sort());
  });

  it('removes nothing where Longtake was not used before, then or later', () => {
    removeReports(userData, false, places);
    removeReports(userData, true, places);
    expect(readdirSync(store)).toHaveLength(4);
    expect(readdirSync(places.temporary)).toHaveLength(2);
  });

  it('does so once: what other programs make later is theirs', () => {
    removeReports(userData, true, places);
    mkdirSync(store, { recursive: true });
    writeFileSync(join(store, 'deviceid'), 'x');
    removeReports(userData, true, places);
    expect(readdirSync(store)).toEqual(['deviceid']);
  });

  it('tries again where it could not', () => {
    rmSync(places.temporary, { recursive: true });
    removeReports(userData, true, places);
    mkdirSync(places.temporary);
    writeFileSync(join(places.temporary, `mat-debug-${gone}.log`), '');
    removeReports(userData, true, places);
    expect(readdirSync(places.temporary)).toEqual([]);
  });

  it('knows no places on Windows, and the system’s own elsewhere', () => {
    expect(reportPlaces({}, 'win32')).toBeNull();
    expect(reportPlaces({ XDG_CACHE_HOME: '/caches' }, 'linux')?.caches).toBe('/caches');
    expect(reportPlaces({}, 'linux')?.caches).toMatch(/\.cache$/);
    expect(reportPlaces({ XDG_CACHE_HOME: '/caches' }, 'darwin')?.caches).toMatch(/Application Support$/);
    removeReports(userData, true, null);
    expect(existsSync(store)).toBe(true);
  });
});
