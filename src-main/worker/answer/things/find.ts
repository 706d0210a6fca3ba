import { isTold, type ObjectTrack } from '../../../../src-shared/analysis';
import type { Citation } from '../../../../src-shared/answers';
import type { Micros } from '../../../../src-shared/time';
import type { Video } from '../../../../src-shared/video';
import { frameAt } from '../../../base/film/frame-at';
import { mostAtOnce } from '../../recognition/objects/most-at-once';
import { CALIBRATION } from '../calibration';
import { checkPlaces, type Inquiry, inOrder } from '../findings';
import { sampleStep } from '../stretches';
import type { Candidate, Checked } from '../verify';
import { type NamedThing, thingsIn } from './names';

/** A stretch in which things of one kind are found. */
export interface ThingPlace {
  readonly video: Video;
  readonly thing: NamedThing;
  readonly label: string;
  readonly from: Micros;
  readonly to: Micros;
  /** How many at once, at most. */
  readonly most: number;
  /** Best of the detector's mean scores over what was followed, 0..1. */
  readonly score: number;
  /** Whether that is enough to claim it; else it only looks like it. */
  readonly sure: boolean;
}
export interface Things {
  readonly named: readonly NamedThing[];
  /** Words that carry meaning and that the detector knows nothing of: "red" of a red car. */
  readonly others: readonly string[];
  /** By video, then time. */
  readonly places: readonly Checked<ThingPlace>[];
  /** Named, and found nowhere. */
  readonly missed: readonly NamedThing[];
  /** Videos in which things were looked for from beginning to end. */
  readonly looked: readonly Video[];
  /** What was found is not what was asked for, so that no place of it counts. */
  readonly other?: boolean;
  /** What was seen too shortly and too doubtfully to count. */
  readonly glimpses?: readonly Checked<ThingPlace>[];
}

/**
 * Where things that a topic names are found.
 * @returns null where it names nothing that the detector knows, or things were looked for in none of the videos
 */
export async function findThings(inquiry: Inquiry, topic: string): Promise<Things | null> {
  const { evidence, details } = inquiry;
  const { things: named, others } = thingsIn(topic);
  const looked = inquiry.videos.filter(
    (video) => evidence.looked(video, 'objects') && inquiry.within(video) !== 'nowhere',
  );
  if (named.length === 0 || looked.length === 0) return null;
  details.push(evidence.words.thingsLooked(named.flatMap((thing) => thing.labels)));
  const places: Checked<ThingPlace>[] = [];
  const missed: NamedThing[] = [];
  for (const thing of named) {
    const candidates: Candidate<ThingPlace>[] = [];
    const tracks = evidence.objectsIn(looked, thing.labels);
    for (const video of looked) {
      candidates.push(...(await placesIn(inquiry, video, thing, tracks.get(video.id) ?? [])));
    }
    const kept = await checkPlaces(inquiry, candidates);
    places.push(...kept);
    if (kept.length === 0) missed.push(thing);
  }
  return { named, others, places: inOrder(places), missed, looked };
}

/** @param all what was followed in the video, of the thing's kinds or of more */
async function placesIn(
  inquiry: Inquiry,
  video: Video,
  thing: NamedThing,
  all: readonly ObjectTrack[],
): Promise<Candidate<ThingPlace>[]> {
  const within = inquiry.within(video);
  if (within === 'nowhere' || all.length === 0) return [];
  await inquiry.evidence.turn();
  const times = await inquiry.evidence.frameTimes(video);
  const step = sampleStep(times);
  const places: Candidate<ThingPlace>[] = [];
  for (const label of thing.labels) {
    const tracks = all
      .filter((track) => track.label === label && isTold(track))
      .flatMap((track) => clipped(track, within));
    const reach = step * (CALIBRATION.bridgedSamples + 0.5);
    for (const group of thing.many ? atLeast(tracks, thing.many.least, reach) : groupsOf(tracks, reach)) {
      const place = placeOf(video, thing, label, group);
      places.push({
        value: place,
        citation: citationOf(place, group, times),
        labels: [],
        frames: [],
      });
    }
  }
  return places;
}

