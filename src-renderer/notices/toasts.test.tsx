// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { noticeStore } from '../stores/notice-store';
import { viewStore } from '../stores/view-store';
import { Toasts } from './toasts';

afterEach(() => {
  cleanup();
  noticeStore.setState({ notices: [] });
});

it('stand beside the side panel, not on it', () => {
  render(<Toasts />);
  const room = () => document.querySelector<HTMLElement>('.notices')?.style.getPropertyValue('--beside');
  const view = viewStore.getState();
  act(() => {
    view.go({ name: 'library' });
    view.setPanelOpen(false);
  });
  expect(room()).toBe('0px');
  act(() => {
    view.setPanelOpen(true);
    view.setPanelWidth(400);
  });
  expect(room()).toBe('400px');
  act(() => view.go({ name: 'models' }));
  expect(room()).toBe('0px');
  act(() => view.go({ name: 'library' }));
  expect(room()).toBe('400px');
});

it('tell a hint from what was done', () => {
  render(<Toasts />);
  act(() => noticeStore.getState().hint('First that.'));
  expect(screen.getByText('First that.').closest('li')?.className).toContain('toast--hint');
});

it('stand over what fills the screen, beside which nothing is seen', () => {
  render(
    <>
      <div data-testid="film" />
      <Toasts />
    </>,
  );
  act(() => {
    viewStore.getState().go({ name: 'library' });
    viewStore.getState().setPanelOpen(true);
    noticeStore.getState().info('Kept.');
  });
  const film = screen.getByTestId('film');
  expect(film.contains(screen.getByText('Kept.'))).toBe(false);
  const fill = (element: Element | null) =>
    act(() => {
      Object.defineProperty(document, 'fullscreenElement', { value: element, configurable: true });
      document.dispatchEvent(new Event('fullscreenchange'));
    });
  try {
    fill(film);
    expect(film.contains(screen.getByText('Kept.'))).toBe(true);
    expect(film.querySelector<HTMLElement>('.notices')?.style.getPropertyValue('--beside')).toBe('0px');
    fill(null);
    expect(film.contains(screen.getByText('Kept.'))).toBe(false);
  } finally {
    Reflect.deleteProperty(document, 'fullscreenElement');
  }
});
