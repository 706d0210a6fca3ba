import { CALIBRATION } from '../calibration';
import { at, type Stated } from '../claims/claims';
import { Draft } from '../draft';
import { filmNamed, type Inquiry, intervalAsked, type SeenFindings, telling } from '../findings';
import type { Lines } from '../lines';
import type { ParsedQuery } from '../question';
import type { Things } from '../things/find';
import { lineItem } from './line-places';
import { nameOf } from './thing-places';

/** What was found for one thing, by where it was looked for; null where it was not looked for there. */
export interface Found {
  readonly things: Things | null;
  readonly seen: SeenFindings | null;
  readonly said: Lines | null;
  readonly written: Lines | null;
}

/** Nothing reached the floor: says so, never that it is not there, and shows what came closest as just that. */
export function nothingFound(inquiry: Inquiry, reading: ParsedQuery, found: Partial<Found>): Draft {
  const { things = null, seen = null, said = null, written = null } = found;
  const draft = new Draft();
  const outside = outsideOf(inquiry);
  if (outside && inquiry.videos.every((v) => inquiry.within(v) === 'nowhere'))
    return draft.say(outside).close('none');
  const isQuote = reading.quote !== null;
  const asked = reading.quote ?? reading.topic;
  const subject = asked === '' ? [] : [asked];
  const noName = seen !== null && seen.named.length === 0 && things === null;
  const senses = sensesOf(found, isQuote, noName);
  const further = reading.followUp === 'more';
  if (senses.length === 0 && !further) return draft.say({ kind: 'notRead' }).close(null);
  if (noName && said === null && written === null && !further) {
    draft.say({ kind: 'noName', part: 'all', subject, isQuote, confidence: 'none' });
  } else {
    const far = !further && seen !== null && !noName && seen.nearest.length === 0;
    const [video] = inquiry.videos;
    const intervals = video && inquiry.scope !== 'all' && !further ? intervalAsked(inquiry, video) : [];
    draft.say({ kind: 'absent', subject, isQuote, senses, far, further, intervals, confidence: 'none' });
    if (further) return draft.close('none');
    if (noName) draft.say({ kind: 'noName', part: 'either', subject, isQuote });
  }
  for (const { citation } of things?.glimpses?.slice(0, 1) ?? []) {
    draft.say({ kind: 'nearest', what: 'glimpse' });
    draft.say({
      kind: 'place',
      basis: 'detector',
      ...at(citation),
      film: filmNamed(inquiry, citation.videoId),
    });
  }
  const kinds = things?.other ? things.named.filter((thing) => !things.missed.includes(thing)) : [];
  if (kinds.length > 0)
    draft.say({ kind: 'otherKind', subject: kinds.map((thing) => thing.labels[0] ?? nameOf(thing)) });
  // Where things of that kind were looked for, frames that only resemble the word say nothing more.
  const shown = things !== null && seen?.named.length === 0 ? null : seen;
  writeNearest(draft, inquiry, { seen: shown, said });
  return draft.close('none');
}

type Senses = Extract<Stated, { kind: 'absent' }>['senses'];

/** Through which senses it was looked for. @param noName whether no label has its name, so that it cannot be seen */
function sensesOf(
  { things, seen, said, written }: Partial<Found>,
  isQuote: boolean,
  noName: boolean,
): Senses {
  const looked = (things || seen) && !(noName && (said || written));
  return [
    ...(looked ? (['seen'] as const) : []),
    ...(said ? [isQuote ? ('said' as const) : ('mentioned' as const)] : []),
    ...(written ? (['written'] as const) : []),
  ];
}

export function writeNearest(
  draft: Draft,
  inquiry: Inquiry,
  { seen, said }: Pick<Found, 'seen' | 'said'>,
): void {
  const named = seen?.named ?? [];
  const frames = seen?.nearest ?? [];
  if (frames.length > 0 && named.length === 0) {
    draft.say({ kind: 'nearest', what: 'frames' });
    for (const { citation } of frames)
      draft.say({
        kind: 'place',
        basis: 'label',
        ...at(citation),
        film: filmNamed(inquiry, citation.videoId),
      });
  }
  for (const { value, citation } of named.length > 0 ? frames.slice(0, 1) : []) {
    const likelihood = value.probability ?? 0;
    draft.say({ kind: 'nearest', what: likelihood >= CALIBRATION.seen.single ? 'loneFrame' : 'frame' });
    draft.say({
      ...{ kind: 'nearestFrame', subject: named, words: telling(value.labels), counts: { likelihood } },
      ...{ ...at(citation), film: filmNamed(inquiry, citation.videoId) },
    });
  }
  for (const line of said?.nearest ?? []) {
    draft.say({ kind: 'nearest', what: 'passage' });
    draft.say({ ...lineItem(inquiry, line), confidence: null });
  }
}

/** That the time asked for lies outside of the one film asked about; null where it does not, and of a library. */
export function outsideOf({ videos: [video], scope, within }: Inquiry): Stated | null {
  if (!video || scope === 'all' || within(video) !== 'nowhere') return null;
  return { kind: 'outside', end: video.duration };
}
