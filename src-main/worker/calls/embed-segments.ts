import type { Segment, SegmentSource } from '../../../src-shared/analysis';
import type { StageOptions } from '../index/pipeline';
import { withSignsOfLife } from '../index/progress';
import { lineSigns } from '../index/search/line-signs';
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
  // The transcript of a day takes minutes.
  await withSignsOfLife(
    () => onProgress(0),
    async () => {
      await ensureSegmentEmbeddings(dir, source, segments, space, signal);
      await lineSigns(dir, source, space, signal);
    },
  );
  onProgress(1);
}
