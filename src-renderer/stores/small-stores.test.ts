// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { failWith, installFakeApi } from '../testing/fake-api';
import { SAMPLE_SETTINGS, sampleCitation, sampleId, sampleSegment } from '../testing/samples';
import { createNoticeStore } from './notice-store';
import { createSelectionStore } from './selection-store';
import { createSettingsStore, followSettings, shownTheme } from './settings-store';
import { createTranscriptStore, followTranscript } from './transcript-store';
import { createViewStore, PANEL_WIDTH } from './view-store';

describe('selection store', () => {
  it('puts a range’s ends in order and takes an empty one as none', () => {
    const store = createSelectionStore();
    store.getState().setRange({ from: 9, to: 2 });
    expect(store.getState().range).toEqual({ from: 2, to: 9 });
    store.getState().setRange({ from: 5, to: 5 });
    expect(store.getState().range).toBeNull();
  });

  it('forgets all when cleared', () => {
    const store = createSelectionStore();
    store.getState().setCitations([sampleCitation(sampleId(1), 1)]);
    store.getState().setRange({ from: 1, to: 2 });
    store.getState().clear();
    expect(store.getState()).toMatchObject({ citations: [], hits: [], range: null, hoveredCitation: null });
  });
});

describe('notice store', () => {
  it('shows the same notice once, the last few, and says nothing of what the user cancelled', () => {
    const store = createNoticeStore();
    for (const words of ['a', 'b', 'c', 'd', 'a', 'e']) store.getState().info(words);
    store.getState().error({ code: 'Cancelled', message: 'x', remedy: 'y' });
    expect(store.getState().notices.map((notice) => notice.message)).toEqual(['c', 'd', 'a', 'e']);
  });
});

describe('view store', () => {
  it('opens the panel of the screen that is shown', () => {
    const store = createViewStore();
    store.getState().showTab('collections');
    expect(store.getState()).toMatchObject({ libraryPanelOpen: true, tab: 'collections' });
    store.getState().setPanelOpen(false);
    store.getState().go({ name: 'video', videoId: sampleId(1) });
    expect(store.getState()).toMatchObject({ libraryPanelOpen: false, videoPanelOpen: true });
  });

  it('lays a scene’s card over the panel until a tab or another screen is asked for', () => {
    const store = createViewStore();
    store.getState().go({ name: 'video', videoId: sampleId(1) });
    store.getState().setPanelOpen(false);
    store.getState().showScene(3);
    expect(store.getState()).toMatchObject({ sceneIndex: 3, videoPanelOpen: true });
    store.getState().showTab('collections');
    expect(store.getState().sceneIndex).toBeNull();
    store.getState().showScene(3);
    store.getState().go({ name: 'library' });
    expect(store.getState().sceneIndex).toBeNull();
  });

  it('keeps the panes within their limits', () => {
    const store = createViewStore();
    store.getState().setPanelWidth(10);
    expect(store.getState().panelWidth).toBe(PANEL_WIDTH.least);
    store.getState().setPanelWidth(5000);
    expect(store.getState().panelWidth).toBe(PANEL_WIDTH.most);
  });
});

describe('settings store', () => {
  it('takes a change back that main refused', async () => {
    installFakeApi({
      'settings.set': () => failWith({ code: 'BadRequest', message: 'No.', remedy: 'Else.' }),
    });
    const store = createSettingsStore();
    await store.getState().load();
    await store.getState().change({ framesPerSecond: 3 });
    expect(store.getState().settings).toEqual(SAMPLE_SETTINGS);
  });

  it('follows changes made elsewhere', () => {
    const fake = installFakeApi();
    const store = createSettingsStore();
    followSettings(store);
    fake.emit('settings.changed', { ...SAMPLE_SETTINGS, theme: 'light' });
    expect(store.getState().settings?.theme).toBe('light');
  });

  it('follows the system’s theme only where asked to', () => {
    expect(shownTheme('system', true)).toBe('dark');
    expect(shownTheme('system', false)).toBe('light');
    expect(shownTheme('light', true)).toBe('light');
  });
});

describe('transcript store', () => {
  it('drops an answer for a video that is no longer open', async () => {
    const slow = Promise.withResolvers<ReturnType<typeof sampleSegment>[]>();
    installFakeApi({
      'index.transcript': ({ videoId }) =>
        videoId === sampleId(1) ? slow.promise : [sampleSegment(0, 1, 'two')],
    });
    const store = createTranscriptStore();
    const first = store.getState().load(sampleId(1));
    await store.getState().load(sampleId(2));
    slow.resolve([sampleSegment(0, 1, 'one')]);
    await first;
    expect(store.getState().segments.map((segment) => segment.text)).toEqual(['two']);
  });

  it('loads anew when the open video’s transcript grew, and only then', async () => {
    const fake = installFakeApi();
    const store = createTranscriptStore();
    followTranscript(store);
    await store.getState().load(sampleId(1));
    fake.emit('index.changed', { videoId: sampleId(1), what: 'frames' });
    fake.emit('index.changed', { videoId: sampleId(2), what: 'transcript' });
    expect(fake.callsOf('index.transcript')).toHaveLength(1);
    fake.emit('index.changed', { videoId: sampleId(1), what: 'transcript' });
    expect(fake.callsOf('index.transcript')).toHaveLength(2);
  });
});
