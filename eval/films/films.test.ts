import { describe, expect, it } from 'vitest';
import { readSet } from '../answers/question-sets';
import { intervalsOf, unanswerable } from '../answers/types';
import { FILMS, frameCount } from './films';
import { recipeFor } from './recipe';

const seconds = new Map(FILMS.map((film) => [film.name, frameCount(film) / film.rate]));

describe.each(['films', 'ordinary'] as const)('the question set %s', (name) => {
  const set = readSet(name);

  it('has at least 120 questions, a third of them unanswerable, each with a name of its own', () => {
    expect(set.length).toBeGreaterThanOrEqual(120);
    expect(set.filter(unanswerable).length / set.length).toBeGreaterThanOrEqual(1 / 3);
    expect(new Set(set.map((q) => q.id)).size).toBe(set.length);
  });

  it('speaks of films that there are, and of times within them', () => {
    for (const asked of set) {
      const end = seconds.get(asked.film) ?? -1;
      for (const [from, to] of intervalsOf(asked) ?? []) {
        expect(from, asked.id).toBeLessThan(to);
        expect(to, asked.id).toBeLessThanOrEqual(end);
      }
    }
  });

  it('has no film in both halves', () => {
    const halves = Map.groupBy(set, (q) => q.film);
    for (const [film, own] of halves) expect(new Set(own.map((q) => q.half)).size, film).toBe(1);
  });
});

describe('the ordinary question set', () => {
  const set = readSet('ordinary');
  const others = new Map(readSet('films').map((q) => [q.id, q]));

  it('says of every question how it is put and who wrote it; half or more were written from the films alone', () => {
    const wordings = ['question', 'request', 'indirect', 'keywords', 'slip'];
    expect(set.filter(({ wording }) => !wordings.includes(wording ?? ''))).toEqual([]);
    expect(set.filter(({ writer }) => writer === 'films').length / set.length).toBeGreaterThanOrEqual(1 / 2);
  });

  it('names the other set’s question where it asks the same, of the same film, and answerable alike', () => {
    for (const asked of set.filter(({ writer }) => writer === 'reworded')) {
      const other = others.get(asked.same ?? '');
      expect(other?.film, asked.id).toBe(asked.film);
      expect(other && unanswerable(other), asked.id).toBe(unanswerable(asked));
      expect(other?.question, asked.id).not.toBe(asked.question);
    }
  });
});

describe('recipes', () => {
  it('every piece is a whole number of frames', () => {
    for (const { pieces, rate, name } of FILMS) {
      for (const piece of pieces) expect(Number.isInteger(piece.seconds * rate), name).toBe(true);
    }
  });

  it('joins pieces of exact length, with silence where a clip has no sound', () => {
    const film = {
      name: 'two',
      size: [64, 48] as const,
      rate: 10,
      pieces: [
        { clip: 'a:x.mp4', from: 2, seconds: 3 },
        { lines: ['Hello'], seconds: 1 },
      ],
      sound: 'own' as const,
    };
    const { args, texts } = recipeFor(
      film,
      (clip) => `/${clip.replace(':', '/')}`,
      () => false,
    );
    expect(args.slice(0, 4)).toEqual(['-ss', '2', '-i', '/a/x.mp4']);
    const graph = args[args.indexOf('-filter_complex') + 1] ?? '';
    expect(graph).toContain('trim=end_frame=30');
    expect(graph).toContain('textfile=slide-1-0.txt');
    expect(graph).toContain('anullsrc=r=44100:cl=mono,atrim=end=3[a0]');
    expect(graph).toContain('[v0][a0][v1][a1]concat=n=2:v=1:a=1[v][a]');
    expect(texts).toEqual({ 'slide-1-0.txt': 'Hello' });
  });
});
