import { useId, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { UserError } from '../../src-shared/errors';
import { t } from '../../src-shared/words/words';
import { asUserError } from '../api';
import { type ExportRequest, exportStore } from '../stores/export-store';
import { libraryStore } from '../stores/library-store';
import { noticeStore } from '../stores/notice-store';
import { playerStore } from '../stores/player-store';
import { selectionStore } from '../stores/selection-store';
import { linesOf, transcriptStore } from '../stores/transcript-store';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { ErrorNote } from '../ui/states';
import { Clips } from './clips';
import { tellSaved } from './exports';
import { type Known, type Offer, type Source, sourcesOf } from './offers';
import './export.css';

/** The dialog that is open, if one is. */
export function ExportDialog() {
  const request = useStore(exportStore, (state) => state.request);
  return request && <Open request={request} />;
}

/** What the page knows of the video in question, which is the open one. */
function useKnown(request: ExportRequest): Known | null {
  const videoId = request.kind === 'video' ? request.videoId : null;
  const video = useStore(libraryStore, ({ videos }) => videos.find((one) => one.id === videoId));
  const scenes = useStore(playerStore, (state) => state.scenes.length);
  const shots = useStore(playerStore, (state) => state.shots.length);
  const range = useStore(selectionStore, (state) => state.range);
  const segments = useStore(transcriptStore, (state) => state.segments);
  const lines = useMemo(() => linesOf(segments, 'speech').length, [segments]);
  const speakers = useStore(transcriptStore, (state) => state.speakers.speakers.length);
  return video ? { video, lines, speakers, scenes, shots, range } : null;
}

/** A choice is kept by its name; where that is not offered, the first one that is holds. */
function pick<T extends { readonly id: string }>(all: readonly T[], wanted: string): T | undefined {
  return all.find((one) => one.id === wanted) ?? all[0];
}

function titleOf(request: ExportRequest): string {
  return request.kind === 'video' ? t('exports.title') : t('exports.titleNamed', { name: request.name });
}

function Open({ request }: { readonly request: ExportRequest }) {
  const sources = sourcesOf(request, useKnown(request));
  const [wanted, setWanted] = useState(request.kind === 'video' ? request.first : 'places');
  const [format, setFormat] = useState('');
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<UserError | null>(null);
  const shown = useRef(true);
  const { close } = exportStore.getState();
  const source = pick(
    sources.filter(({ offers }) => offers.length > 0),
    wanted,
  );
  const offer = source && pick(source.offers, format);

  async function save({ save }: Offer): Promise<void> {
    setSaving(true);
    setError(null);
    try {
      const saved = await save();
      if (saved) tellSaved(saved);
      if (saved && shown.current) close();
    } catch (thrown) {
      const failure = asUserError(thrown);
      // A long export may outlast the dialog; then its failure is told like its success. Who stopped it knows.
      if (!shown.current) noticeStore.getState().error(failure);
      else if (failure.code !== 'Cancelled') setError(failure);
    }
    setSaving(false);
  }
  function shut(): void {
    shown.current = false;
    close();
  }
  return (
    <Dialog
      title={titleOf(request)}
      wide
      onClose={shut}
      actions={
        <>
          <Button onClick={shut}>{saving ? t('exports.close') : t('exports.cancel')}</Button>
          <Button
            tone="primary"
            disabled={!offer || saving}
            onClick={() => {
              if (offer) void save(offer);
            }}
          >
            {saving ? t('exports.exporting') : t('exports.export')}
          </Button>
        </>
      }
    >
      <form
        className="export"
        onSubmit={(event) => {
          event.preventDefault();
          if (offer && !saving) void save(offer);
        }}
      >
        <Sources sources={sources} chosen={source} onChoose={setWanted} />
        <Formats offers={source?.offers ?? []} chosen={offer} onChoose={setFormat} />
        {/* Enter submits only where a form has something to submit with. */}
        <button type="submit" hidden />
      </form>
      {saving && (
        <div className="export__wait">
          <Clips />
          <p>{t('exports.goesOn')}</p>
        </div>
      )}
      {error && <ErrorNote error={error} />}
    </Dialog>
  );
}

function Sources({
  sources,
  chosen,
  onChoose,
}: {
  readonly sources: readonly Source[];
  readonly chosen: Source | undefined;
  readonly onChoose: (id: string) => void;
}) {
  const name = useId();
  return (
    <fieldset className="export__group">
      <legend>{t('exports.what')}</legend>
      {sources.map((source) => (
        <label key={source.id} className="choice">
          <input
            type="radio"
            name={name}
            checked={source.id === chosen?.id}
            disabled={source.offers.length === 0}
            data-first={source.id === chosen?.id ? '' : undefined}
            onChange={() => onChoose(source.id)}
          />
          <span className="choice__name">{source.name}</span>
          <span className="choice__words">{source.detail}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Formats({
  offers,
  chosen,
  onChoose,
}: {
  readonly offers: readonly Offer[];
  readonly chosen: Offer | undefined;
  readonly onChoose: (id: string) => void;
}) {
  const name = useId();
  return (
    <fieldset className="export__group export__group--formats">
      <legend>{t('exports.as')}</legend>
      {offers.length === 0 && <p>{t('exports.nothing')}</p>}
      {offers.map((offer) => (
        <label key={offer.id} className="choice">
          <input
            type="radio"
            name={name}
            checked={offer.id === chosen?.id}
            onChange={() => onChoose(offer.id)}
          />
          <span className="choice__name">{offer.name}</span>
          <span className="choice__words">{offer.use}</span>
        </label>
      ))}
    </fieldset>
  );
}
