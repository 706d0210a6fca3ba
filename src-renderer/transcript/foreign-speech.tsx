import { Languages } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { isUnderstood, type Segment } from '../../src-shared/analysis';
import { formatBytes } from '../../src-shared/bytes';
import type { CatalogueEntry, PackSummary } from '../../src-shared/packs';
import { formatClock } from '../../src-shared/time';
import type { Video } from '../../src-shared/video';
import { t } from '../../src-shared/words/words';
import { InstallDialog } from '../models/install-dialog';
import { libraryStore } from '../stores/library-store';
import { modelsStore } from '../stores/models-store';
import { settingsStore } from '../stores/settings-store';
import { linesOf, transcriptStore } from '../stores/transcript-store';
import { Button } from '../ui/button';

/** The entry that is recommended for other languages: see docs/lab/speech.md. */
const RECOMMENDED = 'whisper-base';

/** How long somebody speaks whom the built-in model does not understand, in microseconds. */
export function notUnderstood(lines: readonly Segment[]): number {
  return linesOf(lines, 'speech').reduce(
    (sum, line) => sum + (isUnderstood(line) ? 0 : line.to - line.from),
    0,
  );
}

/** A pack of this machine to hear it by: the recommended one, else any that is not built in. */
function installed(
  packs: readonly PackSummary[] | null,
  recommended: CatalogueEntry | null,
): PackSummary | null {
  const ready = (packs ?? []).filter(
    ({ builtIn, provides, state }) => !builtIn && state === 'ready' && provides.includes('speech'),
  );
  return ready.find(({ id }) => recommended?.installed.includes(id)) ?? ready[0] ?? null;
}

/** Says that there is speech which the built-in model does not understand, and offers one that does, with its size. */
export function ForeignSpeech({ video }: { readonly video: Video }) {
  const segments = useStore(transcriptStore, (state) => state.segments);
  const length = useMemo(() => notUnderstood(segments), [segments]);
  const speechPack = useStore(settingsStore, (state) => state.settings?.speechPack ?? null);
  const settings = useStore(settingsStore, (state) => state.settings);
  const { packs, catalogue } = useStore(modelsStore);
  const [installing, setInstalling] = useState(false);
  const shown = length > 0 && video.state === 'ready';
  useEffect(() => {
    if (!shown) return;
    void modelsStore.getState().load();
    if (modelsStore.getState().catalogue === null) void modelsStore.getState().loadMachine();
  }, [shown]);
  if (!shown) return null;
  const entry = catalogue?.find(({ id }) => id === RECOMMENDED) ?? null;
  const pack = installed(packs, entry);
  async function hearAgain(by: PackSummary): Promise<void> {
    if (speechPack !== by.id) await settingsStore.getState().change({ speechPack: by.id });
    await libraryStore.getState().control(video.id, 'retry');
  }
  return (
    <div className="foreign" role="status">
      <Languages size={14} aria-hidden="true" />
      <span>{t('transcript.foreign', { time: formatClock(length) })}</span>
      {pack ? (
        <Button small onClick={() => void hearAgain(pack)}>
          {t('transcript.foreign.with', { model: pack.name })}
        </Button>
      ) : (
        entry && (
          <Button small onClick={() => setInstalling(true)}>
            {t('transcript.foreign.get', { model: entry.name, size: formatBytes(entry.downloadBytes) })}
          </Button>
        )
      )}
      {installing && entry && (
        <InstallDialog
          entry={entry}
          settings={settings}
          onBegun={() => undefined}
          onClose={() => setInstalling(false)}
        />
      )}
    </div>
  );
}
