import { FilePlus, FolderPlus, Play, Upload } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { formatBytes } from '../../src-shared/bytes';
import type { CatalogueEntry } from '../../src-shared/packs';
import { tryOut } from '../stores/first-answer';
import { libraryStore } from '../stores/library-store';
import { modelsStore } from '../stores/models-store';
import { viewStore } from '../stores/view-store';
import { Button } from '../ui/button';
import { EmptyState } from '../ui/states';
import './welcome.css';

/** What a model that can be fetched brings, by what it does; measured where a figure stands. */
const BRINGS = {
  frames: {
    role: 'Search model',
    can: 'Finds a frame by any description: places, actions, colours.',
    cannot: 'Each film is looked at once more.',
  },
  speech: {
    role: 'Speech model',
    can: 'Writes down speech in 99 languages instead of English alone.',
    cannot: 'Slower than the built-in one.',
  },
  answers: {
    role: 'Answer model',
    can: 'Answers in its own words, from every frame.',
    cannot: 'Wants a graphics card: on two cores a frame took 16 seconds.',
  },
} as const;
type Brings = keyof typeof BRINGS;

/** The first start, and a library that was emptied: how to begin, what is there, what one click more brings, and that nothing leaves. */
export function Welcome() {
  const add = libraryStore.getState().addByDialog;
  return (
    <div className="welcome">
      <div className="welcome__zone">
        <EmptyState
          icon={<Upload size={36} strokeWidth={1.25} />}
          title="Drop a video here"
          actions={
            <>
              <Button tone="primary" onClick={() => void add(false)}>
                <FilePlus size={16} /> Choose videos…
              </Button>
              <Button onClick={() => void add(true)}>
                <FolderPlus size={16} /> Choose a folder…
              </Button>
              <TryOut />
            </>
          }
        >
          Longtake watches and listens to it once, here on your machine. Then you can ask what happens in it,
          and every answer shows you where.
        </EmptyState>
      </div>
      <div className="welcome__facts">
        <Facts title="Built in">
          <ul>
            <li>Transcripts of English speech, to the word</li>
            <li>People and 79 kinds of things, followed and counted</li>
            <li>Printed writing, in English and Chinese</li>
            <li>Cuts and scenes, to the frame</li>
          </ul>
          <p>
            Answers are put together from what was found, not composed. Of 234 questions in documented forms
            79 % were answered rightly; in ordinary words it is 55 % of 136.
          </p>
        </Facts>
        <Facts title="One click more">
          <Offers />
        </Facts>
        <Facts title="Nothing leaves">
          <p>
            No account, no upload, nothing counted. Films stay where they are and are only read. The network
            is used for one thing: to fetch a model that you chose. That can be off, too.
          </p>
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
      <Play size={16} /> Try it with a film of 30 seconds
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
              <strong>{BRINGS[kind].role}.</strong> {BRINGS[kind].can} {BRINGS[kind].cannot}
              {entry && <span className="welcome__size numbers"> {sizeWords(entry)}</span>}
            </li>
          );
        })}
      </ul>
      <Button small onClick={() => viewStore.getState().go({ name: 'models' })}>
        Look at the models
      </Button>
    </>
  );
}

/** `CLIP ViT-B/32: 605 MB to fetch, 900 MB of memory.` */
function sizeWords({ name, downloadBytes, memoryBytes, precisions }: CatalogueEntry): string {
  const memory = precisions.length > 0 ? Math.min(...precisions.map((one) => one.memoryBytes)) : memoryBytes;
  return `${name}: ${formatBytes(downloadBytes)} to fetch, ${formatBytes(memory)} of memory.`;
}
