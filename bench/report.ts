/** One line of the report: what was measured, and the limit measured in the same run that it is held against. */
export interface Row {
  readonly what: string;
  readonly value: string;
  /** The limit and the ratio to it; empty where there is none. */
  readonly against: string;
}

/** A section of the benchmark. */
export interface Section {
  readonly title: string;
  run(): Promise<Row[]>;
}

export function number(value: number, digits = 1): string {
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A size in memory; null where the system does not tell. */
export function megabytes(bytes: number | null): string {
  return bytes === null ? 'not measured on this system' : `${number(bytes / 1_000_000, 0)} MB`;
}

/** Rows as a Markdown table. */
export function table(rows: readonly Row[]): string {
  const lines = rows.map(({ what, value, against }) => `| ${what} | ${value} | ${against} |`);
  return ['| measured | value | against |', '| --- | --- | --- |', ...lines].join('\n');
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('no values');
  return middle;
}
