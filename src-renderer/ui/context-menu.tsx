import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { createPortal } from 'react-dom';
import { layers } from './layers';
import { type MenuItem, MenuItems } from './menu-items';
import { moveFocus } from './roving';

/** Where a menu was asked for, and for what. Window coordinates in CSS pixels. */
interface Asked<T> {
  readonly of: T;
  readonly x: number;
  readonly y: number;
  /** What had the focus, and gets it back. */
  readonly focus: Element | null;
}

/** Room to the window's edges. */
const GAP = 8;

/**
 * A menu at the pointer, or at what has the focus where the key for it was pressed. `show` is for `onContextMenu` handlers; `menu`
 * is drawn somewhere in the component. Text that is marked keeps the menu of text, which is the system's.
 * @param itemsOf what can be done with what was pointed at; none: no menu
 */
export function useContextMenu<T>(
  label: string,
  itemsOf: (of: T) => readonly MenuItem[],
): { show: (event: MouseEvent, of: T) => void; menu: ReactNode } {
  const [asked, setAsked] = useState<Asked<T> | null>(null);
  function show(event: MouseEvent, of: T): void {
    const marked = window.getSelection()?.isCollapsed === false;
    if (event.defaultPrevented || (marked && event.button === 2) || itemsOf(of).length === 0) return;
    event.preventDefault();
    setAsked({ of, x: event.clientX, y: event.clientY, focus: document.activeElement });
  }
  const items = asked ? itemsOf(asked.of) : [];
  const menu =
    asked && items.length > 0
      ? createPortal(
          <List label={label} items={items} asked={asked} onClose={() => setAsked(null)} />,
          document.fullscreenElement ?? document.body,
        )
      : null;
  return { show, menu };
}

function List({
  label,
  items,
  asked,
  onClose,
}: {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly asked: Asked<unknown>;
  readonly onClose: () => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const latest = useRef(onClose);
  useEffect(() => {
    latest.current = onClose;
  });
  useLayoutEffect(() => {
    const list = box.current;
    if (!list) return;
    list.showPopover?.();
    const { width, height } = list.getBoundingClientRect();
    list.style.left = `${Math.max(GAP, Math.min(asked.x, window.innerWidth - width - GAP))}px`;
    list.style.top = `${Math.max(GAP, Math.min(asked.y, window.innerHeight - height - GAP))}px`;
    list.querySelector<HTMLElement>('[role="menuitem"]:not(:disabled)')?.focus();
    const close = () => latest.current();
    const closeOutside = (event: Event) => {
      if (event.target instanceof Node && !list.contains(event.target)) close();
    };
    const removeLayer = layers.push(close);
    window.addEventListener('pointerdown', closeOutside, true);
    window.addEventListener('resize', close);
    window.addEventListener('blur', close);
    return () => {
      removeLayer();
      window.removeEventListener('pointerdown', closeOutside, true);
      window.removeEventListener('resize', close);
      window.removeEventListener('blur', close);
      if (asked.focus instanceof HTMLElement && asked.focus.isConnected) asked.focus.focus();
    };
  }, [asked]);

  function onKeyDown(event: KeyboardEvent): void {
    // A key here is not one of the list or the film below.
    event.stopPropagation();
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      onClose();
    } else {
      moveFocus(event, '[role="menuitem"]:not(:disabled)');
    }
  }
  return (
    <div
      className="menu__list"
      role="menu"
      tabIndex={-1}
      aria-label={label}
      ref={box}
      popover="manual"
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.stopPropagation()}
      onClick={(event) => event.stopPropagation()}
      onContextMenu={(event) => event.preventDefault()}
    >
      <MenuItems items={items} onChosen={onClose} />
    </div>
  );
}
