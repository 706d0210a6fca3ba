/** The longest beginning of a text that is at most so large, cut between whole characters as readers see them. */
function cutBy(text: string, most: number, sizeOf: (piece: string) => number): string {
  if (sizeOf(text) <= most) return text;
  let size = 0;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    size += sizeOf(segment);
    if (size > most) break;
    kept += segment;
  }
  return kept;
}

/** The beginning of a text in at most so many UTF-16 units; no character is torn apart. */
export function cutText(text: string, most: number): string {
  return cutBy(text, most, (piece) => piece.length);
}

const utf8 = new TextEncoder();

/** The beginning of a text in at most so many bytes of UTF-8; no character is torn apart. */
export function cutBytes(text: string, most: number): string {
  return cutBy(text, most, (piece) => utf8.encode(piece).length);
}
