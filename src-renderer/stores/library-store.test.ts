// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import type { Video } from '../../src-shared/video';
import { t } from '../../src-shared/words/words';
import { failWith, installFakeApi } from '../testing/fake-api';
import { sampleId, sampleJob, sampleVideo } from '../testing/samples';
import { createLibraryStore, followLibrary } from './library-store';
import { noticeStore } from './notice-store';
import { undoStore } from './undo-store';

afterEach(() => {
  noticeStore.setState({ notices: [] });
  undoStore.setState({ past: [], future: [] });
});

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

  it('tells what was added from what was there already', async () => {
    const [old, fresh] = [sampleVideo(1, { title: 'Old' }), sampleVideo(2, { title: 'Fresh' })];
    const said = async (videos: Video[], leftOut?: string) => {
      noticeStore.setState({ notices: [] });
      installFakeApi({ dropped: () => ({ videos, refused: [], ...(leftOut ? { leftOut } : {}) }) });
      const store = createLibraryStore();
      store.setState({ videos: [old] });
      await store.getState().addFiles([new File([''], 'a.mp4')]);
      return noticeStore.getState().notices.map(({ message }) => message);
    };
    const [added, known] = [
      t('stores.added', { n: 1, title: 'Fresh' }),
      t('stores.known', { n: 1, title: 'Old' }),
    ];
    expect(await said([old])).toEqual([known]);
    expect(await said([old, fresh])).toEqual([`${added} ${known}`]);
    expect(await said([fresh], 'Left out: 2.')).toEqual([`${added} Left out: 2.`]);
  });

  it('keeps a video whose removal failed, and says why', async () => {
    installFakeApi({ 'library.remove': () => failWith(LOST) });
    const store = createLibraryStore();
    store.setState({ videos: [sampleVideo(1)] });
    await store.getState().remove([sampleId(1)]);
    expect(store.getState().videos).toHaveLength(1);
    expect(noticeStore.getState().notices).toMatchObject([{ message: LOST.message, remedy: LOST.remedy }]);
  });

  it('removes however many films as one step, which brings all of them back', async () => {
    const films = Array.from({ length: 205 }, (_, n) => sampleVideo(n + 1));
    const fake = installFakeApi({
      'library.remove': () => {},
      'library.putBack': ({ videoIds }) => films.filter(({ id }) => videoIds.includes(id)),
    });
    const store = createLibraryStore();
    store.setState({ videos: films });
    await store.getState().remove(films.map(({ id }) => id));
    expect(store.getState().videos).toEqual([]);
    expect(store.getState().removing).toBeNull();
    expect(fake.callsOf('library.letGo')).toEqual([]);
    const [notice] = noticeStore.getState().notices;
    expect(notice?.action).not.toBeNull();
    await undoStore.getState().undo();
    expect(store.getState().videos.map(({ id }) => id)).toEqual(films.map(({ id }) => id));
    await undoStore.getState().redo();
    expect(store.getState().videos).toEqual([]);
  });

  it('tells how far a removal is, and takes back what it had removed when it was stopped', async () => {
    const films = Array.from({ length: 50 }, (_, n) => sampleVideo(n + 1));
    const store = createLibraryStore();
    const told: unknown[] = [];
    installFakeApi({
      'library.remove': () => {
        const { removing } = store.getState();
        told.push(removing);
        if (removing?.done !== 0) store.getState().stopRemoving();
      },
      'library.putBack': ({ videoIds }) => films.filter(({ id }) => videoIds.includes(id)),
    });
    store.setState({ videos: films });
    await store.getState().remove(films.map(({ id }) => id));
    expect(told).toEqual([0, 20].map((done) => ({ what: 'removing', done, total: 50 })));
    expect(store.getState().videos).toHaveLength(10);
    await undoStore.getState().undo();
    expect(store.getState().videos).toHaveLength(50);
  });

  it('brings back what it can, and the rest with the next undo', async () => {
    const films = Array.from({ length: 30 }, (_, n) => sampleVideo(n + 1));
    let fails = false;
    installFakeApi({
      'library.remove': () => {},
      'library.putBack': ({ videoIds }) =>
        fails && videoIds.length < 20 ? failWith(LOST) : films.filter(({ id }) => videoIds.includes(id)),
    });
    const store = createLibraryStore();
    store.setState({ videos: films });
    await store.getState().remove(films.map(({ id }) => id));
    fails = true;
    await undoStore.getState().undo();
    expect(store.getState().videos).toHaveLength(20);
    fails = false;
    await undoStore.getState().undo();
    expect(store.getState().videos).toHaveLength(30);
  });
});
