import { expect, it } from 'vitest';
import { BrokenStream, MatroskaReader } from './matroska';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const STREAM = hex(
  // header; segment of unknown size; info to skip; cluster at 1000 ms: simple block, block group with a duration
  '1a45dfa3 83 428100  18538067 01ffffffffffffff  1549a966 82 ffff' +
    ' 1f43b675 01ffffffffffffff e7 82 03e8  a3 86 81 0005 80 aabb  a0 8a a1 85 82 fffb 00 cc 9b 81 07' +
    ' 1f43b675 8b e7 82 07d0 a3 85 83 0000 80 dd',
);
const BLOCKS = [
  { track: 1, milliseconds: 1005, data: hex('aabb') },
  { track: 2, milliseconds: 995, data: hex('cc') },
  { track: 3, milliseconds: 2000, data: hex('dd') },
];

it('finds the same blocks however the bytes are cut', () => {
  for (let size = 1; size <= STREAM.length; size++) {
    const reader = new MatroskaReader();
    const blocks = [];
    for (let at = 0; at < STREAM.length; at += size)
      blocks.push(...reader.push(STREAM.subarray(at, at + size)));
    expect(blocks).toEqual(BLOCKS);
    expect(reader.complete).toBe(true);
  }
});

it('notices a stream that stops within an element, and bytes that are no stream', () => {
  const cut = new MatroskaReader();
  expect([...cut.push(STREAM.subarray(0, STREAM.length - 1))]).toHaveLength(2);
  expect(cut.complete).toBe(false);
  expect(() => [...new MatroskaReader().push(hex('00 11 22'))]).toThrow(BrokenStream);
  expect(() => [...new MatroskaReader().push(hex('a3 ff'))]).toThrow(BrokenStream);
});

it.each([0x02, 0x04, 0x06])(
  'refuses a block of several frames (lacing %i) rather than take it for one',
  (lacing) => {
    const reader = new MatroskaReader();
    const block = hex(`a3 86 81 0005 ${(0x80 | lacing).toString(16)} aabb`);
    expect(() => [...reader.push(block)]).toThrow(BrokenStream);
  },
);
