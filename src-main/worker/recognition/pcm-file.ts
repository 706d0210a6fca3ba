import { open } from 'node:fs/promises';
import { LongtakeError } from '../../../src-shared/errors';

export const SAMPLE_RATE = 16_000;
const BYTES_PER_SAMPLE = 2;

/** The sound of a video that should lie in its folder is gone or cannot be read. */
export class SoundUnreadable extends LongtakeError {
  constructor(cause: unknown) {
    super(
      'IndexBroken',
      'The sound taken from this video can no longer be read.',
      'Index the video again; if it happens again, check the disk that holds the library.',
      { cause },
    );
  }
}

/** A file of 16 kHz mono samples, signed 16-bit little-endian, read piece by piece. */
export interface PcmFile {
  readonly samples: number;
  /** @returns values in -1..1; samples outside the file are 0. @throws SoundUnreadable */
  read(from: number, count: number): Promise<Float32Array>;
  close(): Promise<void>;
}

/**
 * @param gain what samples are multiplied by; none becomes larger than 1
 * @throws SoundUnreadable when the file is missing or cannot be opened
 */
export async function openPcm(path: string, gain = 1): Promise<PcmFile> {
  const failed = (cause: unknown): never => {
    throw new SoundUnreadable(cause);
  };
  const file = await open(path, 'r').catch(failed);
  const { size } = await file.stat().catch(failed);
  const samples = Math.floor(size / BYTES_PER_SAMPLE);
  return {
    samples,
    async read(from, count) {
      const out = new Float32Array(count);
      const first = Math.max(0, from);
      const wanted = Math.max(0, Math.min(samples, from + count) - first);
      if (wanted === 0) return out;
      const buffer = Buffer.alloc(wanted * BYTES_PER_SAMPLE);
      const { bytesRead } = await file.read(buffer, 0, buffer.length, first * BYTES_PER_SAMPLE).catch(failed);
      for (let i = 0; i < Math.floor(bytesRead / BYTES_PER_SAMPLE); i++) {
        const sample = (buffer.readInt16LE(i * BYTES_PER_SAMPLE) / 32768) * gain;
        out[first - from + i] = Math.max(-1, Math.min(1, sample));
      }
      return out;
    },
    close: () => file.close(),
  };
}
