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
import { CARDINALS, numberWord, ORDINALS } from './reader/number-words';
import { Verifier } from './verify';

/** A chapter with the number that people call it by, from 1. */
interface Numbered extends Chapter {
  readonly number: number;
}

const BEFORE = String.raw`(?:\b(?:in|during|of|from|within|for|throughout)\s+)?(?:\bthe\s+)?`;
const BY_NUMBER = new RegExp(
  String.raw`${BEFORE}\bchapter\s+(?:no\.?\s*|number\s+)?(\d{1,4}|${CARDINALS.join('|')})\b`,
  'i',
);
const BY_PLACE = new RegExp(String.raw`${BEFORE}\b(${ORDINALS.join('|')}|last|final)\s+chapter\b`, 'i');
const BY_TITLE = new RegExp(
  String.raw`${BEFORE}\bchapter\s+(?:(?:called|named|titled|about)\s+)?["“„«'‘]?`,
  'i',
);

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
  const { chapter, at, length } = found;
  const [from, to] = [preciseClock(chapter.from), preciseClock(chapter.to)];
  const times = `between ${from} and ${to}`;
  const named = `${text.slice(0, at)} ${times} ${text.slice(at + length)}`;
  return {
    text: named
      .replace(/\s+/g, ' ')
      .replace(/\s+([?.!,])/g, '$1')
      .trim(),
    note: words.chapterIs(chapter.number, chapter.title, from, to),
  };
}

function numbered(chapter: Chapter, n: number): Numbered {
  return { ...chapter, number: n + 1 };
}

function chapterIn(
  text: string,
  chapters: readonly Numbered[],
): { readonly chapter: Numbered; readonly at: number; readonly length: number } | null {
  if (chapters.length === 0) return null;
  const byNumber = BY_NUMBER.exec(text);
  const byPlace = BY_PLACE.exec(text);
  const match = byNumber ?? byPlace;
  if (match) {
    const word = (match[1] ?? '').toLowerCase();
    const last = word === 'last' || word === 'final';
    const number = last ? chapters.length : numberOf(word);
    const chapter = chapters[number - 1];
    return chapter ? { chapter, at: match.index, length: match[0].length } : null;
  }
  return byTitle(text, chapters);
}

function numberOf(word: string): number {
  if (/^\d+$/.test(word)) return Number(word);
  return numberWord(word);
}

/** The longest title that follows the word "chapter", closing quotation mark and all. */
function byTitle(text: string, chapters: readonly Numbered[]): ReturnType<typeof chapterIn> {
  const match = BY_TITLE.exec(text);
  if (!match) return null;
  const rest = text.slice(match.index + match[0].length).toLowerCase();
  const [chapter] = chapters
    .filter(({ title }) => title !== '' && rest.startsWith(title.toLowerCase()))
    .sort((a, b) => b.title.length - a.title.length);
  if (!chapter) return null;
  const after = rest.slice(chapter.title.length);
  // A title that is the beginning of another word is not meant.
  if (/^\p{L}|^\p{N}/u.test(after)) return null;
  const mark = /^["”“»'’]/.test(after) ? 1 : 0;
  return { chapter, at: match.index, length: match[0].length + chapter.title.length + mark };
}

/** As the readers of questions take it: whole seconds, or with the fraction that there is. */
function preciseClock(time: Micros): string {
  const fraction = time % MICROS_PER_SECOND;
  return fraction === 0
    ? formatClock(time)
    : `${formatClock(time)}.${String(fraction).padStart(6, '0').replace(/0+$/, '')}`;
}

const LIST =
  /^(?:please\s+)?(?:(?:what|which)\b(?!.*\b(?:happens?|said|seen|shown)\b)|list|show(?: me)?|name|give me|tell me|how many|are there|does)\b.*\bchapters\b/i;
const WHEN =
  /^(?:when|where|at what time)\b.*\bchapter\b|\bchapter\b.*\b(?:called|title|name)\s*\??$|^(?:go|jump|take me) to\b.*\bchapter\b/i;

/** The chapters that a question asks for as such: all of them, or the one that it names. Null for any other question. */
export function askedChapters(text: string, chapters: readonly Chapter[]): readonly Numbered[] | null {
  const all = chapters.map(numbered);
  const trimmed = text.trim();
  if (all.length > 0 && LIST.test(trimmed)) return all;
  const one = WHEN.test(trimmed) ? chapterIn(trimmed, all) : null;
  return one && [one.chapter];
}

/** Lists chapters, each with its place, checked as every place is. */
export async function* answerChapters(
  video: Video,
  asked: readonly Numbered[],
  evidence: Evidence,
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
    draft.say({ kind: 'chapters', counts: { parts: total }, confidence: 'high' });
  for (const { value, citation } of kept)
    draft.say({
      ...{ kind: 'chapter', subject: [value.title], counts: { number: value.number } },
      ...{ ...at(citation), confidence: 'high' },
    });
  draft.close(kept.length > 0 ? 'high' : 'none');
  const language = languageNamed(evidence.deps.language);
  yield* draft.events([evidence.words.chaptersLooked, ...dropped], { language });
}
