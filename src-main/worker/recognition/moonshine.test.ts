import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { makeMedia, temporaryDir } from '../../base/media/testing';
import { loadPack } from '../../base/packs/pack';
import { openSession } from '../inference/session';
import { ATTENTION_OUTPUTS, ATTENTION_VALUES, Moonshine } from './moonshine';
import { exposeBranchValues } from './onnx-outputs';

it('hears the same where a decoder takes nothing empty, as devices do', async () => {
  const sound = makeMedia(
    join(temporaryDir(), 'speech.pcm'),
    `-i ${resolve('e2e/media/jfk.flac')} -t 4 -ac 1 -ar 16000 -f f32le`,
  );
  const bytes = await readFile(sound);
  const samples = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  const pack = await loadPack(resolve('resources/packs/core'));
  const { speech } = pack.manifest;
  if (speech?.kind !== 'moonshine') throw new Error('the built-in pack has another speech model');
  const graph = exposeBranchValues(
    await readFile(pack.file(speech.decoder)),
    ATTENTION_VALUES,
    ATTENTION_OUTPUTS,
  );
  const encoder = await openSession(pack.file(speech.encoder), { device: 'cpu', threads: 1 });
  const heard = [];
  for (const takesEmpty of [true, false]) {
    const decoder = await openSession(graph, { device: 'cpu', threads: 1, takesEmpty });
    const moonshine = new Moonshine(encoder, decoder, () => false);
    heard.push(await moonshine.hear(samples, new AbortController().signal));
    await decoder.dispose();
  }
  await encoder.dispose();
  expect(heard[0]?.tokens.length).toBeGreaterThan(5);
  expect(heard[1]).toEqual(heard[0]);
});
