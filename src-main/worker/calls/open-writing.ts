import type { Settings } from '../../../src-shared/settings';
import type { Pack } from '../../base/packs/pack';
import type { TextReader } from '../recognition/types';
import { openTextReader } from '../recognition/writing/reader';
import type { Resources } from './resources';

export interface WritingOptions {
  readonly device: Settings['device'];
  readonly threads: number;
}

/** The packs that read writing in other scripts. */
export function scriptPacks(resources: Resources, dirs: readonly string[] = []): Promise<Pack[]> {
  return Promise.all(dirs.map((dir) => resources.pack(dir)));
}

/** Opens what reads writing, each of its graphs on the device that suits it; whoever asks closes it. */
export async function openWriting(
  resources: Resources,
  pack: Pack,
  scripts: readonly Pack[],
  { device, threads }: WritingOptions,
): Promise<TextReader> {
  const lines = await resources.placeFor(device, pack, 'lines');
  const characters = await resources.placeFor(device, pack, 'characters');
  return openTextReader(pack, threads, { lines, characters }, scripts);
}
