import { describe, expect, it } from 'vitest';
import { FIRST_PLACE, nextZoom, onScreen, readPlace } from './window-place';

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

describe('what was kept of the window', () => {
  const kept = { bounds: WINDOW, maximized: true, zoom: 2 };

  it('is read as it was written', () => {
    expect(readPlace(kept)).toEqual(kept);
    expect(readPlace({ ...kept, bounds: null })).toEqual({ ...kept, bounds: null });
  });

  it.each([
    null,
    'text',
    [],
    {},
    { ...kept, bounds: undefined },
    { ...kept, bounds: { ...WINDOW, width: 99 } },
    { ...kept, bounds: { ...WINDOW, height: 20_001 } },
    { ...kept, bounds: { ...WINDOW, x: 1.5 } },
    { ...kept, bounds: { ...WINDOW, y: '1' } },
    { ...kept, maximized: 1 },
    { ...kept, zoom: 9 },
    { ...kept, zoom: -6 },
    { ...kept, zoom: 0.5 },
  ])('is as at the first start where it is not whole: %j', (broken) => {
    expect(readPlace(broken)).toEqual(FIRST_PLACE);
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
