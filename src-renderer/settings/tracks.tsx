import { TRACK_PASSES, TRACKS } from '../../src-shared/passes';
import type { Settings as Values } from '../../src-shared/settings';
import { t } from '../../src-shared/words/words';
import { settingsStore } from '../stores/settings-store';
import { Row } from '../ui/row';
import { Switch } from '../ui/switch';

/** What is read from the pictures beside the index, each by itself. */
export function TrackSettings({ settings }: { readonly settings: Values }) {
  return (
    <section className="setting-group" aria-labelledby="tracks">
      <div>
        <h2 id="tracks" className="page__heading">
          {t('settings.tracks')}
        </h2>
        <p className="setting-group__words">{t('settings.tracks.text')}</p>
      </div>
      {TRACKS.map((track) => ({
        key: TRACK_PASSES[track].setting,
        title: t(`passes.${track}.title`),
        text: t(`passes.${track}.text`),
      })).map(({ key, title, text }) => (
        <Row
          key={key}
          title={title}
          text={text}
          control={
            <Switch
              label={title}
              on={settings[key]}
              onChange={(on) => void settingsStore.getState().change({ [key]: on })}
            />
          }
        />
      ))}
    </section>
  );
}
