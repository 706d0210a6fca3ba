import { withoutControls } from './plain-text';

/**
 * A table as RFC 4180: CRLF line ends, fields with separators, quotes or line breaks in quotes, quotes doubled.
 * Where a spreadsheet would run text as a formula an apostrophe is put in front of it: at a field's beginning, and after what some
 * spreadsheets take for the beginning of another one. A plain number stays as it is.
 */
export function toCsv(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

/** Semicolons and tabs part fields where a comma is the decimal point, and line breaks do in fields that begin before them. */
const BEGINNING = '(?:^|[;\\t\\r\\n])';
/** Spaces, and what is not seen at all: readers drop them. */
const UNSEEN = '[\\s\\p{Cc}\\p{Cf}]*';
/** `=`, `+`, `-` and `@`, also in the widths that East Asian readers fold. */
const FORMULA = '[=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]';
const NUMBER = '[+-]?\\d+(?:\\.\\d+)?(?:[;\\t\\r\\n]|$)';
const RUNS = new RegExp(`(${BEGINNING}${UNSEEN})(?!${NUMBER})(?=${FORMULA})`, 'gu');

function field(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const guarded = withoutControls(value)
    .replace(RUNS, "$1'")
    .replace(/^[\t\r]/, "'$&");
  return /[",;\t\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
