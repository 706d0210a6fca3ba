import type { ReactElement } from 'react';

export interface MenuItem {
  readonly label: string;
  readonly icon?: ReactElement;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly run: () => void;
}

/** The rows of a menu, whatever opened it. @param onChosen closes it, before the chosen row does its work */
export function MenuItems({
  items,
  onChosen,
}: {
  readonly items: readonly MenuItem[];
  readonly onChosen: () => void;
}) {
  return items.map((item, at) => (
    <button
      // biome-ignore lint/suspicious/noArrayIndexKey: two may have the same words, as collections of one name.
      key={`${at} ${item.label}`}
      type="button"
      role="menuitem"
      tabIndex={-1}
      className={item.danger ? 'menu__item menu__item--danger' : 'menu__item'}
      disabled={item.disabled}
      onClick={() => {
        onChosen();
        item.run();
      }}
    >
      {item.icon}
      {item.label}
    </button>
  ));
}
