import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { Video } from '../../src-shared/video';
import { t } from '../../src-shared/words/words';
import { linesOf, transcriptStore } from '../stores/transcript-store';
import { viewStore } from '../stores/view-store';
import { Button } from '../ui/button';
import { ErrorNote, Spinner } from '../ui/states';
import { ForeignSpeech } from './foreign-speech';
import './glossary.css';
import { Lines } from './lines';
import { NothingToShow } from './nothing';
import { TranscriptSource } from './source';
import { Toolbar } from './tools';
import './transcript.css';

/** What is said in the open video and what is written in its picture, line by line. */
export function Transcript({ video }: { readonly video: Video }) {
  const { videoId, status, error, segments } = useStore(transcriptStore);
  const filter = useStore(viewStore, (state) => state.lineFilter);
  useEffect(() => void transcriptStore.getState().load(video.id), [video.id]);
  const lines = useMemo(() => (filter === 'all' ? segments : linesOf(segments, filter)), [segments, filter]);
  const both = useMemo(() => lines.some((line) => line.source !== lines[0]?.source), [lines]);
  if (videoId !== video.id || status === 'loading') {
    return (
      <div className="empty">
        <Spinner label={t('transcript.opening')} />
      </div>
    );
  }
  if (status === 'failed' && error) {
    return (
      <div className="transcript__error">
        <ErrorNote error={error} />
        <Button small onClick={() => void transcriptStore.getState().load(video.id)}>
          {t('transcript.again')}
        </Button>
      </div>
    );
  }
  return (
    <section className="transcript" aria-label={t('transcript.label')}>
      <Toolbar video={video} lines={lines} />
      {filter !== 'text' && <TranscriptSource video={video} />}
      {filter !== 'text' && <ForeignSpeech video={video} />}
      {lines.length > 0 ? (
        <Lines key={filter} video={video} lines={lines} both={both} />
      ) : (
        <NothingToShow video={video} filter={filter} />
      )}
    </section>
  );
}
