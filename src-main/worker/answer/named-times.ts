import { type Micros, parseClock } from '../../../src-shared/time';
import { NUMBER, readSpan, UNIT } from './time-words';

/** A time or a stretch that a text names, and the words that do. */
export interface NamedTime {
  readonly from: Micros;
  /** Equal to `from` for a moment. */
  readonly to: Micros;
  readonly words: string;
}

const MOST = 12;
/** A time of day on a wall is no place in a film. */
const CLOCK = String.raw`(?<![\w:.])\d{1,3}:[0-5]\d(?::[0-5]\d)?(?:\.\d+)?(?![\w:]|\s*(?:[ap]\.?m\b|o'clock))`;
const SPAN = String.raw`${NUMBER}[\s-]*${UNIT}\b(?:\s*(?:,|and)?\s*${NUMBER}\s*${UNIT}\b)?`;
const TO = String.raw`\s*(?:-|–|—|to|until|till|and|through)\s*`;
const ABOUT = String.raw`(?:(?:about|around|roughly|approximately|exactly|the)\s+)*`;

interface Rule {
  readonly pattern: RegExp;
  readonly read: (groups: readonly string[]) => readonly [Micros | null, Micros | null];
}

/** Tried in order, the longer forms first; what one took is nothing for the next. Lengths ("for 10 seconds") are no places. */
const RULES: readonly Rule[] = [
  rule(String.raw`\bbetween\s+(${CLOCK})\s+and\s+(${CLOCK})`, ([a = '', b = '']) => [
    parseClock(a),
    parseClock(b),
  ]),
  rule(String.raw`(${CLOCK})\s*(?:-|–|—|to|until|till|through)\s*(${CLOCK})`, ([a = '', b = '']) => [
    parseClock(a),
    parseClock(b),
  ]),
  rule(
    String.raw`\b(?:between|from)\s+(${NUMBER})\s*(${UNIT})?${TO}(${NUMBER})\s*(${UNIT})\b`,
    ([a, unit, b, lastUnit]) => [readSpan(`${a} ${unit || lastUnit}`), readSpan(`${b} ${lastUnit}`)],
  ),
  rule(`(${CLOCK})`, ([a = '']) => [parseClock(a), parseClock(a)]),
  rule(
    String.raw`(?:\b(?:at|around|about|near|after|before|until|by|from|starting)|@)\s+${ABOUT}(${SPAN})(?!\s+(?:long|later|earlier))`,
    ([a = '']) => moment(a),
  ),
  rule(String.raw`\b(${SPAN})(?=\s+(?:in|into|mark)\b)`, ([a = '']) => moment(a)),
  rule(String.raw`\b(minute|second)\s+(\d+)\b`, ([unit, n]) => moment(`${n} ${unit}`)),
];

function rule(source: string, read: Rule['read']): Rule {
  return { pattern: new RegExp(source, 'gi'), read };
}

function moment(text: string): readonly [Micros | null, Micros | null] {
  const at = readSpan(text.replaceAll('-', ' '));
  return [at, at];
}

/** The times that a text names, in the order in which it does, each once; only those inside of a film of this length. */
export function namedTimes(text: string, duration: Micros): NamedTime[] {
  const found: (NamedTime & { readonly at: number })[] = [];
  let rest = text;
  for (const { pattern, read } of RULES) {
    rest = rest.replace(pattern, (words: string, ...groups: unknown[]) => {
      const at = groups.find((group) => typeof group === 'number') ?? 0;
      const [from, to] = read(
        groups.slice(0, groups.indexOf(at)).map((g) => (g === undefined ? '' : String(g))),
      );
      if (from !== null && to !== null && from <= to && from <= duration) {
        found.push({ from, to: Math.min(to, duration), words: words.trim(), at });
      }
      return ' '.repeat(words.length);
    });
  }
  const once = new Map(found.sort((a, b) => a.at - b.at).map((time) => [`${time.from}-${time.to}`, time]));
  return [...once.values()].slice(0, MOST).map(({ from, to, words }) => ({ from, to, words }));
}
