import { isTold, type Video } from '../../../../src-shared/domain';
import type { Micros } from '../../../../src-shared/time';
import { lengthOf, plainText, spanOf } from '../../../base/answer/wording';
import { Draft } from '../draft';
import { type Inquiry, inVideo } from '../findings';
import { thingsIn } from '../things/names';

const MOST_PLACES = 8;
/** A hole of the detector is no absence: shorter ones are not told of. */
const LEAST: Micros = 2_000_000;

/**
 * "When is nobody there": where none of a kind was found, of kinds that were looked for from beginning to end. Null where
 * that is not known: a thing without a name, or films in which things were not looked for.
 */
export function answerAbsence(inquiry: Inquiry, topic: string): Draft | null {
  const asked = topic === '' ? 'people' : topic.replace(/\b(?:nobody|no ?-?one)\b/gi, 'people');
  const [thing] = thingsIn(asked).things;
  const looked = inquiry.videos.filter((video) => inquiry.evidence.looked(video, 'objects'));
  if (!thing || looked.length === 0) return null;
  const draft = new Draft();
  const name = plainText(thing.labels[0] ?? thing.asked);
  for (const video of looked) {
    const within = inquiry.within(video);
    if (within === 'nowhere') continue;
    const gaps = gapsOf(inquiry, video, thing.labels, within ?? { from: 0, to: video.duration });
    const where = inVideo(inquiry, video.id);
    if (gaps.length === 0) {
      draft.paragraph(`At no time${where}: a **${name}** is found all the way through.`);
      continue;
    }
    const total = gaps.reduce((sum, gap) => sum + gap.to - gap.from, 0);
    draft.paragraph(`No **${name}** was found${where} for ${lengthOf(total)} in all:`);
    for (const gap of gaps.slice(0, MOST_PLACES))
      draft.item(`${spanOf(gap)}, ${lengthOf(gap.to - gap.from)}`);
    if (gaps.length > MOST_PLACES) draft.paragraph(`And ${gaps.length - MOST_PLACES} more stretches.`);
  }
  return draft.close('low', 'what the detector missed counts as absent here');
}

interface Stretch {
  readonly from: Micros;
  readonly to: Micros;
}

/** What no track of these kinds covers, in order of time. */
function gapsOf(inquiry: Inquiry, video: Video, labels: readonly string[], within: Stretch): Stretch[] {
  const there = inquiry.evidence
    .objects(video, labels)
    .filter(isTold)
    .sort((a, b) => a.from - b.from);
  const gaps: Stretch[] = [];
  let at = within.from;
  for (const { from, to } of there) {
    if (from > at) gaps.push({ from: at, to: Math.min(from, within.to) });
    at = Math.max(at, to);
  }
  if (at < within.to) gaps.push({ from: at, to: within.to });
  return gaps.filter(({ from, to }) => to - from >= LEAST);
}
