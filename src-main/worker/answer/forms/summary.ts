import type { Confidence } from '../../../../src-shared/answers';
import type { Video } from '../../../../src-shared/video';
import { intervalsOf, type Stated } from '../claims/claims';
import { Draft } from '../draft';
import { type Inquiry, intervalAsked } from '../findings';
import { checkLines, linesAsHits } from '../lines';
import { kindsIn } from '../things/find';
import { wordsOf } from '../words';
import { lineItem } from './line-places';
import { sayMore } from './more';
import { outsideOf } from './nothing';
import { keyPassages } from './speech';
import { standingOut } from './standing-out';
import { type BoardEntry, entryItem, hasWords, isBlank, kindNamed, storyboard } from './storyboard';

/** Entries of a film's storyboard, where nothing was said of how long a summary should be. */
const MOST_ENTRIES = 10;
const MOST_SENTENCES = 20;

/**
 * What a video is about: a storyboard, scene by scene, of what is said, written and found in it.
 * @param sentences how many sentences were asked for: one tells of all of it, further ones of what stands out
 */
export async function answerSummary(
  inquiry: Inquiry,
  mostVideos: number,
  sentences: number | null = null,
): Promise<Draft> {
  const [only] = inquiry.videos;
  if (inquiry.videos.length === 1 && only) {
    const outside = outsideOf(inquiry);
    if (outside) return new Draft().say(outside).close('none');
    return sentences === null
      ? tellWhole(inquiry, only)
      : tellShort(inquiry, only, Math.min(MOST_SENTENCES, sentences));
  }
  return tellEach(inquiry, mostVideos);
}

async function tellWhole(inquiry: Inquiry, video: Video): Promise<Draft> {
  const draft = new Draft();
  const board = await storyboard(inquiry, video, MOST_ENTRIES);
  const filled = board.filter((entry) => !isBlank(entry));
  const spoken = board.length === 0 ? await passages(inquiry, video, MOST_ENTRIES) : [];
  const scenes = inquiry.evidence.deps.library.scenes.list(video.id).length;
  const silent = spoken.length === 0 && board.every(({ said }) => said.length === 0);
  const told = filled.length > 0 || spoken.length > 0;
  draft.say({
    ...{ kind: 'overview', subject: [video.title], silent, unnamed: !told },
    counts: { length: video.duration, parts: scenes },
    confidence: 'high',
  });
  for (const line of spoken) draft.say(lineItem(null, line));
  if (filled.length > 0) draft.say({ kind: 'storyboard', which: filled.length < scenes ? 'chosen' : 'all' });
  // Without words or names, the scenes are at least places to look at.
  else if (board.length > 0) draft.say({ kind: 'storyboard', which: 'look' });
  for (const entry of filled.length > 0 ? filled : board) draft.say(entryItem(entry));
  const words = spoken.length > 0 || filled.some(hasWords);
  return draft.close(gradeOf(filled, words ? spoken.length > 0 : null), words ? 'ownWords' : null);
}

/** That there are people, and a word on a wall, tells where to look and not what it is about. */
function gradeOf(filled: readonly BoardEntry[], spoken: boolean | null): Confidence {
  if (spoken || filled.some(({ said }) => said.length > 0)) return 'medium';
  const lines = filled.flatMap(({ written }) => written.map(({ value }) => value.segment.text));
  const sentences = lines.filter((text) => wordsOf(text).length > 1);
  const kinds = new Set(filled.flatMap((entry) => entry.kinds.map(({ value }) => value.label)));
  kinds.delete('person');
  if (sentences.length > 0 || kinds.size > 0) return 'medium';
  return filled.some(({ labels }) => labels.length > 0) ? 'low' : 'none';
}

/** One sentence on the whole, then what stands out. */
async function tellShort(inquiry: Inquiry, video: Video, sentences: number): Promise<Draft> {
  const draft = new Draft();
  const overview = await overviewOf(inquiry, video);
  draft.say(overview.claim);
  const spoken = sentences > 1 ? await passages(inquiry, video, sentences) : [];
  const further = spoken.filter(({ citation }) => citation.from !== overview.said);
  for (const line of further.slice(0, sentences - 1)) draft.say(lineItem(null, line));
  const left = sentences - 1 - Math.min(further.length, sentences - 1);
  const entries = left > 0 ? await telling(inquiry, video, left) : [];
  for (const entry of entries) draft.say(entryItem(entry));
  if (overview.nothing && entries.length === 0) return draft.close('none');
  return draft.close('medium', further.length > 0 || overview.said !== null ? 'ownWords' : null);
}

/** The entries that tell most, in order of time. */
async function telling(inquiry: Inquiry, video: Video, most: number): Promise<BoardEntry[]> {
  const weight = ({ kinds, labels, written }: BoardEntry) =>
    kinds.length + labels.length + 2 * written.length;
  // What is said was told before.
  const board = (await storyboard(inquiry, video, MOST_ENTRIES)).filter((entry) => weight(entry) > 0);
  const best = [...board].sort((a, b) => weight(b) - weight(a)).slice(0, most);
  return board.filter((entry) => best.includes(entry)).map((entry) => ({ ...entry, said: [] }));
}

async function tellEach(inquiry: Inquiry, mostVideos: number): Promise<Draft> {
  const draft = new Draft();
  const { videos } = inquiry;
  let any = false;
  for (const video of videos.slice(0, mostVideos)) {
    const { claim, nothing } = await overviewOf(inquiry, video);
    draft.say({ ...claim, listed: true });
    any ||= !nothing;
  }
  sayMore(draft, inquiry.evidence.deps.stretches ? 'stretch' : 'video', videos.length - mostVideos);
  return any ? draft.close('medium', 'ownWords') : draft.close('none');
}

interface Overview {
  readonly claim: Extract<Stated, { kind: 'oneSentence' }>;
  /** Where the words begin that it quotes as said; null where it quotes none. */
  readonly said: number | null;
  readonly nothing: boolean;
}

/** A film in one sentence: how long it is, what is found in it longest, what is written largest, and what is said. */
async function overviewOf(inquiry: Inquiry, video: Video): Promise<Overview> {
  const scenes = inquiry.evidence.deps.library.scenes.list(video.id).length;
  const kinds = await kindsIn(inquiry, video, 2);
  const [written] = await checkLines(inquiry, standingOut(linesAsHits(inquiry, 'text', video), 1));
  const [said] = await passages(inquiry, video, 1);
  const places = [...kinds, ...(written ? [written] : []), ...(said ? [said] : [])];
  const nothing = places.length === 0;
  return {
    claim: {
      ...{ kind: 'oneSentence', subject: [video.title], listed: false },
      within: intervalAsked(inquiry, video)[0] ?? null,
      counts: { length: video.duration, parts: scenes },
      kinds: kinds.map(kindNamed),
      writes: written?.value.segment.text ?? null,
      says: said?.value.segment.text ?? null,
      ...{ intervals: intervalsOf(places), evidence: places.map(({ citation }) => citation) },
      confidence: nothing ? 'none' : 'medium',
    },
    said: said?.citation.from ?? null,
    nothing,
  };
}

async function passages(inquiry: Inquiry, video: Video, most: number) {
  return checkLines(inquiry, keyPassages(linesAsHits(inquiry, 'speech', video), most));
}
