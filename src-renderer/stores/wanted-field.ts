import { type RefObject, useEffect } from 'react';
import { useStore } from 'zustand';
import { type ViewState, viewStore } from './view-store';

/** Gives the field the focus when a key asked for it, be it already on screen or shown just now. */
export function useWantedField(name: ViewState['wanted'], field: RefObject<HTMLElement | null>): void {
  const wanted = useStore(viewStore, (state) => state.wanted);
  useEffect(() => {
    if (wanted === null || wanted !== name) return;
    field.current?.focus();
    viewStore.getState().fieldTaken();
  }, [wanted, name, field]);
}
