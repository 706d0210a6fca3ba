import { Menu } from '@base-ui/react/menu';
import { type MouseEvent, type ReactNode, useState } from 'react';
import { type MenuItem, MenuList, type Point } from './menu-items';

/**
 * A menu at the pointer, or at what has the focus where the key for it was pressed. `show` is for `onContextMenu` handlers; `menu`
 * is drawn somewhere in the component. Text that is marked keeps the menu of text, which is the system's.
 * @param itemsOf what can be done with what was pointed at; none: no menu
 */
export function useContextMenu<T>(
  label: string,
  itemsOf: (of: T) => readonly MenuItem[],
): { show: (event: MouseEvent, of: T) => void; menu: ReactNode } {
  /** Where it was asked for, and for what. */
  const [asked, setAsked] = useState<(Point & { readonly of: T }) | null>(null);
  function show(event: MouseEvent, of: T): void {
    const marked = window.getSelection()?.isCollapsed === false;
    if (event.defaultPrevented || (marked && event.button === 2) || itemsOf(of).length === 0) return;
    event.preventDefault();
    setAsked({ of, x: event.clientX, y: event.clientY });
  }
  const items = asked ? itemsOf(asked.of) : [];
  const menu =
    asked && items.length > 0 ? (
      // Another place is another menu: the one that is there would stay where it is.
      <Menu.Root key={`${asked.x} ${asked.y}`} open modal={false} onOpenChange={() => setAsked(null)}>
        <MenuList label={label} items={items} at={asked} />
      </Menu.Root>
    ) : null;
  return { show, menu };
}
