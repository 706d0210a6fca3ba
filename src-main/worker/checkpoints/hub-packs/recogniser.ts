import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CheckpointUnusable } from '../../../base/packs/errors';
import type { MakePack } from '../../../base/packs/install-types';
import { readCharacters, scriptsIn } from '../../formats/characters';
import { readGraphHeader } from './graph-header';
import { copyInto, namesIn, writeManifest } from './published';

const GRAPH = 'rec.onnx';
const CHARACTERS = 'dict.txt';
const FLOAT32 = 1;
/** Height of a line, as PP-OCR has it since version 3. */
const HEIGHT = 48;

/**
 * Where a folder holds a recogniser of PP-OCR in ONNX with its dictionary: in itself, or in languages/NAME, as they are published
 * together.
 * @returns null where there is none, or more than one
 */
async function folderOf(dir: string): Promise<string | null> {
  const languages = join(dir, 'languages');
  const folders = [dir, ...(await namesIn(languages)).map((name) => join(languages, name))];
  const found = [];
  for (const folder of folders) {
    const names = await namesIn(folder);
    if (names.includes(GRAPH) && names.includes(CHARACTERS)) found.push(folder);
  }
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** Whether a folder holds a recogniser of PP-OCR, with what it can write. */
export async function isRecogniserFolder(dir: string): Promise<boolean> {
  return (await folderOf(dir)) !== null;
}

/** Makes a pack that reads lines in the scripts that a published recogniser of PP-OCR knows. */
export const makeRecogniserPack: MakePack = async (source, target, options) => {
  const folder = await folderOf(source.dir);
  if (folder === null) throw new CheckpointUnusable(`lacks ${GRAPH} or ${CHARACTERS}`);
  const characters = readCharacters(await readFile(join(folder, CHARACTERS), 'utf8'));
  await checkGraph(join(folder, GRAPH), characters.length);
  const scripts = scriptsIn(characters);
  if (scripts.length === 0) {
    throw new CheckpointUnusable(
      'reads no script that Longtake could use it for',
      'The built-in pack reads Latin letters.',
    );
  }
  const files = await copyInto(target.dir, [join(folder, GRAPH), join(folder, CHARACTERS)], options);
  options.onProgress({ step: 'finish', bytesDone: 0, bytesTotal: 1 });
  await writeManifest(target.dir, {
    format: 2,
    id: target.id,
    name: target.name,
    version: files.find(({ path }) => path === GRAPH)?.sha256.slice(0, 12) ?? '',
    description: `Reads writing in other letters: ${scripts.join(', ')}.`,
    provides: ['writing'],
    files,
    licences: source.licences.map((licence) => ({ ...licence })),
    ...(source.repository && { origin: { repository: source.repository, revision: source.revision } }),
    writing: { kind: 'recogniser', recogniser: GRAPH, characters: CHARACTERS, scripts },
  });
  options.onProgress({ step: 'finish', bytesDone: 1, bytesTotal: 1 });
};

/** @param known characters, with the space that follows them; the graph says one more, for none of them */
async function checkGraph(path: string, known: number): Promise<void> {
  const { inputs, outputs } = await readGraphHeader(path);
  const [input, more] = inputs;
  const [output] = outputs;
  if (!input || more || input.type !== FLOAT32 || !output) {
    throw new CheckpointUnusable('has a recogniser that does not take one picture in float32');
  }
  if (typeof input.shape[2] === 'number' && input.shape[2] !== HEIGHT) {
    throw new CheckpointUnusable(`has a recogniser for lines ${input.shape[2]} pixels high, not ${HEIGHT}`);
  }
  const classes = output.shape.at(-1) ?? null;
  if (classes !== null && classes !== known + 1) {
    throw new CheckpointUnusable(
      `has a recogniser of ${classes - 2} characters and a dictionary of ${known - 1}`,
    );
  }
}
