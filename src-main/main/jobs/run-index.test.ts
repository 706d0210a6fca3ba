import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Scene } from '../../../src-shared/analysis';
import { openLibrary } from '../../base/library/library';
import type { Library } from '../../base/library/types';
import { storeCheckpoint } from './run-index';

const ID = 'a'.repeat(32);
const SCENES: Scene[] = [
  { index: 0, from: 0, to: 4_000_000, keyFrame: 2_000_000, keyFrameIndex: 2 },
  { index: 1, from: 4_000_000, to: 9_000_000, keyFrame: 6_000_000, keyFrameIndex: 6 },
];
let root: string;
let library: Library;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'longtake-checkpoint-'));
  library = openLibrary({ dir: root });
  library.videos.add({
    id: ID,
    path: '/films/a.mp4',
    title: 'A',
    sizeBytes: 1,
    media: { container: 'mp4', duration: 9_000_000, video: null, audio: [] },
  });
});
afterEach(() => {
  library.close();
  rmSync(root, { recursive: true });
});

it('stores the scenes as soon as they are known, and keeps them while the rest is worked on', () => {
  storeCheckpoint(library, ID, { what: 'frames', frameCount: 9 });
  expect(library.scenes.list(ID)).toEqual([]);
  storeCheckpoint(library, ID, { what: 'scenes', frameCount: 9, scenes: SCENES });
  storeCheckpoint(library, ID, { what: 'transcript', frameCount: 9 });
  expect(library.scenes.list(ID)).toEqual(SCENES);
  expect(library.videos.get(ID).frameCount).toBe(9);
});
