import { Download, ShieldQuestion } from 'lucide-react';
import { useId, useState } from 'react';
import { formatBytes } from '../../src-shared/bytes';
import type { UserError } from '../../src-shared/errors';
import type { CatalogueEntry, Precision } from '../../src-shared/packs';
import type { Settings } from '../../src-shared/settings';
import { sentenceInLanguage } from '../../src-shared/words/sentences';
import { t, tParts } from '../../src-shared/words/words';
import { modelsStore } from '../stores/models-store';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Licences } from '../ui/licences';
import { ErrorNote } from '../ui/states';
import { Parts } from '../ui/words';
import { FitLine } from './fit-line';
import { hubName, needOf, precisionWords } from './words';

/** The best for this machine: main lists them so. The first that fits, else the first. */
function bestOf(entry: CatalogueEntry): Precision | null {
  const best = entry.precisions.find(({ fit }) => fit.fits) ?? entry.precisions[0];
  return best?.precision ?? null;
}

/**
 * What will be fetched, from where, in which precision and under which licences. Nothing is fetched before they are
 * accepted here.
 */
export function InstallDialog({
  entry,
  settings,
  onBegun,
  onClose,
}: {
  readonly entry: CatalogueEntry;
  readonly settings: Settings | null;
  readonly onBegun: () => void;
  readonly onClose: () => void;
}) {
  const [precision, setPrecision] = useState(() => bestOf(entry));
  const [accepted, setAccepted] = useState(false);
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<UserError | null>(null);
  const need = needOf(entry, precision);
  const host = entry.host ?? hubName(settings);

  async function install(): Promise<void> {
    setAsking(true);
    const failure = await modelsStore.getState().install(entry.id, precision);
    setAsking(false);
    setError(failure);
    if (failure !== null) return;
    onClose();
    onBegun();
  }
  return (
    <Dialog
      wide
      title={t('models.dialog', { name: entry.name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose} data-first>
            {t('models.dialog.notNow')}
          </Button>
          <Button tone="primary" disabled={!accepted || asking} onClick={() => void install()}>
            <Download size={15} />{' '}
            {t('models.dialog.fetch', { size: formatBytes(entry.downloadBytes), host })}
          </Button>
        </>
      }
    >
      <div className="words">
        <p className="selectable">{sentenceInLanguage(entry.description)}</p>
        <dl className="facts">
          <dt>{t('models.dialog.fetched')}</dt>
          <dd className="selectable">
            <Parts
              of={tParts('models.dialog.fetched.what', {
                size: formatBytes(entry.downloadBytes),
                repository: <code>{entry.repository}</code>,
                revision: <code>{entry.revision}</code>,
                host,
              })}
            />
          </dd>
          <dt>{t('models.dialog.disk')}</dt>
          <dd>{t('models.dialog.disk.size', { size: formatBytes(need.diskBytes) })}</dd>
          {need.memoryBytes > 0 && (
            <>
              <dt>{t('models.dialog.memory')}</dt>
              <dd>{t('models.dialog.memory.size', { size: formatBytes(need.memoryBytes) })}</dd>
            </>
          )}
        </dl>
        {!entry.hashesKnown && <NotVerified />}
        {entry.precisions.length > 0 && (
          <PrecisionChoice entry={entry} value={precision} onChange={setPrecision} />
        )}
        {entry.precisions.length === 0 && <FitLine fit={entry.fit} />}
        <h3>{t('models.dialog.licences')}</h3>
        <Licences licences={entry.licences} open={entry.licences.length === 1} />
        <label className="accept">
          <input type="checkbox" checked={accepted} onChange={(event) => setAccepted(event.target.checked)} />
          {t('models.dialog.accept', { n: entry.licences.length })}
        </label>
        {error && <ErrorNote error={error} />}
      </div>
    </Dialog>
  );
}

export function NotVerified() {
  return (
    <p className="fit fit--no">
      <ShieldQuestion size={14} aria-hidden="true" />
      <span>
        <strong>{t('models.notVerified')}</strong> {t('models.notVerified.text')}
      </span>
    </p>
  );
}

function PrecisionChoice({
  entry,
  value,
  onChange,
}: {
  readonly entry: CatalogueEntry;
  readonly value: Precision | null;
  readonly onChange: (precision: Precision) => void;
}) {
  const name = useId();
  return (
    <fieldset className="precisions">
      <legend>{t('models.precision')}</legend>
      {entry.precisions.map((one) => (
        <label className="precision" key={one.precision}>
          <input
            type="radio"
            name={name}
            checked={value === one.precision}
            onChange={() => onChange(one.precision)}
          />
          <span>
            <span className="precision__name">{precisionWords(one.precision)}</span>
            <span className="precision__size numbers">
              {t('models.precision.sizes', {
                disk: formatBytes(one.diskBytes),
                memory: formatBytes(one.memoryBytes),
              })}
            </span>
            <FitLine fit={one.fit} />
          </span>
        </label>
      ))}
    </fieldset>
  );
}
