import type { Confidence } from '../../../src-shared/answers';
import { formatClock, MICROS_PER_SECOND, type Micros } from '../../../src-shared/time';

/** Lengths, counts, lists and quotes as Longtake says them, in one place so that they are always said alike. */
export function lengthOf(micros: Micros): string {
  const total = Math.round(micros / MICROS_PER_SECOND);
  if (total < 1) return 'under a second';
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const seconds = total % 60;
  const parts = [count(hours, 'hour'), count(minutes, 'minute'), count(seconds, 'second')];
  return parts.filter((_, i) => [hours, minutes, seconds][i] !== 0).join(' ');
}

export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** "is" or "are", by the ending of what stands before it. */
export function be(topic: string): 'is' | 'are' {
  return /[^sui]s$/i.test(topic.trim()) || /(?:people|children|men|women)$/i.test(topic) ? 'are' : 'is';
}

export function times(n: number): string {
  return n === 1 ? 'once' : n === 2 ? 'twice' : `${n} times`;
}

export function listOf(items: readonly string[], join = 'and'): string {
  if (items.length <= 1) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} ${join} ${items.at(-1)}`;
}

const LONGEST_QUOTE = 280;

/** A quotation, cut at a word where it is long. @param marks those of the language */
export function quoted(text: string, [open, close]: readonly [string, string] = ['“', '”']): string {
  const plain = plainText(text);
  if (plain.length <= LONGEST_QUOTE) return `${open}${plain}${close}`;
  return `${open}${plain.slice(0, plain.lastIndexOf(' ', LONGEST_QUOTE))} …${close}`;
}

/** Text from outside made safe for an answer: no marks that its small Markdown or a citation could be mistaken for. */
export function plainText(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('**', '').replaceAll('[[', '[ [').trim();
}

export function percent(p: number): string {
  return p < 0.005 ? 'under 1 %' : `${Math.round(p * 100)} %`;
}

/** `, labelled “tabby” or “lynx”`: what the model called a frame, told as its word and not as a fact. */
export function labelled(names: readonly string[]): string {
  if (names.length === 0) return '';
  return `, labelled ${listOf(
    names.map((n) => `“${plainText(n)}”`),
    'or',
  )}`;
}

export function spanOf(range: { from: Micros; to: Micros }): string {
  return `${formatClock(range.from)} to ${formatClock(range.to)}`;
}

const ORDER: readonly Confidence[] = ['none', 'low', 'medium', 'high'];
export function surer(a: Confidence, b: Confidence): Confidence {
  return ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b;
}
