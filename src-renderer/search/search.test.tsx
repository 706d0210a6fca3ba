// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { secondsToMicros } from '../../src-shared/time';
import { exportStore } from '../stores/export-store';
import { playerStore } from '../stores/player-store';
import { searchStore } from '../stores/search-store';
import { type Answers, installFakeApi } from '../testing/fake-api';
import { sampleHit, sampleId } from '../testing/samples';
import { SearchPanel } from './search-panel';

const ID = sampleId(1);
const SCENE = { index: 2, from: 0, to: secondsToMicros(20), keyFrame: 0, keyFrameIndex: 0 };
const FOUND: Answers = {
  'search.text': () => ({
    groups: [
      {
        videoId: ID,
        scene: SCENE,
        hits: [
          sampleHit(ID, 4),
          sampleHit(ID, 8, {
            matches: [{ kind: 'said', text: 'By the sea', probability: null, marks: [[7, 10]] }],
          }),
        ],
      },
    ],
    notes: ['Read as a thing to be seen.'],
  }),
  'search.similar': () => ({ groups: [], notes: ['Nothing else looks like it.'] }),
};

async function search(answers: Answers) {
  const fake = installFakeApi(answers);
  render(<SearchPanel scope={{ videoId: ID }} />);
  const field = screen.getByRole('searchbox', { name: 'Search this video' });
  fireEvent.change(field, { target: { value: ' sea ' } });
  fireEvent.submit(field);
  await screen.findByText(/^Read as|above the floor/);
  return fake;
}

beforeEach(() => searchStore.getState().reset());
afterEach(cleanup);

describe('SearchPanel', () => {
  it('groups hits by scene, says what matched with marks, and seeks', async () => {
    const fake = await search(FOUND);
    expect(fake.callsOf('search.text')).toEqual([{ scope: { videoId: ID }, text: 'sea', limit: 100 }]);
    expect(screen.getByText('Scene 3 · 0:00–0:20')).toBeTruthy();
    expect([...document.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual([
      'seashore',
      'sea',
    ]);
    expect(screen.getByText('41 %', { exact: false })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Go to 0:08: By the sea' }));
    expect(playerStore.getState().time).toBe(secondsToMicros(8));
  });

  it('shows every reason why a hit matched, each with its sign', async () => {
    await search({
      'search.text': () => ({
        groups: [
          {
            videoId: ID,
            scene: null,
            hits: [
              sampleHit(ID, 8, {
                matches: [
                  { kind: 'written', text: 'SEA LIFE', probability: null, marks: [[0, 3]] },
                  { kind: 'object', text: 'boat', probability: 0.87, marks: [] },
                ],
              }),
            ],
          },
        ],
        notes: ['Read as a thing to be seen.'],
      }),
    });
    const reasons = [...document.querySelectorAll('.match')];
    expect(reasons.map((reason) => reason.textContent)).toEqual(['“SEA LIFE”', 'boat 87 %']);
    expect(screen.getByRole('img', { name: 'Written' })).toBeTruthy();
    expect(screen.getByRole('img', { name: 'Thing found' })).toBeTruthy();
  });

  it('hands its hits over to be exported', async () => {
    await search(FOUND);
    fireEvent.click(screen.getByRole('button', { name: 'Export hits…' }));
    const { request } = exportStore.getState();
    expect(request).toMatchObject({ kind: 'chosen', name: 'Hits for sea', stretch: null });
    expect(request?.kind === 'chosen' && request.places.map(({ title }) => title)).toEqual([
      'seashore, lakeside',
      'By the sea',
    ]);
    exportStore.getState().close();
  });

  it('walks the hits with the arrows', async () => {
    await search(FOUND);
    const [first, second] = screen.getAllByRole('button', { name: /^Go to/ });
    first?.focus();
    fireEvent.keyDown(first as HTMLElement, { key: 'ArrowDown' });
    expect(document.activeElement).toBe(second);
    expect(second?.tabIndex).toBe(0);
    expect(first?.tabIndex).toBe(-1);
  });

  it('finds more like a hit', async () => {
    const fake = await search(FOUND);
    fireEvent.keyDown(screen.getAllByRole('button', { name: /^Go to/ })[0] as HTMLElement, { key: 'm' });
    expect(await screen.findByText('Nothing else looks like it.')).toBeTruthy();
    expect(fake.callsOf('search.similar')).toMatchObject([{ videoId: ID, frameIndex: 4 }]);
    expect(screen.getByText('Frames like this one')).toBeTruthy();
  });

  it('says why nothing was found', async () => {
    await search({ 'search.text': () => ({ groups: [], notes: ['Nothing is above the floor.'] }) });
    expect(screen.getByText('Nothing found')).toBeTruthy();
  });
});
