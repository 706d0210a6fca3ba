import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { installFakeApi } from '../testing/fake-api';
import { About } from './about';

afterEach(cleanup);

describe('About', () => {
  it('shows how ffmpeg was built, where its source is, and the text of its licence', async () => {
    const ffmpeg = {
      name: 'ffmpeg',
      version: 'ffmpeg version 7.0-static',
      configuration: '--enable-gpl --enable-libx264',
      licence: 'GPL-3.0-or-later',
      text: 'GNU GENERAL PUBLIC LICENSE',
      source: { offer: 'Whoever has it may ask for it.', urls: ['https://ffmpeg.org/source'] },
    };
    const packages = ['react 19', 'zod 4'].map((part) => ({ part, name: 'MIT', text: `text of ${part}` }));
    const own = { part: 'Longtake', name: 'Apache-2.0', text: 'own text' };
    installFakeApi({ 'app.licences': () => ({ own, programs: [ffmpeg], packages }) });
    render(<About onClose={() => undefined} />);
    const row = (await screen.findByText('GPL-3.0-or-later')).closest('li');
    const shown = row?.textContent ?? '';
    for (const part of [ffmpeg.version, ffmpeg.configuration, ffmpeg.text, ffmpeg.source.offer])
      expect(shown).toContain(part);
    expect(shown).toContain(ffmpeg.source.urls[0]);
    expect(screen.getByText('own text')).toBeTruthy();
    const list = screen.getByText(/^2 packages/).closest('details');
    for (const { text } of packages) expect(within(list as HTMLElement).getByText(text)).toBeTruthy();
  });

  it('says so where the ffmpeg in use is not one that came with Longtake', async () => {
    installFakeApi();
    render(<About onClose={() => undefined} />);
    expect(await screen.findByText(/did not come with Longtake/)).toBeTruthy();
  });
});
