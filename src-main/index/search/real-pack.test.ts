import { mkdtempSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTextSpace } from '../../inference/text-space';
import type { TextSpace } from '../../inference/types';
import { temporaryDir } from '../../media/testing';
import { loadPack } from '../../models/pack';
import { ensureSegmentEmbeddings } from '../segment-store';
import { SegmentSearcher } from './segment-searcher';

const root = temporaryDir();
const signal = new AbortController().signal;
let space: TextSpace;
beforeAll(async () => {
  const opened = await openTextSpace(await loadPack(resolve('resources/packs/core')));
  if (!opened) throw new Error('the built-in pack has no text space');
  space = opened;
}, 60_000);
afterAll(() => space.dispose());

describe('the built-in pack', () => {
  it('finds what was said in other words', async () => {
    const dir = mkdtempSync(join(root, 'speech-'));
    const texts = [
      'Our function takes a single parameter.',
      'The weather will be cold and rainy tomorrow.',
      'She bought two tickets for the train to Paris.',
    ];
    await ensureSegmentEmbeddings(
      dir,
      'speech',
      texts.map((text, id) => ({ id, text })),
      space,
    );
    const searcher = new SegmentSearcher(space);
    const best = async (query: string) =>
      (await searcher.search([{ videoId: 'a', dir }], 'speech', query, 1, signal)).hits[0]?.segmentId;
    expect(await best('Do I need an umbrella?')).toBe(1);
    expect(await best('travelling to France by rail')).toBe(2);
    expect(await best('arguments of a procedure in a program')).toBe(0);
  }, 60_000);
});
