import type { ActionId } from '../../src-shared/actions';

export type Handler = () => void;
export type Handlers = Partial<Record<ActionId, Handler>>;

/**
 * Knows who carries out each action just now. Features register their handlers while they are on
 * screen; keys, the menu and buttons only name the action. The one registered last wins, and when it
 * goes the one before it is back.
 */
export function createDispatcher() {
  const registered: Handlers[] = [];

  function handlerOf(id: ActionId): Handler | undefined {
    return registered.findLast((handlers) => handlers[id] !== undefined)?.[id];
  }

  return {
    /** Registers handlers until the returned function is called. */
    register(handlers: Handlers): () => void {
      registered.push(handlers);
      return () => {
        const at = registered.indexOf(handlers);
        if (at >= 0) registered.splice(at, 1);
      };
    },
    /** Whether anybody would carry it out now. */
    can(id: ActionId): boolean {
      return handlerOf(id) !== undefined;
    },
    /** Carries it out. False when nobody on screen does it. */
    run(id: ActionId): boolean {
      const handler = handlerOf(id);
      if (!handler) return false;
      handler();
      return true;
    },
  };
}

export type Dispatcher = ReturnType<typeof createDispatcher>;

/** The app's one dispatcher. */
export const dispatcher = createDispatcher();
