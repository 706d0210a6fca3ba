import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isSafePath } from '../../worker/install/hub/names';
import { precisionSizes } from '../../worker/install/hub/testing/catalogue';
import { downloadBytes, hashesKnown, isPinned, readCatalogue, remoteParts } from './catalogue';

describe('the catalogue', () => {
  it('that comes with Longtake is sound', async () => {
    const entries = await readCatalogue(resolve('assets/catalogue.json'));
    expect(entries.map(({ id }) => id)).toContain('llava-mini-llama-3.1-8b');
    for (const found of entries) {
      expect(isPinned(found)).toBe(true);
      expect(downloadBytes(found)).toBeGreaterThan(1e6);
      for (const { text } of found.licences) expect(text.length).toBeGreaterThan(500);
      for (const { files } of remoteParts(found))
        for (const { path } of files) expect(isSafePath(path)).toBe(true);
    }
  });

  it('has the sizes that the converter’s formula gives', async () => {
    const entries = await readCatalogue(resolve('assets/catalogue.json'));
    const released = entries.find(({ id }) => id === 'llava-mini-llama-3.1-8b');
    expect(released?.precisions.length).toBe(3);
    expect(released?.precisions).toEqual(
      released?.precisions.map(({ precision }) => precisionSizes(precision)),
    );
  });

  it('says which entries can be checked against known hashes', async () => {
    const entries = await readCatalogue(resolve('assets/catalogue.json'));
    const known = Object.fromEntries(entries.map((found) => [found.id, hashesKnown(found)]));
    expect(known).toMatchObject({ 'clip-vit-base-patch32': true, 'llava-mini-llama-3.1-8b': false });
  });

  it('is empty where there is none', async () => {
    expect(await readCatalogue('/nowhere/catalogue.json')).toEqual([]);
  });
});
