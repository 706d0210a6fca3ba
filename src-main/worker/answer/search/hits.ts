import type { SearchHit } from '../../../../src-shared/answers';
import { mostAtOnce } from '../../recognition/objects/most-at-once';
import { telling } from '../findings';
import { stem, wordsOf } from '../words';
import type { Unit } from './units';

type Match = SearchHit['matches'][number];

/** A stretch as it is shown: with every reason why it matched. */
export function toHit(unit: Unit, score: number, query: string): SearchHit {
  const { frame } = unit;
  const best = unit.things.toSorted((a, b) => b.score - a.score)[0]?.best ?? null;
  return {
    videoId: unit.videoId,
    from: unit.from,
    to: unit.to,
    frameIndex: best?.frameIndex ?? frame?.frameIndex ?? unit.still?.index ?? null,
    frameTime: best?.time ?? frame?.time ?? unit.still?.time ?? null,
    score,
    matches: [...things(unit, query), ...seen(unit, query), ...lines(unit)],
  };
}

/** A match for each kind: "person, up to 3 at once". */
function things(unit: Unit, query: string): Match[] {
  const labels = [...new Set(unit.things.map((track) => track.label))];
  return labels.map((label) => {
    const tracks = unit.things.filter((track) => track.label === label);
    const most = mostAtOnce(tracks);
    const text = most > 1 ? `${label}, up to ${most} at once` : label;
    const probability = Math.max(...tracks.map((track) => track.score));
    return { kind: 'object', text, probability, marks: marksIn(text, query) };
  });
}

function seen({ frame }: Unit, query: string): Match[] {
  if (!frame) return [];
  const text = telling(frame.labels).join(', ');
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
