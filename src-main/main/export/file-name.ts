import { existsSync } from 'node:fs';
import { cutBytes } from '../../../src-shared/text';

/** What Windows takes for a device, whatever ending follows. */
const DEVICE_NAME = /^(con|prn|aux|nul|com\d|lpt\d)$/i;
/** File systems take 255 bytes; an ending and a thumbnails folder's name still have to fit. */
const LONGEST_NAME = 180;

/** A title as the name of a file on any system. */
export function asFileName(title: string): string {
  const name = title
    // Marks that turn the direction of writing would show another ending than the file has.
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[<>:"/\\|?*\p{Cc}]+/gu, ' ')
    .replace(/\s+/g, ' ');
  const plain = cutBytes(name.replace(/^[. ]+/, ''), LONGEST_NAME).replace(/[. ]+$/, '');
  if (plain === '') return 'Longtake';
  return DEVICE_NAME.test(plain.split('.')[0] ?? '') ? `_${plain}` : plain;
}

/** A path at which nothing is yet: the one that is given, or one with a number before its ending. @param ending with its dot */
export function freePath(path: string, ending = ''): string {
  for (let n = 1; ; n += 1) {
    const free = `${path}${n === 1 ? '' : ` ${n}`}${ending}`;
    if (!existsSync(free)) return free;
  }
}
