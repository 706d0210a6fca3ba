import { MICROS_PER_SECOND, type Micros, parseClock, secondsToMicros } from '../../../src-shared/time';

/** A place in a video as a question names it; `resolveTime` turns it into a stretch once the length is known. */
export type TimeReference =
  | { readonly kind: 'point'; readonly at: Micros }
  | { readonly kind: 'between'; readonly from: Micros; readonly to: Micros }
  | { readonly kind: 'from'; readonly from: Micros }
  | { readonly kind: 'until'; readonly to: Micros }
  | { readonly kind: 'first'; readonly length: Micros | null }
  | { readonly kind: 'last'; readonly length: Micros | null }
  /** Shares of the whole, 0..1. */
  | { readonly kind: 'share'; readonly from: number; readonly to: number };

const SMALL_NUMBERS: Record<string, number> = {
  a: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  half: 0.5,
};
const NUMBER = `\\d+(?:\\.\\d+)?|${Object.keys(SMALL_NUMBERS).join('|')}`;
const UNIT = 'hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s';
const CLOCK = '\\d+:\\d{1,2}(?::\\d{1,2})?(?:\\.\\d+)?';
/** `1:23`, `90 seconds`, `2 minutes and 5 seconds`, `1m30s`. */
const TIME = `(?:${CLOCK}|(?:${NUMBER})\\s*(?:${UNIT})(?:\\s*(?:and\\s+)?\\d+(?:\\.\\d+)?\\s*(?:${UNIT}))?)(?![\\w:])`;
const LOOSE = `(?:${TIME}|\\d+(?:\\.\\d+)?)`;

interface Rule {
  readonly pattern: RegExp;
  readonly read: (groups: readonly (string | undefined)[]) => TimeReference | null;
}

function rule(source: string, read: Rule['read']): Rule {
  return { pattern: new RegExp(`(?<![\\w:])${source}`, 'i'), read };
}

/** Tried in order: the longer forms before the shorter ones that they contain. */
const RULES: readonly Rule[] = [
  rule(`(?:between|from)\\s+(${LOOSE})\\s*(?:and|to|until|till|-|–|—)\\s*(${TIME})`, ([a, b]) =>
    between(a, b),
  ),
  rule(`(${CLOCK})\\s*(?:-|–|—|to|until)\\s*(${CLOCK})`, ([a, b]) => between(a, b)),
  rule(
    `(?:(?:in|during|within|of|for|at)\\s+)?the\\s+(?:very\\s+)?(first|last|final|opening|closing)\\s+(?:(${NUMBER})\\s*)?(${UNIT})\\b`,
    ([which, count, unit]) => part(which, readSpan(`${count ?? '1'} ${unit}`)),
  ),
  rule(
    `(?:(?:in|during|within|of|for)\\s+)?the\\s+(first|second|third|last|final|middle)\\s+(half|third|quarter)\\b`,
    ([which, part]) => share(which, part),
  ),
  rule(
    `(?<=^(?:describe|summari[sz]e|show|show me)\\s+)the\\s+(beginning|start|opening|end|ending)$`,
    ([which]) => part(/^end/i.test(which ?? '') ? 'last' : 'first', null),
  ),
  rule(`(?:after|since|from)\\s+(?:minute\\s+)?(${TIME})(?:\\s+on(?:wards)?)?`, ([a]) => {
    const from = readTime(a);
    return from === null ? null : { kind: 'from', from };
  }),
  rule(`(?:before|until|till|up\\s+to)\\s+(${TIME})`, ([a]) => {
    const to = readTime(a);
    return to === null ? null : { kind: 'until', to };
  }),
  rule(`(?:at|around|about|near|@)\\s+(?:about\\s+|around\\s+)?(${TIME})`, ([a]) => point(a)),
  rule(`(?:at|around|in|near)\\s+(?:the\\s+)?(?:(second|minute)\\s+)(\\d+)\\b`, ([unit, n]) =>
    point(`${n} ${unit}`),
  ),
  rule(`(${CLOCK})`, ([a]) => point(a)),
  rule(
    `(?:at|in|near|towards?)\\s+the\\s+(?:very\\s+)?(beginning|start|opening|end|ending|close)(?:\\s+of\\s+(?:the|this)\\s+(?:video|film|movie|clip|recording))?(?!\\s+of)`,
    ([which]) => part(/^(?:end|clos)/i.test(which ?? '') ? 'last' : 'first', null),
  ),
];

function between(a: string | undefined, b: string | undefined): TimeReference | null {
  const to = readTime(b);
  if (to === null) return null;
  // "between 10 and 20 seconds": the first number borrows the unit of the second.
  const unit = new RegExp(`(?:${UNIT})$`, 'i').exec(b ?? '')?.[0];
  const from = readTime(a) ?? (unit ? readTime(`${a} ${unit}`) : null) ?? parseClock(a ?? '');
  return from === null ? null : { kind: 'between', from: Math.min(from, to), to: Math.max(from, to) };
}
function part(which: string | undefined, length: Micros | null): TimeReference {
  return { kind: /^(?:last|final|closing)/i.test(which ?? '') ? 'last' : 'first', length };
}
function share(which: string | undefined, part: string | undefined): TimeReference | null {
  const parts = { half: 2, third: 3, quarter: 4 }[(part ?? '').toLowerCase()];
  if (parts === undefined) return null;
  const numbers: Record<string, number> = {
    first: 0,
    second: 1,
    third: 2,
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
  return text.includes(':') ? parseClock(text) : readSpan(text);
}

/** `2 minutes and 5 seconds`, `half minute`, `90s` to a length; null where no number with a unit is found. */
export function readSpan(text: string): Micros | null {
  let total: number | null = null;
  for (const [, count, unit] of text.matchAll(new RegExp(`(${NUMBER})\\s*(${UNIT})(?![a-z])`, 'gi'))) {
    const n = SMALL_NUMBERS[(count ?? '').toLowerCase()] ?? Number(count);
    const seconds = /^h/i.test(unit ?? '') ? 3600 : /^m/i.test(unit ?? '') ? 60 : 1;
    total = (total ?? 0) + n * seconds;
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

/** A reference as a stretch [from, to) of a video of that length; null where it lies wholly outside. */
export function resolveTime(time: TimeReference, duration: Micros): { from: Micros; to: Micros } | null {
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
