// @vitest-environment node
import { afterEach, describe, expect, it } from 'vitest';
import { setLanguage } from '../../../src-shared/words/words';
import type { TrackRow } from '../../stores/timeline-layout';
import { scaleOf } from '../../stores/timeline-view';
import { sampleId, sampleObject, samplePlace, sampleShot } from '../../testing/samples';
import type { Brush } from '../brush';
import type { Palette } from '../palette';
import { kindsOf } from '../pieces';
import { spansOf } from '../search';
import { drawMarks } from './marks';
import { drawObjects, lanesOf } from './objects';
import { drawShots } from './shots';
import { drawSpeakers } from './speakers';

const SECOND = 1_000_000;
const WIDTH = 1000;
const row = (id: TrackRow['id'], height: number, folded = false): TrackRow => ({
  id,
  top: 0,
  height,
  folded,
});

/** A brush that paints nothing, and keeps what was filled and written, with the colour that held. */
function record(seconds: number) {
  const done: { what: string; colour: string; args: unknown[] }[] = [];
  const own: Record<string, unknown> = { measureText: (text: string) => ({ width: text.length * 5 }) };
  const ctx = new Proxy(own, {
    get: (target, name) =>
      target[String(name)] ??
      ((...args: unknown[]) => done.push({ what: String(name), colour: String(target.fillStyle), args })),
    set: (target, name, value) => {
      target[String(name)] = value;
      return true;
    },
  }) as unknown as CanvasRenderingContext2D;
  const palette = {
    kinds: ['first', 'second'],
    otherKind: 'other',
    object: 'any',
    accent: 'accent',
    places: { green: 'green' },
    muted: 'cut',
  };
  const brush: Brush = {
    ctx,
    scale: scaleOf({ from: 0, to: seconds * SECOND }, WIDTH),
    palette: palette as unknown as Palette,
  };
  const of = (what: string) => done.filter((one) => one.what === what);
  return { brush, of };
}

const THINGS = [
  sampleObject(0, 'person', 0, 60),
  sampleObject(1, 'person', 30, 70),
  sampleObject(2, 'dog', 10, 30),
  sampleObject(3, 'cup', 80, 85),
];

describe('the track of things', () => {
  it('gives a lane to each kind that there is room for, and one to the rest', () => {
    const kinds = kindsOf(THINGS);
    const names = (height: number, folded = false) =>
      lanesOf(row('objects', height, folded), kinds).map((lane) => lane.kinds.map(({ label }) => label));
    expect(names(40)).toEqual([['person'], ['dog'], ['cup']]);
    expect(names(24)).toEqual([['person'], ['dog', 'cup']]);
    expect(names(40, true)).toEqual([['person', 'dog', 'cup']]);
  });
  it('names kinds where there is room, with how many are there at once, in a colour each', () => {
    const { brush, of } = record(100);
    drawObjects(brush, row('objects', 24), kindsOf(THINGS));
    expect(of('fillText').map(({ args }) => args[0])).toEqual(['person ×2']);
    expect(new Set(of('fill').map(({ colour }) => colour))).toEqual(new Set(['first', 'other']));
  });
  it('is one strip in one colour when folded', () => {
    const { brush, of } = record(100);
    drawObjects(brush, row('objects', 13, true), kindsOf(THINGS));
    expect(of('fillText')).toEqual([]);
    expect(of('fill').map(({ colour }) => colour)).toEqual(['any', 'any']);
  });
  it('costs pixels, not things', () => {
    const { brush, of } = record(100_000);
    const many = Array.from({ length: 50_000 }, (_, n) => sampleObject(n, 'person', 2 * n, 2 * n + 1));
    drawObjects(brush, row('objects', 24), kindsOf(many));
    expect(of('fillRect').length + of('fill').length).toBeLessThan(WIDTH);
  });
});

describe('the track of speakers', () => {
  afterEach(() => setLanguage('en'));
  it('writes a speaker without a name in the language of the window, and a name as it is', () => {
    const { brush, of } = record(30);
    const turn = (from: number, shown: string, place: number) => ({
      ...{ from: from * SECOND, to: (from + 10) * SECOND, speaker: place, confidence: 0.9 },
      ...{ shown, place },
    });
    setLanguage('de');
    drawSpeakers(brush, row('speakers', 15), spansOf([turn(0, 'Speaker 1', 0), turn(15, 'Anna', 1)]), 0);
    expect(of('fillText').map(({ args }) => args[0])).toEqual(['Sprecher 1', 'Anna']);
  });
});

describe('the track of shots', () => {
  it('has a tick for a cut, a wedge for a gradual change, and nothing for the film’s start', () => {
    const { brush, of } = record(30);
    const shots = [sampleShot(0, 0, 10, 'start'), sampleShot(1, 10, 20), sampleShot(2, 20, 30, 'dissolve')];
    drawShots(brush, row('shots', 15), spansOf(shots));
    expect(of('fillRect').filter(({ colour }) => colour === 'cut')).toHaveLength(1);
    expect(of('fill').map(({ colour }) => colour)).toEqual(['accent']);
  });
  it('costs pixels, not cuts', () => {
    const { brush, of } = record(100_000);
    const many = Array.from({ length: 50_000 }, (_, n) => sampleShot(n, 2 * n, 2 * n + 2));
    drawShots(brush, row('shots', 15), spansOf(many));
    expect(of('fillRect').length).toBeLessThan(WIDTH);
  });
});

describe('the track of what is kept', () => {
  const place = (id: string, seconds: number, change = {}) => samplePlace(id, sampleId(1), seconds, change);
  it('has a box for a stretch in the colour that it was given, and a flag for a marker', () => {
    const { brush, of } = record(30);
    const marks = [
      place('stretch', 5, { colour: 'green' }),
      place('marker', 20, { to: 20 * SECOND, colour: null }),
    ];
    drawMarks(brush, row('marks', 15), spansOf(marks));
    expect(of('fill').map(({ colour }) => colour)).toEqual(['green', 'accent']);
    expect(of('roundRect')).toHaveLength(1);
    expect(of('lineTo')).toHaveLength(2);
  });
  it('costs pixels, not places', () => {
    const { brush, of } = record(100_000);
    const many = Array.from({ length: 50_000 }, (_, n) => place(`${n}`, 2 * n));
    drawMarks(brush, row('marks', 15), spansOf(many));
    expect(of('fillRect').length + of('fill').length).toBeLessThan(WIDTH);
  });
});
