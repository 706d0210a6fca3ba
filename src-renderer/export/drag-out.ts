import { type DragEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import type { DragRequest } from '../../src-shared/exports';
import { t } from '../../src-shared/words/words';
import { call } from '../api';
import { noticeStore, tellIfItFails } from '../stores/notice-store';
import type { TrayCard } from '../stores/tray-card';

/** A pointer that is held so long means to drag: a click is over sooner. Milliseconds. */
const HELD = 150;

/** What a place is dragged as: its stretch as a clip; the frame where it has no length, or where Alt is held. */
export function dragged(
  { videoId, from, to, at, frameIndex }: Pick<TrayCard, 'videoId' | 'from' | 'to' | 'at' | 'frameIndex'>,
  still: boolean,
): DragRequest {
  return still || to <= from
    ? { videoId, from: at, to: at, as: 'still', frameIndex }
    : { videoId, from, to, as: 'clip', frameIndex };
}

/** Drags that began in this window and are with the system: what comes back from them is nothing to be added. */
let out = 0;
export function isOwnDrag(): boolean {
  return out > 0;
}

/** The system says when its drag is over where it can: it answers then. */
async function begin(request: DragRequest): Promise<void> {
  out += 1;
  await tellIfItFails(call('drag.start', request));
  out -= 1;
}

/**
 * Lets an element be dragged to other programs. The system wants a file at the moment when a drag begins: it is made once the pointer is
 * held, and the drag goes out when it is there, if the pointer is still down. Else it is there for the next drag.
 * @param request what is dragged. @param still whether Alt is held
 */
export function useDragOut(request: (still: boolean) => DragRequest) {
  const [making, setMaking] = useState(false);
  const held = useRef(false);
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => {
    const release = () => {
      held.current = false;
      window.clearTimeout(timer.current);
    };
    const ends = ['pointerup', 'pointercancel', 'blur'] as const;
    for (const end of ends) window.addEventListener(end, release);
    return () => {
      release();
      for (const end of ends) window.removeEventListener(end, release);
    };
  }, []);

  async function start(request: DragRequest): Promise<void> {
    window.clearTimeout(timer.current);
    setMaking(true);
    const made = await tellIfItFails(call('drag.prepare', request));
    setMaking(false);
    if (made === null) return;
    if (held.current) await begin(request);
    else if (request.as !== 'films')
      noticeStore.getState().info(t('tray.drag.ready', { file: made.fileName }));
  }
  return {
    making,
    handlers: {
      draggable: true,
      onPointerDown: ({ button, altKey }: PointerEvent) => {
        if (button !== 0) return;
        held.current = true;
        window.clearTimeout(timer.current);
        timer.current = window.setTimeout(
          // What cannot be made is told when it is dragged.
          () => void call('drag.prepare', request(altKey)).catch(() => undefined),
          HELD,
        );
      },
      onDragStart: (event: DragEvent) => {
        // The system's own drag takes its place, and that of what lies around it: the page has no file to give.
        event.preventDefault();
        event.stopPropagation();
        void start(request(event.altKey));
      },
    },
  };
}
