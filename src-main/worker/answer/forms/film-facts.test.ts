import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MediaInfo } from '../../../../src-shared/video';
import { ExtractiveAnswerer } from '../extractive';
import { ask, claimed, kinds, seconds, videoIdOf, World, type WorldVideo } from '../testing/world';

/** 30 s in scenes of 6, 14 and 10 s; somebody is there from 0 to 10 and from 20 to 30. */
const FILM: WorldVideo = {
  title: 'Film',
  duration: 30,
  frames: Array.from({ length: 30 }, () => ({ fog: 0.1 })),
  speech: Array.from({ length: 8 }, (_, i) => ({
    from: i * 3,
    to: i * 3 + 2,
    text: `Sentence number ${i} of the film.`,
  })),
  scenes: [0, 6, 20],
  shots: [0, 6, 20],
  things: [
    { label: 'person', from: 0, to: 10 },
    { label: 'person', from: 20, to: 30 },
  ],
  written: [{ from: 2, to: 5, text: 'For bigger days', height: 0.3 }],
};
const SILENT: WorldVideo = { title: 'Silent', duration: 5, frames: [{}], speech: [], scenes: [0] };

let world: World;
let answerer: ExtractiveAnswerer;
const setUp = (film: WorldVideo) => {
  world = new World([film]);
  answerer = new ExtractiveAnswerer(world.deps);
};
beforeEach(() => setUp(FILM));
afterEach(() => world[Symbol.dispose]());

describe('what the film itself tells', () => {
  it('says whether there is sound', async () => {
    expect(claimed(await ask(answerer, 'does this have sound?'), 'fact')).toEqual([['Film', { tracks: 1 }]]);
    world[Symbol.dispose]();
    setUp(SILENT);
    const told = await ask(answerer, 'does this have sound?');
    expect(claimed(told, 'fact')).toEqual([['Silent', { tracks: 0 }]]);
    expect(told.confidence).toBe('high');
  });

  it('says what subtitles there are, and whether they were looked for', async () => {
    const subtitles = async (change: Partial<MediaInfo>) => {
      const video = world.library.videos.get(videoIdOf(1));
      world.library.videos.setMedia(video.id, { ...video.media, ...change });
      const told = await ask(answerer, 'are there subtitles?');
      return [told.confidence, claimed(told, 'fact')[0]?.[1]];
    };
    expect(await subtitles({})).toEqual([null, { tracks: 0 }]);
    expect(await subtitles({ looked: 1 })).toEqual(['none', { tracks: 0 }]);
    const stream = { codec: 'subrip', stream: 2, isText: true, language: 'eng' };
    expect(await subtitles({ subtitles: [stream] })).toEqual(['high', { tracks: 1 }]);
  });

  it.each([
    ['Which scene is the longest?', 6, 20],
    ['which is the shortest scene', 0, 6],
    ['what is the longest shot', 6, 20],
  ])('%s', async (question, from, to) => {
    const { citations } = await ask(answerer, question);
    expect(citations.map((c) => [c.kind, c.from, c.to])).toEqual([['scene', seconds(from), seconds(to)]]);
  });

  it('tells where nobody was found', async () => {
    const told = await ask(answerer, 'when is nobody there?');
    expect(told.claims[0]).toMatchObject({
      ...{ kind: 'gaps', subject: ['person'], counts: { total: seconds(10) } },
      intervals: [{ from: seconds(10), to: seconds(20) }],
    });
    expect(told.confidence).toBe('low');
  });

  it('gives every line of a stretch that is to be transcribed', async () => {
    const { citations } = await ask(answerer, 'transcribe the first 20 seconds');
    expect(citations.map((c) => c.from)).toEqual([0, 3, 6, 9, 12, 15, 18].map(seconds));
  });

  it('sums up in as many sentences as were asked for', async () => {
    // One on the whole, and further ones as a list.
    const further = async (question: string) =>
      kinds(await ask(answerer, question)).filter((kind) => kind === 'line').length;
    expect(await further('give me a 3 sentence summary')).toBe(2);
    expect(await further('summarise the film in two sentences')).toBe(1);
    expect(await further('summarise the film in one sentence')).toBe(0);
  });

  it('shows what is written where the line itself need not hold the word asked for', async () => {
    const told = await ask(answerer, "what's written on the poster?");
    expect(told.citations.map((c) => c.quote)).toEqual(['For bigger days']);
    // Nothing was found of what was asked for: these are shown, not claimed.
    expect(told.confidence).toBe('none');
  });

  it('refuses what it does not do, and only that', async () => {
    for (const question of ['translate what he says into German', 'delete this film']) {
      const told = await ask(answerer, question);
      expect([told.citations, told.confidence]).toEqual([[], null]);
    }
  });
});
