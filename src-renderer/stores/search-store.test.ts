// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { failWith, installFakeApi } from '../testing/fake-api';
import { sampleHit, sampleId } from '../testing/samples';
import { createSearchStore } from './search-store';
import { selectionStore } from './selection-store';

const ID = sampleId(1);
const found = (seconds: number) => ({
  groups: [{ videoId: ID, scene: null, hits: [sampleHit(ID, seconds)] }],
  notes: [],
});

describe('search store', () => {
  it('shows the latest search even when an earlier one answers later', async () => {
    const early = Promise.withResolvers<ReturnType<typeof found>>();
    installFakeApi({ 'search.text': ({ text }) => (text === 'early' ? early.promise : found(9)) });
    const store = createSearchStore();
    const first = store.getState().run('all', { kind: 'text', text: 'early' });
    await store.getState().run('all', { kind: 'text', text: 'late' });
    early.resolve(found(1));
    await first;
    expect(store.getState().query).toEqual({ kind: 'text', text: 'late' });
    expect(store.getState().groups).toEqual(found(9).groups);
    expect(selectionStore.getState().hits).toEqual([sampleHit(ID, 9)]);
  });

  it('asks for frames like one', async () => {
    const fake = installFakeApi({ 'search.similar': () => found(3) });
    await createSearchStore()
      .getState()
      .run({ videoId: ID }, { kind: 'similar', videoId: ID, frameIndex: 3 });
    expect(fake.callsOf('search.similar')).toEqual([
      { scope: { videoId: ID }, videoId: ID, frameIndex: 3, limit: 100 },
    ]);
  });

  it('keeps a failure as words for the user', async () => {
    const error = { code: 'WorkerLost', message: 'The search stopped.', remedy: 'Search again.' } as const;
    installFakeApi({ 'search.text': () => failWith(error) });
    const store = createSearchStore();
    await store.getState().run('all', { kind: 'text', text: 'x' });
    expect(store.getState()).toMatchObject({ status: 'failed', error, groups: [] });
  });

  it('goes dark when it is cleared', async () => {
    installFakeApi({ 'search.text': () => found(2) });
    const store = createSearchStore();
    await store.getState().run('all', { kind: 'text', text: 'x' });
    store.getState().reset();
    expect(store.getState().status).toBe('idle');
    expect(selectionStore.getState().hits).toEqual([]);
  });
});
