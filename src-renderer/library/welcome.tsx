import { FilePlus, FolderPlus, Play, Upload } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { formatBytes } from '../../src-shared/bytes';
import type { CatalogueEntry } from '../../src-shared/packs';
import { t } from '../../src-shared/words/words';
import { tryOut } from '../stores/first-answer';
import { libraryStore } from '../stores/library-store';
import { modelsStore } from '../stores/models-store';
import { viewStore } from '../stores/view-store';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/states';
import './welcome.css';

/** What a model that can be fetched brings, by what it does; measured where a figure stands. */
const BRINGS = { frames: 'search', speech: 'speech', answers: 'answer' } as const;
type Brings = keyof typeof BRINGS;

/** The first start, and a library that was emptied: how to begin, what is there, what one click more brings, and that nothing leaves. */
export function Welcome() {
  const add = libraryStore.getState().addByDialog;
  return (
    <div className="welcome">
      <div className="welcome__zone">
        <EmptyState
          icon={<Upload size={36} strokeWidth={1.25} />}
          title={t('library.welcome.drop')}
          actions={
            <>
              <Button tone="primary" onClick={() => void add(false)}>
                <FilePlus size={16} /> {t('library.welcome.choose')}
              </Button>
              <Button onClick={() => void add(true)}>
                <FolderPlus size={16} /> {t('library.welcome.chooseFolder')}
              </Button>
              <TryOut />
            </>
          }
        >
          {t('library.welcome.text')}
        </EmptyState>
      </div>
      <div className="welcome__facts">
        <Facts title={t('library.welcome.builtIn')}>
          <ul>
            <li>{t('library.welcome.builtIn.speech')}</li>
            <li>{t('library.welcome.builtIn.things')}</li>
            <li>{t('library.welcome.builtIn.writing')}</li>
            <li>{t('library.welcome.builtIn.cuts')}</li>
          </ul>
          <p>{t('library.welcome.builtIn.text')}</p>
        </Facts>
        <Facts title={t('library.welcome.more')}>
          <Offers />
        </Facts>
        <Facts title={t('library.welcome.leaves')}>
          <p>{t('library.welcome.leaves.text')}</p>
        </Facts>
      </div>
    </div>
  );
}

function TryOut() {
  const [busy, setBusy] = useState(false);
  return (
    <Button
      disabled={busy}
      onClick={() => {
        setBusy(true);
        void tryOut().finally(() => setBusy(false));
      }}
    >
      <Play size={16} /> {t('library.welcome.try')}
    </Button>
  );
}

function Facts({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="welcome__fact" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** The smallest model of each kind that can be fetched. */
function smallest(catalogue: readonly CatalogueEntry[], kind: Brings): CatalogueEntry | undefined {
  return catalogue
    .filter(({ provides }) => provides.includes(kind))
    .toSorted((a, b) => a.downloadBytes - b.downloadBytes)[0];
}

function Offers() {
  const catalogue = useStore(modelsStore, (state) => state.catalogue);
  useEffect(() => {
    if (modelsStore.getState().catalogue === null) void modelsStore.getState().loadCatalogue();
  }, []);
  const kinds = Object.keys(BRINGS) as Brings[];
  return (
    <>
      <ul>
        {kinds.map((kind) => {
          const entry = smallest(catalogue ?? [], kind);
          return (
            <li key={kind}>
              <strong>{t(`library.welcome.${BRINGS[kind]}`)}.</strong>{' '}
              {t(`library.welcome.${BRINGS[kind]}.can`)} {t(`library.welcome.${BRINGS[kind]}.cannot`)}
              {entry && <span className="welcome__size numbers"> {sizeWords(entry)}</span>}
            </li>
          );
        })}
      </ul>
      <Button small onClick={() => viewStore.getState().go({ name: 'models' })}>
        {t('library.welcome.models')}
      </Button>
    </>
  );
}

/** `CLIP ViT-B/32: 605 MB to fetch, 900 MB of memory.` */
function sizeWords({ name, downloadBytes, memoryBytes, precisions }: CatalogueEntry): string {
  const memory = precisions.length > 0 ? Math.min(...precisions.map((one) => one.memoryBytes)) : memoryBytes;
  return t('library.welcome.size', {
    name,
    download: formatBytes(downloadBytes),
    memory: formatBytes(memory),
  });
}
