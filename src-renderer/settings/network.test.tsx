// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settings as schema } from '../../src-shared/settings';
import { modelsStore } from '../stores/models-store';
import { settingsStore } from '../stores/settings-store';
import { viewStore } from '../stores/view-store';
import { installFakeApi } from '../testing/fake-api';
import { SAMPLE_SETTINGS } from '../testing/samples';
import { judgeAddress } from './address';
import { Settings } from './settings';

describe('judgeAddress', () => {
  const good = [
    '',
    ' ',
    'https://hub.example.org',
    'http://10.0.0.3:3128',
    'http://me:word@proxy:3128/',
    'http://[::1]:80',
  ];
  const bad = [
    'hub.example.org',
    'ftp://hub.example.org',
    'https://',
    'https:// hub',
    'https://a.b/?x=1',
    'file:///etc',
  ];

  it.each(good)('takes %j, as main does', (typed) => {
    const judged = judgeAddress(typed);
    expect(judged.error).toBeNull();
    expect(schema.shape.mirror.safeParse(judged.address).success).toBe(true);
  });
  it.each(bad)('refuses %j in words', (typed) => expect(judgeAddress(typed).error).toMatch(/\.$/));
  it('warns of what is not encrypted, but not on this machine', () => {
    expect(judgeAddress('http://hub.example.org').warning).toContain('Not encrypted');
    expect(judgeAddress('http://127.0.0.1:8080').warning).toBeNull();
    expect(judgeAddress('https://me:word@proxy').warning).toContain('unencrypted');
  });
});

describe('NetworkSettings', () => {
  beforeEach(() => {
    settingsStore.setState({ settings: SAMPLE_SETTINGS });
    modelsStore.setState({ packs: [], catalogue: [], installs: [], devices: null, error: null });
  });
  afterEach(cleanup);

  function show() {
    const fake = installFakeApi({
      'models.devices': () => ({
        chosen: 'cpu',
        why: 'It is the only one.',
        candidates: [],
        language: null,
        others: [],
      }),
    });
    render(<Settings />);
    return fake;
  }

  it('switches fetching off, and takes the focus when another screen leads here', () => {
    viewStore.setState({ wanted: 'downloads' });
    const fake = show();
    const downloads = screen.getByRole('switch', { name: 'Fetch models' });
    expect(document.activeElement).toBe(downloads);
    fireEvent.click(downloads);
    expect(fake.callsOf('settings.set')).toEqual([{ downloads: false }]);
  });

  it('says what is wrong with an address while it is typed, and stores only a good one', () => {
    const fake = show();
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Address of the mirror' });
    fireEvent.change(field, { target: { value: 'hub.example' } });
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText(/write the whole address/)).toBeTruthy();
    fireEvent.blur(field);
    expect(fake.callsOf('settings.set')).toEqual([]);
    fireEvent.change(field, { target: { value: ' https://hub.example ' } });
    expect(field.getAttribute('aria-invalid')).toBe('false');
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(fake.callsOf('settings.set')).toEqual([{ mirror: 'https://hub.example' }]);
    expect(field.value).toBe('https://hub.example');
  });

  it('takes back what was typed with Escape', () => {
    const fake = show();
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Address of the proxy' });
    fireEvent.change(field, { target: { value: 'http://p' } });
    fireEvent.keyDown(field, { key: 'Escape' });
    fireEvent.blur(field);
    expect(field.value).toBe('');
    expect(fake.callsOf('settings.set')).toEqual([]);
  });
});
