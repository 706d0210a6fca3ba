import { ipcMain, type WebContents } from 'electron';
import { EVENTS, type EventName, type EventPayload } from '../../src-shared/ipc';
import { answerCall, BAD_REQUEST, type Handlers } from './call';
import { isOwnPage } from './origin';

export const INVOKE_CHANNEL = 'longtake:invoke';
export const EVENT_CHANNEL = 'longtake:event';

/** Serves the contract to the app's own page, and to no other sender. */
export function bindIpc(handlers: Handlers, log: (error: unknown) => void): void {
  ipcMain.handle(INVOKE_CHANNEL, (event, name: unknown, input: unknown) => {
    const frame = event.senderFrame;
    if (!frame || frame.parent !== null || !isOwnPage(frame.url)) return { ok: false, error: BAD_REQUEST };
    return answerCall(handlers, name, input, log);
  });
}

export type SendEvent = <E extends EventName>(event: E, payload: EventPayload<E>) => void;

/** Sends an event to the page if there is one. */
export function eventSender(contents: () => WebContents | null): SendEvent {
  return (event, payload) => {
    const target = contents();
    if (target && !target.isDestroyed()) target.send(EVENT_CHANNEL, event, EVENTS[event].parse(payload));
  };
}
