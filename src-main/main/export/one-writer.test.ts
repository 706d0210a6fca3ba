import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
/** Rooms that are told paths by people. What else they write lies in places that Longtake chose, behind other rooms. */
const ROOMS = ['main/export', 'cli', 'main/desktop'];
/** The one file that writes to such a path. */
const WRITER = 'main/export/output.ts';
/** What of node:fs only looks. Everything else writes, or can. */
const READS =
  /^(access|constants|createReadStream|exists|fstat|lstat|opendir|read|readdir|readFile|readlink|realpath|stat|statfs)(Sync)?$/;
/** One place opens a file, to look what it is. */
const OPENS_TO_READ = ['main/export/file-kind.ts', 'main/desktop/file-response.ts'];
/** Of other rooms, what writes a file at a path that it is given, and who may have it do so. */
const LENT: Readonly<Record<string, readonly string[]>> = {
  'media/encode-file': [],
  'media/clip': ['main/export/write-clip.ts'],
  'media/joined-film': ['main/export/write-place-clips.ts'],
  'media/proxy': ['main/desktop/player-service.ts'],
  'packs/whole-file': [],
  'base/replace-file': [],
  // Into a folder a film, that is new or a bundle already.
  'bundles/write': ['cli/commands/bundle.ts', 'cli/commands/library.ts'],
  'bundles/work': ['cli/commands/bundle.ts'],
};
/** Writes into folders of Longtake's own, or in the place of Longtake's own package: where, no person says. */
const OWN_PLACES = ['main/desktop/drag-files.ts', 'main/desktop/self-installer/package-replacer.ts'];
const ONLY_WORDS = ['CLIP_ENDINGS', 'clipEnding', 'needsProxy'];

/** What a file imports that could write where a person said. */
function writers(path: string, source: string): string[] {
  const { module } = parseSync(path, source);
  const dynamic = module.dynamicImports.map((found) =>
    source.slice(found.moduleRequest.start, found.moduleRequest.end),
  );
  return [
    ...dynamic.filter((name) => /['"`](node:)?fs/.test(name)),
    ...module.staticImports.flatMap(({ moduleRequest, entries }) =>
      entries
        .filter((entry) => !entry.isType)
        .map((entry) => entry.importName.name ?? '*')
        .filter((name) => !isHarmless(path, moduleRequest.value, name))
        .map((name) => `${name} of ${moduleRequest.value}`),
    ),
  ];
}

function isHarmless(path: string, from: string, name: string): boolean {
  if (/^(node:)?fs(\/promises)?$/.test(from)) {
    return READS.test(name) || (name === 'open' && OPENS_TO_READ.includes(path));
  }
  const lent = Object.keys(LENT).find((module) => from.endsWith(`/${module}`));
  return lent === undefined || ONLY_WORDS.includes(name) || (LENT[lent]?.includes(path) ?? false);
}

describe('the rooms that people give paths to', () => {
  const files = ROOMS.flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /(?<!\.test|\.d)\.ts$/.test(entry.name))
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/')),
  ).filter((path) => !path.includes('/testing/'));

  it('write nothing themselves but by the one function that knows what may not be written over', () => {
    const found = files.flatMap((path) =>
      writers(path, readFileSync(join(ROOT, path), 'utf8')).map((name) => `${path}: ${name}`),
    );
    const known = [WRITER, ...OWN_PLACES];
    expect(found.filter((line) => !known.some((path) => line.startsWith(`${path}:`)))).toEqual([]);
    // And that is found, or the check sees nothing.
    expect(found).toContain(`${WRITER}: rename of node:fs/promises`);
  });

  it('would be found out', () => {
    const source = (line: string) => writers('cli/x.ts', line);
    expect(source("import { writeFileSync } from 'node:fs'")).toHaveLength(1);
    expect(source("import fs from 'fs'")).toHaveLength(1);
    expect(source("import * as files from 'node:fs/promises'")).toHaveLength(1);
    expect(source("const fs = await import('node:fs')")).toHaveLength(1);
    expect(source("import { writeWhole as write } from '../../base/packs/whole-file'")).toHaveLength(1);
    expect(source("import { makeClip } from '../../media/clip'")).toHaveLength(1);
    expect(source("import { readFile, type FileHandle } from 'node:fs/promises'")).toEqual([]);
  });
});
