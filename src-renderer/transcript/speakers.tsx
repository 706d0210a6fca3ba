import { useId, useState } from 'react';
import { useStore } from 'zustand';
import type { Segment } from '../../src-shared/analysis';
import type { UserError } from '../../src-shared/errors';
import { type FilmSpeakers, placesOf, speakerOfLine } from '../../src-shared/speakers';
import { t } from '../../src-shared/words/words';
import { transcriptStore } from '../stores/transcript-store';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { speakerWords } from '../ui/speakers';
import { ErrorNote } from '../ui/states';

export interface Label {
  readonly shown: string;
  readonly place: number;
  /** Whether it is a voice of this film, which a person can name; whom only the subtitles name is called so by them. */
  readonly heard: boolean;
}

/** For each line who says it; null where it is who spoke before, or nobody known. */
export function speakerLabels(lines: readonly Segment[], speakers: FilmSpeakers): readonly (Label | null)[] {
  const whoSays = speakerOfLine(speakers);
  const voices = new Set(speakers.speakers.map(({ shown }) => shown));
  const byFile = lines.flatMap(({ speaker }) => (speaker ? [{ shown: speaker }] : []));
  const places = placesOf([...speakers.speakers, ...byFile]);
  let before: string | null = null;
  return lines.map((line) => {
    const shown = whoSays(line);
    const same = shown === before;
    if (line.source === 'speech') before = shown;
    return shown === null || same ? null : { shown, place: places.get(shown) ?? 0, heard: voices.has(shown) };
  });
}

/** Names somebody who speaks: by a name of one's own, one that another film suggests, or as somebody else of this film. */
export function NameSpeaker({ shown, onClose }: { readonly shown: string; readonly onClose: () => void }) {
  const { speakers } = useStore(transcriptStore, (state) => state.speakers);
  const meant = speakers.find((one) => one.shown === shown);
  const [name, setName] = useState(meant?.name ?? '');
  const [everywhere, setEverywhere] = useState(false);
  const [error, setError] = useState<UserError | null>(null);
  const field = useId();
  if (!meant) return null;
  const others = [...new Set(speakers.map((one) => one.shown))].filter((one) => one !== shown);
  async function give(given: string | null, remember: boolean): Promise<void> {
    const failed = await transcriptStore.getState().renameSpeaker(meant?.number ?? 0, given, remember);
    if (failed) setError(failed);
    else onClose();
  }
  return (
    <Dialog
      title={t('transcript.who', { name: speakerWords(shown) })}
      onClose={onClose}
      actions={
        <>
          {meant.name !== null && (
            <Button onClick={() => void give(null, everywhere)}>{t('transcript.nameBack')}</Button>
          )}
          <Button tone="primary" disabled={name.trim() === ''} onClick={() => void give(name, everywhere)}>
            {t('transcript.name.do')}
          </Button>
        </>
      }
    >
      <form
        className="name-speaker"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') void give(name, everywhere);
        }}
      >
        <label htmlFor={field}>{t('transcript.name')}</label>
        <span className="field">
          <input
            id={field}
            data-first
            value={name}
            maxLength={80}
            onChange={(event) => setName(event.target.value)}
          />
        </span>
        {meant.perhaps !== null && (
          <Button small onClick={() => setName(meant.perhaps ?? '')}>
            {t('transcript.perhaps', { name: meant.perhaps })}
          </Button>
        )}
        <label className="name-speaker__everywhere">
          <input
            type="checkbox"
            checked={everywhere}
            onChange={(event) => setEverywhere(event.target.checked)}
          />
          {t('transcript.everywhere')}
        </label>
      </form>
      {others.length > 0 && (
        <p className="name-speaker__others">
          {t('transcript.sameAs')}{' '}
          {others.map((other) => (
            <Button key={other} small onClick={() => void give(other, false)}>
              {speakerWords(other)}
            </Button>
          ))}
        </p>
      )}
      {error && <ErrorNote error={error} />}
    </Dialog>
  );
}
