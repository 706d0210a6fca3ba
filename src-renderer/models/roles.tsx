import { Captions, MessagesSquare, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { shownModel } from '../../src-shared/own-model';
import type { PackSummary } from '../../src-shared/packs';
import type { Settings } from '../../src-shared/settings';
import { t } from '../../src-shared/words/words';
import { settingsStore } from '../stores/settings-store';
import { Select } from '../ui/select';
import { FitLine } from './fit-line';

type PackSetting = 'searchPack' | 'answerPack' | 'speechPack';

/** The three things that models do here, each with the pack that does it now. */
export function Roles({
  settings,
  packs,
}: {
  readonly settings: Settings;
  readonly packs: readonly PackSummary[];
}) {
  const common = { settings, packs };
  return (
    <div className="roles">
      <Role
        {...common}
        setting="searchPack"
        needs="frames"
        title={t('models.search')}
        icon={<Search size={16} aria-hidden="true" />}
        text={t('models.search.text')}
      />
      <Role
        {...common}
        setting="answerPack"
        needs="answers"
        title={t('models.answer')}
        icon={<MessagesSquare size={16} aria-hidden="true" />}
        none={t('models.answer.none')}
        text={
          settings.ownModel !== null
            ? t('models.answer.own', { model: shownModel(settings.ownModel.model) })
            : settings.answerPack === null
              ? t('models.answer.results')
              : t('models.answer.text')
        }
      />
      <Role
        {...common}
        setting="speechPack"
        needs="speech"
        title={t('models.speech')}
        icon={<Captions size={16} aria-hidden="true" />}
        text={settings.transcribe ? t('models.speech.text') : t('models.speech.off')}
      />
    </div>
  );
}

function Role({
  settings,
  packs,
  setting,
  needs,
  title,
  icon,
  text,
  none,
}: {
  readonly settings: Settings;
  readonly packs: readonly PackSummary[];
  readonly setting: PackSetting;
  readonly needs: PackSummary['provides'][number];
  readonly title: string;
  readonly icon: ReactNode;
  readonly text: string;
  /** The choice of no pack at all, where there is one. */
  readonly none?: string;
}) {
  const chosen = settings[setting];
  const offered = packs.filter((pack) => pack.provides.includes(needs) && pack.state === 'ready');
  const pack = packs.find(({ id }) => id === chosen);
  const known = chosen === null || offered.some(({ id }) => id === chosen);
  return (
    <section className="role" aria-label={title}>
      <h3 className="role__title">
        {icon} {title}
      </h3>
      <Select
        label={title}
        className="role__choice"
        value={chosen ?? ''}
        options={[
          ...(none === undefined ? [] : [{ value: '', label: none }]),
          ...(known ? [] : [{ value: chosen, label: pack?.name ?? t('models.notHere', { id: chosen }) }]),
          ...offered.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(id) => void settingsStore.getState().change({ [setting]: id === '' ? null : id })}
      />
      <div className="role__words">
        <p>{text}</p>
        {!known && <p className="fit fit--no">{pack ? t('models.damaged') : t('models.gone')}</p>}
        {pack?.fit && !pack.fit.fits && <FitLine fit={pack.fit} />}
      </div>
    </section>
  );
}
