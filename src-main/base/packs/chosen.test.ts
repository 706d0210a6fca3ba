import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '../../../src-shared/settings';
import { ChosenPacks } from './chosen';
import { ModelPackMissing } from './errors';

let root: string;
let settings: Settings;
let chosen: ChosenPacks;

function put(id: string, version = '1', at = 1): string {
  const dir = join(root, id);
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'manifest.json'), JSON.stringify({ id, version, name: id.toUpperCase() }));
  utimesSync(join(dir, 'manifest.json'), at, at);
  return dir;
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'longtake-chosen-'));
  settings = DEFAULT_SETTINGS;
  const dir = (id: string) => {
    if (id === 'gone') throw new ModelPackMissing(id);
    return join(root, id);
  };
  chosen = new ChosenPacks({ dir }, () => settings, put('core', '3'), put('tracks', '1'), root);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('the chosen packs', () => {
  it('have every installed one that reads lines in another script, and no other', () => {
    expect(chosen.scripts).toEqual([]);
    const [greek, cyrillic] = [put('writing-greek'), put('writing-cyrillic')];
    for (const [dir, kind] of [
      [greek, 'recogniser'],
      [cyrillic, 'recogniser'],
      [put('another'), 'pp-ocr'],
    ]) {
      const manifest = { id: 'x', version: '1', name: 'X', writing: { kind } };
      writeFileSync(join(dir as string, 'manifest.json'), JSON.stringify(manifest));
    }
    mkdirSync(join(root, '.removed-writing-thai'));
    expect(chosen.scripts).toEqual([cyrillic, greek]);
  });

  it('are the built-in one until others are chosen', () => {
    expect([chosen.search, chosen.speech, chosen.answers]).toEqual([chosen.core, chosen.core, null]);
    expect(chosen.models).toEqual({ search: 'core@3', answers: null });
    const [clip, llava] = [put('clip'), put('llava', '2')];
    settings = { ...settings, searchPack: 'clip', answerPack: 'llava' };
    expect([chosen.search, chosen.answers]).toEqual([
      clip,
      { packDir: llava, model: 'llava@2', name: 'LLAVA' },
    ]);
    expect(chosen.models).toEqual({ search: 'clip@1', answers: 'llava@2' });
    put('llava', '4', 2);
    expect(chosen.models.answers).toBe('llava@4');
  });

  it('are the built-in one where the chosen one is gone or broken', () => {
    writeFileSync(join(put('broken'), 'manifest.json'), '{');
    settings = { ...settings, searchPack: 'gone', speechPack: 'broken', answerPack: 'gone' };
    expect([chosen.search, chosen.speech, chosen.answers]).toEqual([chosen.core, chosen.core, null]);
  });

  it('leave a video to the pack that it was indexed with', () => {
    const clip = put('clip');
    expect(chosen.of({ packId: 'clip@1' })).toBe(clip);
    expect(chosen.of({ packId: null })).toBe(chosen.core);
    expect(chosen.of({ packId: 'gone@1' })).toBe(chosen.core);
  });
});
