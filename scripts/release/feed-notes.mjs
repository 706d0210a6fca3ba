// What the list of releases (latest-linux.yml …) says is new: CHANGELOG.md's section as plain text, short enough for a window.

/** Letters; the whole stands on the page of the release. The program takes 4,000 (src-main/worker/install/release/list.ts). */
const MOST = 3000;

/** @param {string} changes a section of CHANGELOG.md, in Markdown */
export function feedNotes(changes) {
  const plain = changes
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\*\*|`/g, '')
    .replace(/^#+ /gm, '')
    // Lines that were only broken to fit the file.
    .replace(/([^\n])\n[ \t]*(?![\n\s\-|]|\d+\. )/g, '$1 ')
    .trim();
  if (plain.length <= MOST) return plain;
  const cut = plain.slice(0, MOST);
  return `${cut.slice(0, cut.lastIndexOf('\n')).trimEnd()}\n…`;
}
