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
