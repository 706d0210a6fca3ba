import type { Confidence } from '../../../../src-shared/answers';
import { surer } from '../../../base/answer/wording';
import { CALIBRATION } from '../calibration';
import { Draft } from '../draft';
import { findSeen, type Inquiry, type SeenFindings } from '../findings';
import type { Context } from '../follow-up';
import { lineStrength } from '../line-hit';
import { findLines, type Lines, onlyNear } from '../lines';
import type { ParsedQuery } from '../question';
import { headNoun } from '../reader/head-noun';
import { findThings, type ThingPlace, type Things } from '../things/find';
import type { Checked } from '../verify';
import { contentWords, wordsOf } from '../words';
import { writeLines } from './line-places';
import { answerByPassages, leastFor } from './nearest-passages';
import { type Found, nothingFound } from './nothing';
import { isWhole, totalAcross, writeSeen } from './seen-places';
import { writeThings } from './thing-places';

/**
 * Answers the forms that ask for places of one thing: when, whether, how often, how long, in which video.
 * They share their evidence and differ in what is counted.
 */
export async function answerPlaces(inquiry: Inquiry, reading: ParsedQuery, context: Context): Promise<Draft> {
  const found = settled(
    narrowed(await findAll(inquiry, reading), reading, context),
    reading,
    inquiry.question,
  );
  const { things, seen, said, written } = found;
  const further = reading.followUp === 'more' || reading.ordinal !== null;
  if (!isClaimed(found) && judgeLines([said, written]) === 'none' && !further) {
    const near = await answerByPassages(inquiry, reading, leastFor(reading));
    if (near) return near;
  }
  if (![things, seen, said, written].some((part) => part?.places.length)) {
    return nothingFound(inquiry, reading, found);
  }
  const draft = new Draft();
  const pictures = [
    () => things?.places.length && writeThings(draft, inquiry, reading, things),
    () => seen?.places.length && writeSeen(draft, inquiry, reading, seen),
  ];
  const lines = [written, said].map(
    (part) => () => part?.places.length && writeLines(draft, inquiry, reading, part),
  );
  // Words that hold all that was asked come before pictures that bear out only a part of it, or only perhaps.
  const partly = things?.places.length ? !isAll(things) : (seen?.unnamed.length ?? 0) > 0;
  const perhaps = !isClaimed(found) && judgeLines([said, written]) === 'high';
  for (const write of partly || perhaps ? [...lines, ...pictures] : [...pictures, ...lines]) write();
  return draft.close(judge(found, reading));
}

/**
 * What may be claimed of it: nothing of a part that is not what was asked for, and nothing that is unsure where the very words
 * are said or written.
 */
function settled(found: Found, { form, sense, action, quote, topic }: ParsedQuery, question: string): Found {
  const asked = { topic: quote ?? topic, happens: form === 'exists' && !THERE.test(question) };
  const things = found.things && thingsAsked(found.things, asked);
  const seen = found.seen && seenAsked(found.seen, quote ?? topic);
  const strong = (lines: Lines | null) =>
    lines?.places.filter((p) => lineStrength(p.value) === 'strong') ?? [];
  const exact = strong(found.said).length > 0 || strong(found.written).length > 0;
  const only = (lines: Lines | null) =>
    lines && (exact ? { ...lines, places: strong(lines) } : onlyNear(lines));
  const [said, written] = [only(found.said), only(found.written)];
  if (!exact || sense === 'seen' || action !== null) return { things, seen, said, written };
  return {
    said,
    written,
    things: things && { ...things, places: things.places.filter((p) => p.value.sure) },
    seen: seen && { ...seen, places: seen.places.filter((p) => p.value.stretch.grade === 'seen') },
  };
}

/** A label for something else in the question is no sighting of what it is about: a screen, of "an error message on screen". */
function seenAsked(seen: SeenFindings, topic: string): SeenFindings {
  const head = headNoun(topic)?.toLowerCase();
  // Of a part of the question, what only looks like it is no answer to the whole.
  const sure = seen.places.some(
    ({ value: { stretch, look } }) => stretch.grade === 'seen' || look !== undefined,
  );
  if (seen.unnamed.length > 0 && !sure) return { ...seen, places: [] };
  return head !== undefined && seen.unnamed.some((word) => word.toLowerCase() === head)
    ? { ...seen, places: [] }
    : seen;
}

/** "Is there a dog", as against "does the dog bark". */
const THERE =
  /\b(?:is|are|was|were) there\b|^(?:is|are|was|were) .+ (?:seen|visible|shown|to be seen)\b|\b(?:can|could|do|did) (?:you|we|i|one) (?:\w+ )?(?:see|find|spot)\b|\bany\b/i;

/** "Flying", and not "the ceiling". */
const DOING = /^(?!(?:build|ceil|paint|draw|wedd|morn|even|cloth|light|writ)ings?$)\p{L}{3,}ing$/iu;

