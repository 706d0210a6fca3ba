import { type KeyboardEvent, useState } from 'react';
import { ACTION_GROUPS, ACTIONS, type Action, type ActionId, actionLabel } from '../../src-shared/actions';
import {
  chord,
  conflictOf,
  isReserved,
  keyCaps,
  keysOf,
  keyWords,
  type OwnKeys,
  withKeys,
} from '../../src-shared/keys';
import { isMac } from '../actions/keys';
import { settingsStore } from '../stores/settings-store';
import { Button } from '../ui/button';
import { Keys } from '../ui/states';

function store(keys: OwnKeys): void {
  void settingsStore.getState().change({ keys });
}

/** Why these keys cannot be given; null where they can. */
function refusal(keys: string, id: ActionId, own: OwnKeys, mac: boolean): string | null {
  const words = keyWords(keys, mac);
  if (isReserved(keys)) return `${words} belongs to text fields and lists. Choose another.`;
  const other = conflictOf(keys, id, own);
  return other === null
    ? null
    : `${words} is taken: “${actionLabel(other)}”. Choose another, or change that one first.`;
}

/** All actions with their keys, each to be changed. */
export function KeySettings({ own }: { readonly own: OwnKeys }) {
  /** The action that waits for a press of its new keys. */
  const [waiting, setWaiting] = useState<ActionId | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const mac = isMac();

  function wait(id: ActionId | null): void {
    setWaiting(id);
    setRefused(null);
  }
  function take(event: KeyboardEvent, id: ActionId): void {
    const keys = chord(event, mac);
    event.preventDefault();
    event.stopPropagation();
    if (keys === null) return;
    const why = keys === 'Escape' ? null : refusal(keys, id, own, mac);
    if (why !== null) {
      setRefused(why);
      return;
    }
    if (keys !== 'Escape') store(withKeys(own, id, [keys]));
    wait(null);
  }

  return (
    <section className="setting-group" aria-labelledby="keys">
      <div>
        <h2 id="keys" className="page__heading">
          Keys
        </h2>
        <p className="setting-group__words">
          Press Change, then the new keys. Escape keeps the old ones. Two actions cannot have the same.
        </p>
      </div>
      <div>
        <Button disabled={Object.keys(own).length === 0} onClick={() => store({})}>
          All as delivered
        </Button>
      </div>
      {ACTION_GROUPS.map((group) => (
        <details key={group} className="keys">
          <summary>{group}</summary>
          <ul aria-label={`Keys: ${group}`}>
            {ACTIONS.filter((action) => action.group === group && action.id !== 'view.close').map(
              (action) => (
                <KeyRow
                  key={action.id}
                  action={action}
                  own={own}
                  waiting={waiting === action.id}
                  refused={waiting === action.id ? refused : null}
                  onWait={wait}
                  onKeys={take}
                />
              ),
            )}
          </ul>
        </details>
      ))}
    </section>
  );
}

function KeyRow({
  action,
  own,
  waiting,
  refused,
  onWait,
  onKeys,
}: {
  readonly action: Action;
  readonly own: OwnKeys;
  readonly waiting: boolean;
  readonly refused: string | null;
  readonly onWait: (id: ActionId | null) => void;
  readonly onKeys: (event: KeyboardEvent, id: ActionId) => void;
}) {
  const { id } = action;
  const label = actionLabel(id);
  return (
    <li className="keys__row">
      <span className="keys__label">{label}</span>
      <span className="keys__caps">
        {keysOf(action, own).map((keys) => (
          <Keys key={keys} caps={keyCaps(keys, isMac())} />
        ))}
      </span>
      {id in own && (
        <Button small aria-label={`As delivered: ${label}`} onClick={() => store(withKeys(own, id, null))}>
          As delivered
        </Button>
      )}
      <Button
        small
        aria-label={waiting ? `Press the new keys for: ${label}` : `Change the keys of: ${label}`}
        aria-pressed={waiting}
        onClick={() => onWait(waiting ? null : id)}
        onKeyDown={waiting ? (event) => onKeys(event, id) : undefined}
        onBlur={waiting ? () => onWait(null) : undefined}
      >
        {waiting ? 'Press keys…' : 'Change'}
      </Button>
      {refused !== null && (
        <p className="keys__refused" role="alert">
          {refused}
        </p>
      )}
    </li>
  );
}
