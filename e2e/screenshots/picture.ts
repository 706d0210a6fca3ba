import { join, resolve } from 'node:path';
import { expect, type RunningApp } from '../fixtures';
import { ffmpeg } from '../media';

export const IMAGES = resolve('docs/images');
export const SIZE = { width: 1440, height: 900 };

export interface Wanted {
  readonly files: readonly string[];
  readonly questions: readonly string[];
  readonly search: string;
  /** A pack with a language model to answer with, a film for it, and a question; without them there is no picture of it. */
  readonly language: { readonly pack: string; readonly film: string; readonly question: string } | null;
}
export const wanted: Wanted = JSON.parse(process.env.LONGTAKE_SCREENSHOTS ?? '{}');

/** Colours are reduced to a palette of 256, which nobody sees and which makes the files a third as large. */
export async function take(app: RunningApp, folder: string, name: string): Promise<void> {
  const { window } = app;
  await window.mouse.move(SIZE.width / 2, 20);
  await expect(window.getByRole('tooltip')).toHaveCount(0);
  const taken = join(folder, `${name}.png`);
  await window.screenshot({ path: taken, animations: 'disabled' });
  const palette = 'split[a][b];[a]palettegen=reserve_transparent=0[p];[b][p]paletteuse=dither=sierra2_4a';
  await ffmpeg(['-i', taken, '-filter_complex', palette, '-frames:v', '1', join(IMAGES, `${name}.png`)]);
}
