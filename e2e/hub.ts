// A hub on this machine that serves a tiny LLaVA-Mini with random weights, and a catalogue that lists it.
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import {
  makeCheckpoint,
  TINY_CHECKPOINT,
} from '../src-main/worker/checkpoints/llava-mini/testing/checkpoint';
import { writeCatalogue } from '../src-main/worker/install/hub/testing/catalogue';
import { type Hub, startHub } from '../src-main/worker/install/hub/testing/server';
import { answerQuestions } from './dialogs';
import { expect, type RunningApp } from './fixtures';

/** Name of the catalogue's one entry. */
export const TINY = 'Tiny LLaVA-Mini';

export interface TinyHub {
  readonly hub: Hub;
  /** The published checkpoint, as someone has it who fetched it elsewhere. */
  readonly checkpoint: string;
  /** For the app that is to see the catalogue. */
  readonly env: Readonly<Record<string, string>>;
}

/** Starts it. So slow that a download can be met in its middle, where `bytesPerSecond` says so. */
export async function tinyHub(folder: string, bytesPerSecond?: number): Promise<TinyHub> {
  const repositories = join(folder, 'hub');
  const repository = 'tests/tiny-llava-mini';
  const checkpoint = join(repositories, repository);
  await makeCheckpoint(checkpoint, TINY_CHECKPOINT, { shards: 4 });
  const catalogue = join(folder, 'catalogue.json');
  writeCatalogue(catalogue, repositories, [
    {
      id: 'tiny-llava-mini',
      name: TINY,
      repository,
      makes: 'llava-mini',
      provides: ['answers'],
      precisions: ['int4', 'int8', 'fp16'],
    },
  ]);
  const hub = await startHub({ repositories, ...(bytesPerSecond === undefined ? {} : { bytesPerSecond }) });
  return { hub, checkpoint, env: { LONGTAKE_CATALOGUE: catalogue } };
}

/** Types an address into the settings. */
export async function typeMirror(page: Page, address: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Settings' }).click();
  const field = page.getByRole('textbox', { name: 'Address of the mirror' });
  await field.fill('hub');
  await page.getByText('write the whole address').waitFor();
  await field.fill(address);
  await field.press('Enter');
}

/** Types the hub's address into the settings, and says yes to it, as one who has a mirror does. */
export async function useMirror({ electron, window }: RunningApp, hub: Pick<Hub, 'url'>): Promise<void> {
  const asked = await answerQuestions(electron, true);
  await typeMirror(window, hub.url);
  await expect
    .poll(asked, { message: 'what was asked about the mirror' })
    .toEqual([expect.stringContaining(hub.url)]);
}
