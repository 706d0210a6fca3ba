import { halvesToFloats } from '../../../base/float16';
import type { WeightType } from './header';

/**
 * Room for `length` elements, to be read into and then turned into float32 where they lie: large models are read in pieces
 * of many megabytes, and a second buffer for each would cost more time than converting.
 */
export class FloatBuffer {
  readonly #values: Float32Array<ArrayBuffer>;
  /** Where the file's bytes go: types of half the width into the upper half. */
  readonly bytes: Uint8Array;

  constructor(
    private readonly type: WeightType,
    length: number,
  ) {
    this.#values = new Float32Array(length);
    this.bytes = new Uint8Array(this.#values.buffer, type === 'F32' ? 0 : 2 * length);
  }

  /** The little-endian elements that were read, as float32, exactly. Once. */
  toFloat32(): Float32Array {
    switch (this.type) {
      case 'F32':
        break;
      case 'BF16':
        fromTopHalves(this.#values);
        break;
      case 'F16':
        // Read from the upper half of what is written to, in order, as above.
        halvesToFloats(new Uint16Array(this.#values.buffer, 2 * this.#values.length), this.#values);
        break;
    }
    return this.#values;
  }
}

/**
 * bfloat16 is the upper half of float32. The halves are read in order from the upper half of the buffer: what is written
 * from its start on reaches a half only when that has been read.
 */
function fromTopHalves(values: Float32Array<ArrayBuffer>): void {
  const bits = new Uint32Array(values.buffer);
  const halves = new Uint16Array(values.buffer, 2 * values.length);
  for (let i = 0; i < halves.length; i++) bits[i] = (halves[i] as number) << 16;
}
