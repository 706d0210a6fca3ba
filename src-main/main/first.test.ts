import { describe, expect, it, vi } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src-shared/settings';
import type { SettingsRepository } from '../base/library/types';
import type { Answers } from './desktop/ipc';
import { answerFirst } from './first';

function answering(get: () => unknown) {
  const all = Promise.withResolvers<Answers>();
  const asked = vi.fn();
  const settings = { get } as SettingsRepository;
  return { all, asked, answers: answerFirst({ settings }, ['fr-FR', 'de-AT'], { all: all.promise, asked }) };
}

describe('the first answers to the page', () => {
  it('are there before anybody answers everything', async () => {
    const { answers, asked } = answering(() => DEFAULT_SETTINGS);
    expect(await answers.call('settings.get', undefined)).toEqual({ ok: true, value: DEFAULT_SETTINGS });
    expect(await answers.call('app.systemLanguage', undefined)).toEqual({ ok: true, value: 'de' });
    expect(asked).not.toHaveBeenCalled();
  });

  it.each([
    ['library.list', undefined],
    ['settings.get', { of: 'somebody' }],
    ['toString', undefined],
    [7, undefined],
  ])('leave %s with %j to those who answer everything', async (name, input) => {
    const { answers, asked, all } = answering(() => DEFAULT_SETTINGS);
    const reply = answers.call(name, input);
    expect(asked).toHaveBeenCalledOnce();
    const call = vi.fn(async () => ({ ok: true, value: 'all' }) as const);
    all.resolve({ call } as unknown as Answers);
    expect(await reply).toEqual({ ok: true, value: 'all' });
    expect(call).toHaveBeenCalledWith(name, input);
  });

  it('leave settings that cannot be read to those who can tell it', async () => {
    const { answers, all } = answering(() => {
      throw new Error('damaged');
    });
    const refusal = { ok: false, error: { code: 'LibraryBroken', message: 'm', remedy: 'r' } } as const;
    all.resolve({ call: async () => refusal } as unknown as Answers);
    expect(await answers.call('settings.get', undefined)).toEqual(refusal);
  });
});
