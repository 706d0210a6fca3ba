// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { useContextMenu } from './context-menu';

afterEach(cleanup);
const ran = vi.fn();

function Rows() {
  const { show, menu } = useContextMenu<string>('Row', (row) =>
    row === 'none' ? [] : [{ label: `Open ${row}`, run: () => ran(row) }],
  );
  return (
    <>
      {['one', 'two', 'none'].map((row) => (
        <button key={row} type="button" onContextMenu={(event) => show(event, row)}>
          {row}
        </button>
      ))}
      {menu}
    </>
  );
}

describe('a menu at the pointer', () => {
  it('is of what was pointed at, and runs what is chosen', () => {
    render(<Rows />);
    expect(fireEvent.contextMenu(screen.getByText('two'))).toBe(false);
    fireEvent.click(screen.getByRole('menuitem', { name: 'Open two', hidden: true }));
    expect(ran).toHaveBeenCalledWith('two');
    expect(screen.queryByRole('menu', { hidden: true })).toBeNull();
  });

  it('is gone through by arrows, closed by Escape, and gives the focus back', async () => {
    render(<Rows />);
    screen.getByText('one').focus();
    fireEvent.contextMenu(screen.getByText('one'));
    const item = screen.getByRole('menuitem', { name: 'Open one' });
    await waitFor(() => expect(screen.getByRole('menu').contains(document.activeElement)).toBe(true));
    fireEvent.keyDown(document.activeElement ?? document, { key: 'ArrowDown' });
    await waitFor(() => expect(document.activeElement).toBe(item));
    fireEvent.keyDown(item, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(screen.getByText('one')));
  });

  it('is not there where nothing can be done', () => {
    render(<Rows />);
    fireEvent.contextMenu(screen.getByText('none'));
    expect(screen.queryByRole('menu', { hidden: true })).toBeNull();
  });
});
