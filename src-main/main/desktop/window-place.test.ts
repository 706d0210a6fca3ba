import { describe, expect, it } from 'vitest';
import { nextZoom, onScreen } from './window-place';

const SCREEN = { x: 0, y: 0, width: 1920, height: 1080 };
const SECOND = { x: 1920, y: 0, width: 1280, height: 1024 };
const WINDOW = { x: 2000, y: 100, width: 1200, height: 800 };

describe('where the window opens', () => {
  it('is where it was, on a screen that is there', () => {
    expect(onScreen(WINDOW, [SCREEN, SECOND])).toEqual(WINDOW);
    expect(onScreen({ ...WINDOW, x: -1000 }, [SCREEN])).toEqual({ ...WINDOW, x: -1000 });
  });

  it('is the usual place where its screen is gone, or its top cannot be taken hold of', () => {
    expect(onScreen(WINDOW, [SCREEN])).toBeNull();
    expect(onScreen({ ...WINDOW, x: 10, y: -40 }, [SCREEN])).toBeNull();
    expect(onScreen({ ...WINDOW, x: 10, y: 1070 }, [SCREEN])).toBeNull();
    expect(onScreen(null, [SCREEN])).toBeNull();
  });
});

describe('the size of text', () => {
  it('goes by steps within limits, and back to the usual', () => {
    expect(nextZoom(0, 1)).toBe(1);
    expect(nextZoom(8, 1)).toBe(8);
    expect(nextZoom(-5, -1)).toBe(-5);
    expect(nextZoom(3, 0)).toBe(0);
  });
});
