import type { Confidence } from '../../src-shared/domain';
import { formatClock, MICROS_PER_SECOND, type Micros } from '../../src-shared/time';
import { CALIBRATION } from './calibration';

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

/** A quotation, cut at a word where it is long. */
export function quoted(text: string): string {
  const plain = plainText(text);
  if (plain.length <= LONGEST_QUOTE) return `“${plain}”`;
  return `“${plain.slice(0, plain.lastIndexOf(' ', LONGEST_QUOTE))} …”`;
}

/** Text from outside made safe for an answer: no marks that its small Markdown or a citation could be mistaken for. */
export function plainText(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('**', '').replaceAll('[[', '[ [').trim();
}

export function percent(p: number): string {
  return p < 0.005 ? 'under 1 %' : `${Math.round(p * 100)} %`;
}

/**
 * How a frame with a label of that best probability is told of: the same grades everywhere. A label is one of a
 * thousand that the model must choose from, so even the surest one is told as a likeness.
 */
export function gradeOf(peak: number): 'looks like' | 'may be' | 'perhaps' {
  const { strong, floor } = CALIBRATION.seen;
  return peak >= strong ? 'looks like' : peak >= floor ? 'may be' : 'perhaps';
}

export function spanOf(range: { from: Micros; to: Micros }): string {
  return `${formatClock(range.from)} to ${formatClock(range.to)}`;
}

/** The sentence that closes an answer: how sure it is, and why. */
export function sureness(confidence: Confidence, why: string): string {
  return `How sure: **${confidence === 'none' ? 'nothing found' : confidence}**, ${why}.`;
}

const ORDER: readonly Confidence[] = ['none', 'low', 'medium', 'high'];
export function surer(a: Confidence, b: Confidence): Confidence {
  return ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b;
}
export function lessSure(a: Confidence, b: Confidence): Confidence {
  return ORDER.indexOf(a) <= ORDER.indexOf(b) ? a : b;
}
