// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { NO_UPDATE, type UpdateStatus } from '../../src-shared/updates';
import { t } from '../../src-shared/words/words';
import { followUpdates, updatesStore } from '../stores/updates-store';
import { installFakeApi } from '../testing/fake-api';
import { SAMPLE_SETTINGS } from '../testing/samples';
import { UpdateSettings } from './updates';

const OFFER = { version: '9.8.7', notes: '<img src=x onerror="alert(1)">\n- Faster.' };
const ASKED: UpdateStatus = { ...NO_UPDATE, checkedAt: 1_767_225_600_000 };
let unfollow = () => {};

function show(status: UpdateStatus, change: Partial<typeof SAMPLE_SETTINGS> = { updates: true }) {
  const api = installFakeApi({
    'updates.check': () => ASKED,
    'updates.fetch': () => {},
    'updates.install': () => {},
    'updates.openPage': () => {},
  });
  updatesStore.setState({ status });
  unfollow = followUpdates();
  render(<UpdateSettings settings={{ ...SAMPLE_SETTINGS, ...change }} />);
  return api;
}
const press = (key: Parameters<typeof t>[0]) => fireEvent.click(screen.getByRole('button', { name: t(key) }));
const shows = (key: Parameters<typeof t>[0]) => screen.queryByRole('button', { name: t(key) }) !== null;

afterEach(() => {
  cleanup();
  unfollow();
  updatesStore.setState({ status: NO_UPDATE });
});

it('is off, and shows nothing that asks, until a person switches it on', () => {
  show({ ...ASKED, offer: OFFER }, {});
  expect((screen.getByRole('switch') as HTMLInputElement).checked).toBe(false);
  expect(screen.queryAllByRole('button')).toEqual([]);
  expect(screen.queryByRole('status')).toBeNull();
});

it('asks nothing where fetching is switched off, and says so', () => {
  show(ASKED, { updates: true, downloads: false });
  expect(screen.getByRole('status').textContent).toBe(t('settings.updates.noNetwork'));
  expect(screen.queryAllByRole('button')).toEqual([]);
});

it('asks now where it is told to, and says why that came to nothing', async () => {
  const error = { code: 'DownloadFailed', message: 'No answer.', remedy: 'Later.' } as const;
  const api = show({ ...ASKED, error });
  expect(screen.getByRole('alert').textContent).toContain('No answer.');
  press('settings.updates.check');
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  expect(api.calls.map(({ method }) => method)).toEqual(['updates.check']);
});

it('tells what is new as text, and leads to the page alone where the package cannot replace itself', () => {
  const api = show({ ...ASKED, offer: OFFER });
  expect(document.querySelector('pre')?.textContent).toBe(OFFER.notes);
  expect(document.querySelector('img')).toBeNull();
  expect(shows('settings.updates.fetch')).toBe(false);
  press('settings.updates.page');
  expect(api.calls.map(({ method }) => method)).toEqual(['updates.openPage']);
});

it('fetches after a click, and tells how far it is', async () => {
  const api = show({ ...ASKED, offer: OFFER, installs: true });
  press('settings.updates.fetch');
  expect(api.calls.map(({ method }) => method)).toEqual(['updates.fetch']);
  expect(shows('settings.updates.install')).toBe(false);
  const fetching = { ...ASKED, offer: OFFER, installs: true, state: 'fetching', progress: 0.5 } as const;
  api.emit('updates.changed', fetching);
  const words = t('settings.updates.fetching', { version: OFFER.version, percent: '50' });
  await waitFor(() => expect(screen.getByRole('status').textContent).toBe(words));
  const check = screen.getByRole('button', { name: t('settings.updates.check') }) as HTMLButtonElement;
  expect(check.disabled).toBe(true);
});

it('installs what is ready', () => {
  const api = show({ ...ASKED, offer: OFFER, installs: true, state: 'ready' });
  press('settings.updates.install');
  expect(api.calls.map(({ method }) => method)).toEqual(['updates.install']);
});
