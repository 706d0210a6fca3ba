import type { Segment, SegmentSource } from '../../src-shared/domain';
import type { StageOptions } from '../index/pipeline';
import { ensureSegmentEmbeddings } from '../index/segment-store';
import type { Resources } from './resources';

/**
 * Makes lines searchable by meaning, where the built-in pack can. Sentences are compared in its space, whatever reads the
 * frames: see Evidence.
 */
export async function embedSegments(
  resources: Resources,
  corePackDir: string,
  source: SegmentSource,
  dir: string,
  segments: readonly Pick<Segment, 'id' | 'text'>[],
  { signal, onProgress }: StageOptions,
): Promise<void> {
  const space = await resources.textSpace(corePackDir);
  if (!space) return;
  // It tells nothing on its way, and the transcript of a day takes minutes: silence would count as a hang.
  const alive = setInterval(() => onProgress(0), 10_000);
  try {
    await ensureSegmentEmbeddings(dir, source, segments, space, signal);
  } finally {
    clearInterval(alive);
  }
  onProgress(1);
}
