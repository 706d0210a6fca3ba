// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a file
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f]/g;

/** Text without C0 and C1 control characters, but for tab and line breaks, and without halves of characters: no file can hold those. */
export function withoutControls(text: string): string {
  return text.toWellFormed().replace(CONTROLS, ' ');
}

/** Text on one line: line breaks and control characters, which formats of lines take for their own, become spaces. */
export function oneLine(text: string): string {
  return withoutControls(text)
    .replace(/[\s\u0085\u2028\u2029]+/g, ' ')
    .trim();
}

/** A whole document as JSON, in which every string is one that every reader takes. */
export function toJson(document: unknown): string {
  const wellFormed = (_: string, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed() : value;
  return `${JSON.stringify(document, wellFormed, 2)}\n`;
}

/** Makes text from outside stand in Markdown as it is, on a line of its own. */
export function escapeMarkdown(text: string): string {
  return atLineStart(escapeInline(oneLine(text)));
}

/**
 * Makes a piece of a line stand in Markdown as it is. Beside what CommonMark gives a meaning: `$` and `~` of its dialects, and what
 * they make links of by themselves (addresses, `www.`, e-mail).
 */
export function escapeInline(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>|~&!#$@]/g, '\\$&')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/\bwww\./gi, (www) => `${www.slice(0, -1)}\\.`);
}

/** What would make a line a list, a rule, or the line before it a heading. */
export function atLineStart(escaped: string): string {
  return escaped.replace(/^[+=-]/, '\\$&').replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}

/** A path beside a Markdown file, as the address of a picture: every character that is not a name's own is encoded. */
export function markdownPath(path: string): string {
  const encoded = (name: string) =>
    encodeURIComponent(name.toWellFormed()).replace(
      /[!'()*]/g,
      (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  return path.split('/').map(encoded).join('/');
}

/** Makes text from outside stand in HTML and XML as it is, also in attributes; what XML cannot hold at all becomes a space. */
export function escapeXml(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no way to write these
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ' ')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;')
      // A reader of attributes would make spaces of them.
      .replaceAll('\r', '&#13;')
      .replaceAll('\n', '&#10;')
      .replaceAll('\t', '&#9;')
  );
}
