import { type KeyboardEvent, useState } from 'react';
import {
  ACTION_GROUPS,
  ACTIONS,
  type Action,
  type ActionId,
  actionGroupLabel,
  actionLabel,
} from '../../src-shared/actions';
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
import { t } from '../../src-shared/words/words';
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
  if (isReserved(keys)) return t('settings.keys.reserved', { keys: words });
  const other = conflictOf(keys, id, own);
  return other === null ? null : t('settings.keys.taken', { keys: words, action: actionLabel(other) });
}

/** All actions with their keys, each to be changed. */
export function KeySettings({ own }: { readonly own: OwnKeys }) {
  /** The action that waits for a press of its new keys. */
  const [waiting, setWaiting] = useState<ActionId | null>(null);
  /** Stays until the next wish: a line that went as soon as the focus leaves would take the row away from under the pointer. */
  const [refused, setRefused] = useState<{ readonly id: ActionId; readonly why: string } | null>(null);
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
      setRefused({ id, why });
      return;
    }
    if (keys !== 'Escape') store(withKeys(own, id, [keys]));
    wait(null);
  }

  return (
    <section className="setting-group" aria-labelledby="keys">
      <div>
        <h2 id="keys" className="page__heading">
          {t('settings.keys')}
        </h2>
        <p className="setting-group__words">{t('settings.keys.text')}</p>
      </div>
      <div>
        <Button disabled={Object.keys(own).length === 0} onClick={() => store({})}>
          {t('settings.keys.reset')}
        </Button>
      </div>
      {ACTION_GROUPS.map((group) => (
        <details key={group} className="keys">
          <summary>{actionGroupLabel(group)}</summary>
          <ul aria-label={t('settings.keys.group', { group: actionGroupLabel(group) })}>
            {ACTIONS.filter((action) => action.group === group && action.id !== 'view.close').map(
              (action) => (
                <KeyRow
                  key={action.id}
                  action={action}
                  own={own}
                  waiting={waiting === action.id}
                  refused={refused?.id === action.id ? refused.why : null}
                  onWait={wait}
                  onLeave={() => setWaiting(null)}
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
  onLeave,
  onKeys,
}: {
  readonly action: Action;
  readonly own: OwnKeys;
  readonly waiting: boolean;
  readonly refused: string | null;
  readonly onWait: (id: ActionId | null) => void;
  readonly onLeave: () => void;
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
        <Button
          small
          aria-label={t('settings.keys.deliveredNamed', { label })}
          onClick={() => store(withKeys(own, id, null))}
        >
          {t('settings.keys.delivered')}
        </Button>
      )}
      <Button
        small
        aria-label={waiting ? t('settings.keys.press', { label }) : t('settings.keys.changeNamed', { label })}
        aria-pressed={waiting}
        onClick={() => onWait(waiting ? null : id)}
        onKeyDown={waiting ? (event) => onKeys(event, id) : undefined}
        onBlur={waiting ? onLeave : undefined}
      >
        {waiting ? t('settings.keys.pressing') : t('settings.keys.change')}
      </Button>
      {refused !== null && (
        <p className="keys__refused" role="alert">
          {refused}
        </p>
      )}
    </li>
  );
}