/** "Which town is seen": as against "which part shows it". */
const NAME_ASKED =
  /^(?:which|what)(?! (?:parts?|moments?|points?|times?|scenes?|shots?|places?|frames?|seconds?|minutes?|sections?)\b| (?:happens|comes|is seen|is shown|do (?:you|we) see))\b/i;

interface ThingAsked {
  readonly topic: string;
  /** Whether it is asked if something happens to it, and not if it is there. */
  readonly happens: boolean;
}

function thingsAsked(things: Things, asked: ThingAsked): Things {
  if (isOther(things, asked)) return { ...things, places: [], other: true };
  // A glimpse that the detector doubts is no answer, only a place to look at.
  const glimpse =
    things.places.length > 0 &&
    things.places.every((p) => !p.value.sure && p.value.score < CALIBRATION.things.sure) &&
    totalAcross(things.places) < CALIBRATION.things.glimpse;
  return glimpse && things.named.every((thing) => thing.exact)
    ? { ...things, places: [], glimpses: things.places }
    : things;
}

/** What share of the words that carry meaning the detector has to know. Not measured. */
const LEAST_KNOWN = 0.3;

/** A person is no "girl with a duck", and a table no "laptop on the table": the first thing named is the one asked for. */
function isOther({ named, missed, others }: Things, { topic, happens }: ThingAsked): boolean {
  const [first] = named;
  if (!first) return false;
  // What the topic is about has no name: the train is no tunnel that it goes through.
  const head = headNoun(topic);
  if (head !== null && others.includes(head)) return true;
  // "Do the puppies get fed" asks what becomes of them: that they are there is no yes.
  const at = topic.indexOf(first.asked);
  if (happens && others.some((word) => topic.indexOf(word) > at)) return true;
  // Of "people standing close together" too little is known for where there are people to be an answer.
  const known = wordsOf(named.map((thing) => thing.asked).join(' ')).length;
  if (known < LEAST_KNOWN * (known + others.length)) return true;
  const somebody = !first.exact && first.labels.includes('person');
  return missed.includes(first) || (somebody && (others.length > 0 || missed.length > 0));
}

/** Looks wherever the question's sense allows. */
export async function findAll(inquiry: Inquiry, reading: ParsedQuery): Promise<Found> {
  const asked = reading.quote ?? reading.topic;
  const { sense } = reading;
  // Words in quotation marks are shown as writing, or not at all.
  const pictures = (sense === 'seen' || sense === 'either') && reading.quote === null;
  // What is shown may be shown in writing: then its words are there, whatever else resembles them in meaning.
  const writing = sense !== 'said';
  const readable = inquiry.videos.some((video) => inquiry.evidence.looked(video, 'text'));
  const things = pictures ? await findThings(inquiry, asked) : null;
  const seen = pictures ? await findSeen(inquiry, asked, asksForLooks(inquiry, reading)) : null;
  return {
    ...(seen && things ? together(seen, things, asked) : { seen, things }),
    said:
      sense === 'said' || sense === 'told' || sense === 'either'
        ? await findLines(inquiry, 'speech', asked, reading.quote)
        : null,
    written: writing && readable ? await findWritten(inquiry, reading, asked) : null,
  };
}

/** Of a thing's name, or of what becomes of it, no resemblance tells: only of where something is. */
function asksForLooks({ question }: Inquiry, { form, topic }: ParsedQuery): boolean {
  if (form === 'open' || (form === 'exists' && !THERE.test(question))) return false;
  if (contentWords(topic).every((word) => DOING.test(word))) return false;
  return !NAME_ASKED.test(question);
}

/** What is known by the words on it. */
const CARRIED =
  /^(.*\S) (?:slides?|pages?|screens?|title cards?|captions?|subtitles?|banners?|headings?|headlines?|posters?|signs?)$/i;

async function findWritten(inquiry: Inquiry, reading: ParsedQuery, asked: string): Promise<Lines> {
  const whole = await findLines(inquiry, 'text', asked, reading.quote);
  const [, words] = reading.quote === null ? (CARRIED.exec(asked) ?? []) : [];
  const held = whole.places.some((p) => lineStrength(p.value) === 'strong');
  // "The revenue slide": what it says it is, and not that it is one.
  const lines =
    words === undefined || held ? whole : { ...(await findLines(inquiry, 'text', words, null)), words };
  if (reading.sense !== 'seen') return lines;
  return { ...lines, places: lines.places.filter((p) => lineStrength(p.value) === 'strong'), nearest: [] };
}

/** Whether things of known kinds are all that was asked for. */
function isAll({ named, others }: Things): boolean {
  return others.length === 0 && named.length === 1 && named.every((thing) => thing.exact);
}

/**
 * What frames add to what the detector found, and what they outweigh of it. Of the kinds that it knows the detector is the better witness, so
 * that labels count only where they are sure, and where it found nothing, or only something weak that is over sooner.
 */
