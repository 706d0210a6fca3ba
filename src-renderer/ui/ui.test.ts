// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { formatBytes } from '../../src-shared/bytes';
import { formatEta, formatRate } from './format';
import { findMarks } from './marks';
import { stepIndex } from './roving';
import { RowHeights } from './row-heights';
import { isAtEnd, sticks } from './stick';
import { revealTarget, rowsShown, showTarget } from './virtual-list';

describe('RowHeights', () => {
  it('sums and finds as a plain list would, after any changes', () => {
    const guess = 10;
    const plain = Array.from({ length: 37 }, () => guess);
    const heights = new RowHeights(plain.length, guess);
    for (const [row, height] of [
      [0, 25],
      [5, 0],
      [36, 7],
      [16, 100],
      [5, 3],
    ] as const) {
      plain[row] = height;
      expect(heights.set(row, height)).toBe(true);
    }
    expect(heights.set(16, 100)).toBe(false);
    let top = 0;
    for (const [row, height] of plain.entries()) {
      expect(heights.offset(row)).toBe(top);
      expect(heights.rowAt(top)).toBe(row);
      expect(heights.rowAt(top + height - 1)).toBe(row);
      top += height;
    }
    expect(heights.total).toBe(top);
    expect(heights.rowAt(top + 500)).toBe(36);
  });

  it('does without rows', () => {
    const heights = new RowHeights(0, 10);
    expect(heights.total).toBe(0);
    expect(heights.rowAt(50)).toBe(0);
  });
});

describe('revealTarget', () => {
  const view = { top: 1000, height: 300 };
  it('leaves a row alone that is comfortably in sight', () => {
    expect(revealTarget({ top: 1100, height: 40 }, view)).toBeNull();
  });
  it('puts a row above, below or near the lower edge at a third of the view', () => {
    expect(revealTarget({ top: 400, height: 40 }, view)).toBe(300);
    expect(revealTarget({ top: 1250, height: 40 }, view)).toBe(1150);
    expect(revealTarget({ top: 20, height: 40 }, view)).toBe(0);
  });
});

describe('isAtEnd', () => {
  it('allows for a little distance', () => {
    expect(isAtEnd({ scrollTop: 690, scrollHeight: 1000, clientHeight: 300 })).toBe(true);
    expect(isAtEnd({ scrollTop: 500, scrollHeight: 1000, clientHeight: 300 })).toBe(false);
  });
});

describe('sticks', () => {
  const box = (scrollTop: number, scrollHeight: number) => ({ scrollTop, scrollHeight, clientHeight: 300 });
  it('stays at the end though the content grew by more than a little since it was scrolled there', () => {
    expect(sticks(true, 400, box(700, 1150))).toBe(true);
    expect(sticks(true, 700, box(700, 1400))).toBe(true);
  });
  it('is left by who moves up, and by nobody else', () => {
    expect(sticks(true, 700, box(500, 1000))).toBe(false);
    expect(sticks(false, 500, box(600, 1000))).toBe(false);
  });
  it('is taken up again at the end, also where the content became shorter', () => {
    expect(sticks(false, 600, box(690, 1000))).toBe(true);
    expect(sticks(true, 700, box(300, 600))).toBe(true);
  });
});

describe('findMarks', () => {
  it('finds every occurrence, ignoring case', () => {
    expect(findMarks('Ana banana', 'an')).toEqual([
      [0, 2],
      [5, 7],
      [7, 9],
    ]);
    expect(findMarks('abc', ' ')).toEqual([]);
  });
  it('gives up where case changes lengths, rather than mark wrongly', () => {
    expect(findMarks('İx', 'x')).toEqual([]);
  });
});

describe('stepIndex', () => {
  it('walks along its own direction only, and stops at the ends', () => {
    expect(stepIndex('ArrowDown', 1, 3)).toBe(2);
    expect(stepIndex('ArrowDown', 2, 3)).toBe(2);
    expect(stepIndex('ArrowUp', 0, 3)).toBe(0);
    expect(stepIndex('ArrowRight', 0, 3)).toBeNull();
    expect(stepIndex('ArrowRight', 0, 3, 'horizontal')).toBe(1);
    expect(stepIndex('End', 0, 3)).toBe(2);
    expect(stepIndex('Home', 0, 0)).toBeNull();
  });
});

describe('words for numbers', () => {
  it('rounds as far as the reader needs', () => {
    expect(formatBytes(812)).toBe('812 B');
    expect(formatBytes(4_230_000)).toBe('4.2 MB');
    expect(formatBytes(999_960)).toBe('1.0 MB');
    expect(formatBytes(84_300_000_000)).toBe('84 GB');
    expect(formatRate(3.14)).toBe('3.1 frames/s');
  });
  it('estimates times', () => {
    expect(formatEta(3)).toBe('a few seconds left');
    expect(formatEta(33)).toBe('about 35 s left');
    expect(formatEta(130)).toBe('about 2 min left');
    expect(formatEta(3600)).toBe('about 1 h left');
    expect(formatEta(5000)).toBe('about 1 h 25 min left');
    expect(formatEta(7150)).toBe('about 2 h left');
  });
});

describe('a virtual list', () => {
  it('has the rows in sight in the document, and the one that is kept in its place among them', () => {
    expect(rowsShown(3, 6, null)).toEqual([3, 4, 5]);
    expect(rowsShown(3, 6, 4)).toEqual([3, 4, 5]);
    expect(rowsShown(3, 6, 0)).toEqual([0, 3, 4, 5]);
    expect(rowsShown(3, 6, 9)).toEqual([3, 4, 5, 9]);
    expect(rowsShown(0, 0, null)).toEqual([]);
  });

  it('scrolls no further than it takes to show a row', () => {
    const view = { top: 100, height: 50 };
    expect(showTarget({ top: 110, height: 20 }, view)).toBeNull();
    expect(showTarget({ top: 80, height: 20 }, view)).toBe(80);
    expect(showTarget({ top: 140, height: 20 }, view)).toBe(110);
    expect(showTarget({ top: 140, height: 90 }, view)).toBe(140);
  });
});
