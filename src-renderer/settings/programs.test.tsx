// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { installFakeApi } from '../testing/fake-api';
import { ProgramsRow } from './programs';

afterEach(cleanup);

it('shows which programs read the films, and what is wrong with one', async () => {
  installFakeApi({
    'app.programs': () => [
      { tool: 'ffmpeg', says: '7.0.2, /opt/ffmpeg', error: null },
      {
        tool: 'ffprobe',
        says: '',
        error: { code: 'FfmpegUnfit', message: 'It does not describe films.', remedy: 'Get another one.' },
      },
    ],
  });
  render(<ProgramsRow />);
  expect(await screen.findByText('ffmpeg 7.0.2, /opt/ffmpeg')).toBeTruthy();
  expect(screen.getByRole('alert').textContent).toBe('It does not describe films. Get another one.');
});
