import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { NO_WORK, type WorkStatus } from '../../src-shared/jobs';
import { libraryStore } from '../stores/library-store';
import { settingsStore } from '../stores/settings-store';
import { viewStore } from '../stores/view-store';
import { workStore } from '../stores/work-store';
import { installFakeApi } from '../testing/fake-api';
import { SAMPLE_SETTINGS, sampleId, sampleJob, sampleVideo } from '../testing/samples';
import { WorkLine } from './work-button';
import { WorkDialog } from './work-dialog';

const STATUS: WorkStatus = { ...NO_WORK, films: 4, done: 1, busy: true, progress: 0.4, etaSeconds: 600 };
let api: ReturnType<typeof installFakeApi>;

beforeEach(() => {
  api = installFakeApi({ 'jobs.move': () => {}, 'jobs.pause': () => {}, 'jobs.retry': () => {} });
  settingsStore.setState({ settings: SAMPLE_SETTINGS });
  workStore.setState({ status: STATUS });
  const error = { code: 'CannotReadVideo', message: 'Broken.', remedy: 'Another copy.' } as const;
  const jobs = [
    sampleJob(1, { state: 'running' }),
    sampleJob(2, { state: 'queued', stage: 'probe' }),
    sampleJob(3, { state: 'queued', stage: 'probe' }),
    sampleJob(4, { state: 'failed', error }),
  ];
  libraryStore.setState({
    status: 'ready',
    videos: [1, 2, 3, 4].map((n) => sampleVideo(n)),
    jobs: new Map(jobs.map((job) => [job.videoId, job])),
  });
});
afterEach(cleanup);

const row = (n: number) => within(screen.getAllByRole('listitem')[n] as HTMLElement);

it('shows what runs and what waits, in order, and moves it by button, key and drag', async () => {
  render(<WorkDialog onClose={() => {}} />);
  const titles = screen.getAllByRole('listitem').map((item) => item.querySelector('p')?.textContent);
  expect(titles).toEqual(['Video 1', 'Video 2', 'Video 3', 'Video 4']);
  const [id2, id3] = [sampleId(2), sampleId(3)];
  fireEvent.click(row(2).getByRole('button', { name: 'Earlier: Video 3' }));
  fireEvent.keyDown(row(1).getByRole('button', { name: 'Pause: Video 2' }), {
    key: 'ArrowDown',
    altKey: true,
  });
  fireEvent.keyDown(row(2).getByRole('button', { name: 'Pause: Video 3' }), { key: 'Home', altKey: true });
  fireEvent.dragStart(screen.getAllByRole('listitem')[2] as HTMLElement);
  fireEvent.drop(screen.getAllByRole('listitem')[1] as HTMLElement);
  await waitFor(() =>
    expect(api.callsOf('jobs.move')).toEqual([
      { videoId: id3, before: id2 },
      { videoId: id2, before: null },
      { videoId: id3, before: id2 },
      { videoId: id3, before: id2 },
    ]),
  );
});

it('pauses one, and all, and tries again what failed', async () => {
  render(<WorkDialog onClose={() => {}} />);
  fireEvent.click(row(0).getByRole('button', { name: 'Pause: Video 1' }));
  fireEvent.click(row(3).getByRole('button', { name: 'Try again: Video 4' }));
  fireEvent.click(screen.getByRole('button', { name: 'Pause all' }));
  await screen.findByRole('button', { name: 'Go on' });
  expect(api.callsOf('jobs.pause')).toEqual([{ videoId: sampleId(1) }]);
  expect(api.callsOf('jobs.retry')).toEqual([{ videoId: sampleId(4) }]);
  expect(api.callsOf('settings.set')).toEqual([{ workPaused: true }]);
});

it('is told in a line that opens it, and says why it waits', () => {
  render(<WorkLine />);
  fireEvent.click(screen.getByRole('button', { name: /2 of 4/ }));
  expect(viewStore.getState().dialog).toBe('work');
  act(() => workStore.setState({ status: { ...STATUS, busy: false, hold: 'hours' } }));
  expect(screen.getByRole('button').textContent).toContain('waiting for its hours');
  act(() => workStore.setState({ status: NO_WORK }));
  expect(screen.queryByRole('button')).toBeNull();
});
