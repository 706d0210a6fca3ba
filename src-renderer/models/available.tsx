import { Download, FileArchive, FolderInput } from 'lucide-react';
import { useState } from 'react';
import { formatBytes } from '../../src-shared/bytes';
import type { CatalogueEntry, Install, Precision } from '../../src-shared/packs';
import type { Settings } from '../../src-shared/settings';
import { sentenceInLanguage } from '../../src-shared/words/sentences';
import { t } from '../../src-shared/words/words';
import { modelsStore } from '../stores/models-store';
import { viewStore } from '../stores/view-store';
import { Button } from '../ui/button';
import { Select } from '../ui/select';
import { FitLine } from './fit-line';
import { InstallDialog, NotVerified } from './install-dialog';
import { showInstalls } from './installs';
import { bitsWords, needOf, needWords, providesWords } from './words';

const CONVERSIONS: readonly Precision[] = ['fp16', 'int8', 'int4'];

/** Leads to the switch that allows fetching. */
function toDownloadsSetting(): void {
  viewStore.getState().go({ name: 'settings' });
  viewStore.getState().wantField('downloads');
}

/** Says so while nothing may be fetched. */
export function NetworkOffNote() {
  return (
    <p className="note">
      {t('models.off')}{' '}
      <button type="button" className="link" onClick={toDownloadsSetting}>
        {t('models.off.change')}
      </button>
    </p>
  );
}

/** Packs that can be fetched: what each is for, what it takes, and whether it fits this machine. */
export function Available({
  entries,
  installs,
  settings,
}: {
  readonly entries: readonly CatalogueEntry[];
  readonly installs: readonly Install[];
  readonly settings: Settings | null;
}) {
  const [chosen, setChosen] = useState<CatalogueEntry | null>(null);
  return (
    <>
      {settings?.downloads === false && <NetworkOffNote />}
      {entries.map((entry) => (
        <Entry
          key={entry.id}
          entry={entry}
          off={settings?.downloads === false}
          underWay={installs.some(({ entryId, state }) => entryId === entry.id && state !== 'done')}
          onInstall={() => setChosen(entry)}
        />
      ))}
      {chosen && (
        <InstallDialog
          entry={chosen}
          settings={settings}
          onBegun={showInstalls}
          onClose={() => setChosen(null)}
        />
      )}
    </>
  );
}

function Entry({
  entry,
  off,
  underWay,
  onInstall,
}: {
  readonly entry: CatalogueEntry;
  readonly off: boolean;
  readonly underWay: boolean;
  readonly onInstall: () => void;
}) {
  const best = entry.precisions.find(({ fit }) => fit.fits) ?? entry.precisions[0];
  const need = needOf(entry, best?.precision ?? null);
  const installed = entry.installed.length > 0;
  return (
    <article className="tile" aria-label={entry.name}>
      <div className="tile__head">
        <Download size={18} aria-hidden="true" />
        <h3>{entry.name}</h3>
        {installed && <span className="tag">{t('models.installed')}</span>}
        <span className="tile__size numbers">{formatBytes(entry.downloadBytes)}</span>
      </div>
      <p className="selectable">{sentenceInLanguage(entry.description)}</p>
      <ul className="tile__tags" aria-label={t('models.does')}>
        {entry.provides.map((part) => (
          <li className="tag" key={part}>
            {providesWords(part)}
          </li>
        ))}
        {entry.licences.map(({ part, name }) => (
          <li className="tag" key={`${part} ${name}`}>
            {name}
          </li>
        ))}
      </ul>
      <p className="tile__needs numbers">
        {needWords(entry, need)}
        {best && ` · ${bitsWords(best.precision)}`}
      </p>
      <FitLine fit={need.fit} />
      {!entry.hashesKnown && <NotVerified />}
      <div className="tile__foot">
        {underWay ? (
          <span>{t('models.onItsWay')}</span>
        ) : entry.provides.includes('cuda') && !entry.fit.fits ? null : off ? (
          <span>{t('models.off.short')}</span>
        ) : (
          <Button small aria-label={t('models.installNamed', { name: entry.name })} onClick={onInstall}>
            <Download size={14} /> {installed ? t('models.installAgain') : t('models.install')}
          </Button>
        )}
      </div>
    </article>
  );
}

/** For machines without internet: what someone else fetched. */
export function ImportPack() {
  const [precision, setPrecision] = useState<Precision | null>(null);
  async function take(from: 'folder' | 'archive', wanted: Precision | null): Promise<void> {
    if (await modelsStore.getState().importFrom(from, wanted)) showInstalls();
  }
  return (
    <div className="import">
      <p>{t('models.import.text')}</p>
      <div className="import__row">
        <Button onClick={() => void take('folder', precision)}>
          <FolderInput size={15} /> {t('models.import.folder')}
        </Button>
        <Button onClick={() => void take('archive', precision)}>
          <FileArchive size={15} /> {t('models.import.archive')}
        </Button>
        <span className="import__precision">
          <span aria-hidden="true">{t('models.import.convert')}</span>
          <Select<Precision | ''>
            label={t('models.import.convert')}
            value={precision ?? ''}
            options={[
              { value: '', label: t('models.import.best') },
              ...CONVERSIONS.map((one) => ({ value: one, label: bitsWords(one) })),
            ]}
            onChange={(chosen) => setPrecision(chosen === '' ? null : chosen)}
          />
        </span>
      </div>
    </div>
  );
}
