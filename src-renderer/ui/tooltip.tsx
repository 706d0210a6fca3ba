import { Tooltip as Base } from '@base-ui/react/tooltip';
import { type ReactElement, type ReactNode, useId, useState } from 'react';
import { above } from './above';

const DELAY_MS = 350;
/** To its anchor, and to the window's edges. CSS pixels. */
const GAP = 6;

/**
 * Words, or a picture with words, on hover and on keyboard focus. Its one child must be an element that takes what an element
 * takes, a ref among it. Drawn above the page, so that no scrolling box cuts it off.
 */
export function Tooltip({
  content,
  children,
  describes = true,
}: {
  readonly content: ReactNode;
  readonly children: ReactElement<Record<string, unknown>>;
  /** False where the words only repeat the child's own label. */
  readonly describes?: boolean;
}) {
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <Base.Root
      open={open}
      disableHoverablePopup
      onOpenChange={(open, change) => {
        // Escape means something else besides.
        change.allowPropagation();
        setOpen(open);
      }}
    >
      <Base.Trigger
        delay={DELAY_MS}
        render={children}
        {...(open && describes ? { 'aria-describedby': id } : {})}
      />
      <Base.Portal container={above()}>
        <Base.Positioner className="tooltip__place" side="bottom" sideOffset={GAP} collisionPadding={GAP}>
          <Base.Popup className="tooltip" role="tooltip" id={id}>
            {content}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
