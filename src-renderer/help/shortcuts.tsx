import { Fragment } from 'react';
import { useStore } from 'zustand';
import { ACTION_GROUPS, ACTIONS, actionGroupLabel, actionLabel } from '../../src-shared/actions';
import { keyCaps, keysOf } from '../../src-shared/keys';
import { t } from '../../src-shared/words/words';
import { isMac } from '../actions/keys';
import { settingsStore } from '../stores/settings-store';
import { viewStore } from '../stores/view-store';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Keys } from '../ui/states';
import './help.css';

/** Every action that has a key. */
export function Shortcuts({ onClose }: { readonly onClose: () => void }) {
  const mac = isMac();
  const own = useStore(settingsStore, ({ settings }) => settings?.keys) ?? {};
  const change = () => {
    onClose();
    viewStore.getState().go({ name: 'settings' });
  };
  return (
    <Dialog
      title={actionLabel('help.keys')}
      onClose={onClose}
      wide
      actions={<Button onClick={change}>{t('help.keys.change')}</Button>}
    >
      <div className="shortcuts">
        {ACTION_GROUPS.map((group) => (
          <section key={group} aria-label={actionGroupLabel(group)}>
            <h3>{actionGroupLabel(group)}</h3>
            <dl>
              {ACTIONS.filter((action) => action.group === group && keysOf(action, own).length > 0).map(
                (action) => (
                  <div key={action.id}>
                    <dt>{actionLabel(action.id)}</dt>
                    <dd>
                      {keysOf(action, own).map((keys, at) => (
                        <Fragment key={keys}>
                          {at > 0 && <span className="shortcuts__or">{t('help.keys.or')}</span>}
                          <Keys caps={keyCaps(keys, mac)} />
                        </Fragment>
                      ))}
                    </dd>
                  </div>
                ),
              )}
            </dl>
          </section>
        ))}
        <p className="shortcuts__note">{t('help.keys.digits')}</p>
      </div>
    </Dialog>
  );
}
