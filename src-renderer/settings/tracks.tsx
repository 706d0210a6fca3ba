import { TRACK_PASSES, TRACKS } from '../../src-shared/passes';
import type { Settings as Values } from '../../src-shared/settings';
import { settingsStore } from '../stores/settings-store';
import { Row } from '../ui/row';
import { Switch } from '../ui/switch';

/** What is read from the pictures beside the index, each by itself. */
export function TrackSettings({ settings }: { readonly settings: Values }) {
  return (
    <section className="setting-group" aria-labelledby="tracks">
      <div>
        <h2 id="tracks" className="page__heading">
          A closer look
        </h2>
        <p className="setting-group__words">
          Each takes time of its own after a video is indexed; it can be searched and asked about meanwhile.
          Videos that are indexed already offer to catch up in the library.
        </p>
      </div>
      {TRACKS.map((track) => TRACK_PASSES[track]).map(({ setting: key, title, text }) => (
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
