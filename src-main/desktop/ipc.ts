import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import { EVENTS, type EventName, type EventPayload } from '../../src-shared/ipc';
import { type AddDropped, answerCall, answerDrop, BAD_REQUEST, type Handlers } from './call';
import { isOwnPage } from './origin';

export const INVOKE_CHANNEL = 'longtake:invoke';
/** The preload's alone: of the page's calls none leads here. */
export const DROP_CHANNEL = 'longtake:drop';
export const EVENT_CHANNEL = 'longtake:event';

/** Serves the contract to the app's own page, and to no other sender. */
export function bindIpc(handlers: Handlers, addDropped: AddDropped, log: (error: unknown) => void): void {
  ipcMain.handle(INVOKE_CHANNEL, (event, name: unknown, input: unknown) =>
    isOwn(event) ? answerCall(handlers, name, input, log) : { ok: false, error: BAD_REQUEST },
  );
  ipcMain.handle(DROP_CHANNEL, (event, paths: unknown) =>
    isOwn(event) ? answerDrop(addDropped, paths, log) : { ok: false, error: BAD_REQUEST },
  );
}

function isOwn({ senderFrame }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isOwnPage(senderFrame.url);
}

export type SendEvent = <E extends EventName>(event: E, payload: EventPayload<E>) => void;

/** Sends an event to the page if there is one. */
export function eventSender(contents: () => WebContents | null): SendEvent {
  return (event, payload) => {
    const target = contents();
    if (target && !target.isDestroyed()) target.send(EVENT_CHANNEL, event, EVENTS[event].parse(payload));
  };
}
