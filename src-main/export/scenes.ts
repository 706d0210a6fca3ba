import type { Scene } from '../../src-shared/domain';
import { formatTimestamp, type Micros } from '../../src-shared/time';

/**
 * A table as RFC 4180: CRLF line ends, fields with commas, quotes or line breaks in quotes, quotes doubled.
 * A field that a spreadsheet would run as a formula (it begins with = + - @, a tab or a return) gets an apostrophe in
 * front, unless it is a plain number.
 */
export function toCsv(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

function field(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const guarded = /^[=+\-@\t\r]/.test(value) && !/^[+-]?\d+(?:\.\d+)?$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** Scenes with what was said in each; times as `hh:mm:ss.mmm` for people and in microseconds for machines. */
export function scenesToCsv(scenes: readonly Scene[], said: (from: Micros, to: Micros) => string): string {
  const rows = scenes.map((scene) => [
    scene.index + 1,
    formatTimestamp(scene.from),
    formatTimestamp(scene.to),
    formatTimestamp(scene.keyFrame),
    scene.from,
    scene.to,
    scene.keyFrame,
    scene.keyFrameIndex,
    said(scene.from, scene.to),
  ]);
  return toCsv([HEADER, ...rows]);
}

const HEADER = [
  'scene',
  'from',
  'to',
  'key_frame',
  'from_us',
  'to_us',
  'key_frame_us',
  'key_frame_number',
  'said',
];
