import { Check, X } from 'lucide-react';
import type { DeviceReport, MachineDevices } from '../../src-shared/devices';
import { sentenceInLanguage } from '../../src-shared/words/sentences';
import { t, tParts } from '../../src-shared/words/words';
import { modelsStore } from '../stores/models-store';
import { Button } from '../ui/button';
import { Parts } from '../ui/words';
import { deviceName } from './words';

/** Which device runs the models, and what was found of the others. */
export function Devices({ report: { language, others, ...frames } }: { readonly report: MachineDevices }) {
  return (
    <>
      {language && <h3 className="page__heading">{t('models.frames')}</h3>}
      <Report report={frames} />
      {language && (
        <>
          <h3 className="page__heading">{t('models.language')}</h3>
          <Report report={language} />
        </>
      )}
      <Others others={others} />
      <Button onClick={() => void modelsStore.getState().tryDevicesAgain()}>{t('models.tryAgain')}</Button>
    </>
  );
}

/** Where there is a choice at all. */
function Others({ others }: Pick<MachineDevices, 'others'>) {
  const isDevice = ({ device, usable }: DeviceReport['candidates'][number]) => usable && device !== 'cpu';
  if (!others.some(({ report }) => report.candidates.some(isDevice))) return null;
  return (
    <>
      <h3 className="page__heading">{t('models.others')}</h3>
      <ul className="devices">
        {others.map(({ use, report }) => (
          <li key={use}>
            <Check size={15} aria-hidden className="devices__yes" />
            <span>
              {t('models.use.line', { use: t(`models.use.${use}`), device: deviceName(report.chosen) })}
            </span>
            <span className="devices__why selectable">{sentenceInLanguage(report.why)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Report({ report }: { readonly report: DeviceReport }) {
  return (
    <>
      <p className="page__lead selectable">
        <Parts of={tParts('models.used', { device: <strong>{deviceName(report.chosen)}</strong> })} />{' '}
        {sentenceInLanguage(report.why)}
      </p>
      <ul className="devices">
        {report.candidates.map((candidate) => (
          <li key={candidate.device} data-chosen={candidate.device === report.chosen}>
            {candidate.usable ? (
              <Check size={15} aria-label={t('models.usable')} className="devices__yes" />
            ) : (
              <X size={15} aria-label={t('models.unusable')} />
            )}
            <span>{deviceName(candidate.device)}</span>
            <span className="devices__why selectable">{sentenceInLanguage(candidate.why)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
