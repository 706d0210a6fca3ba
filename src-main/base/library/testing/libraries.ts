import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { Segment } from '../../../../src-shared/analysis';
import type { MediaInfo } from '../../../../src-shared/video';
import { openLibrary } from '../library';
import type { Library } from '../types';

/** The library's folder of the test that runs, and the libraries that it has open: closed after it. */
export let dir: string;
export let opened: Library[];

/** Goes on in another, empty folder. */
export function moveOn(): void {
  dir = mkdtempSync(join(tmpdir(), 'longtake-library-'));
}

/** Gives each test of a file a folder of its own. To be called at its head. */
export function librariesPerTest(): void {
  beforeEach(() => {
    moveOn();
    opened = [];
  });
  afterEach(() => {
    for (const library of opened) library.close();
    rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
  });
}

export const A = 'a'.repeat(32);
export const B = 'b'.repeat(32);
export const media: MediaInfo = { container: 'mp4', duration: 5_000_000, video: null, audio: [] };

export function open(readOnly = false): Library {
  const library = openLibrary({ dir, readOnly });
  opened.push(library);
  return library;
}

export function close(library: Library): void {
  opened.splice(opened.indexOf(library), 1);
  library.close();
}

export function addVideo(library: Library, id = A, path = '/films/One day.mp4'): void {
  library.videos.add({ id, path, title: 'One day', sizeBytes: 10, media });
}

export function code(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
  return 'no error';
}

export function segment(id: number, text: string): Segment {
  const from = id * 1_000_000;
  return { id, source: 'speech', from, to: from + 900_000, text, words: [{ text, from, to: from + 5 }] };
}
