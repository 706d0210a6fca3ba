import type { SearchHit } from '../../../../src-shared/answers';
import { mostAtOnce } from '../../recognition/objects/most-at-once';
import { CALIBRATION } from '../calibration';
import { telling } from '../findings';
import { lineStrength } from '../line-hit';
import { stem, wordsOf } from '../words';
import type { Unit } from './units';

type Match = SearchHit['matches'][number];

/**
 * A stretch as it is shown: with every reason why it matched.
 * @param query the words that were looked for; null where frames like one were
 */
export function toHit(unit: Unit, score: number, query: string | null): SearchHit {
  const { frame } = unit;
  const best = unit.things.toSorted((a, b) => b.score - a.score)[0]?.best ?? null;
  return {
    videoId: unit.videoId,
    from: unit.from,
    to: unit.to,
    frameIndex: best?.frameIndex ?? frame?.frameIndex ?? unit.still?.index ?? null,
    frameTime: best?.time ?? frame?.time ?? unit.still?.time ?? null,
    score,
    matches: [...things(unit, query ?? ''), ...seen(unit, query ?? ''), ...lines(unit)],
    ...(query === null && frame ? { similarity: Math.min(1, Math.max(-1, frame.resemblance)) } : {}),
    ...((query === null ? isUnlike(unit) : isWeak(unit)) ? { weak: true } : {}),
  };
}

/** Not so like the frame that it would be taken for the same subject. */
function isUnlike({ frame }: Unit): boolean {
  return (frame?.resemblance ?? 0) < CALIBRATION.alike;
}

/** Neither a thing nor a frame surely shows what was looked for, and no line holds the words or is near them. */
function isWeak({ things, frame, lines }: Unit): boolean {
  const shown = things.length > 0 || (frame?.probability ?? 0) >= CALIBRATION.seen.single;
  return !shown && !lines.some((line) => ['strong', 'fair'].includes(lineStrength(line) ?? ''));
}

/** A match for each kind, with how many of it there are at once. */
function things(unit: Unit, query: string): Match[] {
  const labels = [...new Set(unit.things.map((track) => track.label))];
  return labels.map((label) => {
    const tracks = unit.things.filter((track) => track.label === label);
    const most = mostAtOnce(tracks);
    const probability = Math.max(...tracks.map((track) => track.score));
    const several = most > 1 ? { atOnce: most } : {};
    return { kind: 'object', text: label, ...several, probability, marks: marksIn(label, query) };
  });
}

/** What explains a likeness that no label names is what is surely seen, often nothing: the likeliest labels are mostly untrue. */
function seen({ frame }: Unit, query: string): Match[] {
  if (!frame) return [];
  const { label } = CALIBRATION.seen;
  const told = frame.probability === null ? frame.labels.filter((l) => l.probability >= label) : frame.labels;
  const text = telling(told).join(', ');
  return [{ kind: 'seen', text, probability: frame.probability, marks: marksIn(text, query) }];
}

function lines(unit: Unit): Match[] {
  return unit.lines.map(({ segment, marks }) => ({
    kind: segment.source === 'speech' ? 'said' : 'written',
    text: segment.text,
    probability: null,
    marks: marks.map(([from, to]) => [from, to]),
    ...(segment.fromFile ? { fromFile: true } : {}),
  }));
}

/** Ranges of the words of a text that the query holds too. */
function marksIn(text: string, query: string): [number, number][] {
  const wanted = new Set(wordsOf(query).map((w) => stem(w.lower)));
  return wordsOf(text)
    .filter((w) => wanted.has(stem(w.lower)))
    .map((w) => [w.start, w.end]);
}
