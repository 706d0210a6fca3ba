import { useStore } from 'zustand';
import { t } from '../../src-shared/words/words';
import { call } from '../api';
import { exportStore } from '../stores/export-store';
import { tellIfItFails } from '../stores/notice-store';
import { Button } from '../ui/button';
import { Progress } from '../ui/states';
import './export.css';

/** The clips that are being written, each with how far it is. */
export function Clips() {
  const clips = useStore(exportStore, (state) => state.clips);
  if (clips.length === 0) return null;
  return (
    <ul className="clips" aria-label={t('exports.writing')}>
      {clips.map(({ id, fileName, progress }) => (
        <li key={id} className="clip">
          <span className="clip__name">{t('exports.writingFile', { file: fileName })}</span>
          <span className="clip__percent">{Math.round(progress * 100)} %</span>
          <Button
            aria-label={t('exports.stopNamed', { file: fileName })}
            tone="quiet"
            small
            onClick={() => void tellIfItFails(call('export.stopClip', { id }))}
          >
            {t('exports.stop')}
          </Button>
          <Progress value={progress} label={t('exports.writingFile', { file: fileName })} />
        </li>
      ))}
    </ul>
  );
}

/** At the window's edge, unless the dialog is open, which shows them itself. */
export function ClipToasts() {
  const shown = useStore(exportStore, ({ request, clips }) => request === null && clips.length > 0);
  return (
    shown && (
      <li className="toast">
        <Clips />
      </li>
    )
  );
}
