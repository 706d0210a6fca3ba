import type { WebContents } from 'electron';
import { EVENTS, type EventName, type EventPayload } from '../../../src-shared/ipc';

const EVENT_CHANNEL = 'longtake:event';

export type SendEvent = <E extends EventName>(event: E, payload: EventPayload<E>) => void;

/** Sends an event to the page if there is one. */
export function eventSender(contents: () => WebContents | null): SendEvent {
  return (event, payload) => {
    const target = contents();
    if (target && !target.isDestroyed()) target.send(EVENT_CHANNEL, event, EVENTS[event].parse(payload));
  };
}
