import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '../media/errors';
import { replaceFile } from './append-file';
import { IndexBroken } from './errors';

const WAVEFORM_FILE = 'waveform.bin';
const MAGIC = 'LTWAVE01';
const HEADER_BYTES = 16;

/** How fine the waveform is: fine enough to see single words. */
export const PEAKS_PER_SECOND = 20;
const SAMPLES_PER_PEAK = 16_000 / PEAKS_PER_SECOND;

/** Loudness over time. `peaks[i]` is the loudest sample of 1/peaksPerSecond seconds: 0 silence, 255 full scale. */
export interface Waveform {
  readonly peaksPerSecond: number;
  readonly peaks: Uint8Array;
}

/** Makes the waveform while the sound goes by; holds 20 bytes a second of film. */
export class WaveformBuilder {
  #peaks = new Uint8Array(1024);
  #count = 0;
  #peak = 0;
  #inPeak = 0;

  add(samples: Int16Array): void {
    for (let i = 0; i < samples.length; i++) {
      const level = Math.abs(samples[i] as number);
      if (level > this.#peak) this.#peak = level;
      if (++this.#inPeak === SAMPLES_PER_PEAK) this.#push();
    }
  }

  #push(): void {
    if (this.#count === this.#peaks.length) {
      const grown = new Uint8Array(this.#peaks.length * 2);
      grown.set(this.#peaks);
      this.#peaks = grown;
    }
    this.#peaks[this.#count++] = Math.min(255, Math.round((this.#peak * 255) / 32767));
    this.#peak = 0;
    this.#inPeak = 0;
  }

  finish(): Waveform {
    if (this.#inPeak > 0) this.#push();
    return { peaksPerSecond: PEAKS_PER_SECOND, peaks: this.#peaks.slice(0, this.#count) };
  }
}

/** @throws DiskFull */
export async function writeWaveform(dir: string, { peaksPerSecond, peaks }: Waveform): Promise<void> {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write(MAGIC, 0, 'latin1');
  header.writeUInt32LE(peaksPerSecond, 8);
  header.writeUInt32LE(peaks.length, 12);
  await replaceFile(join(dir, WAVEFORM_FILE), Buffer.concat([header, peaks]));
}

/** No peaks where there is no sound, or where it has not been read yet. @throws IndexBroken */
export async function readWaveform(dir: string): Promise<Waveform> {
  let bytes: Buffer;
  try {
    bytes = await readFile(join(dir, WAVEFORM_FILE));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return { peaksPerSecond: PEAKS_PER_SECOND, peaks: new Uint8Array(0) };
    throw error;
  }
  const length = bytes.length >= HEADER_BYTES ? bytes.readUInt32LE(12) : -1;
  if (bytes.toString('latin1', 0, 8) !== MAGIC || bytes.length !== HEADER_BYTES + length) {
    throw new IndexBroken('its waveform cannot be read');
  }
  return { peaksPerSecond: bytes.readUInt32LE(8), peaks: new Uint8Array(bytes.subarray(HEADER_BYTES)) };
}