function together(
  seen: SeenFindings,
  things: Things,
  topic: string,
): { readonly seen: SeenFindings; readonly things: Things } {
  const strong = seen.places.filter((place) => place.value.stretch.grade === 'seen');
  const one = things.named.length === 1 && seen.named.length === 1;
  const weak = (thing: Checked<ThingPlace>) =>
    one &&
    !thing.value.sure &&
    strong.some(
      (label) => 2 * shared(label, thing) > lengthOf(thing) && lengthOf(label) > 2 * lengthOf(thing),
    );
  const standing = things.places.filter((place) => !weak(place));
  const extra = strong.filter((label) => !standing.some((thing) => shared(label, thing) > 0));
  const found = standing.length > 0 || isAll(things);
  // What looks like all of it, beside a part that was found; of a kind alone, whatever is said of it, the detector tells.
  const head = headNoun(topic);
  const tells = things.named.some(
    ({ asked, exact }) => exact && head !== null && asked.toLowerCase().endsWith(head.toLowerCase()),
  );
  // A train is what the tunnel that it goes through looks like.
  const known = standing.filter(({ value }) => value.thing.exact);
  const looks =
    things.others.length > 0 && !tells
      ? seen.places.filter(
          (place) => place.value.look !== undefined && !known.some((thing) => shared(place, thing) > 0),
        )
      : [];
  return {
    seen: found || tells ? { ...seen, places: extra.length > 0 ? extra : looks } : seen,
    things: { ...things, places: standing },
  };
}

function shared({ citation: a }: Checked<unknown>, { citation: b }: Checked<unknown>): number {
  return a.videoId === b.videoId ? Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from)) : 0;
}

function lengthOf({ citation: { from, to } }: Checked<unknown>): number {
  return to - from;
}

/** Leaves what the question wants of what was found: further places only, or the first or the last. */
function narrowed(found: Found, reading: ParsedQuery, { cited }: Context): Found {
  const isNew = ({ citation: c }: Checked<unknown>) =>
    !cited.some((old) => old.videoId === c.videoId && old.from <= c.to && c.from <= old.to);
  const further = <T extends Places | null>(part: T): T =>
    part && reading.followUp === 'more'
      ? { ...part, places: part.places.filter(isNew), ...('nearest' in part ? { nearest: [] } : {}) }
      : part;
  const only = <T extends Places | null>(part: T): T => pick(further(part), reading);
  const best = (lines: Lines | null) => lines && bestOf(lines, reading);
  return {
    things: only(found.things),
    seen: only(found.seen),
    said: only(best(found.said)),
    written: only(best(found.written)),
  };
}

type Places = Things | SeenFindings | Lines;

/** The first of the surest passages is asked for, not the first of any that come near. */
function bestOf(lines: Lines, reading: ParsedQuery): Lines {
  if (reading.ordinal === null) return lines;
  const grade = (['strong', 'fair', 'weak'] as const).find((g) =>
    lines.places.some((p) => lineStrength(p.value) === g),
  );
  return { ...lines, places: lines.places.filter((p) => lineStrength(p.value) === grade) };
}

/** "First" and "last" leave one place of each kind. */
function pick<T extends Places | null>(found: T, reading: ParsedQuery): T {
  if (!found || reading.ordinal === null || found.places.length === 0) return found;
  const inOrder = [...found.places].sort((a, b) => a.citation.from - b.citation.from);
  const one = reading.ordinal === 'first' ? inOrder[0] : inOrder.at(-1);
  return { ...found, places: one ? [one] : [] };
}

/**
 * Labels alone never make an answer surer than medium: too few were measured for more. Words in the transcript or in the
 * picture are there or not.
 */
function judge({ things, seen, said, written }: Found, { action }: ParsedQuery): Confidence {
  let confidence: Confidence = 'none';
  if (seen?.places.length) {
    const sure =
      action === null && isWhole(seen) && seen.places.some((p) => p.value.stretch.grade === 'seen');
    confidence = sure ? 'medium' : 'low';
  }
  if (things?.places.length) {
    const sure = action === null && isAll(things) && things.places.some((p) => p.value.sure);
    confidence = surer(confidence, sure ? 'medium' : 'low');
  }
  return surer(confidence, judgeLines([said, written]));
}

function judgeLines(parts: readonly (Lines | null)[]): Confidence {
  const strengths = parts.flatMap((lines) => lines?.places.map((p) => lineStrength(p.value)) ?? []);
  if (strengths.includes('strong')) return 'high';
  if (strengths.includes('fair')) return 'medium';
  return strengths.length > 0 ? 'low' : 'none';
}

/** Whether pictures are claimed to show it at one place at least; elsewhere they only may. */
function isClaimed({ things, seen }: Found): boolean {
  return Boolean(
    things?.places.some((p) => p.value.sure) || seen?.places.some((p) => p.value.stretch.grade === 'seen'),
  );
}
