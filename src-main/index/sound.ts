import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '../media/errors';
import { AppendFile } from './append-file';
import { SOUND_FILE } from './job';
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
    await this.#file?.append(Buffer.concat(bytes));
  }

  /** Puts everything on the disk. @returns the number of samples @throws DiskFull */
  async finish(): Promise<number> {
    await this.#flush();
    await this.#file?.sync();
    await writeWaveform(this.#dir, this.#waveform.finish());
    return this.#samples;
  }

  async close(): Promise<void> {
    await this.#file?.close();
  }
}

/** Whether the samples of the whole sound lie ready. */
export async function hasSound(dir: string, samples: number | null): Promise<boolean> {
  if (samples === null) return false;
  try {
    return (await stat(join(dir, SOUND_FILE))).size === samples * 2;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw error;
  }
}

export async function removeSound(dir: string): Promise<void> {
  await rm(join(dir, SOUND_FILE), { force: true });
}
