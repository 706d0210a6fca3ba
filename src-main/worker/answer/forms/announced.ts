import { Draft } from '../draft';
import type { Inquiry } from '../findings';
import { checkLines, linesAsHits } from '../lines';
import { lineItem } from './line-places';

/** What a lesson is about is said at its beginning: within this share of it. */
const BEGINNING = 1 / 3;
const MOST_ANNOUNCED = 2;
/** How somebody says what is to come. */
const ANNOUNCES =
  /\b(?:(?:going to|gonna|want to|will|'ll|let's) (?:\w+ )?(?:learn|show|teach|explain|discuss|cover|explore|walk through|talk about|look at|see how)|in (?:this|today's) (?:\w+ )?(?:video|tutorial|lesson|lecture|talk|course|episode|screencast|demo)|(?:this|today's) (?:\w+ )?(?:video|tutorial|lesson|lecture|talk|course|episode) (?:is|will|shows|explains|covers))\b/i;

/** "What will I learn?": what is announced at the beginning of a film. Null where nothing is. */
export async function answerAnnounced(inquiry: Inquiry): Promise<Draft | null> {
  const lines = inquiry.videos.flatMap((video) =>
    linesAsHits(inquiry, 'speech', video)
      .filter(({ segment }) => segment.from < video.duration * BEGINNING && ANNOUNCES.test(segment.text))
      .slice(0, MOST_ANNOUNCED),
  );
  const kept = await checkLines(inquiry, lines);
  if (kept.length === 0) return null;
  const draft = new Draft().say({ kind: 'closestLines', source: 'speech' });
  for (const line of kept) draft.say(lineItem(inquiry, line));
  return draft.close('medium');
}
