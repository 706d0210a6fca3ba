import { describe, expect, it } from 'vitest';
import type { AnswersPart, PackManifest } from '../../base/packs/manifest';
import type { Pack } from '../../base/packs/pack';
import { type Rung, rungsOn } from './language-rungs';

/** A pack with the released sizes: 15 GB of language model, 1.7 GB of pre-fusion and tower; 131 KB of keys and values a frame. */
function packIn(precision: AnswersPart['precision'], onDevice = true): Pack {
  const graphs = { vision: 'v', prefusion: 'p', prefill: 'f', answer: 'a' };
  const answers = {
    ...{ precision, cacheType: 'float16', layers: 32, kvHeads: 8, headDim: 128, compressedTokens: 1 },
    ...{ data: ['reader.data', 'llm.data'], graphs: onDevice ? { ...graphs, answerOnDevice: 'd' } : graphs },
  };
  const files = [
    { path: 'reader.data', bytes: 1.7e9 },
    { path: 'llm.data', bytes: 15e9 },
  ];
  return {
    dir: '',
    file: (path: string) => path,
    manifest: { name: 'M', answers, files } as unknown as PackManifest,
  } as Pack;
}

const rungs = async (
  gigabytes: number | null,
  frames: number,
  first: Rung['form'] = 'own',
  pack = packIn('fp16'),
) => {
  const bytes = gigabytes === null ? null : gigabytes * 1e9;
  const memory = async () => ({ device: 'cuda', total: bytes, available: bytes }) as const;
  return (await rungsOn('cuda', pack, first, frames, memory)).map(({ form }) => form);
};

describe('the forms that are tried on a device, one after the other', () => {
  it('are all of them, the largest first, where it does not tell what it has', async () => {
    expect(await rungs(null, 10_000)).toEqual(['own', 'int8', 'int4']);
    expect(await rungs(null, 10_000, 'int8')).toEqual(['int8', 'int4']);
    expect(await rungs(null, 10_000, 'own', packIn('int8'))).toEqual(['own', 'int4']);
    expect(await rungs(null, 10_000, 'own', packIn('int4'))).toEqual(['own']);
    // A pack of an earlier version has no graph for devices to be made smaller.
    expect(await rungs(null, 10_000, 'own', packIn('fp16', false))).toEqual(['own']);
  });

  it('begin with the largest that has room for all frames, and fewer bits come before fewer frames', async () => {
    expect(await rungs(24, 10_000)).toEqual(['own', 'int8', 'int4']);
    // Room for the model as it is and some frames.
    expect(await rungs(21, 10_000)).toEqual(['int8', 'int4', 'own']);
    expect(await rungs(21, 500)).toEqual(['own', 'int8', 'int4']);
    expect(await rungs(16, 10_000)).toEqual(['int8', 'int4']);
    // 4 bits hold the most frames where none holds them all.
    expect(await rungs(13, 10_000)).toEqual(['int4', 'int8']);
    expect(await rungs(9, 10_000)).toEqual(['int4']);
    expect(await rungs(6, 10_000)).toEqual([]);
  });
});
