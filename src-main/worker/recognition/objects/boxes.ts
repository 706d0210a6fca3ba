import type { Box } from '../../../../src-shared/primitives';
import type { Detection } from '../types';

/** Two boxes of one kind that share more than this of what they cover together are one thing found twice. */
const SAME_THING = 0.6;
/** The same of two kinds: one place, two names. Both boxes come from one place of the network's map and are equal then. */
const SAME_PLACE = 0.95;

/** Intersection over union of two rectangles, 0..1. */
export function overlap(a: Box, b: Box): number {
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (a.width * a.height + b.width * b.height - shared);
}

/**
 * Non-maximum suppression. CenterNet suppresses neighbours of a peak in its graph, but one thing can still have two peaks, and
 * one peak two names.
 * @param objects surest first
 */
export function withoutDoubles(objects: readonly Detection[]): Detection[] {
  const kept: Detection[] = [];
  for (const object of objects) {
    const isDouble = kept.some(({ label, box }) => {
      return overlap(box, object.box) > (label === object.label ? SAME_THING : SAME_PLACE);
    });
    if (!isDouble) kept.push(object);
  }
  return kept;
}
