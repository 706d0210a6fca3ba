import { isTold } from '../../../../src-shared/analysis';
import type { Micros } from '../../../../src-shared/time';
import type { Video } from '../../../../src-shared/video';
import type { Stated } from '../claims/claims';
import { Draft } from '../draft';
import { filmNamed, type Inquiry } from '../findings';
import type { ParsedQuery } from '../question';
import { thingsIn } from '../things/names';
import { sayMore } from './more';

const MOST_PLACES = 8;
/** A hole of the detector is no absence: shorter ones are not told of. */
const LEAST: Micros = 2_000_000;

/**
 * "When is nobody there": where none of a kind was found, of kinds that were looked for from beginning to end; "when is nobody
 * talking": where nothing is said.
 */
export function answerAbsence(inquiry: Inquiry, { topic, sense }: ParsedQuery): Draft {
  if (sense === 'said') return answerSilence(inquiry);
  const asked =
    topic === ''
      ? 'people'
      : topic.replace(/\b(?:(?:no|any|every)body|(?:no|any|every) ?-?one)\b/gi, 'people');
  const [thing] = thingsIn(asked).things;
  const looked = inquiry.videos.filter((video) => inquiry.evidence.looked(video, 'objects'));
  if (!thing || looked.length === 0) {
    return new Draft()
      .say({ kind: 'cannotTellAbsence', subject: [asked], notLooked: thing !== undefined })
      .close(null);
  }
  const draft = new Draft();
  const subject = [thing.labels[0] ?? thing.asked];
  for (const video of looked) {
    const within = inquiry.within(video);
    if (within === 'nowhere') continue;
    const there = inquiry.evidence.objects(video, thing.labels).filter(isTold);
    const gaps = gapsOf(there, within ?? { from: 0, to: video.duration });
    sayGaps(draft, inquiry, video, { of: 'thing', subject, gaps });
  }
  return draft.close('low', 'missedIsAbsent');
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
    sayGaps(draft, inquiry, video, { of: 'speech', subject: [], gaps });
  }
  return draft.close('medium');
}

function sayGaps(
  draft: Draft,
  inquiry: Inquiry,
  video: Video,
  {
    of,
    subject,
    gaps,
  }: Pick<Extract<Stated, { kind: 'gaps' }>, 'of' | 'subject'> & { gaps: readonly Stretch[] },
): void {
  const film = filmNamed(inquiry, video.id);
  const confidence = of === 'speech' ? 'medium' : 'low';
  if (gaps.length === 0) {
    draft.say({ kind: 'always', of, subject, film, confidence });
    return;
  }
  const intervals = gaps.map((gap) => ({ videoId: video.id, ...gap }));
  const total = gaps.reduce((sum, gap) => sum + gap.to - gap.from, 0);
  draft.say({ kind: 'gaps', of, subject, film, intervals, counts: { total }, confidence });
  for (const interval of intervals.slice(0, MOST_PLACES)) draft.say({ kind: 'gap', intervals: [interval] });
  sayMore(draft, 'stretch', gaps.length - MOST_PLACES);
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
