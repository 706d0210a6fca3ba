import { Menu } from '@base-ui/react/menu';
import type { KeyboardEvent, ReactElement } from 'react';
import { above } from './above';

export interface MenuItem {
  readonly label: string;
  readonly icon?: ReactElement;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly run: () => void;
}

/** A point of the window that a menu opens at. CSS pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Keeps keys from the list and the film below: here they are the menu's, but for those that close it. */
function keep(event: KeyboardEvent): void {
  if (event.key !== 'Escape' && event.key !== 'Tab') event.stopPropagation();
}

/** The list of a menu, whatever opened it: at its button, or at a point. */
export function MenuList({
  label,
  items,
  at,
}: {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly at?: Point;
}) {
  const place = at
    ? { anchor: { getBoundingClientRect: () => new DOMRect(at.x, at.y, 0, 0) }, align: 'start' as const }
    : { align: 'end' as const, sideOffset: 4 };
  return (
    <Menu.Portal container={above()}>
      <Menu.Positioner className="menu__place" collisionPadding={8} {...place}>
        <Menu.Popup
          className="menu__list"
          aria-label={label}
          onKeyDown={keep}
          // What the menu was opened over takes these for its own.
          onPointerDown={(event) => event.stopPropagation()}
          onClick={(event) => event.stopPropagation()}
          onDoubleClick={(event) => event.stopPropagation()}
          onContextMenu={(event) => {
            event.preventDefault();
            event.stopPropagation();
          }}
        >
          {items.map((item, place) => (
            <Menu.Item
              // biome-ignore lint/suspicious/noArrayIndexKey: two may have the same words, as collections of one name.
              key={`${place} ${item.label}`}
              className={item.danger ? 'menu__item menu__item--danger' : 'menu__item'}
              disabled={item.disabled ?? false}
              onClick={item.run}
            >
              {item.icon}
              {item.label}
            </Menu.Item>
          ))}
        </Menu.Popup>
      </Menu.Positioner>
    </Menu.Portal>
  );
}
