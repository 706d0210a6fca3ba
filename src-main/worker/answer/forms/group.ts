import type { Confidence } from '../../../../src-shared/answers';
import { Draft } from '../draft';
import { filmNamed, type Inquiry } from '../findings';
import { kindsIn } from '../things/find';
import { thingsIn } from '../things/names';
import { kindItem } from './stretch-tracks';

const MOST_KINDS = 20;

/** "List the animals", "what things are there": the kinds that the detector found, of one group or of all. */
export async function answerGroup(inquiry: Inquiry, group: string): Promise<Draft> {
  const draft = new Draft();
  const looked = inquiry.videos.filter((video) => inquiry.evidence.looked(video, 'objects'));
  if (looked.length === 0) return draft.say({ kind: 'notLookedFor', to: 'list' }).close(null);
  const labels = new Set(thingsIn(group).things.flatMap((thing) => thing.labels));
  let confidence: Confidence = 'none';
  for (const video of looked) {
    if (inquiry.within(video) === 'nowhere') continue;
    const all = await kindsIn(inquiry, video, MOST_KINDS);
    const kinds = labels.size === 0 ? all : all.filter(({ value }) => labels.has(value.label));
    if (kinds.length === 0) continue;
    confidence = 'medium';
    const subject = kinds.map(({ value }) => value.label);
    draft.say({ kind: 'kinds', subject, film: filmNamed(inquiry, video.id), confidence });
    for (const kind of kinds) draft.say(kindItem(kind));
  }
  if (confidence === 'none')
    draft.say({ kind: 'noGroup', subject: labels.size === 0 ? [] : [group], confidence });
  return draft.close(confidence, confidence === 'none' ? null : 'knownKinds');
}
