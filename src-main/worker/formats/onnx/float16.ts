/// <reference lib="esnext.float16" />

/** Values to half-precision patterns, rounded to nearest even; beyond 65504 they become infinite. */
export function toHalves(values: Float32Array): Uint16Array {
  const halves = new Float16Array(values.length);
  halves.set(values);
  return new Uint16Array(halves.buffer);
}

/** Half-precision patterns to values. */
export function fromHalves(halves: Uint16Array): Float32Array {
  return Float32Array.from(new Float16Array(halves.buffer, halves.byteOffset, halves.length));
}
