/** For tests only: a picture of words, as a screen shows it from one moment to another. */
export interface SupPicture {
  /** Seconds. */
  readonly from: number;
  readonly to: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** [height, width] of 0 (nothing is there) to 15 (white). */
  readonly shades: Uint8Array;
}

const END = 0x80;
const PALETTE = 0x14;
const OBJECT = 0x15;
const COMPOSITION = 0x16;
const WINDOW = 0x17;

/** For tests only: Presentation Graphic Streams (PGS), as a `.sup` file holds them: each picture is shown, and then taken off. */
export function makeSup(screen: readonly [width: number, height: number], pictures: readonly SupPicture[]) {
  const parts: Buffer[] = [];
  let number = 0;
  for (const picture of pictures) {
    const { left, top, width, height } = picture;
    const window = Buffer.concat([bytes(1, 0), words(left, top, width, height)]);
    const segment = (seconds: number, kind: number, data: Buffer): void => {
      const head = Buffer.from('PG\0\0\0\0\0\0\0\0\0\0\0', 'latin1');
      head.writeUInt32BE(Math.round(seconds * 90_000), 2);
      head[10] = kind;
      head.writeUInt16BE(data.length, 11);
      parts.push(head, data);
    };
    const composition = (shown: boolean): Buffer =>
      Buffer.concat([
        ...[words(...screen), bytes(0x10), words(number++), bytes(shown ? 0x80 : 0, 0, 0, shown ? 1 : 0)],
        ...(shown ? [words(0), bytes(0, 0), words(left, top)] : []),
      ]);
    segment(picture.from, COMPOSITION, composition(true));
    segment(picture.from, WINDOW, window);
    segment(picture.from, PALETTE, Buffer.from([0, 0, ...shadesOf()]));
    segment(picture.from, OBJECT, objectOf(picture));
    segment(picture.from, END, Buffer.alloc(0));
    segment(picture.to, COMPOSITION, composition(false));
    segment(picture.to, WINDOW, window);
    segment(picture.to, END, Buffer.alloc(0));
  }
  return Buffer.concat(parts);
}

/** Rows of the palette: number, luminance, both colours, how opaque. */
function shadesOf(): number[] {
  return Array.from({ length: 15 }, (_, n) => [n + 1, 16 + Math.round((n * 219) / 14), 128, 128, 255]).flat();
}

function objectOf({ width, height, shades }: SupPicture): Buffer {
  const rows = Array.from({ length: height }, (_, y) => runs(shades.subarray(y * width, (y + 1) * width)));
  const data = Buffer.from(rows.flat());
  const length = data.length + 4;
  const size = bytes(length >> 16, (length >> 8) & 255, length & 255);
  return Buffer.concat([words(0), bytes(0, 0xc0), size, words(width, height), data]);
}

/** A row's run lengths. */
function runs(row: Uint8Array): number[] {
  const coded: number[] = [];
  for (let at = 0; at < row.length; ) {
    const shade = row[at] as number;
    let end = at + 1;
    while (end < row.length && row[end] === shade && end - at < 0x3fff) end++;
    const length = end - at;
    if (shade > 0 && length < 3) coded.push(...Array.from({ length }, () => shade));
    else {
      const long = length > 63 ? [0x40 | (length >> 8), length & 255] : [length];
      long[0] = (long[0] as number) | (shade > 0 ? 0x80 : 0);
      coded.push(0, ...long, ...(shade > 0 ? [shade] : []));
    }
    at = end;
  }
  return [...coded, 0, 0];
}

function words(...values: readonly number[]): Buffer {
  const data = Buffer.alloc(2 * values.length);
  values.forEach((value, n) => {
    data.writeUInt16BE(value, 2 * n);
  });
  return data;
}

function bytes(...values: readonly number[]): Buffer {
  return Buffer.from(values);
}
