import { useEffect, useRef } from 'react';
import type { ActionId } from '../../src-shared/actions';
import { dispatcher, type Handlers } from './dispatcher';

/**
 * Carries out these actions while the component is on screen. Handlers may be new on every render;
 * which actions are there must not change between renders.
 */
export function useActions(handlers: Handlers): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    const stable: Handlers = {};
    for (const id of Object.keys(latest.current) as ActionId[]) {
      stable[id] = () => latest.current[id]?.();
    }
    return dispatcher.register(stable);
  }, []);
}
