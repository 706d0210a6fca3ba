import { Fragment, type ReactNode } from 'react';

export type MarkRange = readonly [from: number, to: number];

/** Where the words of `needle` occur in `text`, ignoring case; ascending, without overlaps. */
export function findMarks(text: string, needle: string): MarkRange[] {
  const wanted = needle.trim().toLowerCase();
  if (wanted === '') return [];
  const lower = text.toLowerCase();
  // Some letters change length with their case (İ): then positions do not carry over.
  if (lower.length !== text.length) return [];
  const found: MarkRange[] = [];
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + wanted.length)) {
    found.push([at, at + wanted.length]);
  }
  return found;
}

/** Text with these ranges marked; ranges out of order or out of bounds are left out. */
export function Marked({ text, marks }: { readonly text: string; readonly marks: readonly MarkRange[] }) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [from, to] of marks) {
    if (from < at || to > text.length || to <= from) continue;
    parts.push(
      <Fragment key={from}>
        {text.slice(at, from)}
        <mark>{text.slice(from, to)}</mark>
      </Fragment>,
    );
    at = to;
  }
  return (
    <>
      {parts}
      {text.slice(at)}
    </>
  );
}
