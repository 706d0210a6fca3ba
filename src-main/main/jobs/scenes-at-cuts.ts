import type { Scene, Shot } from '../../../src-shared/analysis';
import type { VideoId } from '../../../src-shared/primitives';
import { readFrameTimes } from '../../base/film/reader';
import type { Library } from '../../base/library/types';
import { refineScenes } from './refine-scenes';

/** Scenes as the index divides a film, each beginning at its cut where one was found. @throws IndexBroken */
export async function scenesAtCuts(
  library: Library,
  id: VideoId,
  scenes: readonly Scene[],
  shots: readonly Shot[],
): Promise<Scene[]> {
  if (shots.length === 0) return [...scenes];
  return refineScenes(scenes, shots, await readFrameTimes(library.indexDir(id)));
}
