// waveform.bin: peaks of the sound, made while it goes by, for the timeline.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { systemCode } from '../media/errors';
import { replaceFilmFile } from './append-file';
import { asReadError, IndexBroken } from './errors';
import { readState } from './state';

export const WAVEFORM_FILE = 'waveform.bin';
/** Little-endian: magic, u32 peaks a second, u32 peaks, CRC-32 of all but itself; then the peaks. The first version had no CRC. */
const MAGIC = 'LTWAVE02';
const HEADER_BYTES = 20;
const FIRST_MAGIC = 'LTWAVE01';
const CHECKSUM_AT = 16;

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
  header.writeUInt32LE(crc32(peaks, crc32(header.subarray(0, CHECKSUM_AT))), CHECKSUM_AT);
  await replaceFilmFile(join(dir, WAVEFORM_FILE), Buffer.concat([header, peaks]));
}

/** No peaks where there is no sound, or where it has not been read yet. @throws IndexBroken */
export async function readWaveform(dir: string): Promise<Waveform> {
  let bytes: Buffer;
  try {
    bytes = await readFile(join(dir, WAVEFORM_FILE));
  } catch (error) {
    const missing = systemCode(error) === 'ENOENT' && !((await readState(dir))?.samples ?? 0);
    if (missing) return { peaksPerSecond: PEAKS_PER_SECOND, peaks: new Uint8Array(0) };
    throw asReadError(error, 'its waveform');
  }
  const magic = bytes.toString('latin1', 0, MAGIC.length);
  const head = magic === FIRST_MAGIC ? CHECKSUM_AT : HEADER_BYTES;
  const length = bytes.length >= head ? bytes.readUInt32LE(12) : -1;
  const peaks = new Uint8Array(bytes.subarray(head));
  const whole =
    peaks.length === length &&
    (magic === FIRST_MAGIC ||
      (magic === MAGIC &&
        crc32(peaks, crc32(bytes.subarray(0, CHECKSUM_AT))) === bytes.readUInt32LE(CHECKSUM_AT)));
  if (!whole) throw new IndexBroken('its waveform has changed');
  return { peaksPerSecond: bytes.readUInt32LE(8), peaks };
}
