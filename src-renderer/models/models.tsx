import { useEffect } from 'react';
import { useStore } from 'zustand';
import { t } from '../../src-shared/words/words';
import { modelsStore } from '../stores/models-store';
import { settingsStore } from '../stores/settings-store';
import { Button } from '../ui/button';
import { ErrorNote, Spinner } from '../ui/states';
import { Available, ImportPack } from './available';
import { Devices } from './devices';
import { InstallNews, Installs } from './installs';
import { PackTile } from './pack-tile';
import { Roles } from './roles';
import './models.css';

/** What works with the videos: which pack does what, those installed, those to be had, and the device. */
export function Models() {
  const { packs, catalogue, installs, devices, error } = useStore(modelsStore);
  const settings = useStore(settingsStore, (state) => state.settings);
  useEffect(() => void modelsStore.getState().loadMachine(), []);
  const underWay = installs.filter(({ state }) => state !== 'done');
  const waiting = !error && <Spinner label={t('models.loading')} />;
  return (
    <main className="page">
      <header className="bar">
        <h1 className="bar__title">{t('models.title')}</h1>
      </header>
      <div className="page__scroll">
        <div className="page__column">
          {error && (
            <>
              <ErrorNote error={error} />
              <Button onClick={() => void modelsStore.getState().loadMachine()}>{t('models.again')}</Button>
            </>
          )}
          <InstallNews installs={installs} />
          <section aria-labelledby="in-use">
            <h2 id="in-use" className="page__heading">
              {t('models.inUse')}
            </h2>
            <p className="page__lead">{t('models.inUse.text')}</p>
            {packs && settings ? <Roles settings={settings} packs={packs} /> : waiting}
          </section>
          {underWay.length > 0 && <Installs installs={underWay} />}
          <section aria-labelledby="packs" className="tiles">
            <h2 id="packs" className="page__heading">
              {t('models.packs')}
            </h2>
            {packs
              ? packs.map((pack) => <PackTile key={pack.id} pack={pack} settings={settings} />)
              : waiting}
          </section>
          <section aria-labelledby="available" className="tiles">
            <h2 id="available" className="page__heading">
              {t('models.available')}
            </h2>
            {catalogue ? <Available entries={catalogue} installs={installs} settings={settings} /> : waiting}
          </section>
          <section aria-labelledby="import">
            <h2 id="import" className="page__heading">
              {t('models.import')}
            </h2>
            <ImportPack />
          </section>
          <section aria-labelledby="device">
            <h2 id="device" className="page__heading">
              {t('models.device')}
            </h2>
            {devices ? <Devices report={devices} /> : !error && <Spinner label={t('models.device.trying')} />}
          </section>
        </div>
      </div>
    </main>
  );
}
