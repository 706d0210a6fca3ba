import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gather, SYSTEMS } from './gather.mjs';
import { changesOf, thisRelease } from './tag-check.mjs';

let dir;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'longtake-release-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

function put(system, name, text = name) {
  mkdirSync(join(dir, 'from', system), { recursive: true });
  writeFileSync(join(dir, 'from', system, name), text);
}
const gathered = () => gather(join(dir, 'from'), join(dir, 'to'), 'What is new\n');

describe('what a release is made of', () => {
  it('has every system’s packages once, with checksums, and what is new', () => {
    for (const system of SYSTEMS) {
      put(system, `Longtake-${system}.exe`);
      put(system, 'sbom.cdx.json', system);
    }
    expect(gathered()).toHaveLength(2 * SYSTEMS.length);
    const files = join(dir, 'to', 'files');
    expect(readdirSync(files)).toHaveLength(2 * SYSTEMS.length + 1);
    const sums = readFileSync(join(files, 'SHA256SUMS'), 'utf8').trim().split('\n');
    for (const line of sums) {
      const [sum, name] = line.split('  ');
      expect(
        createHash('sha256')
          .update(readFileSync(join(files, name)))
          .digest('hex'),
      ).toBe(sum);
    }
    expect(readFileSync(join(dir, 'to', 'NOTES.md'), 'utf8')).toBe('What is new\n');
  });

  it('is none where a system is missing, or made nothing but a list', () => {
    for (const system of SYSTEMS.slice(1)) put(system, `Longtake-${system}.deb`);
    expect(gathered).toThrow(SYSTEMS[0]);
    put(SYSTEMS[0], 'sbom.cdx.json');
    expect(gathered).toThrow(SYSTEMS[0]);
  });

  it('has no two files of one name', () => {
    for (const system of SYSTEMS) put(system, 'Longtake.exe');
    expect(gathered).toThrow('Longtake.exe');
  });
});

describe('CHANGELOG.md', () => {
  it('has a section of the present version', () => expect(thisRelease().changes.length).toBeGreaterThan(100));

  it('gives the section of a version and no other', () => {
    const text = '# Changes\n\n## 1.2.0 (2026)\n\nNew.\n\n### More\n\nMuch.\n\n## 1.1.0\n\nOld.\n';
    expect(changesOf('1.2.0', text)).toBe('New.\n\n### More\n\nMuch.\n');
    expect(() => changesOf('1.3.0', text)).toThrow('1.3.0');
  });
});
