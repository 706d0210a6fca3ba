import { MICROS_PER_SECOND, type Micros, parseClock, secondsToMicros } from '../../../src-shared/time';
import { CARDINALS, numberWord, ORDINALS } from './reader/number-words';
import type { TimeReference } from './reader/query';

export type { TimeReference };

const SMALL_NUMBERS: Record<string, number> = {
  a: 1,
  an: 1,
  ...Object.fromEntries(CARDINALS.map((word, n) => [word, n + 1])),
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  'forty-five': 45,
  fifty: 50,
  sixty: 60,
  ninety: 90,
  half: 0.5,
  'half a': 0.5,
};
/** A number as it is said or written, without its unit. */
export const NUMBER = `(?:\\d+(?:\\.\\d+)?|${Object.keys(SMALL_NUMBERS)
  .sort((a, b) => b.length - a.length)
  .join('|')})`;
export const UNIT = '(?:hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)';
const CLOCK = '\\d+:\\d{1,2}(?::\\d{1,2})?(?:\\.\\d+)?';
/** "2m30", "1h20": the smaller unit goes without saying. */
const SHORT_SPAN = '\\d{1,2}h\\d{1,2}|\\d{1,3}m\\d{1,2}';
const SPAN = `(?:(?:${SHORT_SPAN})(?![\\da-z])|${NUMBER}(?:\\s+and\\s+a\\s+half)?[\\s-]*${UNIT}(?:\\s+and\\s+a\\s+half(?!\\s)|\\s*(?:and\\s+)?\\d+(?:\\.\\d+)?\\s*${UNIT})?)`;
/** `1:23`, `90 seconds`, `2 minutes and 5 seconds`, `1m30s`, `minute 3`. */
const TIME = `(?:${CLOCK}|${SPAN}|(?:minute|second)\\s+\\d+)(?![\\w:])`;
const LOOSE = `(?:${TIME}|\\d+(?:\\.\\d+)?)`;
/** Words that only hedge a time. */
const ABOUT = '(?:(?:about|around|roughly|approximately|exactly|precisely|just|right)\\s+)*';
const OF_FILM =
  '(?:\\s+(?:of|in|through|into)\\s+(?:the|this|that)(?:\\s+whole)?\\s+(?:video|film|movie|clip|recording|footage))?';

interface Rule {
  readonly pattern: RegExp;
  readonly read: (groups: readonly (string | undefined)[]) => TimeReference | null;
}

function rule(source: string, read: Rule['read']): Rule {
  return { pattern: new RegExp(`(?<![\\w:])${source}`, 'i'), read };
}

