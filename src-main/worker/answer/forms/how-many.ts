import { isTold } from '../../../../src-shared/analysis';
import type { Micros } from '../../../../src-shared/time';
import type { Video } from '../../../../src-shared/video';
import { mostAtOnce } from '../../recognition/objects/most-at-once';
import { CALIBRATION } from '../calibration';
import { at, type Stated } from '../claims/claims';
import { Draft } from '../draft';
import { checkPlaces, filmNamed, type Inquiry } from '../findings';
import type { ParsedQuery } from '../question';
import { meets } from '../stretches';
import { findThings, type ThingPlace, type Things } from '../things/find';
import type { Candidate, Checked } from '../verify';
import { writeElsewhere } from './limits';
import { sayMore } from './more';
import { nothingFound } from './nothing';
import { nameOf, thingPlace, writeLimits } from './thing-places';

const MOST_PLACES = 8;

/** "How many people are there": the most that are found at one moment, and where. How many different ones, nobody can tell. */
export async function answerHowMany(inquiry: Inquiry, reading: ParsedQuery): Promise<Draft> {
  const topic = reading.quote ?? reading.topic;
  const things = topic === '' ? null : await findThings(inquiry, topic);
  if (things === null) {
    const draft = new Draft().say(whyNot(inquiry, topic));
    return writeElsewhere(draft, inquiry, topic, reading.quote);
  }
  if (things.places.length === 0) return nothingFound(inquiry, reading, { things });
  const draft = new Draft();
  let crowd = false;
  writeLimits(draft, things);
  for (const thing of things.named) {
    const places = things.places.filter((p) => p.value.thing === thing);
    for (const video of things.looked) {
      const own = places.filter((p) => p.citation.videoId === video.id);
      if (own.length === 0) continue;
      const most = await writeMost(draft, inquiry, video, nameOf(thing), own);
      crowd ||= most >= CALIBRATION.crowd;
    }
  }
  draft.say({ kind: 'sameOnes' });
  // Of "kids on the stage" all persons were counted: a number, and not the one that was asked for.
  const other = things.named.some((thing) => !thing.exact) && things.others.length > 0;
  return draft.close(other ? 'none' : isSure(things) && !crowd ? 'medium' : 'low');
}

function isSure({ named, others, places }: Things): boolean {
  return others.length === 0 && named.every((t) => t.exact) && places.some((p) => p.value.sure);
}

function whyNot(inquiry: Inquiry, topic: string): Stated {
  const unread = inquiry.videos.every((video) => !inquiry.evidence.looked(video, 'objects'));
  if (unread && inquiry.evidence.has('objects')) {
    return { kind: 'notLookedFor', to: 'count' };
  }
  return { kind: 'cannotCount', subject: topic === '' ? [] : [topic] };
}

interface Most {
  readonly count: number;
  readonly from: Micros;
  readonly to: Micros;
}

/** @returns how many at once, at most */
async function writeMost(
  draft: Draft,
  inquiry: Inquiry,
  video: Video,
  name: string,
  places: readonly Checked<ThingPlace>[],
): Promise<number> {
  const labels = [...new Set(places.map((p) => p.value.label))];
  const most = mostOf(inquiry, video, labels, places);
  const kept = await checkPlaces(inquiry, [candidate(inquiry, video, labels, most)]);
  const [place] = kept;
  if (place) {
    draft.say({
      ...{ kind: 'atOnce', subject: [name], counts: { atOnce: most.count }, ...at(place.citation) },
      film: filmNamed(inquiry, video.id),
      confidence: places.some(({ value }) => value.sure) && most.count < CALIBRATION.crowd ? 'medium' : 'low',
    });
  }
  if (places.length === 1 && places[0]?.value.most === most.count && place) return most.count;
  for (const one of places.slice(0, MOST_PLACES)) draft.say(thingPlace(inquiry, one));
  sayMore(draft, 'stretch', places.length - MOST_PLACES);
  return most.count;
}

/** The longest time during which as many as ever are there. */
function mostOf(
  inquiry: Inquiry,
  video: Video,
  labels: readonly string[],
  places: readonly Checked<ThingPlace>[],
): Most {
  const tracks = inquiry.evidence
    .objects(video, labels)
    .filter(isTold)
    .filter((t) => places.some(({ value }) => value.label === t.label && meets(t, value)));
  const [first, last] = [
    Math.min(...places.map((p) => p.value.from)),
    Math.max(...places.map((p) => p.value.to)),
  ];
  const inside = tracks.map(({ from, to }) => ({ from: Math.max(from, first), to: Math.min(to, last) }));
  const total = mostAtOnce(inside);
  const edges = [...new Set(inside.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  let best: Most = { count: total, from: first, to: last };
  let longest = 0;
  for (const [i, from] of edges.entries()) {
    const to = edges[i + 1];
    if (to === undefined || to - from <= longest) continue;
    if (inside.filter((t) => t.from <= from && t.to >= to).length === total) {
      best = { count: total, from, to };
      longest = to - from;
    }
  }
  return best;
}

function candidate(inquiry: Inquiry, video: Video, labels: readonly string[], most: Most): Candidate<Most> {
  const held = inquiry.evidence
    .objects(video, labels)
    .find((track) => track.from <= most.from && track.to >= most.to);
  const { time, frameIndex } = held?.best ?? { time: -1, frameIndex: 0 };
  const shown = time >= most.from && time <= most.to ? frameIndex : null;
  return {
    value: most,
    citation: {
      videoId: video.id,
      kind: 'object',
      ...{ from: most.from, to: most.to, frameIndex: shown },
      quote: held?.label ?? labels[0] ?? '',
    },
    labels: [],
    frames: [],
  };
}
