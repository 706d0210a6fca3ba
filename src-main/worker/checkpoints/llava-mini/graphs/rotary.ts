import type { LlamaShape } from '../types';
import type { GraphPart } from './part';

/** Turns per position of each pair of a head's elements, as transformers' modeling_rope_utils has them. */
export function rotaryFrequencies(llama: LlamaShape): Float64Array {
  const { headDim, ropeTheta } = llama;
  return Float64Array.from({ length: headDim / 2 }, (_, i) =>
    stretched(ropeTheta ** ((-2 * i) / headDim), llama.ropeScaling),
  );
}

/** Long waves are slowed down by the factor, short ones are left alone, those between go over smoothly. */
function stretched(frequency: number, scaling: LlamaShape['ropeScaling']): number {
  if (scaling === null) return frequency;
  if (scaling.kind === 'linear') return frequency / scaling.factor;
  const wave = (2 * Math.PI) / frequency;
  const { factor, lowFrequencyFactor: low, highFrequencyFactor: high, originalPositions } = scaling;
  if (wave > originalPositions / low) return frequency / factor;
  if (wave < originalPositions / high) return frequency;
  const share = (originalPositions / wave - low) / (high - low);
  return ((1 - share) * frequency) / factor + share * frequency;
}

/** Names of the tables of cosines and sines, [positions, headDim / 2] each. */
export interface RotaryTables {
  readonly cosine: string;
  readonly sine: string;
}

/** Puts the tables for positions 0 to `positions` − 1 into the graph. */
export async function rotaryTables(
  part: GraphPart,
  llama: LlamaShape,
  positions: number,
): Promise<RotaryTables> {
  const frequencies = rotaryFrequencies(llama);
  const shape = [positions, frequencies.length];
  const table = (wave: (angle: number) => number) => () => {
    const values = new Float32Array(positions * frequencies.length);
    for (let i = 0; i < values.length; i++) {
      const position = Math.floor(i / frequencies.length);
      values[i] = wave(position * (frequencies[i % frequencies.length] as number));
    }
    return values;
  };
  return {
    cosine: await part.constant('rotary.cosine', shape, table(Math.cos)),
    sine: await part.constant('rotary.sine', shape, table(Math.sin)),
  };
}
