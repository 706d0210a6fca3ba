// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OwnServer } from '../../src-shared/own-model';
import { WhoAnswers } from '../chat/answerer';
import { modelsStore } from '../stores/models-store';
import { noticeStore } from '../stores/notice-store';
import { settingsStore } from '../stores/settings-store';
import { viewStore } from '../stores/view-store';
import { type Answers, failWith, installFakeApi } from '../testing/fake-api';
import { SAMPLE_SETTINGS } from '../testing/samples';
import { Settings } from './settings';

const OLLAMA: OwnServer = {
  address: 'http://localhost:11434',
  name: 'Ollama',
  models: ['llama3.2:3b', '/home/me/smol.gguf'],
  elsewhere: 2,
  wantsKey: false,
};
const CHOSEN = { address: OLLAMA.address, model: 'llama3.2:3b', key: '' };

beforeEach(() => {
  settingsStore.setState({ settings: SAMPLE_SETTINGS });
  modelsStore.setState({ packs: [], catalogue: [], installs: [], devices: null, error: null });
});
afterEach(cleanup);

function show(answers: Answers = {}) {
  const fake = installFakeApi({
    'models.devices': () => ({
      chosen: 'cpu',
      why: 'It is the only one.',
      candidates: [],
      language: null,
      others: [],
    }),
    ...answers,
  });
  render(<Settings />);
  return fake;
}
const look = () => fireEvent.click(screen.getByRole('button', { name: 'Look for one' }));
const address = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Address of your model' });

describe('a model of the user’s own', () => {
  it('is looked for when the button is pressed, not before, and chosen by its name', async () => {
    const fake = show({ 'models.lookForOwn': () => [OLLAMA] });
    await act(async () => undefined);
    expect(fake.callsOf('models.lookForOwn')).toEqual([]);
    look();
    const radio = await screen.findByRole<HTMLInputElement>('radio', { name: 'llama3.2:3b' });
    expect(fake.callsOf('models.lookForOwn')).toEqual([{ address: null, key: '' }]);
    expect(screen.getByRole('group', { name: 'Ollama, at http://localhost:11434' })).toBeTruthy();
    expect(screen.getByRole('radio', { name: 'smol' })).toBeTruthy();
    expect(screen.getByText(/2 models are left out/)).toBeTruthy();
    expect(radio.checked).toBe(false);
    expect(fake.callsOf('settings.set')).toEqual([]);
    fireEvent.click(radio);
    expect(fake.callsOf('settings.set')).toEqual([{ ownModel: CHOSEN }]);
    await waitFor(() => expect(radio.checked).toBe(true));
    fireEvent.click(screen.getByRole('button', { name: 'Stop using it' }));
    expect(fake.callsOf('settings.set')).toEqual([{ ownModel: CHOSEN }, { ownModel: null }]);
  });

  it('reads questions too where a person says so, and so does the next one that is chosen', async () => {
    settingsStore.setState({ settings: { ...SAMPLE_SETTINGS, ownModel: CHOSEN } });
    const fake = show({ 'models.lookForOwn': () => [OLLAMA] });
    const reads = screen.getByRole<HTMLInputElement>('switch', { name: 'Have it read questions too' });
    expect(reads.checked).toBe(false);
    fireEvent.click(reads);
    expect(fake.callsOf('settings.set')).toEqual([{ ownModel: { ...CHOSEN, reads: true } }]);
    await waitFor(() => expect(reads.checked).toBe(true));
    look();
    fireEvent.click(await screen.findByRole('radio', { name: 'smol' }));
    expect(fake.callsOf('settings.set').at(-1)).toEqual({
      ownModel: { ...CHOSEN, model: '/home/me/smol.gguf', reads: true },
    });
  });

  it('is not chosen where a person says no to it', async () => {
    show({ 'models.lookForOwn': () => [OLLAMA], 'settings.set': () => SAMPLE_SETTINGS });
    look();
    const radio = await screen.findByRole<HTMLInputElement>('radio', { name: 'llama3.2:3b' });
    fireEvent.click(radio);
    await waitFor(() => expect(radio.checked).toBe(false));
    expect(screen.queryByRole('button', { name: 'Stop using it' })).toBeNull();
  });

  it('may be elsewhere on this computer, and nowhere else', async () => {
    const fake = show({ 'models.lookForOwn': () => [] });
    for (const typed of [
      'http://10.0.0.3:11434',
      'https://localhost',
      'example.org',
      'http://localhost.example.org',
    ]) {
      fireEvent.change(address(), { target: { value: typed } });
      expect(address().getAttribute('aria-invalid')).toBe('true');
      look();
      fireEvent.keyDown(address(), { key: 'Enter' });
    }
    expect(fake.callsOf('models.lookForOwn')).toEqual([]);
    fireEvent.change(address(), { target: { value: ' http://localhost:9000/v1/ ' } });
    fireEvent.change(screen.getByLabelText('Key of your model'), { target: { value: 'k1' } });
    fireEvent.keyDown(address(), { key: 'Enter' });
    expect(await screen.findByText('No language model was found at http://localhost:9000.')).toBeTruthy();
    expect(fake.callsOf('models.lookForOwn')).toEqual([{ address: 'http://localhost:9000', key: 'k1' }]);
  });

  it('that is not there, wants a key, or cannot be looked for, is told in words', async () => {
    let found: OwnServer[] | 'fails' = [];
    show({
      'models.lookForOwn': () =>
        found === 'fails'
          ? failWith({ code: 'WorkerLost', message: 'A process ended.', remedy: 'Again.' })
          : found,
    });
    look();
    expect(await screen.findByText(/Nothing was found where such programs usually are/)).toBeTruthy();
    found = [{ ...OLLAMA, name: null, models: [], elsewhere: 0, wantsKey: true }];
    look();
    expect(await screen.findByText(/It wants a key/)).toBeTruthy();
    found = [{ ...OLLAMA, models: [], elsewhere: 0 }];
    look();
    expect(await screen.findByText(/no model that runs on this computer/)).toBeTruthy();
    found = 'fails';
    look();
    await waitFor(() =>
      expect(noticeStore.getState().notices.at(-1)).toMatchObject({ message: 'A process ended.' }),
    );
  });

  it('is named where questions are asked, with the way to change it', () => {
    settingsStore.setState({ settings: { ...SAMPLE_SETTINGS, ownModel: CHOSEN, answerPack: 'llava' } });
    render(<WhoAnswers scope="all" />);
    expect(screen.getByText('Answers: llama3.2:3b, on this computer')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Change who answers' }));
    expect(viewStore.getState().screen).toEqual({ name: 'settings' });
  });
});
