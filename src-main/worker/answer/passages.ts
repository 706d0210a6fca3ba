// Passage retrieval: what is said or written that comes nearest to a question as it was asked, a sentence or a slide at a time.
import type { Segment, SegmentSource } from '../../../src-shared/analysis';
import { MICROS_PER_SECOND, type Micros } from '../../../src-shared/time';
import type { Video } from '../../../src-shared/video';
import { CALIBRATION } from './calibration';
import type { Inquiry } from './findings';
import { type LineHit, lineHit } from './line-hit';
import type { ParsedQuery } from './question';
import { numberWord } from './reader/number-words';
import { isLookedAt } from './stretches';
import { contentWords, stem, wordsOf } from './words';

/** A sentence that is said, or lines that are written together, with how near they come to the question. */
export interface Passage {
  /** Of speech one, the sentence; of writing the lines that appear together. */
  readonly hits: readonly LineHit[];
  /** Cosine of the question and the passage, with what is added for words that both hold: about -0.1 to 1.2. */
  readonly score: number;
  /** 0..1, share of the topic's content words that it holds. */
  readonly share: number;
}

/** Lines that are compared anew, with what belongs to them. */
const MOST_CANDIDATES = 14;
/** A sentence is put together of at most so many lines, over at most so long. */
const MOST_LINES = 4;
const LONGEST_SENTENCE: Micros = 25 * MICROS_PER_SECOND;
/** A pause that ends a sentence, whatever its last sign is. */
const PAUSE: Micros = 3 * MICROS_PER_SECOND;
/** Lines of a slide appear within this time; more of them than so many are a page, and no answer. */
const TOGETHER: Micros = 1.5 * MICROS_PER_SECOND;
const MOST_OF_SLIDE = 7;

/** @returns passages of one source, nearest first; those that lack a name or a number that the question wants are left out */
export async function findPassages(
  inquiry: Inquiry,
  reading: ParsedQuery,
  source: SegmentSource,
): Promise<Passage[]> {
  const { evidence, scope, question } = inquiry;
  const options = { quote: null, limit: 3 * MOST_CANDIDATES };
  const byId = new Map(inquiry.videos.map((video) => [video.id, video]));
  const found = (await evidence.lines(source, scope, question, options)).filter(({ videoId, segment }) => {
    const video = byId.get(videoId);
    return isLookedAt(segment, video ? inquiry.within(video) : 'nowhere');
  });
  const groups = new Map<string, { readonly video: Video; readonly lines: readonly Segment[] }>();
  for (const { videoId, segment } of found.slice(0, MOST_CANDIDATES)) {
    const video = byId.get(videoId);
    if (!video) continue;
    const lines = contextOf(inquiry, video, segment);
    groups.set(`${videoId}/${lines.map((line) => line.id).join()}`, { video, lines });
  }
  const wanted = wantedOf(question, reading);
  const fitting = [...groups.values()].filter(({ lines }) => fits(textOf(lines), wanted));
  if (fitting.length === 0) return [];
  // A line of speech may be nearer than the sentence that it is a part of.
  const texts = fitting.map(({ lines }) =>
    source === 'speech' && lines.length > 1
      ? [textOf(lines), ...lines.map(({ text }) => text)]
      : [textOf(lines)],
  );
  const flat = texts.flat();
  // The form of a question is a part of what it means, and may hide what it is about.
  const [byQuestion = [], byTopic = []] = await evidence.similarities([question, wanted.topic], flat);
  const similarities = byQuestion.map((similarity, i) =>
    Math.max(similarity, (byTopic[i] ?? 0) - CALIBRATION.passages.topic),
  );
  const passages = fitting.flatMap(({ video, lines }, n): Passage[] => {
    const similarity = Math.max(...similarities.splice(0, texts[n]?.length ?? 0));
    const { share } = lineHit(video.id, joined(lines), wanted.topic, [], null);
    // A name on a slide is near to other names: some word of the question has to be written there.
    if (source === 'text' && share === 0) return [];
    const hits = source === 'speech' ? [joined(lines)] : lines;
    return [
      {
        hits: hits.map((line) => lineHit(video.id, line, question, [], similarity)),
        score: similarity + CALIBRATION.passages.words * share,
        share,
      },
    ];
  });
  return passages.sort((a, b) => b.score - a.score);
}

/** Those that answer: the nearest, and one more that comes as near. */
export function answering(passages: readonly Passage[], least: number): Passage[] {
  const [best] = passages;
  if (!best || best.score < least) return [];
  const { beside } = CALIBRATION.passages;
  return passages.slice(0, 2).filter(({ score }) => score >= least && score >= best.score - beside);
}

