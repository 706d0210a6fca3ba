import type { KeyboardEvent, PointerEvent } from 'react';

const STEP = 16;

/**
 * The line between two panes. Dragging or arrows change `value`, the size in CSS pixels of the pane on
 * its far side (right of a vertical line, below a horizontal one).
 */
export function Splitter({
  label,
  direction,
  value,
  limits,
  onChange,
}: {
  readonly label: string;
  readonly direction: 'vertical' | 'horizontal';
  readonly value: number;
  readonly limits: { readonly least: number; readonly most: number; readonly usual: number };
  readonly onChange: (value: number) => void;
}) {
  const vertical = direction === 'vertical';

  /** How large the pane is, which has the line within it: less than `value` where the window has no room for that. */
  function shown(line: HTMLElement): number {
    const pane = line.parentElement?.getBoundingClientRect();
    const size = Math.round((vertical ? pane?.width : pane?.height) ?? 0);
    return size > 0 ? Math.min(size, value) : value;
  }
  /** From the size that is seen. One that was chosen and has no room here is not lost by pulling further. */
  function change(from: number, by: number): void {
    if (from === value || by < 0) onChange(from + by);
  }
  function onPointerDown(event: PointerEvent<HTMLDivElement>): void {
    const start = vertical ? event.clientX : event.clientY;
    const line = event.currentTarget;
    const from = shown(line);
    line.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent) => {
      change(from, start - (vertical ? moved.clientX : moved.clientY));
    };
    line.addEventListener('pointermove', move);
    line.addEventListener('lostpointercapture', () => line.removeEventListener('pointermove', move), {
      once: true,
    });
  }
  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const grow = vertical ? 'ArrowLeft' : 'ArrowUp';
    const shrink = vertical ? 'ArrowRight' : 'ArrowDown';
    if (event.key !== grow && event.key !== shrink) return;
    event.preventDefault();
    change(shown(event.currentTarget), event.key === grow ? STEP : -STEP);
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved; a separator with a value can.
    <div
      className={`splitter splitter--${direction}`}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={direction}
      aria-valuenow={value}
      aria-valuemin={limits.least}
      aria-valuemax={limits.most}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
      onDoubleClick={() => onChange(limits.usual)}
    />
  );
}
