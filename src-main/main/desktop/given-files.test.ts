import { expect, it, vi } from 'vitest';
import { GivenFiles } from './given-files';

it('keeps what is given until somebody takes it, and hands on what comes later', () => {
  const given = new GivenFiles(['/first.mp4']);
  given.give(['/second.mp4', '/third.mp4']);
  const take = vi.fn();
  expect(given.follow(take)).toEqual(['/first.mp4', '/second.mp4', '/third.mp4']);
  expect(take).not.toHaveBeenCalled();
  given.give(['/late.mp4']);
  expect(take.mock.calls).toEqual([[['/late.mp4']]]);
});
