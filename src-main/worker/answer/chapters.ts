import type { AnswerEvent, Citation } from '../../../src-shared/answers';
import type { Chapter } from '../../../src-shared/media-facts';
import { formatClock, MICROS_PER_SECOND, type Micros } from '../../../src-shared/time';
import type { Video } from '../../../src-shared/video';
import { at } from './claims/claims';
import { Draft } from './draft';
import type { Evidence } from './evidence';
import { HOW_FOUND } from './messages/english/how-found';
import type { HowFound } from './messages/how-found';
import { languageNamed } from './messages/languages';
import { germanNumber, germanOrdinal } from './reader/german/times';
import { CARDINALS, numberWord, ORDINALS } from './reader/number-words';
import { Verifier } from './verify';

/** A chapter with the number that people call it by, from 1. */
interface Numbered extends Chapter {
  readonly number: number;
}

/** How a language speaks of chapters. */
interface ChapterWords {
  readonly byNumber: RegExp;
  readonly byPlace: RegExp;
  readonly byTitle: RegExp;
  /** A number as a word or in figures; 0 where it is none. */
  readonly number: (word: string) => number;
  readonly isLast: (word: string) => boolean;
  /** A stretch as the readers of questions take it in that language. */
  readonly between: (from: string, to: string) => string;
  /** Asks for the list of them; asks where one is. */
  readonly list: RegExp;
  readonly when: RegExp;
}

const BEFORE = String.raw`(?:\b(?:in|during|of|from|within|for|throughout)\s+)?(?:\bthe\s+)?`;
const ENGLISH: ChapterWords = {
  byNumber: new RegExp(
    String.raw`${BEFORE}\bchapter\s+(?:no\.?\s*|number\s+)?(\d{1,4}|${CARDINALS.join('|')})\b`,
    'i',
  ),
  byPlace: new RegExp(String.raw`${BEFORE}\b(${ORDINALS.join('|')}|last|final)\s+chapter\b`, 'i'),
  byTitle: new RegExp(String.raw`${BEFORE}\bchapter\s+(?:(?:called|named|titled|about)\s+)?["“„«'‘]?`, 'i'),
  number: numberWord,
  isLast: (word) => word === 'last' || word === 'final',
  between: (from, to) => `between ${from} and ${to}`,
  list: /^(?:please\s+)?(?:(?:what|which)\b(?!.*\b(?:happens?|said|seen|shown)\b)|list|show(?: me)?|name|give me|tell me|how many|are there|does)\b.*\bchapters\b/i,
  when: /^(?:when|where|at what time)\b.*\bchapter\b|\bchapter\b.*\b(?:called|title|name)\s*\??$|^(?:go|jump|take me) to\b.*\bchapter\b/i,
};
const VOR = String.raw`(?:\b(?:in|während|aus|von|bei|für)\s+)?(?:\b(?:im|vom|beim|dem|des|das)\s+)?`;
const GERMAN: ChapterWords = {
  byNumber: new RegExp(
    String.raw`${VOR}\bkapitels?\s+(?:nr\.?\s*|nummer\s+)?(\d{1,4}|ein|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf)(?![\p{L}\d])`,
    'iu',
  ),
  byPlace: new RegExp(String.raw`${VOR}(?<![\p{L}\d])(\p{L}+te[nrs]?|\d{1,4}\.)\s+kapitels?(?!\p{L})`, 'iu'),
  byTitle: new RegExp(
    String.raw`${VOR}\bkapitels?\s+(?:(?:namens|über|mit dem (?:titel|namen))\s+)?["“„«»'‘]?`,
    'i',
  ),
  number: (word) => germanOrdinal(word) || germanNumber(word.replace(/^eins$/, 'ein')),
  isLast: (word) => /^letzte/.test(word),
  between: (from, to) => `zwischen ${from} und ${to}`,
  list: /^(?:bitte\s+)?(?:(?:welche|was für)(?!.*(?:passiert|gesagt|gesehen|gezeigt|zu sehen))|nenn|zeig|list|gib|sag|wie ?viele|gibt es|hat|alle)\p{L}*(?!\p{L}).*(?<!\p{L})kapitel(?!s?\s*(?:\d|\p{L}*\s*\d))/iu,
  when: /^(?:ab )?(?:wann|wo)(?!\p{L}).*(?<!\p{L})kapitel(?!\p{L})|(?<!\p{L})kapitel.*(?:heißt|titel|name)|^wie (?:heißt|ist der (?:titel|name)).*(?<!\p{L})kapitels?(?!\p{L})|^(?:spring|geh)\p{L}*(?!\p{L}).*(?<!\p{L})kapitel/iu,
};
const LANGUAGES = [ENGLISH, GERMAN] as const;

