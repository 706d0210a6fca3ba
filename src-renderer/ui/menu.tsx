import { Menu as Base } from '@base-ui/react/menu';
import type { ReactNode } from 'react';
import { IconButton } from './button';
import { type MenuItem, MenuList } from './menu-items';

/** A button that opens a short list of commands. Arrows and first letters move, Enter runs, Escape closes. */
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
  return (
    <div className={`menu ${className}`}>
      <Base.Root modal={false}>
        <Base.Trigger
          render={
            <IconButton
              label={label}
              {...(hint === undefined ? {} : { hint })}
              small={small}
              tabIndex={tabIndex}
            >
              {icon}
            </IconButton>
          }
        />
        <MenuList label={label} items={items} />
      </Base.Root>
    </div>
  );
}
