/**
 * Knows whether the element with the focus got it by the pointer or by the keyboard. `:focus-visible` does not tell: the browser
 * sets it anew at the first key that is pressed after a click, and that key is the very one in question.
 */
export interface FocusOrigin {
  /** True where a press of the pointer gave the focus, or was on what had it already. */
  readonly byPointer: () => boolean;
  readonly stop: () => void;
}

/** The window's own, once its keys are heard. */
let watched: FocusOrigin | null = null;

/** Whether the pointer gave the focus to where it is, as far as somebody listens. */
export function focusedByPointer(): boolean {
  return watched?.byPointer() ?? false;
}

type Origin = 'pointer' | 'keyboard';
/** Keys that close what lies above, which gives the focus back to what opened it. */
const CLOSING = new Set(['Escape', 'Enter', ' ']);

export function watchFocusOrigin(target: Window): FocusOrigin {
  /** What the person did last. */
  let last: Origin = 'keyboard';
  /** What they had done when the focus came to where it is. */
  let origin: Origin = 'keyboard';
  /** The same of what had the focus before: it comes back as it was. */
  const origins = new WeakMap<EventTarget, Origin>();
  let closing = false;
  const stop = new AbortController();
  const options = { capture: true, signal: stop.signal };
  const pressed = () => {
    last = 'pointer';
    closing = false;
    // What has the focus already is not told of it again.
    origin = 'pointer';
    const { activeElement } = target.document;
    if (activeElement) origins.set(activeElement, origin);
  };
  const keyed = ({ key }: KeyboardEvent) => {
    last = 'keyboard';
    closing = CLOSING.has(key);
  };
  const focused = ({ target: element }: FocusEvent) => {
    origin = (closing && element && origins.get(element)) || last;
    if (element) origins.set(element, origin);
  };
  target.addEventListener('pointerdown', pressed, options);
  target.addEventListener('keydown', keyed, options);
  target.addEventListener('focusin', focused, options);
  const own: FocusOrigin = {
    byPointer: () => origin === 'pointer',
    stop: () => {
      stop.abort();
      if (watched === own) watched = null;
    },
  };
  watched = own;
  return own;
}