/** A spoken passage with the sentence that is said next, where no pause lies between. */
export function followed(inquiry: Inquiry, { hits }: Passage): readonly LineHit[] {
  const last = hits.at(-1);
  const video = inquiry.videos.find(({ id }) => id === last?.videoId);
  if (!last || !video || last.segment.source !== 'speech') return hits;
  const { to } = last.segment;
  const [next] = inquiry.evidence
    .linesIn(video, 'speech', { from: to, to: to + LONGEST_SENTENCE })
    .filter(({ from }) => from >= to && from - to < PAUSE);
  if (!next) return hits;
  const sentence = joined(sentenceOf(inquiry, video, next));
  return sentence.from >= to ? [...hits, { ...last, segment: sentence }] : hits;
}

interface WantedWords {
  /** What the question is about, without the words that ask. */
  readonly topic: string;
  /** Names and numbers that the question gives: what does not hold them is about something else. */
  readonly names: readonly string[];
  /** Whether only a number can answer it: "how much", "in what year". */
  readonly number: boolean;
}

const NUMBER_ASKED =
  /\b(?:how (?:many|much|high|tall|old|far|deep|wide|heavy|fast|big|large|hot|cold)|(?:what|which) (?:year|number|percentage|share|age|amount|temperature|speed|height|distance))\b/i;

function wantedOf(question: string, reading: ParsedQuery): WantedWords {
  const asked = reading.quote ?? reading.topic;
  const topic = contentWords(asked).length > 0 ? asked : question;
  return { topic, names: namesIn(question), number: NUMBER_ASKED.test(question) };
}

/** Names and numbers that a question gives, as stems. */
export function namesIn(question: string): string[] {
  const names = wordsOf(question).filter(
    ({ text, start }, i) =>
      /\d/.test(text) ||
      (i > 0 && /^\p{Lu}\p{Ll}/u.test(text) && !/[.!?]\s*$/.test(question.slice(0, start))),
  );
  return names.map(({ lower }) => stem(lower));
}

/** Whether what is told with a line holds all of some names. */
export function holdsNames(
  inquiry: Inquiry,
  { videoId, segment }: LineHit,
  names: readonly string[],
): boolean {
  if (names.length === 0) return true;
  const video = inquiry.videos.find(({ id }) => id === videoId);
  const text = video ? textOf(contextOf(inquiry, video, segment)) : segment.text;
  return fits(text, { names, number: false });
}

/** What a line is told with: its sentence, or the slide that it is a part of. */
function contextOf(inquiry: Inquiry, video: Video, line: Segment): Segment[] {
  return line.source === 'speech' ? sentenceOf(inquiry, video, line) : slideOf(inquiry, video, line);
}

function fits(text: string, { names, number }: Pick<WantedWords, 'names' | 'number'>): boolean {
  const words = wordsOf(text).map(({ lower }) => lower);
  if (number && !words.some((word) => /\d/.test(word) || numberWord(word) > 0)) return false;
  const held = new Set(words.map(stem));
  return names.every((name) => held.has(name));
}

/** The lines of speech that the sentence of one of them goes over. */
function sentenceOf(inquiry: Inquiry, video: Video, line: Segment): Segment[] {
  const around = { from: line.from - LONGEST_SENTENCE, to: line.to + LONGEST_SENTENCE };
  const lines = inquiry.evidence.linesIn(video, 'speech', around);
  let first = lines.findIndex(({ id }) => id === line.id);
  if (first < 0) return [line];
  let last = first;
  const goesOn = (at: number): boolean => {
    const [one, next] = [lines[at], lines[at + 1]];
    return Boolean(one && next && !/[.?!…]["”’)]*$/.test(one.text) && next.from - one.to < PAUSE);
  };
  const short = () => last - first + 1 < MOST_LINES;
  while (short() && goesOn(last)) last += 1;
  while (short() && first > 0 && goesOn(first - 1)) first -= 1;
  const sentence = lines.slice(first, last + 1);
  return (sentence.at(-1)?.to ?? 0) - (sentence[0]?.from ?? 0) <= LONGEST_SENTENCE ? sentence : [line];
}

/** The lines of writing that appear with one of them; where these fill a page, it alone. */
function slideOf(inquiry: Inquiry, video: Video, line: Segment): Segment[] {
  const lines = inquiry.evidence.linesIn(video, 'text', { from: line.from, to: line.to });
  const slide = lines.filter(
    ({ from, to }) => Math.abs(from - line.from) <= TOGETHER && 2 * (to - from) > line.to - line.from,
  );
  return slide.length <= MOST_OF_SLIDE && slide.some(({ id }) => id === line.id) ? slide : [line];
}

function joined(lines: readonly Segment[]): Segment {
  const [first, ...more] = lines as [Segment, ...Segment[]];
  if (more.length === 0) return first;
  return { ...first, to: more.at(-1)?.to ?? first.to, text: textOf(lines), words: [] };
}

function textOf(lines: readonly Segment[]): string {
  return lines.map(({ text }) => text).join(' ');
}
