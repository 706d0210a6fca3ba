import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../lib/root.mjs';
import { packageFolder } from './bundled.mjs';
import { dependencyFolders, readNotices } from './notices.mjs';

describe('the packages that are shipped beside the bundles', () => {
  it('are those that others need, found as Node finds them, without what only set-up or building needs', () => {
    const packages = {
      '': { dependencies: { a: '1' }, optionalDependencies: { setup: '1' }, devDependencies: { tool: '1' } },
      'node_modules/a': { dependencies: { b: '2', c: '1' } },
      'node_modules/a/node_modules/b': { dependencies: { c: '1', '@s/d': '1' } },
      'node_modules/b': {},
      'node_modules/c': { dependencies: { a: '1' }, optionalDependencies: { e: '1', absent: '1' } },
      'node_modules/@s/d': {},
      'node_modules/e': {},
      'node_modules/setup': {},
      'node_modules/tool': {},
    };
    expect(dependencyFolders(packages).sort()).toEqual([
      'node_modules/@s/d',
      'node_modules/a',
      'node_modules/a/node_modules/b',
      'node_modules/c',
      'node_modules/e',
    ]);
  });
  it('all have a licence that is known, and its text', () => {
    const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
    const { notices, problems } = readNotices(dependencyFolders(packages));
    expect(problems).toEqual([]);
    expect(notices.map(({ name }) => name)).toEqual(expect.arrayContaining(['onnxruntime-node', 'undici']));
  });
});

describe('licences', () => {
  let root;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'longtake-licences-'));
    write(
      'good',
      { license: 'MIT' },
      { 'LICENSE.md': ' do what you like ', NOTICE: 'by us', 'index.js': '' },
    );
    write('old', { licenses: [{ type: 'MIT' }] }, { license: 'old words' });
    write('bare', { license: 'MIT' }, {});
    write('unnamed', {}, { LICENCE: 'some words' });
    write('foreign', { license: 'GPL-3.0-or-later' }, { COPYING: 'share alike' });
    // One that lacks its text and for which a text of another version stands here.
    write('onnxruntime-node', { license: 'MIT' }, {}, '0.0.1');
  });
  afterAll(() => rmSync(root, { recursive: true }));

  function write(name, fields, files, version = '1.0.0') {
    mkdirSync(join(root, name));
    writeFileSync(join(root, name, 'package.json'), JSON.stringify({ name, version, ...fields }));
    for (const [file, text] of Object.entries(files)) writeFileSync(join(root, name, file), text);
  }

  it('are read with all their texts, each package once', () => {
    expect(readNotices(['old', 'good', 'good', 'not-here'], root)).toEqual({
      notices: [
        { name: 'good', version: '1.0.0', licence: 'MIT', text: 'do what you like\n\nby us' },
        { name: 'old', version: '1.0.0', licence: 'MIT', text: 'old words' },
      ],
      problems: [],
    });
  });
  it.each(['bare', 'unnamed', 'foreign', 'onnxruntime-node'])('are a problem of the package %s', (name) => {
    const { problems } = readNotices(['good', name], root);
    expect(problems).toEqual([expect.stringContaining(name)]);
  });
});

describe('the package of a module', () => {
  it.each([
    [join(ROOT, 'node_modules', 'react', 'cjs', 'react.js'), 'node_modules/react'],
    [`\0${join(ROOT, 'node_modules', '@s', 'd', 'index.js')}?commonjs-proxy`, 'node_modules/@s/d'],
    [join(ROOT, 'node_modules', 'a', 'node_modules', 'b', 'b.js'), 'node_modules/a/node_modules/b'],
    [join(ROOT, 'src-main', 'main', 'main.ts'), undefined],
    ['\0rolldown/runtime.js', undefined],
  ])('of %s', (id, folder) => {
    expect(packageFolder(id)).toBe(folder);
  });
});
