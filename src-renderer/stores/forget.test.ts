// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installFakeApi } from '../testing/fake-api';
import { sampleHit, sampleId, sampleMessage, sampleSegment, sampleVideo } from '../testing/samples';
import { chatStore } from './chat-store';
import { forgetRemovedVideos } from './forget';
import { libraryStore } from './library-store';
import { playerStore } from './player-store';
import { transcriptStore } from './transcript-store';
import { cardsOfHits } from './tray-card';
import { trayStore } from './tray-store';

let stop = () => {};
beforeEach(() => {
  installFakeApi();
  libraryStore.setState({ status: 'ready', videos: [sampleVideo(1), sampleVideo(2)] });
  const chat = { messages: [sampleMessage('m1')], status: 'ready', error: null, scope: 'all' } as const;
  chatStore.setState({ chats: { [sampleId(1)]: chat, [sampleId(2)]: chat, all: chat } });
  transcriptStore.setState({
    videoId: sampleId(1),
    status: 'ready',
    segments: [sampleSegment(0, 1, 'Hello.')],
  });
  playerStore.getState().open(sampleId(1));
  trayStore.setState({
    source: { kind: 'search', scope: 'all', text: 'sea' },
    status: 'ready',
    cards: cardsOfHits([sampleHit(sampleId(1), 3), sampleHit(sampleId(3), 5)]),
  });
  stop = forgetRemovedVideos();
});
afterEach(() => stop());

describe('forgetRemovedVideos', () => {
  it('lets go of the chat, the transcript, the player and the hits of a video that left', () => {
    libraryStore.setState({ videos: [sampleVideo(2)] });
    expect(Object.keys(chatStore.getState().chats).sort()).toEqual([sampleId(2), 'all'].sort());
    expect(transcriptStore.getState()).toMatchObject({ videoId: null, segments: [] });
    expect(playerStore.getState().videoId).toBeNull();
    expect(trayStore.getState().cards.map(({ videoId }) => videoId)).toEqual([sampleId(3)]);
  });

  it('keeps everything when another video left or one only changed', () => {
    libraryStore.setState({ videos: [sampleVideo(1, { title: 'New' })] });
    expect(chatStore.getState().chats[sampleId(1)]?.messages).toHaveLength(1);
    expect(transcriptStore.getState().videoId).toBe(sampleId(1));
    expect(playerStore.getState().videoId).toBe(sampleId(1));
    expect(trayStore.getState().cards).toHaveLength(2);
  });
});
