import { fireEvent, screen, waitFor } from '@testing-library/react';

/** Opens a choice by the keyboard, and tells its options' words. */
export async function optionsOf(name: string): Promise<HTMLElement[]> {
  const button = screen.getByRole('combobox', { name });
  button.focus();
  if (button.getAttribute('aria-expanded') !== 'true') fireEvent.keyDown(button, { key: 'ArrowDown' });
  await waitFor(() => screen.getByRole('listbox', { name }));
  return screen.getAllByRole('option');
}

/** Chooses the option with these words, as a pointer does. */
export async function choose(name: string, words: string): Promise<void> {
  const option = (await optionsOf(name)).find(({ textContent }) => textContent === words);
  if (!option) throw new Error(`"${name}" does not offer "${words}".`);
  fireEvent.pointerDown(option);
  fireEvent.click(option);
  await waitFor(() => {
    if (screen.queryByRole('listbox', { name })) throw new Error(`The list of "${name}" is still open.`);
  });
}
