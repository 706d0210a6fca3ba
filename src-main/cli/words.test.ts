import { describe, expect, it } from 'vitest';
import { commandWords } from './words';

describe('the words of a command', () => {
  it.each([
    ['a packed app', ['/opt/Longtake/longtake-desktop', '--log-level=3', '--cli', '--', 'list', '--json']],
    ['a checkout', ['/x/electron', '--log-level=3', '/x', '--cli', '--', 'list', '--json']],
  ])('are what stands behind the switches of %s', (_, argv) => {
    expect(commandWords(argv)).toEqual(['list', '--json']);
  });
  it('are none where the program is started for its window, whatever its files are called', () => {
    expect(commandWords(['longtake-desktop'])).toBeNull();
    expect(commandWords(['longtake-desktop', 'film.mp4'])).toBeNull();
    expect(commandWords(['longtake-desktop', '--', '--cli', 'film.mp4'])).toBeNull();
  });
  it('may be switches of Chromium and of the program itself, or the end of switches again', () => {
    const words = ['search', '--all', '--', '--cli', '--inspect', '--remote-debugging-port=1'];
    expect(commandWords(['longtake-desktop', '--cli', '--', ...words])).toEqual(words);
    expect(commandWords(['longtake-desktop', '--cli'])).toEqual([]);
  });
});
