/** Which bytes of a file to answer with. `end` is inclusive, as in HTTP. */
export type RangeAnswer =
  | { readonly status: 200; readonly start: number; readonly end: number }
  | { readonly status: 206; readonly start: number; readonly end: number }
  | { readonly status: 416 };

/**
 * Reads a `Range` header against a file of `size` bytes (RFC 9110, section 14). A header that is absent, of another
 * unit, malformed or of several ranges is ignored, as the RFC allows: the whole file is the answer.
 */
export function resolveRange(header: string | null, size: number): RangeAnswer {
  const whole: RangeAnswer = { status: 200, start: 0, end: size - 1 };
  const match = header === null ? null : /^bytes=(\d*)-(\d*)$/i.exec(header.trim());
  if (!match) return whole;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return whole;
  if (first === '') {
    const suffix = Number(last);
    if (suffix === 0 || size === 0) return { status: 416 };
    return { status: 206, start: Math.max(0, size - suffix), end: size - 1 };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return whole;
  if (start >= size) return { status: 416 };
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return { status: 206, start, end };
}
