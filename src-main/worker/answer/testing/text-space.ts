import { resolve } from 'node:path';
import { loadPack } from '../../../base/packs/pack';
import { openTextSpace } from '../../inference/text-space';
import type { TextSpace } from '../../inference/types';

let opened: Promise<TextSpace> | null = null;

/** The built-in pack's text space, as set-up makes it: in tests questions are read as in the app. Opened once a process. */
export function builtInTextSpace(): Promise<TextSpace> {
  opened ??= open();
  return opened;
}

async function open(): Promise<TextSpace> {
  const space = await openTextSpace(await loadPack(resolve('resources', 'packs', 'core')), 1);
  if (space === null) throw new Error('The built-in pack has a text space.');
  return space;
}
