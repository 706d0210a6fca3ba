// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CatalogueEntry, Install, PackSummary } from '../../src-shared/packs';
import type { Settings } from '../../src-shared/settings';
import { followModels, modelsStore } from '../stores/models-store';
import { noticeStore } from '../stores/notice-store';
import { followSettings, settingsStore } from '../stores/settings-store';
import { viewStore } from '../stores/view-store';
import { choose, optionsOf } from '../testing/choose';
import { type Answers, failWith, installFakeApi } from '../testing/fake-api';
import { SAMPLE_SETTINGS, sampleEntry, sampleInstall, samplePack } from '../testing/samples';
import { Models } from './models';
import { bitsWords } from './words';

const LLAVA = samplePack('llava', {
  name: 'LLaVA-Mini',
  precision: 'int4',
  bytes: 5_000_000_000,
  fit: { fits: false, why: 'It needs 9 GB of memory; 4 GB are free.' },
});
const CLIP = samplePack('clip', { name: 'CLIP', provides: ['frames', 'text'] });
const BIG = sampleEntry('big', {
  name: 'LLaVA-Mini 8B',
  downloadBytes: 19_000_000_000,
  hashesKnown: false,
  precisions: [
    { precision: 'fp16', diskBytes: 17e9, memoryBytes: 19e9, fit: { fits: false, why: 'Too large.' } },
    { precision: 'int4', diskBytes: 5e9, memoryBytes: 7e9, fit: { fits: true, why: 'Room enough.' } },
  ],
  licences: [
    { part: 'Weights', name: 'Llama 3.1 Community License', text: 'You agree to …' },
    { part: 'Code', name: 'Apache-2.0', text: 'Licensed under …' },
  ],
});

let unfollow: (() => void)[] = [];

async function show({
  packs = [samplePack('core'), LLAVA, CLIP],
  catalogue = [BIG, sampleEntry('small')],
  installs = [],
  settings = {},
  answers = {},
}: {
  packs?: PackSummary[];
  catalogue?: CatalogueEntry[];
  installs?: Install[];
  settings?: Partial<Settings>;
  answers?: Answers;
} = {}) {
  const fake = installFakeApi({
    'models.list': () => packs,
    'models.catalogue': () => catalogue,
    'models.installs': () => installs,
    'models.devices': () => ({
      chosen: 'cpu',
      why: 'It is the only one.',
      candidates: [],
      language: null,
      others: [],
    }),
    ...answers,
  });
  settingsStore.setState({ settings: { ...SAMPLE_SETTINGS, ...settings } });
  unfollow = [followModels(), followSettings()];
  render(<Models />);
  await screen.findAllByText('It is the only one.', { exact: false });
  return fake;
}

beforeEach(() => {
  viewStore.setState({ screen: { name: 'models' }, wanted: null });
  modelsStore.setState({ packs: null, catalogue: null, installs: [], devices: null, error: null });
});
afterEach(() => {
  cleanup();
  for (const stop of unfollow) stop();
  noticeStore.setState({ notices: [] });
});

describe('devices', () => {
  const set = (usable: boolean) => ({
    chosen: usable ? ('webgpu' as const) : ('cpu' as const),
    why: usable ? 'It is fast.' : 'It is the only one.',
    candidates: [
      { device: 'webgpu' as const, supported: true, usable, why: 'It failed.', milliseconds: null },
    ],
  });

  it('shows them for frames and for the language model, and tries them again', async () => {
    await show({
      answers: {
        'models.devices': () => ({ ...set(false), language: set(false), others: [] }),
        'models.tryDevicesAgain': () => ({
          ...{ ...set(true), language: null },
          others: [{ use: 'objects' as const, report: { ...set(true), why: 'Twice as fast.' } }],
        }),
      },
    });
    expect(screen.getAllByText('It failed.')).toHaveLength(2);
    fireEvent.click(screen.getByRole('button', { name: 'Try devices again' }));
    await screen.findByText('It is fast.', { exact: false });
    expect(screen.getByLabelText('Usable')).toBeTruthy();
    expect(screen.getByText('Finding things', { exact: false }).textContent).toContain('WebGPU');
    screen.getByText('Twice as fast.');
  });
});

