import { describe, expect, it } from 'vitest';
import { sampleJob, sampleVideo } from '../testing/samples';
import { createNews } from './work-news';

describe('news of work', () => {
  const video = sampleVideo(1);
  const at = (state: 'queued' | 'running' | 'done', progress: number) => ({
    videos: [video],
    jobs: new Map([[video.id, sampleJob(1, { state, progress })]]),
  });

  it('tells quarters of what runs, not each per cent, and its end', () => {
    const news = createNews();
    expect(news(at('queued', 0))).toBe('');
    expect(news(at('running', 0.3))).toBe(news(at('running', 0.45)));
    expect(news(at('running', 0.45))).not.toBe(news(at('running', 0.55)));
    const end = news(at('done', 1));
    expect(end).toContain(video.title);
    expect(end).not.toContain('%');
  });

  it('tells nothing of work that ended before', () => {
    expect(createNews()(at('done', 1))).toBe('');
  });
});
