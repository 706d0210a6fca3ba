// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACTIONS, actionLabel } from '../src-shared/actions';
import { NO_UPDATE } from '../src-shared/updates';
import { dispatcher } from './actions/dispatcher';
import { Shell } from './shell';
import { libraryStore } from './stores/library-store';
import { modelsStore } from './stores/models-store';
import { settingsStore } from './stores/settings-store';
import { updatesStore } from './stores/updates-store';
import { viewStore } from './stores/view-store';
import { type Answers, installFakeApi } from './testing/fake-api';
import { SAMPLE_SETTINGS } from './testing/samples';

function show(answers: Answers = {}) {
  const fake = installFakeApi({
    'models.list': () => [
      {
        id: 'core',
        name: 'Core',
        version: '1.0.0',
        description: 'Built in.',
        builtIn: true,
        bytes: 84_300_000,
        provides: ['frames'],
        precision: null,
        fit: null,
        licences: [{ part: 'Frame encoder', name: 'MIT', text: 'MIT License' }],
        state: 'ready',
        error: null,
      },
    ],
    'models.devices': () => ({
      chosen: 'cpu',
      why: 'It is the only one.',
      candidates: [
        { device: 'cuda', supported: true, usable: false, why: 'No driver.', milliseconds: null },
        { device: 'cpu', supported: true, usable: true, why: 'Always there.', milliseconds: null },
      ],
      language: null,
      others: [],
    }),
    ...answers,
  });
  render(<Shell />);
  return fake;
}

beforeEach(() => {
  viewStore.setState({ screen: { name: 'library' }, dialog: null });
  libraryStore.setState({ status: 'ready', videos: [] });
  settingsStore.setState({ settings: SAMPLE_SETTINGS });
  modelsStore.setState({ packs: null, catalogue: null, installs: [], devices: null, error: null });
});
afterEach(() => {
  cleanup();
  updatesStore.setState({ status: NO_UPDATE });
});

describe('Shell', () => {
  it('lists every action that has a key behind the question mark', () => {
    show();
    fireEvent.keyDown(document.body, { key: '?', shiftKey: true });
    const dialog = screen.getByRole('dialog', { name: 'Keyboard shortcuts' });
    const terms = [...dialog.querySelectorAll('dt')].map((term) => term.textContent);
    expect(terms.sort()).toEqual(
      ACTIONS.filter((action) => action.keys.length > 0)
        .map(({ id }) => actionLabel(id))
        .sort(),
    );
    fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('shows packs with their licences, and why a device was chosen', async () => {
    show();
    fireEvent.click(screen.getByRole('button', { name: 'Models' }));
    expect((await screen.findByRole('article', { name: 'Core' })).textContent).toContain('MIT License');
    expect(screen.getByText('No driver.')).toBeTruthy();
  });

  it('leaves the settings with Escape, to where they were opened from, and stores a choice', async () => {
    const fake = show();
    fireEvent.keyDown(document.body, { key: ',', ctrlKey: true });
    fireEvent.click(screen.getByRole('radio', { name: 'Light' }));
    await waitFor(() => expect(document.documentElement.dataset.theme).toBe('light'));
    const slider = screen.getByRole('slider', { name: 'Frames a second' });
    fireEvent.change(slider, { target: { value: '2.5' } });
    expect(screen.getByText('9,000 frames an hour of film')).toBeTruthy();
    fireEvent.pointerUp(slider);
    expect(fake.callsOf('settings.set')).toEqual([{ theme: 'light' }, { framesPerSecond: 2.5 }]);
    fireEvent.keyDown(document.body, { key: 'Escape' });
    expect(viewStore.getState().screen.name).toBe('library');
    // From here Escape leads nowhere, as it does from a film.
    fireEvent.keyDown(document.body, { key: 'Escape' });
    expect(viewStore.getState().screen.name).toBe('library');
  });

  it('has diagnostics copied, and is told nothing of them', async () => {
    const fake = show({ 'app.copyDiagnostics': () => undefined });
    expect(dispatcher.run('help.diagnostics')).toBe(true);
    await waitFor(() => expect(screen.getByText(/^Copied diagnostics/)).toBeTruthy());
    expect(fake.callsOf('app.copyDiagnostics')).toEqual([undefined]);
  });

  it('says beside the settings that a newer version is there', async () => {
    show({ 'updates.status': () => ({ ...NO_UPDATE, offer: { version: '9.8.7', notes: '' } }) });
    await updatesStore.getState().load();
    const button = await screen.findByRole('button', { name: actionLabel('view.settings') });
    await waitFor(() => expect(button.getAttribute('aria-description')).toContain('9.8.7'));
    expect(button.querySelector('.rail__news')).not.toBeNull();
  });

  it('does what the menu says', () => {
    show();
    expect(dispatcher.run('help.about')).toBe(true);
    return waitFor(() => expect(screen.getByRole('dialog', { name: 'About Longtake' })).toBeTruthy());
  });
});
