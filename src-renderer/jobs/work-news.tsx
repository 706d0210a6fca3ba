import { useState } from 'react';
import { useStore } from 'zustand';
import type { VideoId } from '../../src-shared/primitives';
import { t } from '../../src-shared/words/words';
import { type LibraryState, libraryStore } from '../stores/library-store';
import { doingWords, shownState, stateWords } from './words';

/** Films that are told of at once: what is older was heard. */
const MOST = 5;

/** Makes the news of all films that work was seen on, a line each: how far, by quarters, and what came of it. */
export function createNews(): (state: Pick<LibraryState, 'videos' | 'jobs'>) => string {
  const worked = new Set<VideoId>();
  return ({ videos, jobs }) => {
    for (const { videoId, state } of jobs.values()) if (state === 'running') worked.add(videoId);
    const lines = [...worked].slice(-MOST).flatMap((id) => {
      const video = videos.find((one) => one.id === id);
      if (!video) return [];
      const job = jobs.get(id);
      if (job?.state !== 'running') return [`${video.title}: ${stateWords(shownState(video, job))}`];
      return [
        `${doingWords(job, video.title)}: ${t('jobs.percent', { n: Math.floor(job.progress * 4) * 25 })}`,
      ];
    });
    return lines.join('\n');
  };
}

/** Says aloud how far work is, wherever the window is, and not each per cent. In the page even while there is no work. */
export function WorkNews() {
  const [newsOf] = useState(createNews);
  const news = useStore(libraryStore, newsOf);
  return (
    <div className="visually-hidden" role="status" aria-label={t('jobs.news')}>
      {news.split('\n').map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}
