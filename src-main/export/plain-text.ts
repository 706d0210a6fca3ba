/** Text on one line: line breaks and control characters, which formats of lines take for their own, become spaces. */
export function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a file
  return text.replace(/[\s\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ').trim();
}

/** Makes text from outside stand in Markdown as it is. */
export function escapeMarkdown(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_{}[\]<>|~]/g, '\\$&')
    .replace(/^([#+-]|\d+[.)])(?=\s)/, (mark) =>
      /\d/.test(mark) ? mark.replace(/[.)]$/, '\\$&') : `\\${mark}`,
    );
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
