/** A stretch of a line. `citation`: the n of a `[[n]]`. */
export type Inline =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'bold'; readonly children: readonly Inline[] }
  | { readonly type: 'citation'; readonly index: number };
export type Block =
  | { readonly type: 'paragraph'; readonly lines: readonly (readonly Inline[])[] }
  | { readonly type: 'list'; readonly items: readonly (readonly Inline[])[] }
  | {
      readonly type: 'table';
      readonly head: readonly (readonly Inline[])[];
      readonly rows: readonly (readonly (readonly Inline[])[])[];
    };

/** Text outside bold: words and citations. */
function parsePlain(text: string): Inline[] {
  const parts = text.split(/\[\[(\d{1,6})\]\]/);
  return parts.flatMap((part, at): Inline[] => {
    if (at % 2 === 1) return [{ type: 'citation', index: Number(part) }];
    return part === '' ? [] : [{ type: 'text', text: part }];
  });
}

function parseInline(text: string): Inline[] {
  const parts = text.split(/\*\*(?=\S)(.+?\S|\S)\*\*/);
  return parts.flatMap((part, at): Inline[] =>
    at % 2 === 1 ? [{ type: 'bold', children: parsePlain(part) }] : parsePlain(part),
  );
}

const ROW = /^\|(.*)\|\s*$/;
const RULE = /^\|(?:\s*-{3,}\s*\|)+\s*$/;

/** A head, a rule and rows; null for anything else. A row that the stream has not finished is held back. */
function parseTable(chunk: string): Block | null {
  const [first = '', rule = '', ...rows] = chunk.trim().split('\n');
  if (!ROW.test(first) || !RULE.test(rule)) return null;
  const cells = (line: string) =>
    (ROW.exec(line)?.[1] ?? '')
      .split(/(?<!\\)\|/)
      .map((cell) => parseInline(cell.replaceAll('\\|', '|').trim()));
  return { type: 'table', head: cells(first), rows: rows.filter((row) => ROW.test(row)).map(cells) };
}

/**
 * Reads the Markdown of answers: paragraphs, `- ` lists, tables, **bold** and `[[n]]`. Anything else is text.
 * A `[[n` that the stream has not finished yet is held back, so that no brackets flicker.
 */
export function parseAnswer(source: string): Block[] {
  const text = source.replace(/\[(\[\d{0,6}\]?)?$/, '');
  const blocks: Block[] = [];
  for (const chunk of text.split(/\n\s*\n/)) {
    const table = parseTable(chunk);
    if (table) {
      blocks.push(table);
      continue;
    }
    let lines: Inline[][] = [];
    let items: Inline[][] = [];
    const flush = () => {
      if (lines.length > 0) blocks.push({ type: 'paragraph', lines });
      if (items.length > 0) blocks.push({ type: 'list', items });
      lines = [];
      items = [];
    };
    for (const line of chunk.split('\n')) {
      const item = /^\s*- (.*)$/.exec(line);
      if (item === null ? items.length > 0 : lines.length > 0) flush();
      if (item) items.push(parseInline(item[1] ?? ''));
      else if (line.trim() !== '') lines.push(parseInline(line.trim()));
    }
    flush();
  }
  return blocks;
}
