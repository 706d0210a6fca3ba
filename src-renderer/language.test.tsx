import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { actionLabel } from '../src-shared/actions';
import { setLanguage } from '../src-shared/words/words';
import { startLanguage, useLanguage } from './language';
import { settingsStore } from './stores/settings-store';
import { installFakeApi } from './testing/fake-api';

afterEach(() => {
  cleanup();
  setLanguage('en');
  settingsStore.setState(settingsStore.getInitialState(), true);
});

function Shown() {
  return <p key={useLanguage()}>{actionLabel('view.settings')}</p>;
}

it('is the system’s until another is chosen, and what is shown follows', async () => {
  installFakeApi({ 'app.systemLanguage': () => 'de' });
  await startLanguage();
  render(<Shown />);
  expect(screen.getByText('Einstellungen')).toBeTruthy();
  expect(document.documentElement.lang).toBe('de');
  await act(() => settingsStore.getState().change({ language: 'en' }));
  expect(screen.getByText('Settings')).toBeTruthy();
  expect(document.documentElement.lang).toBe('en');
});
