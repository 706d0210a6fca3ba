import type { Micros } from '../../../../src-shared/time';

/**
 * shots.bin: what the shot detector measured of every frame of a film. Little-endian, a record a frame: time (f64, a whole
 * number of microseconds), CRC-32 of the small frame's pixels (u32), values (f32 each).
 */
export interface ShotRecord {
  readonly time: Micros;
  readonly checksum: number;
}

const HEAD = 12;

/** @param width values of a frame */
export function recordBytes(width: number): number {
  return HEAD + 4 * width;
}

export function encodeRecord({ time, checksum }: ShotRecord, values: Float32Array): Buffer {
  const bytes = Buffer.alloc(recordBytes(values.length));
  bytes.writeDoubleLE(time, 0);
  bytes.writeUInt32LE(checksum, 8);
  values.forEach((value, i) => void bytes.writeFloatLE(value, HEAD + 4 * i));
  return bytes;
}

export function decodeRecords(bytes: Buffer, width: number): ShotRecord[] {
  const size = recordBytes(width);
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, i) => ({
    time: bytes.readDoubleLE(i * size),
    checksum: bytes.readUInt32LE(i * size + 8),
  }));
}

/** All of a file: times, and values [frames, width]. */
export function decodeMeasures(bytes: Buffer, width: number): { times: Float64Array; values: Float32Array } {
  const size = recordBytes(width);
  const frames = Math.floor(bytes.length / size);
  const times = new Float64Array(frames);
  const values = new Float32Array(frames * width);
  for (let frame = 0; frame < frames; frame++) {
    times[frame] = bytes.readDoubleLE(frame * size);
    for (let i = 0; i < width; i++)
      values[frame * width + i] = bytes.readFloatLE(frame * size + HEAD + 4 * i);
  }
  return { times, values };
}
