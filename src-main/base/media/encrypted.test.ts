import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { IsEncrypted } from './errors';
import { probe } from './probe';
import { ffprobePath, makeMedia, temporaryDir } from './testing';

const dir = temporaryDir();
const FILM =
  '-f lavfi -i testsrc=s=64x48:r=5:d=2 -f lavfi -i sine=d=2 -pix_fmt yuv420p -c:v libx264 -c:a aac';
const LOCKED = '-encryption_scheme cenc-aes-ctr -encryption_key 00112233445566778899aabbccddeeff';

it.each([
  ['film.mp4', ''],
  ['begins-with-its-header.mp4', '-movflags faststart'],
])('%s that is encrypted is no film', async (name, options) => {
  const locked = `${LOCKED} -encryption_kid ffeeddccbbaa99887766554433221100`;
  const path = makeMedia(join(dir, name), `${FILM} ${locked} ${options}`.trim());
  await expect(probe(ffprobePath, path)).rejects.toBeInstanceOf(IsEncrypted);
});

it('a film is not taken for an encrypted one by letters in its frames or its title', async () => {
  const path = makeMedia(join(dir, 'open.mp4'), `${FILM} -metadata title=sinf....frma -movflags faststart`);
  expect((await probe(ffprobePath, path)).video).not.toBeNull();
  const bytes = readFileSync(path);
  const tail = Buffer.from('\0\0\0\x18sinf\0\0\0\x0cfrmaavc1');
  writeFileSync(join(dir, 'tail.mp4'), Buffer.concat([bytes, tail]));
  expect((await probe(ffprobePath, join(dir, 'tail.mp4'))).video).not.toBeNull();
});