/** Tried in order: the longer forms before the shorter ones that they contain. */
const RULES: readonly Rule[] = [
  rule(
    `(?:between|from)\\s+(${LOOSE})\\s*(?:and|to|until|till|-|–|—)\\s*(${LOOSE})(?=$|[\\s,.?])`,
    ([a, b]) => between(a, b),
  ),
  rule(
    `(?:(?:in|during|for)\\s+)?(minute|second)s\\s+(\\d+)\\s*(?:and|to|until|till|-|–|—)\\s*(\\d+)\\b`,
    ([unit, a, b]) => between(`${unit} ${a}`, `${unit} ${b}`),
  ),
  rule(`(${CLOCK})\\s*(?:-|–|—|to|until)\\s*(${CLOCK})`, ([a, b]) => between(a, b)),
  rule(
    `(?:(?:in|during|within|of|for|at)\\s+)?(?:the\\s+)?(?:very\\s+)?(first|last|final|opening|closing)\\s+(?:(${NUMBER})[\\s-]*)?(${UNIT})\\b${OF_FILM}`,
    ([which, count, unit]) => edge(which, readSpan(`${count ?? '1'} ${unit}`)),
  ),
  rule(
    `(?:(?:in|during|within|of|for)\\s+)?the\\s+(first|second|third|last|final|middle|1st|2nd|3rd)\\s+(half|third|quarter)\\b${OF_FILM}`,
    ([which, part]) => share(which, part),
  ),
  rule(
    `${ABOUT}(?:(?:at|in|from|near|towards?)\\s+(?:the\\s+)?)?(?:half ?-?way|mid ?-?way)(?:\\s+(?:point|mark|in))?(?:\\s+through)?${OF_FILM}`,
    () => MIDDLE,
  ),
  rule(`(?:in|at|around|near)\\s+the\\s+middle${OF_FILM}(?=$|[ ,.])(?!\\s+of)`, () => MIDDLE),
  rule(
    `(?:(?:in|during|of|at)\\s+)?(?:the\\s+)?(scene|shot)\\s+(?:number\\s+|no\\.?\\s*|#\\s*)?(\\d+|${CARDINALS.join('|')})\\b`,
    ([unit, n]) => nth(unit, numberWord(n ?? '') || Number(n)),
  ),
  rule(
    `(?:(?:in|during|of|at)\\s+)?(?:(?<=^)|the\\s+)(?:very\\s+)?(${ORDINALS.join('|')}|\\d+(?:st|nd|rd|th)|last|final|opening|closing)\\s+(scene|shot)(?=$|[ ,.])(?!\\s+(?:of|with|where|in which|that|when|showing))`,
    ([which, unit]) => nth(unit, ordinalOf(which)),
  ),
  rule(
    `(?<=^(?:describe|summari[sz]e|show|show me|go to|jump to)\\s+)the\\s+(beginning|start|opening|end|ending)$`,
    ([which]) => edge(/^end/i.test(which ?? '') ? 'last' : 'first', null),
  ),
  rule(
    `(?:at|in|during)?\\s*(?:the\\s+)?(?:last\\s+)?(${SPAN})\\s+(?:before|from|to)\\s+the\\s+end${OF_FILM}`,
    ([a]) => edge('last', readSpan(a ?? '')),
  ),
  rule(
    `(?:after|since|from|starting\\s+(?:at|from))\\s+(?:minute\\s+)?(${TIME})(?:\\s+on(?:wards)?|\\s+(?:to|until|till)\\s+the\\s+end)?(?!\\s+(?:mark|in|into)\\b)`,
    ([a]) => {
      const from = readTime(a);
      return from === null ? null : { kind: 'from', from };
    },
  ),
  rule(`(?:before|until|till|up\\s+to)\\s+(${TIME})`, ([a]) => {
    const to = readTime(a);
    return to === null ? null : { kind: 'until', to };
  }),
  rule(
    `(?:at|around|about|near|after|@)?\\s*${ABOUT}(?:the\\s+)?(${TIME})\\s+(?:mark|in|into)\\b${OF_FILM}(?:\\s+(?:the|this)\\s+(?:video|film|movie|clip))?`,
    ([a]) => point(a),
  ),
  rule(
    `(?:at|around|about|near|in|@)\\s+${ABOUT}(?:the\\s+)?(${TIME})(?!\\s+(?:long|later|earlier)\\b)`,
    ([a]) => point(a),
  ),
  rule(
    `(?<=^[^.]*\\b(?:happens|said|seen|written|shown|there|on|visible)\\s+)((?:minute|second)\\s+\\d+)\\b`,
    ([a]) => point(a),
  ),
  rule(`(${CLOCK})`, ([a]) => point(a)),
  rule(
    `(?:right\\s+)?(?:at|in|near|towards?|from)\\s+the\\s+(?:very\\s+)?(beginning|start|opening|end|ending|close)(?:\\s+of\\s+(?:the|this)\\s+(?:video|film|movie|clip|recording))?(?!\\s+of)`,
    ([which]) => edge(/^(?:end|clos)/i.test(which ?? '') ? 'last' : 'first', null),
  ),
];

/** "Halfway": a fifth of the whole around its middle. */
const MIDDLE: TimeReference = { kind: 'share', from: 0.4, to: 0.6 };

function nth(unit: string | undefined, number: number): TimeReference | null {
  if (!Number.isInteger(number) || number === 0) return null;
  return { kind: 'part', unit: /^scene/i.test(unit ?? '') ? 'scene' : 'shot', number };
}
function ordinalOf(word = ''): number {
  const lower = word.toLowerCase();
  if (/^(?:last|final|closing)$/.test(lower)) return -1;
  if (lower === 'opening') return 1;
  const at = ORDINALS.indexOf(lower);
  return at >= 0 ? at + 1 : Number.parseInt(lower, 10);
}
function between(a: string | undefined, b: string | undefined): TimeReference | null {
  const unit = new RegExp(`${UNIT}$`, 'i').exec(b ?? '')?.[0] ?? /^(?:minute|second)/i.exec(a ?? '')?.[0];
  const to = readTime(b) ?? (unit ? readTime(`${b} ${unit}`) : null);
  if (to === null) return null;
  // "between 10 and 20 seconds", "between minute 3 and 5": one number borrows the unit of the other.
  const from = readTime(a) ?? (unit ? readTime(`${a} ${unit}`) : null) ?? parseClock(a ?? '');
  return from === null ? null : { kind: 'between', from: Math.min(from, to), to: Math.max(from, to) };
}
function edge(which: string | undefined, length: Micros | null): TimeReference {
  return { kind: /^(?:last|final|closing)/i.test(which ?? '') ? 'last' : 'first', length };
}
function share(which: string | undefined, part: string | undefined): TimeReference | null {
  const parts = { half: 2, third: 3, quarter: 4 }[(part ?? '').toLowerCase()];
  if (parts === undefined) return null;
  const numbers: Record<string, number> = {
    first: 0,
    '1st': 0,
    second: 1,
    '2nd': 1,
    third: 2,
    '3rd': 2,
    middle: 1,
    last: parts - 1,
    final: parts - 1,
  };
  const n = numbers[(which ?? '').toLowerCase()];
  return n === undefined || n >= parts ? null : { kind: 'share', from: n / parts, to: (n + 1) / parts };
}
function point(text: string | undefined): TimeReference | null {
  const at = readTime(text);
  return at === null ? null : { kind: 'point', at };
}

