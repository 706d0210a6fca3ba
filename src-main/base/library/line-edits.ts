import { randomUUID } from 'node:crypto';
import type { Segment, SegmentSource, Word } from '../../../src-shared/analysis';
import type { VideoId } from '../../../src-shared/primitives';
import { correctedWords } from './corrected-words';
import { NotFound } from './errors';
import type { KeptLine, LineChange, LineShape, SegmentRepository } from './types';

/** What of the lines of a video is changed. */
interface Lines {
  readonly id: VideoId;
  readonly source: SegmentSource;
}

/**
 * Splits a line before word number `at` of the text that is shown. Each part has the model's words that lie in it.
 * @throws NotFound, RangeError where there is no such word
 */
export function splitLine(
  segments: SegmentRepository,
  { id, source }: Lines,
  segmentId: number,
  at: number,
): LineChange {
  const kept = segments.kept(id, source, segmentId);
  const { segment, correction } = kept;
  const shown = (correction ?? segment.text).split(/\s+/).filter((word) => word !== '');
  if (at < 1 || at >= shown.length) throw new RangeError(`a line of ${shown.length} words has no word ${at}`);
  const texts = [shown.slice(0, at).join(' '), shown.slice(at).join(' ')] as const;
  const timed = correction === null ? segment.words : correctedWords(segment, correction, segment.words);
  const cut = cutOf(segment, timed.length === shown.length ? timed : [], at, texts);
  const heard = [
    segment.words.filter((word) => word.from < cut.to),
    segment.words.filter((word) => word.from >= cut.to),
  ] as const;
  const shape = kept.shape ?? { group: randomUUID(), originals: [kept] };
  const part = (number: 0 | 1, span: Pick<Segment, 'id' | 'from' | 'to'>): KeptLine => {
    const words = heard[number];
    const text = segment.words.length === 0 ? texts[number] : words.map((word) => word.text).join(' ');
    return {
      segment: { ...segment, ...span, text, words },
      correction: text === texts[number] ? null : texts[number],
      shape,
    };
  };
  const added = [
    part(0, { id: segment.id, from: segment.from, to: cut.from }),
    part(1, { id: segments.freeNumber(id, source), from: cut.to, to: segment.to }),
  ];
  return apply(segments, { id, source, removed: [kept], added });
}

/** Where a line is cut: between two words, or by the letters before where their times are not known. */
function cutOf(
  { from, to }: Segment,
  words: readonly Word[],
  at: number,
  [first, second]: readonly [string, string],
): { from: number; to: number } {
  const before = words[at - 1];
  const behind = words[at];
  if (before && behind) return { from: Math.max(from, before.to), to: Math.max(from, behind.from) };
  const cut = from + Math.round(((to - from) * first.length) / (first.length + second.length));
  return { from: cut, to: cut };
}

/** Joins a line with the one of its source that follows. @throws NotFound where none does */
export function joinLines(segments: SegmentRepository, { id, source }: Lines, segmentId: number): LineChange {
  const lines = segments.list(id, source);
  const place = lines.findIndex((line) => line.id === segmentId);
  const next = lines[place + 1];
  if (place < 0 || !next) throw new NotFound('line');
  const [a, b] = [segments.kept(id, source, segmentId), segments.kept(id, source, next.id)];
  const touched = [a, b, ...groupOf(segments, { id, source }, [a, b])];
  const shape = shapeOf([a, b]);
  const joined = joinedLine(a, b, shape);
  // What else was of the same lines is taken back with them.
  const others = touched.slice(2).map((line): KeptLine => ({ ...line, shape }));
  return apply(segments, { id, source, removed: touched, added: [joined, ...others] });
}

function joinedLine(a: KeptLine, b: KeptLine, shape: LineShape): KeptLine {
  const text = `${a.segment.text} ${b.segment.text}`.trim();
  const shown = `${a.correction ?? a.segment.text} ${b.correction ?? b.segment.text}`.trim();
  const { confidence: sureA, language, speaker: saysA, ...first } = a.segment;
  const { confidence: sureB, speaker: saysB } = b.segment;
  const named = saysA ?? saysB;
  const sure = sureA === undefined || sureB === undefined ? undefined : Math.min(sureA, sureB);
  return {
    segment: {
      ...first,
      to: Math.max(a.segment.to, b.segment.to),
      text,
      words: [...a.segment.words, ...b.segment.words],
      ...(sure !== undefined && { confidence: sure }),
      ...(named !== undefined && { speaker: saysA === saysB ? named : '' }),
      ...(language !== undefined && language === b.segment.language && { language }),
    },
    correction: shown === text ? null : shown,
    shape,
  };
}

