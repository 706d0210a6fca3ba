import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { AppendFile, readFully } from './append-file';
import { asReadError, isBroken } from './errors';
import { SOUND_FILE } from './job';
import type { IndexState } from './state';
import { WaveformBuilder, writeWaveform } from './waveform';

/** Samples that are written at once. */
const WRITE_SAMPLES = 128 * 1024;

/** Takes the sound as it goes by: makes the waveform and, where it will be transcribed, keeps the samples. */
export class SoundSink {
  readonly #dir: string;
  readonly #file: AppendFile | null;
  readonly #waveform = new WaveformBuilder();
  #pending: Int16Array[] = [];
  #pendingSamples = 0;
  #samples = 0;
  #checksum = 0;

  private constructor(dir: string, file: AppendFile | null) {
    this.#dir = dir;
    this.#file = file;
  }

  /** @throws DiskFull */
  static async open(dir: string, keepSamples: boolean): Promise<SoundSink> {
    return new SoundSink(dir, keepSamples ? await AppendFile.open(join(dir, SOUND_FILE), 0) : null);
  }

  async add(samples: Int16Array): Promise<void> {
    this.#waveform.add(samples);
    this.#samples += samples.length;
    if (!this.#file) return;
    this.#pending.push(samples);
    this.#pendingSamples += samples.length;
    if (this.#pendingSamples >= WRITE_SAMPLES) await this.#flush();
  }

  async #flush(): Promise<void> {
    const bytes = this.#pending.map((part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
    this.#pending = [];
    this.#pendingSamples = 0;
    const all = Buffer.concat(bytes);
    this.#checksum = crc32(all, this.#checksum);
    await this.#file?.append(all);
  }

  /** Puts everything on the disk. @returns the number of samples and the CRC-32 of those that were kept @throws DiskFull */
  async finish(): Promise<Pick<IndexState, 'samples' | 'soundChecksum'>> {
    await this.#flush();
    await this.#file?.sync();
    await writeWaveform(this.#dir, this.#waveform.finish());
    return { samples: this.#samples, soundChecksum: this.#file ? this.#checksum : null };
  }

  async close(): Promise<void> {
    await this.#file?.close();
  }
}

/** Bytes that are read at once when the samples are gone through. */
const CHUNK_BYTES = 4 * 1024 * 1024;

/** Whether the samples of the whole sound lie ready, as they were written. @throws what the disk does not give back */
export async function hasSound(
  dir: string,
  { samples, soundChecksum }: Pick<IndexState, 'samples' | 'soundChecksum'>,
): Promise<boolean> {
  if (samples === null) return false;
  try {
    await using file = await open(join(dir, SOUND_FILE), 'r');
    const { size } = await file.stat();
    if (size !== samples * 2) return false;
    if (soundChecksum === null) return true;
    let checksum = 0;
    for (let at = 0; at < size; at += CHUNK_BYTES) {
      checksum = crc32(await readFully(file, at, Math.min(CHUNK_BYTES, size - at)), checksum);
    }
    return checksum === soundChecksum;
  } catch (error) {
    const failure = asReadError(error, 'its sound');
    if (isBroken(failure)) return false;
    throw failure;
  }
}

export async function removeSound(dir: string): Promise<void> {
  await rm(join(dir, SOUND_FILE), { force: true, recursive: true });
}
