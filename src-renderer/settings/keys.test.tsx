// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { OwnKeys } from '../../src-shared/keys';
import { settingsStore } from '../stores/settings-store';
import { installFakeApi } from '../testing/fake-api';
import { SAMPLE_SETTINGS } from '../testing/samples';
import { KeySettings } from './keys';

afterEach(cleanup);

function show(own: OwnKeys = {}) {
  const fake = installFakeApi({ 'settings.set': (change) => ({ ...SAMPLE_SETTINGS, ...change }) });
  settingsStore.setState({ settings: SAMPLE_SETTINGS });
  render(<KeySettings own={own} />);
  return { kept: () => fake.callsOf('settings.set') };
}
function wait(label: string): HTMLElement {
  fireEvent.click(screen.getByRole('button', { name: `Change the keys of: ${label}`, hidden: true }));
  return screen.getByRole('button', { name: `Press the new keys for: ${label}`, hidden: true });
}

describe('the settings of keys', () => {
  it('give an action the keys that are pressed', () => {
    const { kept } = show({ 'play.mute': ['q'] });
    fireEvent.keyDown(wait('Play or pause'), { key: 'W', shiftKey: true, ctrlKey: true });
    expect(kept()).toEqual([{ keys: { 'play.mute': ['q'], 'play.toggle': ['Mod+Shift+w'] } }]);
  });

  it('tell who has the keys already, and refuse them', () => {
    const { kept } = show();
    fireEvent.keyDown(wait('Play or pause'), { key: 'i' });
    expect(screen.getByRole('alert', { hidden: true }).textContent).toContain('Range begins here');
    expect(kept()).toEqual([]);
    // It still waits for others.
    const waiting = screen.getByRole('button', { name: /^Press the new keys/, hidden: true });
    for (const key of ['7', 'Tab', 'Shift']) fireEvent.keyDown(waiting, { key });
    expect(kept()).toEqual([]);
    fireEvent.keyDown(waiting, { key: 'Escape' });
    expect(screen.queryByRole('alert', { hidden: true })).toBeNull();
  });

  it('leave the refusal where it is until something else is wanted: rows below do not move under the pointer', () => {
    show();
    const waiting = wait('Play or pause');
    fireEvent.keyDown(waiting, { key: 'i' });
    const alert = () => screen.queryByRole('alert', { hidden: true });
    fireEvent.blur(waiting);
    expect(screen.queryByRole('button', { name: /^Press the new keys/, hidden: true })).toBeNull();
    expect(alert()).toBeTruthy();
    wait('Mute');
    expect(alert()).toBeNull();
  });

  it('give one action, or all, its own back', () => {
    const { kept } = show({ 'play.mute': ['q'], 'play.toggle': ['w'] });
    const row = screen.getByText('Mute').closest('li');
    if (!row) throw new Error('no row');
    fireEvent.click(within(row).getByRole('button', { name: 'As delivered: Mute', hidden: true }));
    fireEvent.click(screen.getByRole('button', { name: 'All as delivered' }));
    expect(kept()).toEqual([{ keys: { 'play.toggle': ['w'] } }, { keys: {} }]);
  });
});
