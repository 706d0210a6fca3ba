import { Hammer } from 'lucide-react';
import { useStore } from 'zustand';
import { actionLabel } from '../../src-shared/actions';
import { t } from '../../src-shared/words/words';
import { tooltip } from '../actions/keys';
import { viewStore } from '../stores/view-store';
import { workStore } from '../stores/work-store';
import { Button } from '../ui/button';
import { Progress } from '../ui/states';
import { Tooltip } from '../ui/tooltip';
import { workLine } from './words';
import './work.css';

/** Opens the work on films from anywhere; shows how far it is while there is any. */
export function WorkButton() {
  const status = useStore(workStore, (state) => state.status);
  const line = workLine(status);
  const open = useStore(viewStore, (state) => state.dialog === 'work');
  return (
    <Tooltip content={line === '' ? tooltip('view.work') : t('jobs.work.line', { line })} describes={false}>
      <Button
        tone="quiet"
        className="rail__button work-button"
        aria-label={actionLabel('view.work')}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => viewStore.getState().showDialog('work')}
      >
        <Hammer size={18} />
        {line !== '' && (
          <span className="work-button__bar" aria-hidden="true">
            <span style={{ transform: `scaleX(${status.progress})` }} data-still={!status.busy} />
          </span>
        )}
      </Button>
    </Tooltip>
  );
}

/** The same as a line in a screen's bar: nothing while there is no work. */
export function WorkLine() {
  const status = useStore(workStore, (state) => state.status);
  const line = workLine(status);
  if (line === '') return null;
  return (
    <Button
      tone="quiet"
      small
      className="work-line numbers"
      onClick={() => viewStore.getState().showDialog('work')}
    >
      <Progress value={status.progress} label={t('jobs.work.all')} still={!status.busy} />
      <span>{line}</span>
    </Button>
  );
}
