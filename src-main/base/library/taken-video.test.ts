import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../../src-shared/answers';
import { A, addVideo, B, close, code, dir, librariesPerTest, open, segment } from './testing/libraries';
import type { Library } from './types';

librariesPerTest();

const message: ChatMessage = {
  ...{ id: 'm1', role: 'user', text: 'Why?', citations: [], confidence: null, details: [] },
  ...{ writtenBy: null, state: 'done', error: null, createdAt: 5 },
};
const index = () => join(dir, 'index', A, 'tokens.bin');

/** A library with one film, with something in every table. */
function filled(): Library {
  const library = open();
  addVideo(library);
  library.videos.setIndexed(A, { frameCount: 3, packId: 'core' });
  library.scenes.replace(A, [{ index: 0, from: 0, to: 9, keyFrame: 1, keyFrameIndex: 0 }]);
  library.shots.replace(A, [{ index: 0, from: 0, to: 9, begins: 'start' }]);
  library.segments.replace(A, 'speech', [segment(0, 'Hello dragon'), segment(1, 'Good bye')]);
  library.segments.correct(A, 'speech', 1, 'Goodbye, wyvern');
  library.chats.save({ videoId: A }, message);
  library.chats.open({ videoId: A }, null);
  library.chats.save({ videoId: A }, { ...message, id: 'm2', text: 'And?' });
  mkdirSync(join(dir, 'index', A), { recursive: true });
  writeFileSync(index(), 'tokens');
  return library;
}
function all(library: Library) {
  const scope = { videoId: A };
  return {
    video: library.videos.get(A),
    scenes: library.scenes.list(A),
    shots: library.shots.list(A),
    lines: library.segments.list(A),
    chats: library.chats.list(scope),
    history: library.chats.history(scope),
  };
}
const found = (library: Library, word: string) =>
  library.segments.search(word, { scope: 'all', limit: 9, mode: 'all' }).map(({ segment: { text } }) => text);

describe('a film that is taken out', () => {
  it('is gone at once, and comes back with all that was in it', () => {
    const library = filled();
    const before = all(library);
    library.videos.takeOut(A);
    expect(library.videos.list()).toEqual([]);
    expect(found(library, 'dragon')).toEqual([]);
    expect(existsSync(index())).toBe(true);
    library.videos.putBack(A);
    expect(all(library)).toEqual(before);
    expect(found(library, 'dragon')).toEqual(['Hello dragon']);
    expect(found(library, 'wyvern')).toEqual(['Goodbye, wyvern']);
    // And can be taken out again.
    library.videos.takeOut(A);
    expect(found(library, 'dragon')).toEqual([]);
  });

  it('comes back where another film’s lines have its numbers by now', () => {
    const library = filled();
    library.videos.takeOut(A);
    addVideo(library, B);
    library.segments.replace(B, 'speech', [segment(0, 'A dragon here'), segment(1, 'Too')]);
    library.videos.putBack(A);
    expect(found(library, 'dragon').sort()).toEqual(['A dragon here', 'Hello dragon']);
    library.segments.correct(A, 'speech', 0, 'Hello basilisk');
    expect(found(library, 'dragon')).toEqual(['A dragon here']);
    expect(found(library, 'basilisk')).toEqual(['Hello basilisk']);
  });

  it('keeps its index until it is let go, or the library is closed', () => {
    const library = filled();
    library.videos.takeOut(A);
    library.videos.letGo(A);
    expect(existsSync(index())).toBe(false);
    expect(code(() => library.videos.putBack(A))).toBe('NotFound');
    close(library);

    const again = filled();
    again.videos.takeOut(A);
    close(again);
    expect(existsSync(index())).toBe(false);
    expect(open().videos.list()).toEqual([]);
  });

  it('goes and comes back with others, or none of them does', () => {
    const library = filled();
    addVideo(library, B);
    expect(code(() => library.videos.takeOut(A, 'c'.repeat(32)))).toBe('NotFound');
    expect(library.videos.has(A)).toBe(true);
    library.videos.takeOut(A, B);
    expect(library.videos.list()).toEqual([]);
    expect(code(() => library.videos.putBack(A, 'c'.repeat(32)))).toBe('NotFound');
    expect(library.videos.putBack(A, B).map(({ id }) => id)).toEqual([A, B]);
    // What was rolled back was never taken out: the library's end leaves its index.
    expect(code(() => library.videos.takeOut(A, 'c'.repeat(32)))).toBe('NotFound');
    close(library);
    expect(existsSync(index())).toBe(true);
  });

  it('is another one once its file was added anew: what was there is not mixed with that', () => {
    const library = filled();
    library.videos.takeOut(A);
    addVideo(library);
    expect(code(() => library.videos.putBack(A))).toBe('NotFound');
    library.videos.letGo(A);
    // The new one may use the old one's index.
    expect(existsSync(index())).toBe(true);
  });
});
