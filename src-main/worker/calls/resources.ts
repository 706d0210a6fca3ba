import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { DeviceReport, Settings } from '../../../src-shared/domain';
import { LongtakeError } from '../../../src-shared/errors';
import { loadPack, type Pack } from '../../base/packs/pack';
import { FrameSearcher } from '../index/search/frame-searcher';
import { SegmentSearcher } from '../index/search/segment-searcher';
import { chooseDevice, type DeviceProbe, type DeviceUse } from '../inference/device';
import { openTextSpace } from '../inference/text-space';
import type { TextSpace } from '../inference/types';

/** The pack turns frames into tokens, but has no text to find them by. */
export class NoTextInPack extends LongtakeError {
  constructor(packName: string) {
    super(
      'ModelPackMissing',
      `The model pack ${packName} cannot find anything by text.`,
      'Choose a pack that offers text search.',
    );
  }
}

/**
 * What a worker's calls share and what takes long to open: each is opened with the first call that needs it, and
 * kept. What could not be opened is tried again with the next call.
 */
export class Resources {
  readonly #opened = new Map<string, Promise<unknown>>();
  /** For one operator of a graph. */
  readonly threads = availableParallelism();

  /** @param log told why a device was refused */
  constructor(
    private readonly probe: DeviceProbe,
    private readonly log: (error: Error) => void,
  ) {}

  async pack(dir: string): Promise<Pack> {
    return this.#once(`pack ${await named(dir)}`, () => loadPack(dir));
  }

  /** Which device is best for a use, and why. Trying them takes seconds where there are several. */
  device(wanted: Settings['device'], use: DeviceUse = 'frames'): Promise<DeviceReport> {
    return this.#once(`device ${wanted} ${use}`, () => chooseDevice(wanted, this.probe, use, this.log));
  }

  /** Null where the pack offers none: its frames are then found by no text. */
  async textSpace(packDir: string): Promise<TextSpace | null> {
    return this.#once(`text ${await named(packDir)}`, async () =>
      openTextSpace(await this.pack(packDir), this.threads),
    );
  }

  /** @throws NoTextInPack */
  async frames(packDir: string): Promise<FrameSearcher> {
    return this.#once(
      `frames ${await named(packDir)}`,
      async () => new FrameSearcher(await this.needText(packDir)),
    );
  }

  /** @throws NoTextInPack */
  async segments(packDir: string): Promise<SegmentSearcher> {
    return this.#once(
      `segments ${await named(packDir)}`,
      async () => new SegmentSearcher(await this.needText(packDir)),
    );
  }

  /** @throws NoTextInPack */
  async needText(packDir: string): Promise<TextSpace> {
    const space = await this.textSpace(packDir);
    if (!space) throw new NoTextInPack((await this.pack(packDir)).manifest.name);
    return space;
  }

  #once<T>(key: string, open: () => Promise<T>): Promise<T> {
    const known = this.#opened.get(key);
    // A key names one kind of thing, so what lies under it has the type that it was stored with.
    if (known) return known as Promise<T>;
    const opening = open();
    this.#opened.set(key, opening);
    opening.catch(() => this.#opened.delete(key));
    return opening;
  }
}

/** A pack's folder with the age of its manifest: a pack that was installed anew in the same place is another one. */
export async function named(packDir: string): Promise<string> {
  const manifest = await stat(join(packDir, 'manifest.json')).catch(() => null);
  return `${packDir} ${manifest?.mtimeMs ?? 'missing'}`;
}
