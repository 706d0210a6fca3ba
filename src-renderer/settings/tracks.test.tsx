// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { settingsStore } from '../stores/settings-store';
import { installFakeApi } from '../testing/fake-api';
import { SAMPLE_SETTINGS } from '../testing/samples';
import { Settings } from './settings';

afterEach(cleanup);

it.each([
  ['Find cuts', 'findShots'],
  ['Find people and things', 'findObjects'],
  ['Read writing in the picture', 'readText'],
] as const)('switches off by itself: %s', async (title, key) => {
  const report = { chosen: 'cpu', why: 'It is the only one.', candidates: [] } as const;
  const fake = installFakeApi({
    'models.devices': () => ({ ...report, candidates: [], language: null, others: [] }),
  });
  settingsStore.setState({ settings: SAMPLE_SETTINGS });
  render(<Settings />);
  const button = screen.getByRole('switch', { name: title });
  expect(button.getAttribute('aria-checked')).toBe('true');
  fireEvent.click(button);
  expect(button.getAttribute('aria-checked')).toBe('false');
  await act(async () => {});
  expect(fake.callsOf('settings.set')).toEqual([{ [key]: false }]);
});
