/// <reference lib="esnext.float16" />
import { WEIGHT_BYTES, type WeightType } from './header';

/** Little-endian elements to float32, exactly. @param bytes starts at a multiple of an element's size in its buffer */
export function toFloat32(type: WeightType, bytes: Uint8Array): Float32Array {
  const length = bytes.length / WEIGHT_BYTES[type];
  switch (type) {
    case 'F32':
      return new Float32Array(bytes.buffer, bytes.byteOffset, length);
    case 'BF16':
      return fromTopHalves(new Uint16Array(bytes.buffer, bytes.byteOffset, length));
    case 'F16':
      return fromHalves(new Uint16Array(bytes.buffer, bytes.byteOffset, length));
  }
}

/** bfloat16 is the upper half of float32. */
function fromTopHalves(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length);
  for (let i = 0; i < halves.length; i++) bits[i] = (halves[i] as number) << 16;
  return new Float32Array(bits.buffer);
}

/** All half-precision values by their bits: looking them up is several times as fast as converting each. */
let table: Float32Array | null = null;

function fromHalves(halves: Uint16Array): Float32Array {
  table ??= Float32Array.from(
    new Float16Array(Uint16Array.from({ length: 65_536 }, (_, bits) => bits).buffer),
  );
  const values = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) values[i] = table[halves[i] as number] as number;
  return values;
}
