import { isTold, type ObjectTrack } from '../../../src-shared/analysis';
import type { Micros } from '../../../src-shared/time';
import type { Video } from '../../../src-shared/video';
import { CALIBRATION } from './calibration';
import type { Evidence } from './evidence';

/**
 * Whether people are what the pictures of a stretch show most of its time. The labels of whole frames know no people: they name a
 * beard a bloodhound, so that none is told of such a stretch.
 */
export function arePeopleDominant(
  evidence: Evidence,
  video: Pick<Video, 'id'>,
  { from, to }: { readonly from: Micros; readonly to: Micros },
): boolean {
  const spans = evidence
    .objects(video, ['person'])
    .filter((track) => isTold(track) && areaOf(track) >= CALIBRATION.things.dominant)
    .map((track) => ({ from: Math.max(from, track.from), to: Math.min(to, track.to) }))
    .filter((span) => span.from < span.to);
  let covered = 0;
  let reached = from;
  for (const span of spans) {
    covered += Math.max(0, span.to - Math.max(reached, span.from));
    reached = Math.max(reached, span.to);
  }
  return 2 * covered >= to - from;
}

function areaOf({ best: { box } }: ObjectTrack): number {
  return box.width * box.height;
}
