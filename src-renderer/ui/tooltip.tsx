import {
  cloneElement,
  type FocusEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';

const DELAY_MS = 350;
const GAP = 6;

interface Place {
  readonly left: number;
  readonly top: number;
}

/** Below the anchor, or above where there is no room, and always inside the window. */
export function placeBeside(
  anchor: Pick<DOMRect, 'left' | 'top' | 'bottom' | 'width'>,
  size: { width: number; height: number },
  view: { width: number; height: number },
): Place {
  const centre = anchor.left + anchor.width / 2 - size.width / 2;
  const left = Math.max(GAP, Math.min(centre, view.width - size.width - GAP));
  const below = anchor.bottom + GAP;
  const fits = below + size.height <= view.height - GAP;
  return { left, top: fits ? below : Math.max(GAP, anchor.top - GAP - size.height) };
}

interface AnchorProps {
  onPointerEnter?: () => void;
  onPointerLeave?: () => void;
  onPointerDown?: () => void;
  onFocus?: (event: FocusEvent) => void;
  onBlur?: () => void;
  'aria-describedby'?: string;
}

/**
 * Words, or a picture with words, on hover and on keyboard focus. Its one child must be an element that
 * takes pointer and focus handlers. Lives in the top layer, so that no scrolling box cuts it off.
 */
export function Tooltip({
  content,
  children,
  describes = true,
}: {
  readonly content: ReactNode;
  readonly children: ReactElement<AnchorProps>;
  /** False where the words only repeat the child's own label. */
  readonly describes?: boolean;
}) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const timer = useRef<number | undefined>(undefined);
  const box = useRef<HTMLSpanElement>(null);
  const wrap = useRef<HTMLSpanElement>(null);

  function close(): void {
    window.clearTimeout(timer.current);
    setOpen(false);
  }
  function openSoon(): void {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setOpen(true), DELAY_MS);
  }
  useEffect(() => () => window.clearTimeout(timer.current), []);
  useEffect(() => {
    const element = box.current;
    const anchor = wrap.current?.firstElementChild;
    if (!open || !element || !anchor) return;
    element.showPopover?.();
    const place = placeBeside(anchor.getBoundingClientRect(), element.getBoundingClientRect(), {
      width: window.innerWidth,
      height: window.innerHeight,
    });
    element.style.left = `${place.left}px`;
    element.style.top = `${place.top}px`;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setOpen(false);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [open]);

  const own = children.props;
  return (
    <span className="tooltip-anchor" ref={wrap}>
      {cloneElement(children, {
        onPointerEnter: () => {
          own.onPointerEnter?.();
          openSoon();
        },
        onPointerLeave: () => {
          own.onPointerLeave?.();
          close();
        },
        onPointerDown: () => {
          own.onPointerDown?.();
          close();
        },
        onFocus: (event) => {
          own.onFocus?.(event);
          // A click focuses too, and whoever clicked knows the button already.
          if (event.target.matches(':focus-visible')) openSoon();
        },
        onBlur: () => {
          own.onBlur?.();
          close();
        },
        ...(open && describes ? { 'aria-describedby': id } : {}),
      })}
      {open && (
        // A span: chips with tooltips stand inside paragraphs.
        <span className="tooltip" role="tooltip" popover="manual" id={id} ref={box}>
          {content}
        </span>
      )}
    </span>
  );
}
