import { Fragment } from 'react';
import { ACTIONS, type Action } from '../../src-shared/actions';
import { isMac, keyCaps } from '../actions/keys';
import { Dialog } from '../ui/dialog';
import { Keys } from '../ui/states';
import './help.css';

const GROUPS: readonly Action['group'][] = ['Playback', 'Timeline', 'Find', 'File', 'View', 'Help'];

/** Every action that has a key. */
export function Shortcuts({ onClose }: { readonly onClose: () => void }) {
  const mac = isMac();
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose} wide>
      <div className="shortcuts">
        {GROUPS.map((group) => (
          <section key={group} aria-label={group}>
            <h3>{group}</h3>
            <dl>
              {ACTIONS.filter((action) => action.group === group && action.keys.length > 0).map((action) => (
                <div key={action.id}>
                  <dt>{action.label}</dt>
                  <dd>
                    {action.keys.map((keys, at) => (
                      <Fragment key={keys}>
                        {at > 0 && <span className="shortcuts__or">or</span>}
                        <Keys caps={keyCaps(keys, mac)} />
                      </Fragment>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
