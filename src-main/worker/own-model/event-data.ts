/**
 * The data of a stream of server-sent events, one event at a time. Pieces may end anywhere: in a line, in a character. Fields
 * other than `data`, comments and empty events are passed over.
 * See https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream.
 */
export async function* eventData(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let line = '';
  let data: string[] = [];
  /** Takes one line. @returns an event's data where the line ends one */
  function take(text: string): string | null {
    if (text === '') {
      const event = data.length > 0 ? data.join('\n') : null;
      data = [];
      return event;
    }
    if (text.startsWith('data:')) data.push(text.slice(text[5] === ' ' ? 6 : 5));
    return null;
  }
  for await (const piece of pieces) {
    line += decoder.decode(piece, { stream: true });
    // A carriage return at the very end may be the first half of a line's end.
    const lines = line.split(/\r\n|\n|\r(?!$)/);
    line = lines.pop() ?? '';
    for (const text of lines) {
      const event = take(text);
      if (event !== null) yield event;
    }
  }
  // Some servers close without the empty line that ends the last event.
  take((line + decoder.decode()).replace(/\r$/, ''));
  const last = take('');
  if (last !== null) yield last;
}
