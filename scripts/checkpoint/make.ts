// node scripts/run.mjs scripts/checkpoint/make.ts NAME FOLDER [BF16|F16|F32|mixed]
// Writes a checkpoint with random weights as LLaVA-Mini is published: `tiny`, `1b`, or `8b` with the sizes of the released
// one (18.5 GB in BF16, 19.1 `mixed`: with the tower in F32, as it is released). It answers nothing of sense; converting, loading and running it costs what the released one costs.
import { RELEASED_8B } from '../../src-main/worker/checkpoints/llava-mini/sizes';
import {
  makeCheckpoint,
  TINY_CHECKPOINT,
} from '../../src-main/worker/checkpoints/llava-mini/testing/checkpoint';
import type { LlavaMiniConfig } from '../../src-main/worker/checkpoints/llava-mini/types';
import { WEIGHT_BYTES, type WeightType } from '../../src-main/worker/formats/safetensors/header';

const ONE_BILLION: LlavaMiniConfig = {
  ...RELEASED_8B,
  llama: {
    ...RELEASED_8B.llama,
    hidden: 2048,
    headDim: 64,
    heads: 32,
    kvHeads: 8,
    intermediate: 8192,
    layers: 16,
    vocab: 32_768,
  },
};
const MADE: Record<string, { readonly config: LlavaMiniConfig; readonly shards: number }> = {
  tiny: { config: TINY_CHECKPOINT, shards: 2 },
  '1b': { config: ONE_BILLION, shards: 2 },
  '8b': { config: RELEASED_8B, shards: 4 },
};

const [name = '', dir = '', type = 'BF16'] = process.argv.slice(2);
const chosen = MADE[name];
const types = [...Object.keys(WEIGHT_BYTES), 'mixed'];
if (!chosen || dir === '' || !types.includes(type)) {
  process.stderr.write(`Usage: make.ts ${Object.keys(MADE).join('|')} FOLDER [${types.join('|')}]\n`);
  process.exit(2);
}
const start = performance.now();
let bytes = 0;
await makeCheckpoint(dir, chosen.config, {
  ...(type === 'mixed' ? ({ type: 'BF16', towerType: 'F32' } as const) : { type: type as WeightType }),
  shards: chosen.shards,
  onBytes: (written) => {
    bytes += written;
  },
});
const seconds = (performance.now() - start) / 1000;
const rate = bytes / 1e6 / seconds;
process.stdout.write(`${(bytes / 1e9).toFixed(2)} GB in ${seconds.toFixed(1)} s (${rate.toFixed(0)} MB/s)\n`);
