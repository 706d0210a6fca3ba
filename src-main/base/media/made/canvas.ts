// The canvas on which an animation's pictures are laid over one another.
import { crc32, deflateSync } from 'node:zlib';
import type { AnimationFrame } from './webp';

/** Transparent at first. Pixels are RGBA, 8 bits a channel, alpha not multiplied in, rows top to bottom. */
export class Canvas {
  readonly #pixels: Buffer;

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.#pixels = Buffer.alloc(width * height * 4);
  }

  /** @param pixels RGBA of a whole canvas, with the frame's picture in the left upper corner: [height, width, 4] */
  draw({ x, y, width, height, blends }: AnimationFrame, pixels: Buffer): void {
    for (let row = 0; row < height; row++) {
      const from = row * this.width * 4;
      const to = ((y + row) * this.width + x) * 4;
      if (blends) this.#blend(pixels, from, to, width);
      else pixels.copy(this.#pixels, to, from, from + width * 4);
    }
  }

  clear({ x, y, width, height }: AnimationFrame): void {
    for (let row = 0; row < height; row++) {
      const at = ((y + row) * this.width + x) * 4;
      this.#pixels.fill(0, at, at + width * 4);
    }
  }

  /** Lays pixels over those that are there (Porter and Duff's "over"). */
  #blend(source: Buffer, from: number, to: number, count: number): void {
    const under = this.#pixels;
    for (let n = 0; n < count * 4; n += 4) {
      const alpha = (source[from + n + 3] ?? 0) / 255;
      if (alpha === 0) continue;
      const below = ((under[to + n + 3] ?? 0) / 255) * (1 - alpha);
      const sum = alpha + below;
      for (let channel = n; channel < n + 3; channel++) {
        const mixed = (source[from + channel] ?? 0) * alpha + (under[to + channel] ?? 0) * below;
        under[to + channel] = Math.round(mixed / sum);
      }
      under[to + n + 3] = Math.round(sum * 255);
    }
  }

  /** What is shown, as PNG without alpha: on white, as a page has it. */
  png(): Buffer {
    const rows = Buffer.alloc(this.height * (1 + this.width * 3));
    let at = 0;
    for (let row = 0; row < this.height; row++) {
      // Each row begins with its filter: none.
      at += 1;
      for (let n = row * this.width * 4; n < (row + 1) * this.width * 4; n += 4) {
        const alpha = (this.#pixels[n + 3] ?? 0) / 255;
        for (let channel = 0; channel < 3; channel++) {
          rows[at++] = Math.round((this.#pixels[n + channel] ?? 0) * alpha + 255 * (1 - alpha));
        }
      }
    }
    const head = Buffer.alloc(13);
    head.writeUInt32BE(this.width, 0);
    head.writeUInt32BE(this.height, 4);
    head.set([8, 2], 8);
    return Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      ...[
        pngChunk('IHDR', head),
        pngChunk('IDAT', deflateSync(rows, { level: 3 })),
        pngChunk('IEND', Buffer.alloc(0)),
      ],
    ]);
  }
}

function pngChunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
