import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ffmpegPath } from '../../../base/media/testing';
import { loadPack } from '../../../base/packs/pack';
import { OnnxWriter } from '../../formats/onnx/writer';
import { temporaryFolder } from '../../install/hub/testing/repository';
import { startHub } from '../../install/hub/testing/server';
import { identifyFolder } from '../../install/identify';
import { install } from '../../install/install';
import { openTextReader } from '../../tracks/writing/reader';
import { pictureOf } from '../../tracks/writing/testing/picture';

const root = temporaryFolder();
const repositories = join(root, 'hub');
const BUILT_IN = resolve('resources/packs/tracks');
const WRITING = resolve('src-main/worker/tracks/writing/testing');
const LICENCES = [{ part: 'All of it', source: 'here', name: 'Apache-2.0', text: 'its text' }];
/** The last are a blank's, before, and a space's, behind. */
const CHARACTERS = [...'абвгдежзийклмнопрстуфхцчшщъыьэюя'];

/** A recogniser that reads the same word in every line, whatever is written there. */
function alwaysSays(word: string): Uint8Array {
  const graph = new OnnxWriter('tiny');
  const classes = CHARACTERS.length + 2;
  const steps = [...word].flatMap((letter) => [CHARACTERS.indexOf(letter) + 1, 0]);
  const rows = new Float32Array(steps.length * classes);
  for (const [step, at] of steps.entries()) rows[step * classes + at] = 0.99;
  graph.input('x', 'float32', ['batch', 3, 48, 'width']);
  const said = graph.weight('said', 'float32', [1, steps.length, classes], rows);
  // Of the picture nothing is taken; but a graph whose output does not depend on its input is a constant.
  const zero = graph.weight('zero', 'float32', [1], new Float32Array(1));
  const mean = graph.node('ReduceMean', ['x'], 'mean', { axes: [0, 1, 2, 3], keepdims: 0 });
  const none = graph.node('Mul', [mean, zero], 'none');
  graph.node('Add', [said, none], 'probabilities');
  graph.output('probabilities', 'float32', [1, steps.length, classes]);
  return graph.bytes();
}

beforeAll(() => {
  for (const [name, word] of [
    ['cyrillic', 'привет'],
    ['other', 'да'],
  ] as const) {
    const dir = join(repositories, 'scripts', name, 'languages', name);
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, 'rec.onnx'), alwaysSays(word));
    writeFileSync(join(dir, 'dict.txt'), `${CHARACTERS.join('\n')}\n`);
  }
});
let hub: Awaited<ReturnType<typeof startHub>>;
beforeAll(async () => {
  hub = await startHub({ repositories });
});
afterAll(() => hub.close());

async function fetched(name: string): Promise<string> {
  const packsDir = join(root, 'packs');
  const files = ['rec.onnx', 'dict.txt'].map((file) => ({
    path: `languages/${name}/${file}`,
    bytes: null,
    sha256: null,
  }));
  const request = {
    ...{
      workDir: join(root, 'installs', name),
      packsDir,
      licences: LICENCES,
      packBytes: null,
      precision: null,
    },
    ...{ id: `writing-${name}`, name: `Writing in ${name}` },
    source: {
      kind: 'hub' as const,
      parts: [{ repository: `scripts/${name}`, revision: 'main', into: '', files }],
      ...{ hub: hub.url, proxy: null },
    },
  };
  const options = { signal: new AbortController().signal, onProgress: () => undefined };
  const { packId } = await install(request, options, { memoryBytes: null });
  return join(packsDir, packId);
}

describe('a recogniser for another script', () => {
  it('is fetched, becomes a pack that says its script, and reads the lines that the built-in one cannot', async () => {
    const pack = await loadPack(await fetched('cyrillic'));
    expect(pack.manifest).toMatchObject({
      provides: ['writing'],
      writing: { kind: 'recogniser', scripts: ['Cyrillic'] },
    });
    const reader = await openTextReader(await loadPack(BUILT_IN), 1, undefined, [pack]);
    try {
      const other = await reader.read(pictureOf(ffmpegPath, join(WRITING, 'other-letters.png')));
      expect(new Set(other.map(({ text }) => text))).toEqual(new Set(['привет']));
      const known = await reader.read(pictureOf(ffmpegPath, join(WRITING, 'languages.png')));
      expect(known.map(({ text }) => text)).toContain('Grüße aus Köln, Straße der Träume');
      expect(known.map(({ text }) => text)).not.toContain('привет');
    } finally {
      await reader.dispose();
    }
  }, 60_000);

  it('is not taken with a dictionary of another size, or for Latin letters alone', async () => {
    const dir = join(root, 'short');
    cpSync(join(repositories, 'scripts/other/languages/other'), dir, { recursive: true });
    const make = async () => {
      const { make } = await identifyFolder(dir);
      const source = { dir, repository: null, revision: null, licences: LICENCES };
      const target = { id: 'x', name: 'X', dir: join(root, 'made'), precision: 'fp32' as const };
      const options = { signal: new AbortController().signal, onProgress: () => undefined };
      await make?.(source, target, options);
    };
    writeFileSync(join(dir, 'dict.txt'), `${CHARACTERS.slice(1).join('\n')}\n`);
    await expect(make()).rejects.toMatchObject({ code: 'CheckpointUnusable' });
    const latin = CHARACTERS.map((_, i) => String.fromCharCode(65 + i));
    writeFileSync(join(dir, 'dict.txt'), `${latin.join('\n')}\n`);
    await expect(make()).rejects.toMatchObject({ code: 'CheckpointUnusable' });
  });
});
