// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { failWith, installFakeApi } from '../testing/fake-api';
import { sampleId, sampleJob, sampleVideo } from '../testing/samples';
import { createLibraryStore, followLibrary } from './library-store';
import { noticeStore } from './notice-store';

afterEach(() => noticeStore.setState({ notices: [] }));

const LOST = {
  code: 'LibraryBroken',
  message: 'The library cannot be read.',
  remedy: 'Restore a backup.',
} as const;

describe('library store', () => {
  it('loads videos and jobs, and then follows main', async () => {
    const fake = installFakeApi({
      'library.list': () => [sampleVideo(1)],
      'jobs.list': () => [sampleJob(1)],
    });
    const store = createLibraryStore();
    const stop = followLibrary(store);
    await store.getState().load();
    expect(store.getState().jobs.get(sampleId(1))?.progress).toBe(0.42);
    fake.emit('jobs.changed', []);
    const renamed = sampleVideo(1, { title: 'Summer' });
    fake.emit('library.changed', { changed: [sampleVideo(2), renamed], removed: [] });
    expect(store.getState().videos).toEqual([renamed, sampleVideo(2)]);
    fake.emit('library.changed', { changed: [], removed: [sampleId(1), sampleId(9)] });
    stop();
    fake.emit('library.changed', { changed: [], removed: [sampleId(2)] });
    expect(store.getState().jobs.size).toBe(0);
    expect(store.getState().videos).toEqual([sampleVideo(2)]);
  });

  it('keeps the object of what did not change, so that only what changed is drawn anew', () => {
    const fake = installFakeApi();
    const store = createLibraryStore();
    const stop = followLibrary(store);
    fake.emit('library.changed', { changed: [sampleVideo(1), sampleVideo(2)], removed: [] });
    fake.emit('jobs.changed', [sampleJob(1), sampleJob(2)]);
    const { videos, jobs } = store.getState();
    const news = [sampleVideo(1), sampleVideo(2, { state: 'failed' })];
    fake.emit('library.changed', { changed: news, removed: [] });
    fake.emit('jobs.changed', [sampleJob(1), sampleJob(2, { progress: 0.5 })]);
    stop();
    const now = store.getState();
    expect(now.videos[0]).toBe(videos[0]);
    expect(now.videos[1]).not.toBe(videos[1]);
    expect(now.jobs.get(sampleId(1))).toBe(jobs.get(sampleId(1)));
    expect(now.jobs.get(sampleId(2))?.progress).toBe(0.5);
  });

  it('keeps why it could not be opened', async () => {
    installFakeApi({ 'library.list': () => failWith(LOST) });
    const store = createLibraryStore();
    await store.getState().load();
    expect(store.getState()).toMatchObject({ status: 'failed', error: LOST });
  });

  it('adds dropped files, keeps the refused ones with why, and does not double a known video', async () => {
    const refused = [{ fileName: 'a.txt', error: LOST }];
    const fake = installFakeApi({
      dropped: () => ({ videos: [sampleVideo(1), sampleVideo(2)], refused }),
    });
    const store = createLibraryStore();
    store.setState({ videos: [sampleVideo(1)] });
    const file = new File([''], 'two.mp4');
    await store.getState().addFiles([file]);
    expect(fake.dropped).toEqual([[file]]);
    expect(store.getState().videos.map((video) => video.id)).toEqual([sampleId(1), sampleId(2)]);
    expect(store.getState().refused).toEqual(refused);
    expect(store.getState().adding).toBe(false);
  });

  it('keeps a video whose removal failed, and says why', async () => {
    installFakeApi({ 'library.remove': () => failWith(LOST) });
    const store = createLibraryStore();
    store.setState({ videos: [sampleVideo(1)] });
    await store.getState().remove(sampleId(1));
    expect(store.getState().videos).toHaveLength(1);
    expect(noticeStore.getState().notices).toMatchObject([{ message: LOST.message, remedy: LOST.remedy }]);
  });
});
