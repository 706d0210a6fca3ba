import { describe, expect, it, vi } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '../../../src-shared/settings';
import { RELEASES } from '../../../src-shared/updates';
import type { Question } from './dialogs';
import { networkGate, questionFor } from './network-gate';

const EVIL = 'https://elsewhere.example/';
const OWN = { address: 'http://localhost:11434', model: 'small', key: 'secret' };
const now: Settings = { ...DEFAULT_SETTINGS, mirror: 'https://mirror.example/', proxy: '' };

describe('networkGate', () => {
  function gate(answer: boolean | Promise<boolean>) {
    const confirm = vi.fn(async (_: Question) => answer);
    return { confirm, mayChange: networkGate({ confirm }) };
  }

  it('asks a person where a change says where to connect, and does as they say', async () => {
    const changes: Partial<Settings>[] = [
      { mirror: EVIL },
      { mirror: '' },
      { proxy: EVIL },
      { theme: 'dark', mirror: EVIL },
      { ownModel: OWN },
      { updates: true },
    ];
    for (const change of changes) {
      for (const said of [true, false]) {
        const { confirm, mayChange } = gate(said);
        expect(await mayChange(now, change)).toBe(said);
        expect(confirm).toHaveBeenCalledTimes(1);
      }
    }
    const { confirm, mayChange } = gate(false);
    expect(await mayChange({ ...now, downloads: false }, { downloads: true })).toBe(false);
    expect(confirm).toHaveBeenCalledTimes(1);
    // It begins to be asked for where either was the last that was off.
    const off = { ...now, downloads: false, updates: true };
    expect(questionFor(off, { downloads: true })?.detail).toContain(RELEASES);
    expect(questionFor({ ...now, downloads: false }, { updates: true })).toBeNull();
    expect(questionFor(off, { updates: false })).toBeNull();
  });

  it('asks nothing for what concerns no connection, or ends them', async () => {
    const { confirm, mayChange } = gate(false);
    const changes: Partial<Settings>[] = [
      {},
      { theme: 'dark', framesPerSecond: 2 },
      { mirror: now.mirror, proxy: now.proxy, downloads: true },
      { downloads: false },
    ];
    for (const change of changes) expect(await mayChange(now, change)).toBe(true);
    const chosen = { ...now, ownModel: OWN };
    for (const ownModel of [null, OWN, { ...OWN, model: 'other', key: '' }]) {
      expect(await mayChange(chosen, { ownModel })).toBe(true);
    }
    expect(confirm).not.toHaveBeenCalled();
  });

  it('asks once at a time: a page that asks on and on wears nobody down', async () => {
    const said = Promise.withResolvers<boolean>();
    const { confirm, mayChange } = gate(said.promise);
    const first = mayChange(now, { mirror: EVIL });
    expect(await mayChange(now, { mirror: EVIL })).toBe(false);
    expect(await mayChange(now, { theme: 'dark' })).toBe(true);
    said.resolve(true);
    expect(await first).toBe(true);
    expect(await mayChange(now, { proxy: EVIL })).toBe(true);
    expect(confirm).toHaveBeenCalledTimes(2);
  });
});

describe('questionFor', () => {
  it('names the old address and the new', () => {
    const { detail } = questionFor(now, { mirror: EVIL }) ?? { detail: '' };
    expect(detail).toContain(EVIL);
    expect(detail).toContain(now.mirror);
    expect(questionFor(now, { mirror: '' })?.detail).toContain('huggingface.co');
    const both = questionFor(now, { mirror: EVIL, proxy: 'http://10.0.0.3:3128' })?.detail;
    for (const part of [EVIL, now.mirror, 'http://10.0.0.3:3128/']) expect(both).toContain(part);
  });

  it('says what a program on this computer is given, and where it is', () => {
    const detail =
      questionFor(now, { ownModel: { ...OWN, model: `/home/me/${'x'.repeat(280)}.gguf` } })?.detail ?? '';
    expect(detail).toContain('http://localhost:11434');
    expect(detail).not.toContain('/home/me');
    expect(detail).not.toContain('secret');
    expect(detail.length).toBeLessThan(700);
    const other = questionFor({ ...now, ownModel: OWN }, { ownModel: { ...OWN, address: 'http://[::1]:1' } });
    expect(other?.detail).toContain('http://[::1]:1');
    expect(other?.detail).toContain('Until now: small, at http://localhost:11434');
  });

  it('shows addresses as they will be understood, and no password', () => {
    const shown = (mirror: string) => questionFor(now, { mirror })?.detail.split('\n')[0] ?? '';
    expect(shown('https://evil.example/\n\nUntil now: https://evil.example/')).toBe(
      'Models are fetched from: https://evil.example/Until%20now:%20https://evil.example/',
    );
    expect(shown('https://аррӏе.example/')).toContain('xn--');
    expect(shown('https://me:secret@mirror.example/')).not.toContain('secret');
    expect(shown(`https://evil.example/${'a'.repeat(5000)}`).length).toBeLessThan(300);
  });
});
