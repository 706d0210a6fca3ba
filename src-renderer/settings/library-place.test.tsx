// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { installFakeApi } from '../testing/fake-api';
import { LibraryPlace } from './library-place';

describe('the place of the library', () => {
  afterEach(cleanup);

  it('is told, and leads back to the usual one only from another', async () => {
    const api = installFakeApi({ 'library.place': () => ({ folder: '/films/library', isUsual: true }) });
    render(<LibraryPlace />);
    expect(await screen.findByText(/It is \/films\/library\./)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Back to the usual one' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Move the library…' }));
    expect(api.calls.map(({ method }) => method)).toContain('library.move');
  });

  it('shows how far a move is, and stops it', async () => {
    const api = installFakeApi({ 'library.place': () => ({ folder: '/films/library', isUsual: false }) });
    render(<LibraryPlace />);
    expect(await screen.findByRole('button', { name: 'Back to the usual one' })).toBeTruthy();
    act(() => api.emit('library.copying', { done: 25, total: 100 }));
    const bar = screen.getByRole('progressbar', { name: 'Copying the library' });
    expect(bar.getAttribute('aria-valuenow')).toBe('25');
    expect(screen.getByRole('button', { name: 'Open another library…' }).hasAttribute('disabled')).toBe(true);
    fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
    expect(api.calls.map(({ method }) => method)).toContain('library.stopMove');
    act(() => api.emit('library.copying', null));
    expect(screen.queryByRole('progressbar')).toBeNull();
  });
});
