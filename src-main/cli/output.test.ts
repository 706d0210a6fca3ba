import { describe, expect, it } from 'vitest';
import { ProgressLine, type ProgressState, printable, printableName } from './output';
import { Sink } from './testing/sink';

describe('words of films on a terminal', () => {
  it('move no cursor, turn no direction, and a name stays on its line', () => {
    expect(printable('a\u001b[2Jb\u0085\u202ec\nd')).toBe('a [2Jb  c\nd');
    expect(printableName('a\nb\tc\u2028d')).toBe('a b c d');
  });
});

describe('progress', () => {
  const at = (fraction: number, stage = 'frames'): ProgressState => ({
    title: 'Film',
    stage,
    fraction,
    framesPerSecond: 31.24,
    etaSeconds: 75,
  });
  it('rewrites one line on a terminal', () => {
    const stderr = new Sink(true);
    const line = new ProgressLine({ stdout: new Sink(), stderr });
    line.show(at(0.1));
    line.show(at(0.1));
    line.show(at(0.5));
    line.end();
    expect(stderr.text).not.toContain('\n');
    expect(stderr.text.split('\r\u001b[2K').filter(Boolean)).toEqual([
      'Film: frames 10 %, 31.2 frames/s, 1:15 left',
      'Film: frames 50 %, 31.2 frames/s, 1:15 left',
    ]);
  });
  it('writes sparse lines elsewhere', () => {
    const stderr = new Sink();
    const line = new ProgressLine({ stdout: new Sink(), stderr });
    for (let i = 0; i <= 1000; i++) line.show(at(i / 1000));
    expect(stderr.text.trimEnd().split('\n')).toHaveLength(11);
  });
});