/** A question in which a chapter stands as the times that it has, and what was read so. */
export interface InTimes {
  readonly text: string;
  /** One line for the answer's details; null where the question names no chapter that there is. */
  readonly note: string | null;
}

/**
 * Puts the times of a chapter in the place of its name: "What happens in chapter 2?" is "What happens between 0:05 and 0:12?".
 * Chapters are called by number, by place ("the last chapter") or by title ("the chapter The vault").
 */
export function chaptersAsTimes(
  text: string,
  chapters: readonly Chapter[],
  words: Pick<HowFound, 'chapterIs'> = HOW_FOUND,
): InTimes {
  const found = chapterIn(text, chapters.map(numbered));
  if (!found) return { text, note: null };
  const { chapter, at, length, between } = found;
  const [from, to] = [preciseClock(chapter.from), preciseClock(chapter.to)];
  const times = between(from, to);
  const named = `${text.slice(0, at)} ${times} ${text.slice(at + length)}`;
  return {
    text: named
      .replace(/\s+/g, ' ')
      .replace(/\s+([?.!,])/g, '$1')
      .trim(),
    note: words.chapterIs(chapter.number, chapter.title, from, to),
  };
}

export function allChapters(chapters: readonly Chapter[]): readonly Numbered[] {
  return chapters.map(numbered);
}

function numbered(chapter: Chapter, n: number): Numbered {
  return { ...chapter, number: n + 1 };
}

interface ChapterNamed {
  readonly chapter: Numbered;
  /** Where in the text it is named, and by how many characters. */
  readonly at: number;
  readonly length: number;
  readonly between: ChapterWords['between'];
}

function chapterIn(text: string, chapters: readonly Numbered[]): ChapterNamed | null {
  if (chapters.length === 0) return null;
  for (const words of LANGUAGES) {
    const named = byNumber(text, chapters, words) ?? byTitle(text, chapters, words);
    if (named) return named;
  }
  return null;
}

function byNumber(text: string, chapters: readonly Numbered[], words: ChapterWords): ChapterNamed | null {
  const named = numberNamed(text, chapters.length, words);
  const chapter = named && chapters[named.number - 1];
  return chapter ? { chapter, at: named.at, length: named.length, between: words.between } : null;
}

/** The number that a chapter is called by, 0 where its word is none, and where it stands. @param count the last one's */
function numberNamed(text: string, count: number, words: ChapterWords) {
  const match = words.byNumber.exec(text) ?? words.byPlace.exec(text);
  if (!match) return null;
  const word = (match[1] ?? '').toLowerCase();
  const isLast = words.isLast(word);
  const number = isLast ? count : /^\d+$/.test(word) ? Number(word) : words.number(word);
  return { number, isLast, at: match.index, length: match[0].length };
}

