// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { noticeStore } from '../stores/notice-store';
import { cardsOfHits } from '../stores/tray-card';
import { installFakeApi } from '../testing/fake-api';
import { sampleHit, sampleId } from '../testing/samples';
import { dragged, useDragOut } from './drag-out';

const A = sampleId(1);
const [CARD] = cardsOfHits([sampleHit(A, 4)]);
if (!CARD) throw new Error('no card');
const CLIP = { videoId: A, from: 4_000_000, to: 7_000_000, as: 'clip', frameIndex: 4 } as const;

function Dragged() {
  const { making, handlers } = useDragOut((still) => dragged(CARD as NonNullable<typeof CARD>, still));
  return (
    <button type="button" {...handlers}>
      {making ? 'making' : 'card'}
    </button>
  );
}
const card = () => screen.getByRole('button');

/** An app whose file is there when the test says. */
function draw() {
  const made = Promise.withResolvers<{ fileName: string }>();
  const calls: string[] = [];
  installFakeApi({
    'drag.prepare': (request) => {
      calls.push(`prepare ${request.as}`);
      return made.promise;
    },
    'drag.start': (request) => void calls.push(`start ${request.as}`),
  });
  noticeStore.setState({ notices: [] });
  render(<Dragged />);
  const ready = () => act(async () => made.resolve({ fileName: 'Film 0.04-0.07.mp4' }));
  return { calls, ready };
}
afterEach(cleanup);

describe('a card that is dragged out', () => {
  it('goes out as a clip once its file is there, while the pointer is held', async () => {
    const { calls, ready } = draw();
    fireEvent.pointerDown(card(), { button: 0 });
    const own = fireEvent.dragStart(card());
    // The page has no file to give: the system's drag takes the place of its own.
    expect(own).toBe(false);
    expect(card().textContent).toBe('making');
    await ready();
    expect(calls).toEqual(['prepare clip', 'start clip']);
    expect(card().textContent).toBe('card');
  });

  it('is told of as ready where the pointer was let go before', async () => {
    const { calls, ready } = draw();
    fireEvent.pointerDown(card(), { button: 0 });
    fireEvent.dragStart(card());
    fireEvent.pointerUp(window);
    await ready();
    expect(calls).toEqual(['prepare clip']);
    expect(JSON.stringify(noticeStore.getState().notices)).toContain('Film 0.04-0.07.mp4');
  });

  it('is nothing to be made for a click', async () => {
    const { calls } = draw();
    fireEvent.pointerDown(card(), { button: 0 });
    fireEvent.pointerUp(window);
    fireEvent.click(card());
    expect(calls).toEqual([]);
  });

  it('is its frame where it has no length, or with Alt', () => {
    const { at } = CARD;
    expect(dragged(CARD, false)).toEqual(CLIP);
    expect(dragged(CARD, true)).toEqual({ ...CLIP, from: at, to: at, as: 'still' });
    expect(dragged({ ...CARD, to: CARD.from }, false).as).toBe('still');
  });
});
