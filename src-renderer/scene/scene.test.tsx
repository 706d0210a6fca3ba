// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SceneCard } from '../../src-shared/analysis';
import { secondsToMicros } from '../../src-shared/time';
import type { Video } from '../../src-shared/video';
import { libraryStore } from '../stores/library-store';
import { noticeStore } from '../stores/notice-store';
import { playerStore } from '../stores/player-store';
import { selectionStore } from '../stores/selection-store';
import { settingsStore } from '../stores/settings-store';
import { transcriptStore } from '../stores/transcript-store';
import { trayStore } from '../stores/tray-store';
import { viewStore } from '../stores/view-store';
import { type Answers, failWith, installFakeApi } from '../testing/fake-api';
import {
  SAMPLE_SETTINGS,
  sampleCard,
  sampleId,
  sampleObject,
  sampleScene,
  sampleSegment,
  sampleVideo,
  sampleWriting,
} from '../testing/samples';
import { sceneText } from './facts';
import { SceneCard as Card } from './scene-card';

const VIDEO = sampleId(1);
const SCENES = [sampleScene(0, 0, 10), sampleScene(1, 10, 31)];
const FULL: Partial<SceneCard> = {
  seen: [{ name: 'seashore', probability: 0.41 }],
  objects: [{ label: 'person', most: 2, from: secondsToMicros(10), to: secondsToMicros(31) }],
  said: [sampleSegment(4, 12, 'By the sea.')],
  written: [sampleWriting(2, 14, 'CHAPTER ONE')],
};

async function show(card: Partial<SceneCard>, change: Partial<Video> = {}, answers: Answers = {}) {
  const fake = installFakeApi({
    'index.sceneCard': ({ sceneIndex }) => sampleCard(SCENES[sceneIndex] ?? sampleScene(9, 0, 1), card),
    ...answers,
  });
  render(<Card video={sampleVideo(1, change)} />);
  await act(async () => {});
  return fake;
}
function section(name: string) {
  return within(screen.getByRole('region', { name }));
}

beforeEach(() => {
  playerStore.getState().close();
  playerStore.getState().open(VIDEO);
  const objects = [
    sampleObject(0, 'person', 5, 15),
    sampleObject(1, 'person', 20, 40),
    sampleObject(2, 'dog', 0, 5),
  ];
  playerStore.getState().update(VIDEO, { scenes: SCENES, objects, duration: secondsToMicros(60) });
  viewStore.getState().go({ name: 'video', videoId: VIDEO });
  viewStore.getState().showScene(1);
  libraryStore.setState({ jobs: new Map() });
  settingsStore.setState({ settings: SAMPLE_SETTINGS });
  transcriptStore.setState({ segments: [] });
  selectionStore.getState().clear();
  noticeStore.setState({ notices: [] });
});
afterEach(cleanup);