const QUOTED = /["“”„«»]/;
/** Asks for the words themselves, which may be said or written of any chapter of anything. */
const FOR_WORDS =
  /\b(?:sa(?:y|ys|id)|mention\w*|written|words?|read|talk\w*|about|gesagt|sagt|erwähnt|geschrieben|steht|wörter)\b/i;

/** Something is asked of what lies within it, even where it is what is said: "what is said in chapter 9". */
const WITHIN = /^(?:in|during|from|within|throughout|im|während|aus)\b/i;

/** The number of a chapter that a question asks for by number or place, 0 for the last one; null where it names none, or asks for the words. */
function wantedChapter(text: string): number | null {
  if (QUOTED.test(text)) return null;
  for (const words of LANGUAGES) {
    const named = numberNamed(text, 0, words);
    if (!named || (named.number === 0 && !named.isLast)) continue;
    const phrase = text.slice(named.at, named.at + named.length).trim();
    return FOR_WORDS.test(text) && !WITHIN.test(phrase) ? null : named.number;
  }
  return null;
}

/** The number of a chapter that a question asks for and the film has not; null where it has, names none, or asks for the words. */
export function lackedChapter(text: string, chapters: readonly Chapter[]): number | null {
  if (chapters.length === 0 || chapterIn(text, chapters.map(numbered))) return null;
  const wanted = wantedChapter(text);
  return wanted !== null && wanted > chapters.length ? wanted : null;
}

/** Whether a question asks for chapters, or of one by its number or place: of a film that has none, it cannot be answered. */
export function asksOfChapters(text: string): boolean {
  if (wantedChapter(text) !== null) return true;
  const trimmed = text.trim();
  return !QUOTED.test(text) && !FOR_WORDS.test(text) && LANGUAGES.some(({ list }) => list.test(trimmed));
}

/** Says that a film has no chapters, and what it has instead. */
export function* answerNoChapters(video: Video, text: string, evidence: Evidence): Generator<AnswerEvent> {
  const parts = evidence.deps.library.scenes.list(video.id).length;
  const wanted = wantedChapter(text) ?? 0;
  const number = wanted > 0 && wanted <= parts ? wanted : 1;
  const draft = new Draft().say({ kind: 'noChapters', counts: { parts, number }, confidence: 'none' });
  const language = languageNamed(evidence.deps.language);
  yield* draft.close('none').events([evidence.words.chaptersLooked], { language });
}

/** The longest title that follows the word for a chapter, closing quotation mark and all. */
function byTitle(text: string, chapters: readonly Numbered[], words: ChapterWords): ChapterNamed | null {
  const match = words.byTitle.exec(text);
  if (!match) return null;
  const rest = text.slice(match.index + match[0].length).toLowerCase();
  const [chapter] = chapters
    .filter(({ title }) => title !== '' && rest.startsWith(title.toLowerCase()))
    .sort((a, b) => b.title.length - a.title.length);
  if (!chapter) return null;
  const after = rest.slice(chapter.title.length);
  // A title that is the beginning of another word is not meant.
  if (/^\p{L}|^\p{N}/u.test(after)) return null;
  const mark = /^["”“»«'’]/.test(after) ? 1 : 0;
  const length = match[0].length + chapter.title.length + mark;
  return { chapter, at: match.index, length, between: words.between };
}

/** As the readers of questions take it: whole seconds, or with the fraction that there is. */
function preciseClock(time: Micros): string {
  const fraction = time % MICROS_PER_SECOND;
  return fraction === 0
    ? formatClock(time)
    : `${formatClock(time)}.${String(fraction).padStart(6, '0').replace(/0+$/, '')}`;
}

/** The chapters that a question asks for as such: all of them, or the one that it names. Null for any other question. */
export function askedChapters(text: string, chapters: readonly Chapter[]): readonly Numbered[] | null {
  const all = chapters.map(numbered);
  const trimmed = text.trim();
  if (all.length > 0 && LANGUAGES.some(({ list }) => list.test(trimmed))) return all;
  const one = LANGUAGES.some(({ when }) => when.test(trimmed)) ? chapterIn(trimmed, all) : null;
  return one && [one.chapter];
}

/**
 * Lists chapters, each with its place, checked as every place is.
 * @param lacks the number of one that was asked for, where these are all that there are
 */
export async function* answerChapters(
  video: Video,
  asked: readonly Numbered[],
  evidence: Evidence,
  lacks: number | null = null,
): AsyncGenerator<AnswerEvent, void> {
  const citation = ({ from, to, title, number }: Numbered): Citation => ({
    ...{ videoId: video.id, kind: 'scene', from, to, frameIndex: null },
    quote: title || evidence.words.place.chapter(number),
  });
  const candidates = asked.map((value) => ({ value, citation: citation(value), labels: [], frames: [] }));
  const { kept, dropped } = await new Verifier(evidence).check(candidates);
  const draft = new Draft();
  const total = video.media.chapters?.length ?? 0;
  if (asked.length > 1 || total === 1)
    draft.say({ kind: 'chapters', counts: { parts: total }, lacks, confidence: 'high' });
  for (const { value, citation } of kept)
    draft.say({
      ...{ kind: 'chapter', subject: [value.title], counts: { number: value.number } },
      ...{ ...at(citation), confidence: 'high' },
    });
  draft.close(kept.length > 0 && lacks === null ? 'high' : 'none');
  const language = languageNamed(evidence.deps.language);
  yield* draft.events([evidence.words.chaptersLooked, ...dropped], { language });
}