/** Gives a line that was split or joined the model's shape again, with all that was made of the same lines. @throws NotFound */
export function unshapeLine(
  segments: SegmentRepository,
  { id, source }: Lines,
  segmentId: number,
): LineChange {
  const kept = segments.kept(id, source, segmentId);
  if (!kept.shape) throw new NotFound('line');
  const removed = [kept, ...groupOf(segments, { id, source }, [kept])];
  const gone = new Set(removed.map(({ segment }) => segment.id));
  const inUse = new Set(segments.list(id, source).map((line) => line.id));
  let free = segments.freeNumber(id, source);
  // A new transcript may have a line of the same number by now.
  const added = kept.shape.originals.map((line) =>
    inUse.has(line.segment.id) && !gone.has(line.segment.id)
      ? { ...line, segment: { ...line.segment, id: free++ } }
      : line,
  );
  return apply(segments, { id, source, removed, added });
}

/** Other lines that were made of the same ones. */
function groupOf(segments: SegmentRepository, { id, source }: Lines, of: readonly KeptLine[]): KeptLine[] {
  const groups = new Set(of.flatMap(({ shape }) => (shape ? [shape.group] : [])));
  if (groups.size === 0) return [];
  const own = new Set(of.map(({ segment }) => segment.id));
  return segments
    .shaped(id, source)
    .filter(({ segment, shape }) => shape && groups.has(shape.group) && !own.has(segment.id));
}

function shapeOf(lines: readonly KeptLine[]): LineShape {
  const originals = new Map<string, KeptLine>();
  for (const line of lines) {
    for (const one of line.shape?.originals ?? [line]) {
      originals.set(`${one.segment.id}/${one.segment.from}`, one);
    }
  }
  return { group: randomUUID(), originals: [...originals.values()] };
}

/** Gives lines other words. @param texts by the lines' numbers @param spelled whether the glossary did, no person */
export function rewordLines(
  segments: SegmentRepository,
  { id, source }: Lines,
  texts: ReadonlyMap<number, string>,
  spelled = false,
): LineChange {
  const removed = [...texts.keys()].map((line) => segments.kept(id, source, line));
  const added = removed.map((line): KeptLine => {
    const { spelled: _, ...rest } = line;
    const text = texts.get(line.segment.id) as string;
    const same = text === line.segment.text;
    return { ...rest, correction: same ? null : text, ...(spelled && !same && { spelled: true }) };
  });
  return apply(segments, { id, source, removed, added });
}

/** The change that undoes another. */
export function undoing({ removed, added, ...lines }: LineChange): LineChange {
  return { ...lines, removed: added, added: removed };
}

/**
 * Makes a change, or undoes one. @throws NotFound where the lines are not as the change found them: what was done since is not
 * to be lost
 */
export function apply(segments: SegmentRepository, change: LineChange): LineChange {
  const { id, source, removed, added } = change;
  for (const line of removed) {
    if (JSON.stringify(segments.kept(id, source, line.segment.id)) !== JSON.stringify(line))
      throw new NotFound('line');
  }
  segments.exchange(
    id,
    source,
    removed.map(({ segment }) => segment.id),
    added,
  );
  return change;
}

/** Places of a text in another. @returns where each begins and ends */
export function placesOf(
  text: string,
  { find, matchCase, wholeWords }: { find: string; matchCase: boolean; wholeWords: boolean },
): [from: number, to: number][] {
  const literal = find.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const edge = wholeWords ? ['(?<![\\p{L}\\p{N}])', '(?![\\p{L}\\p{N}])'] : ['', ''];
  const pattern = new RegExp(`${edge[0]}${literal}${edge[1]}`, matchCase ? 'gu' : 'giu');
  return [...text.matchAll(pattern)].map((match) => [match.index, match.index + match[0].length]);
}
