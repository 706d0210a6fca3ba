// node scripts/run.mjs scripts/picture-map/features.ts FOLDER
// Gives the pictures of pictures.tsv that features.u8 has no token of yet theirs: those at the end of the list. FOLDER holds the
// pictures; they are not kept in the project.
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openFrameEncoder } from '../../src-main/worker/inference/frame-encoder';
import { corePack, encodeToken, FEATURES, ROOT, readPictures, TOKEN_BYTES } from './data';

const FFMPEG = join(ROOT, 'resources', 'bin', 'ffmpeg');

/** As a film's frame is decoded: its shape is that of the encoder, whatever the picture's. */
function pixelsOf(file: string, width: number, height: number): Uint8Array {
  const size = `scale=${width}:${height},format=rgb24`;
  return execFileSync(
    FFMPEG,
    ['-v', 'error', '-i', file, '-frames:v', '1', '-vf', size, '-f', 'rawvideo', '-'],
    {
      maxBuffer: 16 << 20,
    },
  );
}

const [, , folder] = process.argv;
if (!folder) throw new Error('Where are the pictures? features.ts FOLDER');
const pictures = readPictures();
const done = existsSync(FEATURES) ? statSync(FEATURES).size / TOKEN_BYTES : 0;
const cpu = { chosen: 'cpu', why: '', candidates: [] } as const;
const { encoder } = await openFrameEncoder(await corePack(), { ...cpu, candidates: [] }, 1);
for (const { file } of pictures.slice(done)) {
  const pixels = pixelsOf(join(folder, file), encoder.inputWidth, encoder.inputHeight);
  const token = await encoder.encode(pixels, 1);
  appendFileSync(FEATURES, encodeToken(token));
}
await encoder.dispose();
console.log(`${pictures.length - done} of ${pictures.length} pictures are new`);
