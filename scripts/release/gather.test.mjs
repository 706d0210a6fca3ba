import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump, load } from 'js-yaml';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DOWNLOAD_PAGE, HOMEPAGE, RELEASES } from '../../src-shared/updates';
import { ROOT } from '../lib/root.mjs';
import { feedNotes } from './feed-notes.mjs';
import { gather, LISTS, SYSTEMS } from './gather.mjs';
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

/** A package of a system's, and the list that names it as it is. */
function release(system, version = '1.2.3') {
  const url = `Longtake-${system}.exe`;
  put(system, url);
  const sha512 = createHash('sha512').update(url).digest('base64');
  const files = [{ url, sha512, size: url.length }];
  put(system, LISTS[system], dump({ version, files, path: url }));
}

describe('what a release is made of', () => {
  it('has every system’s packages once, with checksums, lists, and what is new', () => {
    for (const system of SYSTEMS) {
      release(system);
      put(system, 'sbom.cdx.json', system);
    }
    const lists = new Set(Object.values(LISTS)).size;
    expect(gathered()).toHaveLength(2 * SYSTEMS.length + lists);
    const files = join(dir, 'to', 'files');
    expect(readdirSync(files)).toHaveLength(2 * SYSTEMS.length + lists + 1);
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
    // Windows has one list for its processors.
    const joined = /** @type {any} */ (load(readFileSync(join(files, 'latest.yml'), 'utf8')));
    const names = ['windows-x64', 'windows-arm64'].map((system) => `Longtake-${system}.exe`);
    expect(joined.files.map(({ url }) => url)).toEqual(names);
  });

  it('is none where a system is missing, or made nothing but a list', () => {
    for (const system of SYSTEMS.slice(1)) release(system);
    expect(gathered).toThrow(SYSTEMS[0]);
    put(SYSTEMS[0], 'sbom.cdx.json');
    expect(gathered).toThrow(SYSTEMS[0]);
  });

  it('has no two files of one name', () => {
    for (const system of SYSTEMS) put(system, 'Longtake.exe');
    expect(gathered).toThrow('Longtake.exe');
  });

  it('has no list that is missing, of two versions, or of a package that is another', () => {
    for (const system of SYSTEMS) release(system);
    rmSync(join(dir, 'from', 'macos-arm64', 'latest-mac.yml'));
    expect(gathered).toThrow('latest-mac.yml');
    release('macos-arm64');
    release('windows-arm64', '1.2.4');
    expect(gathered).toThrow('1.2.4');
    release('windows-arm64');
    for (const text of ['Longtake-linux-x64.exf', 'Longtake']) {
      put('linux-x64', 'Longtake-linux-x64.exe', text);
      expect(gathered).toThrow('latest-linux.yml');
    }
  });
});

describe('what the list of releases says is new', () => {
  it('is plain text, whose lines are whole', () => {
    const changes =
      '### More\n\n- **Much** of [it](a.md) is\n  `new`.\n- Else.\n\nA paragraph\nof two lines.\n';
    expect(feedNotes(changes)).toBe('More\n\n- Much of it is new.\n- Else.\n\nA paragraph of two lines.');
  });

  it('ends, at the end of a line', () => {
    const notes = feedNotes(thisRelease().changes.repeat(9));
    expect(notes.length).toBeLessThan(3001);
    expect(notes.endsWith('\n…')).toBe(true);
  });
});

describe('where releases lie', () => {
  it('is one address, for the program, what packs it and the page', () => {
    const packing = /** @type {any} */ (load(readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8')));
    const { homepage } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect([HOMEPAGE, RELEASES]).toEqual([homepage, packing.publish.url]);
    expect(new URL(DOWNLOAD_PAGE).origin).toBe(new URL(homepage).origin);
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
