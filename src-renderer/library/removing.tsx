import { useStore } from 'zustand';
import { t } from '../../src-shared/words/words';
import { libraryStore } from '../stores/library-store';
import { Button } from '../ui/button';
import { Progress } from '../ui/states';

/** How far the removal of many films is, or their coming back, at the window's edge; what is done by then stays done. */
export function RemovingToast() {
  const removing = useStore(libraryStore, (state) => state.removing);
  // Before the first are gone there is nothing to tell: of few, that is all there is.
  if (removing === null || removing.done === 0) return null;
  const { what, done, total } = removing;
  const said = t(`library.${what}`, { done, total });
  return (
    <li className="toast">
      <div className="toast__words">
        <p className="numbers">{said}</p>
        <Progress value={done / total} label={said} />
      </div>
      <Button small onClick={libraryStore.getState().stopRemoving}>
        {t('library.removing.stop')}
      </Button>
    </li>
  );
}
