import { t } from '../../src-shared/words/words';
import './making.css';

/** Over a picture that is dragged to another program, as long as its file is made. */
export function Making({ making }: { readonly making: boolean }) {
  if (!making) return null;
  return (
    <span className="making" role="status">
      {t('tray.drag.making')}
    </span>
  );
}
