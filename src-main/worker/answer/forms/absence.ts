import { isTold } from '../../../../src-shared/domain';
import type { Micros } from '../../../../src-shared/time';
import { lengthOf, plainText, spanOf } from '../../../base/answer/wording';
import { Draft } from '../draft';
import { type Inquiry, inVideo } from '../findings';
import type { Reading } from '../question';
import { thingsIn } from '../things/names';

const MOST_PLACES = 8;
/** A hole of the detector is no absence: shorter ones are not told of. */
const LEAST: Micros = 2_000_000;

/**
 * "When is nobody there": where none of a kind was found, of kinds that were looked for from beginning to end; "when is nobody
 * talking": where nothing is said.
 */
export function answerAbsence(inquiry: Inquiry, { topic, sense }: Reading): Draft {
  if (sense === 'said') return answerSilence(inquiry);
  const asked =
    topic === ''
      ? 'people'
      : topic.replace(/\b(?:(?:no|any|every)body|(?:no|any|every) ?-?one)\b/gi, 'people');
  const [thing] = thingsIn(asked).things;
  const looked = inquiry.videos.filter((video) => inquiry.evidence.looked(video, 'objects'));
  if (!thing || looked.length === 0) {
    const why = thing
      ? 'things were not looked for here, or not to the end'
      : 'only people and some eighty kinds of everyday things are looked for in every frame';
    return new Draft()
      .paragraph(`I cannot tell where there is no **${plainText(asked)}**: ${why}.`)
      .close(null);
  }
  const draft = new Draft();
  const name = plainText(thing.labels[0] ?? thing.asked);
  for (const video of looked) {
    const within = inquiry.within(video);
    if (within === 'nowhere') continue;
    const there = inquiry.evidence.objects(video, thing.labels).filter(isTold);
    const gaps = gapsOf(there, within ?? { from: 0, to: video.duration });
    if (gaps.length === 0) {
      draft.paragraph(`At no time${inVideo(inquiry, video.id)}: a **${name}** is found all the way through.`);
      continue;
    }
    writeGaps(draft, `No **${name}** was found${inVideo(inquiry, video.id)}`, gaps);
  }
  return draft.close('low', 'what the detector missed counts as absent here');
}

/** Where nothing that is said was heard. */
function answerSilence(inquiry: Inquiry): Draft {
  const draft = new Draft();
  for (const video of inquiry.videos) {
    const within = inquiry.within(video);
    if (within === 'nowhere') continue;
    const gaps = gapsOf(
      inquiry.evidence.linesIn(video, 'speech', within),
      within ?? { from: 0, to: video.duration },
    );
    const where = inVideo(inquiry, video.id);
    if (gaps.length === 0) draft.paragraph(`At no time${where}: something is said all the way through.`);
    else writeGaps(draft, `Nothing is said${where}`, gaps);
  }
  return draft.close('medium');
}

function writeGaps(draft: Draft, what: string, gaps: readonly Stretch[]): void {
  const total = gaps.reduce((sum, gap) => sum + gap.to - gap.from, 0);
  draft.paragraph(`${what} for ${lengthOf(total)} in all:`);
  for (const gap of gaps.slice(0, MOST_PLACES)) draft.item(`${spanOf(gap)}, ${lengthOf(gap.to - gap.from)}`);
  if (gaps.length > MOST_PLACES) draft.paragraph(`And ${gaps.length - MOST_PLACES} more stretches.`);
}

interface Stretch {
  readonly from: Micros;
  readonly to: Micros;
}

/** What none of these covers, in order of time. */
function gapsOf(covered: readonly Stretch[], within: Stretch): Stretch[] {
  const there = [...covered].sort((a, b) => a.from - b.from);
  const gaps: Stretch[] = [];
  let at = within.from;
  for (const { from, to } of there) {
    if (from > at) gaps.push({ from: at, to: Math.min(from, within.to) });
    at = Math.max(at, to);
  }
  if (at < within.to) gaps.push({ from: at, to: within.to });
  return gaps.filter(({ from, to }) => to - from >= LEAST);
}
