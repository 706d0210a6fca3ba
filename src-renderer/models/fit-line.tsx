import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { Fit } from '../../src-shared/packs';

/** Whether something fits this machine, in a sentence. */
export function FitLine({ fit }: { readonly fit: Fit }) {
  return (
    <p className={fit.fits ? 'fit' : 'fit fit--no'}>
      {fit.fits ? (
        <CircleCheck size={14} aria-label="Fits this machine." />
      ) : (
        <TriangleAlert size={14} aria-label="Does not fit this machine." />
      )}
      <span className="selectable">{fit.why}</span>
    </p>
  );
}
