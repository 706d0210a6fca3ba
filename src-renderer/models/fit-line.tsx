import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { Fit } from '../../src-shared/packs';
import { sentenceInLanguage } from '../../src-shared/words/sentences';
import { t } from '../../src-shared/words/words';

/** Whether something fits this machine, in a sentence. */
export function FitLine({ fit }: { readonly fit: Fit }) {
  return (
    <p className={fit.fits ? 'fit' : 'fit fit--no'}>
      {fit.fits ? (
        <CircleCheck size={14} aria-label={t('models.fits')} />
      ) : (
        <TriangleAlert size={14} aria-label={t('models.fitsNot')} />
      )}
      <span className="selectable">{sentenceInLanguage(fit.why)}</span>
    </p>
  );
}
