import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { IconButton } from './button';
import { useLayer } from './layers';
import { type MenuItem, MenuItems } from './menu-items';
import { moveFocus } from './roving';

/** A button that opens a short list of commands. Arrows move, Enter runs, Escape closes. */
export function Menu({
  label,
  hint,
  icon,
  items,
  small = false,
  tabIndex = 0,
  className = '',
}: {
  readonly label: string;
  readonly hint?: string;
  readonly icon: ReactNode;
  readonly items: readonly MenuItem[];
  readonly small?: boolean;
  readonly tabIndex?: number;
  /** Of the element around the button. */
  readonly className?: string;
}) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const root = useRef<HTMLDivElement>(null);

  useLayer(open, close);
  useEffect(() => {
    const list = box.current;
    const anchor = root.current?.getBoundingClientRect();
    if (!open || !list || !anchor) return;
    list.showPopover?.();
    const size = list.getBoundingClientRect();
    const below = anchor.bottom + 4 + size.height <= window.innerHeight;
    list.style.left = `${Math.max(8, Math.min(anchor.right - size.width, window.innerWidth - size.width - 8))}px`;
    list.style.top = `${below ? anchor.bottom + 4 : anchor.top - 4 - size.height}px`;
    list.querySelector<HTMLElement>('[role="menuitem"]:not(:disabled)')?.focus();
    const closeOutside = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    window.addEventListener('pointerdown', closeOutside);
    window.addEventListener('resize', closeOutside);
    return () => {
      window.removeEventListener('pointerdown', closeOutside);
      window.removeEventListener('resize', closeOutside);
    };
  }, [open]);

  function close(): void {
    setOpen(false);
    root.current?.querySelector<HTMLElement>('button')?.focus();
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      close();
    } else {
      moveFocus(event, '[role="menuitem"]:not(:disabled)');
    }
  }

  return (
    <div className={`menu ${className}`} ref={root}>
      <IconButton
        label={label}
        {...(hint === undefined ? {} : { hint })}
        small={small}
        tabIndex={tabIndex}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {icon}
      </IconButton>
      {open && (
        <div
          className="menu__list"
          role="menu"
          tabIndex={-1}
          aria-label={label}
          id={id}
          ref={box}
          popover="manual"
          onKeyDown={onKeyDown}
        >
          <MenuItems items={items} onChosen={close} />
        </div>
      )}
    </div>
  );
}