describe('roles', () => {
  it('offers for each role the packs that can do it, and stores the choice', async () => {
    const fake = await show();
    const offered = async (name: string) => {
      const words = (await optionsOf(name)).map(({ textContent }) => textContent);
      fireEvent.keyDown(document.activeElement as Element, { key: 'Escape' });
      await waitFor(() => expect(screen.queryByRole('listbox')).toBeNull());
      return words;
    };
    expect(await offered('Search model')).toEqual(['Core', 'CLIP']);
    expect(await offered('Answer model')).toEqual(['Search results only', 'LLaVA-Mini']);
    expect(await offered('Speech model')).toEqual(['Core']);
    await choose('Answer model', 'LLaVA-Mini');
    await choose('Answer model', 'Search results only');
    expect(fake.callsOf('settings.set')).toEqual([{ answerPack: 'llava' }, { answerPack: null }]);
  });

  it('warns where the chosen pack does not fit, is damaged or is not there', async () => {
    const damaged = samplePack('clip', { name: 'CLIP', provides: ['frames'], state: 'broken' });
    await show({
      packs: [samplePack('core'), LLAVA, damaged],
      settings: { searchPack: 'clip', answerPack: 'llava', speechPack: 'whisper' },
    });
    const words = (name: string) => screen.getByRole('region', { name }).textContent;
    expect(words('Search model')).toContain('This pack is damaged');
    expect(words('Answer model')).toContain('It needs 9 GB of memory');
    expect(words('Speech model')).toContain('not on this machine');
  });
});