function readTime(text: string | undefined): Micros | null {
  if (!text) return null;
  if (text.includes(':')) return parseClock(text);
  // "Minute 3", "second 45"
  return readSpan(text.replace(/^(minute|second)\s+(\d+)$/i, '$2 $1'));
}

/** `2 minutes and 5 seconds`, `half minute`, `90s` to a length; null where no number with a unit is found. */
export function readSpan(text: string): Micros | null {
  let total: number | null = null;
  const one = new RegExp(
    `(${NUMBER})(\\s+and\\s+a\\s+half)?[\\s-]*(${UNIT})(?![a-z])(\\s+and\\s+a\\s+half)?`,
    'gi',
  );
  // "2m30", "1h20"
  const whole = text.replace(/(\d)m(\d{1,2})$/i, '$1m $2s').replace(/(\d)h(\d{1,2})$/i, '$1h $2m');
  for (const [, count, half, unit, halfAfter] of whole.matchAll(one)) {
    const n = SMALL_NUMBERS[(count ?? '').toLowerCase()] ?? Number(count);
    const seconds = /^h/i.test(unit ?? '') ? 3600 : /^m/i.test(unit ?? '') ? 60 : 1;
    total = (total ?? 0) + (n + (half || halfAfter ? 0.5 : 0)) * seconds;
  }
  return total === null ? null : secondsToMicros(total);
}

/** Takes the first time reference out of a text. */
export function takeTime(text: string): { rest: string; time: TimeReference | null } {
  for (const { pattern, read } of RULES) {
    const match = pattern.exec(text);
    if (!match) continue;
    const time = read(match.slice(1));
    if (!time) continue;
    const rest = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`;
    return { rest: rest.replace(/\s+/g, ' ').trim(), time };
  }
  return { rest: text, time: null };
}

/** Two seconds either side of a named second make sure that at least one sample lies in it. */
const POINT_MARGIN = 2 * MICROS_PER_SECOND;

type Stretch = { readonly from: Micros; readonly to: Micros };

/**
 * A reference as a stretch [from, to) of a video of that length; null where it lies wholly outside.
 * @param partsOf its scenes or shots in order, for a reference by their number
 */
export function resolveTime(
  time: TimeReference,
  duration: Micros,
  partsOf: (unit: 'scene' | 'shot') => readonly Stretch[] = () => [],
): { from: Micros; to: Micros } | null {
  if (time.kind === 'part') {
    const part = partsOf(time.unit).at(time.number > 0 ? time.number - 1 : time.number);
    return part ? { from: part.from, to: part.to } : null;
  }
  const tenth = Math.max(5 * MICROS_PER_SECOND, Math.round(duration / 10));
  const raw = ((): { from: Micros; to: Micros } => {
    switch (time.kind) {
      case 'point':
        return { from: time.at - POINT_MARGIN, to: time.at + POINT_MARGIN };
      case 'between':
        return { from: time.from, to: time.to };
      case 'from':
        return { from: time.from, to: duration };
      case 'until':
        return { from: 0, to: time.to };
      case 'first':
        return { from: 0, to: time.length ?? tenth };
      case 'share':
        return { from: Math.round(time.from * duration), to: Math.round(time.to * duration) };
      case 'last':
        return { from: duration - (time.length ?? tenth), to: duration };
    }
  })();
  const from = Math.max(0, raw.from);
  const to = Math.min(duration, raw.to);
  if (time.kind === 'point' && time.at > duration) return null;
  return from < to ? { from, to } : null;
}
