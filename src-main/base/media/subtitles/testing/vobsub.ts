import { readFileSync, writeFileSync } from 'node:fs';

/**
 * For tests only: the `.idx` of a VobSub, whose pictures lie in a `.sub` (an MPEG programme stream, which ffmpeg writes).
 * @param sub its packets with a time begin a picture
 */
export function writeIdx(sub: string, [width, height]: readonly [number, number], language: string): string {
  const data = readFileSync(sub);
  const grey = (n: number): string => n.toString(16).padStart(2, '0').repeat(3);
  const palette = Array.from({ length: 16 }, (_, n) => grey([0, 255, 128, 64][n % 4] as number));
  const lines = ['# VobSub index file, v7', `size: ${width}x${height}`, `palette: ${palette.join(', ')}`];
  lines.push(`id: ${language}, index: 0`);
  let pack = 0;
  for (let at = 0; at + 14 < data.length; at++) {
    if (data.readUIntBE(at, 3) !== 1) continue;
    if (data[at + 3] === 0xba) pack = at;
    if (data[at + 3] !== 0xbd) continue;
    const [a, b, c, d, e] = data.subarray(at + 9, at + 14) as unknown as [
      number,
      number,
      number,
      number,
      number,
    ];
    const time = ((a >> 1) & 7) * 2 ** 30 + (b << 22) + ((c >> 1) << 15) + (d << 7) + (e >> 1);
    if (((data[at + 7] as number) & 0x80) > 0)
      lines.push(`timestamp: ${clock(time / 90)}, filepos: ${hex(pack)}`);
    at += 5 + data.readUInt16BE(at + 4);
  }
  const path = sub.replace(/\.sub$/, '.idx');
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

function clock(milliseconds: number): string {
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const seconds = milliseconds / 1000;
  const rest = String(Math.floor(milliseconds % 1000)).padStart(3, '0');
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}:${rest}`;
}

function hex(position: number): string {
  return position.toString(16).padStart(9, '0');
}