/** The part of a track that lies in a stretch; none where it lies outside. */
function clipped(track: ObjectTrack, within: { from: Micros; to: Micros } | null): ObjectTrack[] {
  if (within === null) return [track];
  const [from, to] = [Math.max(track.from, within.from), Math.min(track.to, within.to)];
  return from < to ? [{ ...track, from, to }] : [];
}

/** The parts of tracks that lie where at least so many of them are there at once. */
function atLeast(tracks: readonly ObjectTrack[], least: number, reach: Micros): ObjectTrack[][] {
  const edges = [...new Set(tracks.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const full = edges.flatMap((from, n) => {
    const to = edges[n + 1];
    const there = tracks.filter((track) => track.from <= from && to !== undefined && to <= track.to);
    return to !== undefined && there.length >= least ? there.flatMap((t) => clipped(t, { from, to })) : [];
  });
  return groupsOf(full, reach);
}

/** Tracks that overlap, or follow each other so soon that nothing is known of the time between. */
function groupsOf(tracks: readonly ObjectTrack[], reach: Micros): ObjectTrack[][] {
  const groups: { tracks: ObjectTrack[]; to: Micros }[] = [];
  for (const track of [...tracks].sort((a, b) => a.from - b.from)) {
    const open = groups.at(-1);
    if (open && track.from - open.to < reach) {
      open.tracks.push(track);
      open.to = Math.max(open.to, track.to);
    } else groups.push({ tracks: [track], to: track.to });
  }
  return groups.map((group) => group.tracks);
}

function placeOf(video: Video, thing: NamedThing, label: string, tracks: readonly ObjectTrack[]): ThingPlace {
  const { sure, leastFrames } = CALIBRATION.things;
  return {
    video,
    thing,
    label,
    from: Math.min(...tracks.map((t) => t.from)),
    to: Math.max(...tracks.map((t) => t.to)),
    most: mostAtOnce(tracks),
    score: Math.max(...tracks.map((t) => t.score)),
    sure: thing.exact && tracks.some((t) => t.score >= sure && t.frames >= leastFrames),
  };
}

function citationOf(place: ThingPlace, tracks: readonly ObjectTrack[], times: ArrayLike<Micros>): Citation {
  const best = tracks
    .filter(({ best: { time } }) => time >= place.from && time <= place.to)
    .sort((a, b) => b.score - a.score)[0]?.best.frameIndex;
  const shown = best ?? frameAt(times, place.to - 1);
  const inside = shown !== null && (times[shown] ?? -1) >= place.from;
  return {
    videoId: place.video.id,
    kind: 'object',
    from: place.from,
    to: place.to,
    frameIndex: inside ? shown : null,
    quote: place.label,
  };
}

/** Everything of one kind in a stretch. */
export interface KindFound {
  readonly label: string;
  /** How long it is there in all, and how many at once, at most. */
  readonly total: Micros;
  readonly most: number;
  /** Its longest place. */
  readonly place: ThingPlace;
}

/** The kinds of things that are found in a stretch of a video, those that are there longest first. */
export async function kindsIn(inquiry: Inquiry, video: Video, most: number): Promise<Checked<KindFound>[]> {
  const all = inquiry.evidence.objects(video);
  const labels = [...new Set(all.map((track) => track.label))];
  const kinds: Candidate<KindFound>[] = [];
  for (const label of labels) {
    const places = await placesIn(inquiry, video, { asked: label, labels: [label], exact: true }, all);
    const sure = places.filter((place) => place.value.sure);
    const [longest] = sure.sort((a, b) => lengthOfPlace(b.value) - lengthOfPlace(a.value));
    if (!longest) continue;
    const total = sure.reduce((sum, { value }) => sum + lengthOfPlace(value), 0);
    const atOnce = Math.max(...sure.map(({ value }) => value.most));
    kinds.push({ ...longest, value: { label, total, most: atOnce, place: longest.value } });
  }
  kinds.sort((a, b) => b.value.total - a.value.total);
  const kept = await checkPlaces(inquiry, kinds.slice(0, most));
  return kept;
}

function lengthOfPlace({ from, to }: ThingPlace): Micros {
  return to - from;
}
