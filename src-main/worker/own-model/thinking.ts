const OPENS = '<think>';
const CLOSES = '</think>';

/** A text in pieces without what a model thinks aloud before it answers: everything from `<think>` to `</think>`. */
export async function* withoutThinking(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  let thinking = false;
  for await (const piece of pieces) {
    rest += piece;
    for (;;) {
      const mark = thinking ? CLOSES : OPENS;
      const at = rest.indexOf(mark);
      if (at === -1) break;
      if (!thinking && at > 0) yield rest.slice(0, at);
      rest = rest.slice(at + mark.length);
      thinking = !thinking;
    }
    // The end may be the beginning of a mark.
    const kept = startsWithin(rest, thinking ? CLOSES : OPENS);
    const ready = rest.slice(0, rest.length - kept);
    if (!thinking && ready !== '') yield ready;
    rest = rest.slice(rest.length - kept);
  }
  if (!thinking && rest !== '') yield rest;
}

/** How many characters at a text's end are the beginning of a mark. */
function startsWithin(text: string, mark: string): number {
  for (let length = Math.min(text.length, mark.length - 1); length > 0; length--) {
    if (text.endsWith(mark.slice(0, length))) return length;
  }
  return 0;
}