describe('SceneCard', () => {
  it('is dragged to another program by its picture: as a clip, with Alt as its frame', async () => {
    const fake = await show(
      FULL,
      {},
      {
        'drag.prepare': () => ({ fileName: 'Scene.mp4' }),
        'drag.start': () => undefined,
      },
    );
    const picture = screen.getByRole('button', { name: 'Show this frame in the player' });
    for (const altKey of [false, true]) {
      await act(async () => {
        fireEvent.pointerDown(picture, { button: 0, altKey });
        fireEvent(picture, new MouseEvent('dragstart', { bubbles: true, cancelable: true, altKey }));
      });
    }
    const { from, to, keyFrame: at, keyFrameIndex: frameIndex } = SCENES[1] ?? sampleScene(9, 0, 1);
    expect(fake.callsOf('drag.start')).toEqual([
      { videoId: VIDEO, from, to, as: 'clip', frameIndex },
      { videoId: VIDEO, from: at, to: at, as: 'still', frameIndex },
    ]);
  });

  it('tells what is seen, there, said and written, with times to click', async () => {
    const fake = await show(FULL);
    expect(fake.callsOf('index.sceneCard')).toEqual([{ videoId: VIDEO, sceneIndex: 1 }]);
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('Scene 2 of 20:10–0:31 · 21.0 s');
    expect(section('Looks like').getByText('41 %')).toBeTruthy();
    expect(section('Things').getByText('person, up to 2 at once')).toBeTruthy();
    const stretches = section('Things').getAllByRole('button');
    expect(stretches.map((button) => button.textContent)).toEqual(['0:10–0:15', '0:20–0:31']);
    fireEvent.click(stretches[1] as HTMLElement);
    expect(playerStore.getState().time).toBe(secondsToMicros(20));
    fireEvent.click(section('Said').getByRole('button', { name: /By the sea/ }));
    expect(playerStore.getState().time).toBe(secondsToMicros(12));
    fireEvent.click(section('Written').getByRole('button', { name: /CHAPTER ONE/ }));
    expect(playerStore.getState().time).toBe(secondsToMicros(14));
  });

  it('does not take what nobody looked for as not there', async () => {
    await show({});
    expect(section('Things').getByText('People and things were not looked for.')).toBeTruthy();
    expect(section('Written').getByText('Writing was not read.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Find cuts, things and writing' })).toBeTruthy();
    cleanup();
    await show({}, { tracks: ['shots', 'objects', 'text'] });
    expect(section('Things').getByText('No people or things were found.')).toBeTruthy();
    expect(section('Written').getByText('No writing was found.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Find / })).toBeNull();
  });

  it('asks, searches and exports', async () => {
    const saved = { fileName: 'clip.mp4', bytes: 2_000_000, note: 'It begins 0.4 s earlier.' };
    const fake = await show(
      FULL,
      {},
      {
        'search.similar': () => ({ groups: [], notes: [] }),
        'export.clip': () => saved,
      },
    );
    const stretch = { from: secondsToMicros(10), to: secondsToMicros(31) };
    fireEvent.click(screen.getByRole('button', { name: 'Export clip' }));
    fireEvent.click(screen.getByRole('menuitem', { name: /exact/, hidden: true }));
    await act(async () => {});
    expect(fake.callsOf('export.clip')).toEqual([{ videoId: VIDEO, ...stretch, mode: 'exact' }]);
    expect(noticeStore.getState().notices[0]?.message).toBe(
      'Saved clip.mp4 (2.0 MB). It begins 0.4 s earlier.',
    );
    fireEvent.click(screen.getByRole('button', { name: 'Search like this frame' }));
    expect(fake.callsOf('search.similar')).toMatchObject([{ videoId: VIDEO, frameIndex: 10 }]);
    trayStore.getState().close();
    act(() => viewStore.getState().showScene(1));
    fireEvent.click(screen.getByRole('button', { name: 'Ask about this scene' }));
    expect(selectionStore.getState().range).toEqual(stretch);
    expect(viewStore.getState()).toMatchObject({ tab: 'chat', wanted: 'question', sceneIndex: null });
  });

  it('goes to the neighbours, and Escape closes it', async () => {
    await show(FULL);
    expect((screen.getByRole('button', { name: 'Scene after' }) as HTMLButtonElement).disabled).toBe(true);
    fireEvent.click(screen.getByRole('button', { name: 'Scene before' }));
    await act(async () => {});
    const card = screen.getByRole('region', { name: 'Scene 1' });
    fireEvent.keyDown(card, { key: 'Escape' });
    expect(screen.queryByRole('region', { name: /^Scene/ })).toBeNull();
  });

  it('takes the focus, and gives it back', async () => {
    const button = document.createElement('button');
    document.body.append(button);
    button.focus();
    await show(FULL);
    expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Scene 2' }));
    act(() => viewStore.getState().closeScene());
    expect(document.activeElement).toBe(button);
    button.remove();
  });

  it('asks again when a line was corrected, and says what went wrong', async () => {
    const fake = await show(FULL);
    await act(async () => transcriptStore.setState({ segments: [sampleSegment(4, 12, 'By the lake.')] }));
    expect(fake.callsOf('index.sceneCard')).toHaveLength(2);
    cleanup();
    await show(
      {},
      {},
      {
        'index.sceneCard': () =>
          failWith({ code: 'NotFound', message: 'No such scene.', remedy: 'Choose another.' }),
      },
    );
    expect(screen.getByRole('alert').textContent).toBe('No such scene.Choose another.');
  });

  it('can be pasted as text', () => {
    expect(sceneText('Film', sampleCard(sampleScene(1, 10, 31), FULL))).toBe(
      [
        'Film, scene 2: 0:10–0:31 (21.0 s)',
        'Looks like:',
        '- seashore (41 %)',
        'Things:',
        '- person, up to 2 at once: 0:10–0:31',
        'Said:',
        '- [0:12] By the sea.',
        'Written:',
        '- [0:14] CHAPTER ONE',
      ].join('\n'),
    );
  });
});
