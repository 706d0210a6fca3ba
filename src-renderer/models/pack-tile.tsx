import { Package, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { formatBytes } from '../../src-shared/bytes';
import type { PackSummary } from '../../src-shared/packs';
import type { Settings } from '../../src-shared/settings';
import { sentenceInLanguage } from '../../src-shared/words/sentences';
import { t } from '../../src-shared/words/words';
import { modelsStore } from '../stores/models-store';
import { noticeStore } from '../stores/notice-store';
import { Button } from '../ui/button';
import { Confirm } from '../ui/dialog';
import { Licences } from '../ui/licences';
import { ErrorNote } from '../ui/states';
import { FitLine } from './fit-line';
import { bitsWords, providesWords } from './words';

/** What an installed pack is used for now, as the sentence that a removal has to say. */
function usesOf(pack: PackSummary, settings: Settings | null): string[] {
  if (settings === null) return [];
  const uses: string[] = [];
  if (settings.searchPack === pack.id) uses.push(t('models.uses.search'));
  if (settings.answerPack === pack.id) uses.push(t('models.uses.answer'));
  if (settings.speechPack === pack.id) uses.push(t('models.uses.speech'));
  if (!pack.builtIn && pack.provides.includes('writing')) uses.push(t('models.uses.writing'));
  if (pack.provides.includes('cuda')) uses.push(t('models.uses.cuda'));
  return uses;
}

/** One pack on this machine. */
export function PackTile({
  pack,
  settings,
}: {
  readonly pack: PackSummary;
  readonly settings: Settings | null;
}) {
  const [removing, setRemoving] = useState(false);
  async function remove(): Promise<void> {
    if (await modelsStore.getState().remove(pack.id))
      noticeStore.getState().info(t('models.removed', { name: pack.name }));
  }
  return (
    <article className="tile" aria-label={pack.name}>
      <div className="tile__head">
        <Package size={18} aria-hidden="true" />
        <h3>
          {pack.name} <span className="tile__version numbers">{pack.version}</span>
        </h3>
        {pack.builtIn && <span className="tag">{t('models.builtIn')}</span>}
        {pack.precision && <span className="tag">{bitsWords(pack.precision)}</span>}
        <span className="tile__size numbers">{formatBytes(pack.bytes)}</span>
      </div>
      <p className="selectable">{sentenceInLanguage(pack.description)}</p>
      <ul className="tile__tags" aria-label={t('models.does')}>
        {pack.provides.map((part) => (
          <li className="tag" key={part}>
            {providesWords(part)}
          </li>
        ))}
      </ul>
      {pack.fit && <FitLine fit={pack.fit} />}
      {pack.error && <ErrorNote error={pack.error} />}
      <h4>{t('models.parts')}</h4>
      <Licences licences={pack.licences} />
      {!pack.builtIn && (
        <div className="tile__foot">
          <Button
            small
            aria-label={t('models.removeNamed', { name: pack.name })}
            onClick={() => setRemoving(true)}
          >
            <Trash2 size={14} /> {t('models.remove')}
          </Button>
        </div>
      )}
      {removing && (
        <Confirm
          title={t('models.remove.title', { name: pack.name })}
          confirm={t('models.remove.confirm')}
          onClose={() => setRemoving(false)}
          onConfirm={() => void remove()}
        >
          <div className="words">
            <p>{t('models.remove.text', { size: formatBytes(pack.bytes) })}</p>
            {usesOf(pack, settings).map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
            {!pack.provides.includes('cuda') && <p>{t('models.remove.stays')}</p>}
          </div>
        </Confirm>
      )}
    </article>
  );
}