describe('removing a pack', () => {
  it('says what happens before it does it, and is not offered for what came with Longtake', async () => {
    const fake = await show({ settings: { answerPack: 'llava' }, answers: { 'models.remove': () => {} } });
    expect(screen.queryByRole('button', { name: 'Remove Core…' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Remove LLaVA-Mini…' }));
    const dialog = screen.getByRole('dialog', { name: 'Remove LLaVA-Mini?' });
    expect(dialog.textContent).toContain('5.0 GB');
    expect(dialog.textContent).toContain('Questions are answered by search results only.');
    expect(fake.callsOf('models.remove')).toEqual([]);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Remove pack' }));
    await waitFor(() => expect(noticeStore.getState().notices[0]?.message).toBe('Removed LLaVA-Mini.'));
    expect(fake.callsOf('models.remove')).toEqual([{ packId: 'llava' }]);
  });
});

describe('installing', () => {
  it('fetches nothing before the licences are accepted, and says what comes from where', async () => {
    const fake = await show({
      settings: { mirror: 'http://mirror.example.org:8080/hub' },
      answers: { 'models.install': () => sampleInstall('1', { name: 'LLaVA-Mini 8B', entryId: 'big' }) },
    });
    const tile = screen.getByRole('article', { name: 'LLaVA-Mini 8B' });
    expect(tile.textContent).toContain('19 GB to fetch · 5.0 GB on the disk · 7.0 GB in memory · 4 bits');
    expect(tile.textContent).toContain('Room enough.');
    expect(tile.textContent).toContain('Not verified');
    fireEvent.click(screen.getByRole('button', { name: 'Install LLaVA-Mini 8B…' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Install LLaVA-Mini 8B' }));
    expect(dialog.getByText('You agree to …')).toBeTruthy();
    const fetch = dialog.getByRole<HTMLButtonElement>('button', {
      name: 'Fetch 19 GB from mirror.example.org:8080',
    });
    expect(fetch.disabled).toBe(true);
    expect(dialog.getByRole<HTMLInputElement>('radio', { name: /^4 bits/ }).checked).toBe(true);
    fireEvent.click(dialog.getByRole('radio', { name: /^16 bits/ }));
    fireEvent.click(dialog.getByRole('checkbox', { name: /licences and accept them/ }));
    expect(fake.callsOf('models.install')).toEqual([]);
    fireEvent.click(fetch);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(fake.callsOf('models.install')).toEqual([{ entryId: 'big', precision: 'fp16' }]);
    expect(screen.getByRole('progressbar', { name: 'Installing LLaVA-Mini 8B' })).toBeTruthy();
    const heading = screen.getByRole('heading', { name: 'On their way' });
    await waitFor(() => expect(document.activeElement).toBe(heading));
    expect(screen.queryByRole('button', { name: 'Install LLaVA-Mini 8B…' })).toBeNull();
  });

  it('stays open with the reason when main does not begin', async () => {
    await show({
      answers: {
        'models.install': () => failWith({ code: 'DiskFull', message: 'No room.', remedy: 'Free 3 GB.' }),
      },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Install Entry small…' }));
    const dialog = within(screen.getByRole('dialog'));
    fireEvent.click(dialog.getByRole('checkbox', { name: /licence and accept it/ }));
    fireEvent.click(dialog.getByRole('button', { name: 'Fetch 600 MB from huggingface.co' }));
    expect((await dialog.findByRole('alert')).textContent).toBe('No room.Free 3 GB.');
  });

  it('offers nothing while fetching is switched off, and leads to the switch', async () => {
    await show({ settings: { downloads: false } });
    expect(screen.queryByRole('button', { name: /^Install/ })).toBeNull();
    expect(screen.getAllByText('Fetching is switched off.')).toHaveLength(2);
    fireEvent.click(screen.getByRole('button', { name: 'Change this in the settings' }));
    expect(viewStore.getState()).toMatchObject({ screen: { name: 'settings' }, wanted: 'downloads' });
  });

  it('imports with the precision that was asked for', async () => {
    const fake = await show({ answers: { 'models.import': () => null } });
    fireEvent.click(screen.getByRole('button', { name: 'Import a folder…' }));
    await choose('If it has to be converted:', bitsWords('int8'));
    fireEvent.click(screen.getByRole('button', { name: 'Import an archive…' }));
    expect(fake.callsOf('models.import')).toEqual([
      { from: 'folder', precision: null },
      { from: 'archive', precision: 'int8' },
    ]);
  });
});

describe('what is on its way', () => {
  it('shows step, progress, speed and time, and passes the controls on', async () => {
    const fake = await show({
      installs: [
        sampleInstall('1', { name: 'One' }),
        sampleInstall('2', { name: 'Two', state: 'paused' }),
        sampleInstall('3', { name: 'Three', state: 'queued' }),
        sampleInstall('4', {
          name: 'Four',
          state: 'failed',
          error: { code: 'DownloadFailed', message: 'The line broke.', remedy: 'Look at the network.' },
        }),
        sampleInstall('5', { name: 'Five', state: 'done' }),
      ],
      answers: {
        'models.pauseInstall': () => {},
        'models.resumeInstall': () => {},
        'models.cancelInstall': () => {},
      },
    });
    const bar = screen.getByRole('progressbar', { name: 'Installing One' });
    expect(bar.getAttribute('aria-valuenow')).toBe('25');
    const line = 'Fetching · 25 % · 150 MB of 600 MB · 12 MB/s · about 4 min left';
    expect(screen.getByText(line)).toBeTruthy();
    expect(screen.getByRole('alert').textContent).toBe('The line broke.Look at the network.');
    expect(screen.queryByRole('progressbar', { name: 'Installing Five' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Pause One' }));
    fireEvent.click(screen.getByRole('button', { name: 'Go on with Two' }));
    fireEvent.click(screen.getByRole('button', { name: 'Try Four again' }));
    expect(fake.callsOf('models.pauseInstall')).toEqual([{ installId: '1' }]);
    expect(fake.callsOf('models.resumeInstall')).toEqual([{ installId: '2' }, { installId: '4' }]);
    fireEvent.click(screen.getByRole('button', { name: 'Cancel Three…' }));
    expect(fake.callsOf('models.cancelInstall')).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Cancel and delete' }));
    expect(fake.callsOf('models.cancelInstall')).toEqual([{ installId: '3' }]);
  });

  it('says aloud that it ended, and marks the entry as installed', async () => {
    const catalogue = [sampleEntry('small')];
    const running = sampleInstall('1', { name: 'Small', entryId: 'small' });
    const fake = await show({ catalogue, installs: [running] });
    expect(screen.getByRole('status', { name: 'News of installs' }).textContent).toBe('Small: Fetching.');
    catalogue[0] = sampleEntry('small', { installed: ['small'] });
    const packs = [samplePack('core'), samplePack('small')];
    act(() => fake.emit('models.changed', { packs, installs: [{ ...running, state: 'done' }] }));
    expect(screen.getByRole('status', { name: 'News of installs' }).textContent).toBe('Small: Installed.');
    expect(noticeStore.getState().notices[0]?.message).toContain('Small is installed.');
    const tile = within(screen.getByRole('article', { name: 'Entry small' }));
    expect(await tile.findByText('Installed')).toBeTruthy();
    expect(tile.getByRole('button', { name: 'Install Entry small…' }).textContent).toContain('Install again');
  });
});

describe('Models', () => {
  it('says so when main cannot answer, and asks again', async () => {
    let broken = true;
    const lost = { code: 'WorkerLost', message: 'It ended.', remedy: 'Again.' } as const;
    installFakeApi({
      'models.list': () => (broken ? failWith(lost) : [samplePack('core')]),
      'models.devices': () => ({
        chosen: 'cpu',
        why: 'Only one.',
        candidates: [],
        language: null,
        others: [],
      }),
    });
    settingsStore.setState({ settings: SAMPLE_SETTINGS });
    render(<Models />);
    expect((await screen.findByRole('alert')).textContent).toContain('It ended.');
    broken = false;
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('article', { name: 'Core' })).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
