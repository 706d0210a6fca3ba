import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadPack, type Pack } from '../../src-main/base/packs/pack';
import { openTranscriber } from '../../src-main/worker/recognition/transcriber';
import type { Segment } from '../../src-shared/analysis';
import { extractSound } from './extract-sound';

/** The built-in pack, as set-up makes it. */
export const corePack = (): Promise<Pack> => loadPack(resolve('resources', 'packs', 'core'));

/** What a pack hears in files, one after the other. */
export class Listener implements AsyncDisposable {
  readonly #work = mkdtempSync(join(tmpdir(), 'longtake-eval-speech-'));

  private constructor(private readonly transcriber: Awaited<ReturnType<typeof openTranscriber>>) {}

  /** @param pack what hears; voice is always looked for by the built-in pack */
  static async open(pack: Pack, core: Pack): Promise<Listener> {
    return new Listener(await openTranscriber(pack, core, availableParallelism()));
  }

  /** Everything heard in a file of any kind, in order of time. */
  async hear(path: string): Promise<Segment[]> {
    const pcmPath = join(this.#work, 'sound.pcm');
    await extractSound(path, pcmPath);
    return this.hearSamples(pcmPath);
  }

  /** The same of a file of samples: 16 kHz, one channel, signed 16 bits. */
  async hearSamples(pcmPath: string): Promise<Segment[]> {
    const heard: Segment[] = [];
    await this.transcriber.transcribe({
      ...{ pcmPath, fromSample: 0, nextSegmentId: 0, signal: new AbortController().signal },
      onSegments: async (segments) => {
        heard.push(...segments);
      },
      onProgress: () => undefined,
    });
    return heard;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.transcriber.dispose();
    rmSync(this.#work, { recursive: true, force: true });
  }
}
