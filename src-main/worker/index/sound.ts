import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { AppendFile, readFully } from '../../base/film/append-file';
import { asReadError, isBroken } from '../../base/film/errors';
import { SOUND_FILE } from '../../base/film/files';
import type { IndexState } from '../../base/film/state';
import { WaveformBuilder, writeWaveform } from '../../base/film/waveform';
import type { AudioBlock } from '../../base/media/types';
import type { Sink } from './pass/read-through';

/** Samples that are written at once. */
const WRITE_SAMPLES = 128 * 1024;

/** Takes the sound as it goes by: makes the waveform and, where it will be listened to, keeps the samples. */
export class SoundSink implements Sink<IndexState> {
  readonly takes = 'audio';
  readonly count = 0;
  readonly #dir: string;
  readonly #keepSamples: boolean;
  #file: AppendFile | null = null;
  #waveform = new WaveformBuilder();
  #pending: Int16Array[] = [];
  #pendingSamples = 0;
  #samples = 0;
  #checksum = 0;

  constructor(dir: string, keepSamples: boolean) {
    this.#dir = dir;
    this.#keepSamples = keepSamples;
  }

  /** The sound is always taken from its start. @throws DiskFull */
  async rewind(): Promise<null> {
    await this.close();
    this.#file = this.#keepSamples ? await AppendFile.open(join(this.#dir, SOUND_FILE), 0) : null;
    this.#waveform = new WaveformBuilder();
    this.#pending = [];
    this.#pendingSamples = 0;
    this.#samples = 0;
    this.#checksum = 0;
    return null;
  }

  async add({ samples }: AudioBlock): Promise<void> {
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

  async finish(): Promise<void> {
    await this.#flush();
    await this.#file?.sync();
    await writeWaveform(this.#dir, this.#waveform.finish());
  }

  /** The number of samples, and the CRC-32 of those that were kept, once all have come. */
  async commit(_damaged: boolean, done: boolean): Promise<Partial<IndexState>> {
    if (!done) return {};
    return { samples: this.#samples, soundChecksum: this.#file ? this.#checksum : null };
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = null;
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
