// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { secondsToMicros } from '../../src-shared/time';
import { failWith, installFakeApi } from '../testing/fake-api';
import { sampleCitation, sampleHit, sampleId, sampleMessage } from '../testing/samples';
import { chatStore } from './chat-store';
import { playerStore } from './player-store';
import { selectionStore } from './selection-store';
import { backToSource, followAnswers } from './tray-follow';
import { shownCards, trayStore } from './tray-store';
import { viewStore } from './view-store';

const [A, B] = [sampleId(1), sampleId(2)];
const tray = () => trayStore.getState();
const found = (...hits: ReturnType<typeof sampleHit>[]) => ({
  groups: hits.map((hit) => ({ videoId: hit.videoId, scene: null, hits: [hit] })),
  notes: [],
});

beforeEach(() => {
  installFakeApi();
  tray().close();
  playerStore.getState().close();
  chatStore.setState({ chats: {} });
  viewStore.setState({ screen: { name: 'library' }, tab: 'chat', wantedMessage: null });
});

describe('a search', () => {
  it('fills the tray, and only the latest may: an earlier one can come back later', async () => {
    const early = Promise.withResolvers<ReturnType<typeof found>>();
    installFakeApi({
      'search.text': ({ text }) => (text === 'early' ? early.promise : found(sampleHit(A, 9))),
    });
    const first = tray().search('all', 'early');
    await tray().search('all', 'late');
    early.resolve(found(sampleHit(A, 1)));
    await first;
    expect(tray()).toMatchObject({ status: 'ready', source: { text: 'late' } });
    expect(tray().cards.map(({ from }) => from)).toEqual([secondsToMicros(9)]);
    expect(selectionStore.getState().hits).toEqual([sampleHit(A, 9)]);
  });

  it('that was not of all films yet is made again until it is, and keeps what is filtered and active', async () => {
    vi.useFakeTimers();
    try {
      const results = [{ ...found(sampleHit(A, 9)), waiting: 2 }, found(sampleHit(A, 9), sampleHit(B, 3))];
      const fake = installFakeApi({ 'search.text': () => results.shift() ?? found() });
      const searched = tray().search('all', 'sea');
      await vi.advanceTimersByTimeAsync(0);
      expect(tray()).toMatchObject({ status: 'ready' });
      const [card] = tray().cards;
      tray().activate(card?.key ?? '');
      await vi.advanceTimersByTimeAsync(2_000);
      await searched;
      expect(tray()).toMatchObject({ status: 'ready', activeKey: card?.key });
      expect(tray().cards).toHaveLength(2);
      expect(fake.callsOf('search.text')).toHaveLength(2);
    } finally {
      vi.useRealTimers();
    }
  });

  it('keeps a failure as words for the user, and can be made again', async () => {
    const error = { code: 'WorkerLost', message: 'The search stopped.', remedy: 'Search again.' } as const;
    let works = false;
    installFakeApi({ 'search.text': () => (works ? found(sampleHit(A, 2)) : failWith(error)) });
    await tray().search('all', 'x');
    expect(tray()).toMatchObject({ status: 'failed', error, cards: [] });
    works = true;
    await tray().again();
    expect(tray().cards).toHaveLength(1);
  });

  it('for frames like one says whether there would be more', async () => {
    const many = Array.from({ length: 100 }, (_, n) => sampleHit(A, n, { similarity: 0.9, score: 100 - n }));
    const fake = installFakeApi({ 'search.similar': () => found(...many) });
    await tray().findLike('all', A, 3, secondsToMicros(3));
    expect(fake.callsOf('search.similar')).toEqual([{ scope: 'all', videoId: A, frameIndex: 3, limit: 100 }]);
    expect(tray().more).toBe(true);
  });
});

describe('the tray', () => {
  beforeEach(async () => {
    installFakeApi({ 'search.text': () => found(sampleHit(A, 4, { score: 2 }), sampleHit(B, 8)) });
    await tray().search('all', 'sea');
  });

  it('stays as it is when a card is opened, whatever film that is of', () => {
    const { cards } = tray();
    for (const card of cards) {
      tray().open(card);
      expect(viewStore.getState().screen).toEqual({ name: 'video', videoId: card.videoId });
      expect(playerStore.getState().time).toBe(card.at);
      expect(tray()).toMatchObject({ cards, source: { kind: 'search', text: 'sea' }, activeKey: card.key });
      expect(selectionStore.getState().hits).toHaveLength(2);
    }
  });

  it('steps through its cards as they are shown, and stops at the ends', () => {
    const at = () => playerStore.getState().videoId;
    tray().step(1);
    expect(at()).toBe(A);
    tray().step(1);
    tray().step(1);
    expect(at()).toBe(B);
    tray().change({ videoId: A });
    tray().step(1);
    expect(at()).toBe(A);
    expect(shownCards(tray())).toHaveLength(1);
  });

  it('goes back to what lay in it before, with another search as with an answer', async () => {
    chatStore.setState({
      chats: {
        all: {
          scope: 'all',
          status: 'ready',
          error: null,
          messages: [
            sampleMessage('q', { role: 'user', text: 'Where is the sea?' }),
            sampleMessage('a', { citations: [sampleCitation(B, 5)], confidence: 'high' }),
          ],
        },
      },
    });
    tray().showAnswer('a');
    expect(tray().source).toEqual({
      kind: 'answer',
      scope: 'all',
      messageId: 'a',
      question: 'Where is the sea?',
    });
    expect(selectionStore.getState().hits).toEqual([]);
    tray().back();
    expect(tray()).toMatchObject({ source: { kind: 'search', text: 'sea' }, earlier: [] });
    expect(selectionStore.getState().hits).toHaveLength(2);
  });

  it('leads back to the answer that its cards came from', () => {
    backToSource({ kind: 'answer', scope: { videoId: A }, messageId: 'a', question: '' });
    expect(viewStore.getState()).toMatchObject({
      screen: { name: 'video', videoId: A },
      tab: 'chat',
      wantedMessage: 'a',
    });
  });
});

describe('the places of an answer', () => {
  const citation = sampleCitation(A, 3);
  const write = (state: 'streaming' | 'done', id = 'a', citations = [citation]) =>
    chatStore.setState({
      chats: {
        all: {
          scope: 'all',
          status: 'ready',
          error: null,
          messages: [sampleMessage(id, { state, citations })],
        },
      },
    });

  it('come into the tray as they are written, unless something else was put there since', async () => {
    const stop = followAnswers();
    write('streaming');
    expect(tray().cards).toHaveLength(1);
    write('streaming', 'a', [citation, sampleCitation(B, 4)]);
    expect(tray().cards).toHaveLength(2);
    installFakeApi({ 'search.text': () => found(sampleHit(A, 9)) });
    await tray().search('all', 'other');
    write('done', 'a', [citation, sampleCitation(B, 4), sampleCitation(B, 9)]);
    expect(tray().source).toMatchObject({ kind: 'search', text: 'other' });
    stop();
  });

  it('stay in the chat of an answer that was written before', () => {
    const stop = followAnswers();
    write('done');
    expect(tray().source).toBeNull();
    stop();
  });
});
