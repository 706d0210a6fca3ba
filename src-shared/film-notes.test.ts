import { expect, it } from 'vitest';
import { filmNotes } from './film-notes';

const media = { container: 'mpegts', duration: null, video: null, audio: [] };

it('names each place where a recording’s clock jumps, and counts them where they are many', () => {
  expect(filmNotes(media)).toEqual([]);
  expect(filmNotes({ ...media, clock: { jumps: [], estimated: true } })).toEqual([]);
  const of = (...jumps: number[]) => filmNotes({ ...media, clock: { jumps, estimated: false } })[0];
  expect(of(19_980_000)).toContain('jumps at 0:20.');
  expect(of(20e6, 3605e6)).toContain('at 0:20 and 1:00:05.');
  expect(of(1e6, 2e6, 3e6, 4e6, 5e6, 6e6)).toContain('at 0:01, 0:02, 0:03, 0:04 and 2 more places.');
});
