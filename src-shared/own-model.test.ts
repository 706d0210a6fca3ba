import { describe, expect, it } from 'vitest';
import { loopbackAddress, ownModel, shownModel } from './own-model';
import { settings } from './settings';

describe('loopbackAddress', () => {
  it.each([
    ['http://127.0.0.1:11434', 'http://127.0.0.1:11434'],
    [' http://localhost:1234/v1/ ', 'http://localhost:1234'],
    ['http://LOCALHOST:1234', 'http://localhost:1234'],
    ['http://[::1]:8080/', 'http://[::1]:8080'],
    ['http://127.1.2.3:8080', 'http://127.1.2.3:8080'],
    ['http://localhost:12434/engines/v1', 'http://localhost:12434/engines'],
    // Other spellings of the same numbers.
    ['http://2130706433:80/', 'http://127.0.0.1'],
    ['http://0x7f.1:9', 'http://127.0.0.1:9'],
  ])('takes %s', (typed, address) => expect(loopbackAddress(typed)).toBe(address));

  it.each([
    '',
    'localhost:1234',
    'https://localhost:1234',
    'http://example.org:11434',
    'http://10.0.0.3:11434',
    'http://192.168.1.2:11434',
    'http://0.0.0.0:11434',
    'http://[::]:11434',
    'http://[::ffff:10.0.0.3]:11434',
    'http://[::ffff:127.0.0.1]:11434',
    'http://128.0.0.1',
    'http://127.0.0.1.example.org',
    'http://localhost.example.org',
    'http://localhost.',
    'http://api.localhost',
    'http://127.0.0.1@example.org',
    'http://example.org#127.0.0.1',
    'http://me:word@127.0.0.1',
    'http://localhost:1234/?to=http://example.org',
    'http://localhost:1234/a/../../%2e%2e/x%0d%0a',
    'http://localhost/a//b',
    'http://lοcalhost:1234',
    'ftp://127.0.0.1',
    'file:///etc/passwd',
    'unix:/var/run/docker.sock',
  ])('refuses %j', (typed) => expect(loopbackAddress(typed)).toBeNull());
});

describe('a chosen model', () => {
  const chosen = { address: 'http://localhost:11434', model: 'llama3.2:3b', key: '' };

  it('is of this computer alone, whoever asks for it to be stored', () => {
    expect(ownModel.parse(chosen)).toEqual(chosen);
    expect(settings.partial().safeParse({ ownModel: null }).success).toBe(true);
    const bad = [
      { address: 'http://example.org' },
      // Not in the form that is connected to.
      { address: 'http://localhost:11434/v1' },
      { model: '' },
      { model: 'a\nb' },
      { model: 'gpt-oss:120b-cloud' },
      { model: 'qwen:cloud' },
      { key: 'a\r\nHost: b' },
    ];
    for (const change of bad) {
      expect(
        settings.partial().safeParse({ ownModel: { ...chosen, ...change } }).success,
        JSON.stringify(change),
      ).toBe(false);
    }
  });

  it('is shown by its name, not by where its file lies', () => {
    expect(shownModel('/home/me/models/smol-135m.Q4.gguf')).toBe('smol-135m.Q4');
    expect(shownModel('C:\\models\\smol.gguf')).toBe('smol');
    expect(shownModel('hf.co/owner/model:Q4')).toBe('hf.co/owner/model:Q4');
    expect(shownModel('x'.repeat(300)).length).toBe(60);
  });
});
