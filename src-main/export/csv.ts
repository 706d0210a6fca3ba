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
