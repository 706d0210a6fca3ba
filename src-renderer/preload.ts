import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron';
import type { LongtakeApi } from '../src-shared/ipc';
import { DROP_CHANNEL, EVENT_CHANNEL, EVENT_NAMES, INVOKE_CHANNEL, METHOD_NAMES } from './preload-names';

/*
 * The only door between the page and main. Each method of the contract is a function of its own; the
 * page can reach neither ipcRenderer nor a channel's name, and it never learns a file's path.
 */
type Listener = (payload: unknown) => void;

const invoke = Object.fromEntries(
  METHOD_NAMES.map((name) => [name, (input: unknown) => ipcRenderer.invoke(INVOKE_CHANNEL, name, input)]),
);

const listeners = new Map<string, Set<Listener>>(EVENT_NAMES.map((name) => [name, new Set()]));
ipcRenderer.on(EVENT_CHANNEL, (_event: IpcRendererEvent, name: string, payload: unknown) => {
  for (const listener of listeners.get(name) ?? []) listener(payload);
});

const on = Object.fromEntries(
  [...listeners].map(([name, set]) => [
    name,
    (listener: Listener) => {
      set.add(listener);
      return () => set.delete(listener);
    },
  ]),
);

// Built from the contract's own lists, which the compiler checks; the records' values it cannot follow.
const api = {
  invoke,
  on,
  addDropped: (files: readonly File[]) => {
    const paths = files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '');
    return ipcRenderer.invoke(DROP_CHANNEL, paths);
  },
} as unknown as LongtakeApi;

contextBridge.exposeInMainWorld('longtake', api);
