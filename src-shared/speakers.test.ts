import { describe, expect, it } from 'vitest';
import { type FilmSpeakers, peopleWho, speakerName, speakerOfLine } from './speakers';

const turn = (from: number, to: number, speaker: number) => ({ from, to, speaker, confidence: 0.9 });
const who = (number: number, name: string | null, spoken: number) => ({
  ...{ number, name, shown: name ?? `Speaker ${number + 1}`, perhaps: null, spoken },
});
const FILM: FilmSpeakers = {
  read: true,
  speakers: [who(0, null, 30), who(1, 'Anna', 40), who(2, 'Anna', 50)],
  turns: [turn(0, 30, 0), turn(30, 70, 1), turn(100, 150, 2)],
};

describe('who says a line', () => {
  const whoSays = speakerOfLine(FILM);
  const line = (from: number, to: number) => whoSays({ source: 'speech', from, to });

  it('is who speaks for most of it', () => {
    expect(line(5, 25)).toBe('Speaker 1');
    expect(line(20, 60)).toBe('Anna');
    expect(line(10, 49)).toBe('Speaker 1');
  });

  it('is whom the subtitles name, whoever is heard', () => {
    const said = { source: 'speech', from: 5, to: 25 } as const;
    expect(whoSays({ ...said, speaker: 'Hans' })).toBe('Hans');
    expect(whoSays({ ...said, speaker: '' })).toBeNull();
  });

  it('is one person where two numbers have one name', () => {
    expect(line(10, 55)).toBe('Anna');
    expect(line(60, 120)).toBe('Anna');
  });

  it('is nobody where no turn is, or hardly one, and of writing', () => {
    expect(line(75, 95)).toBeNull();
    expect(line(69, 95)).toBeNull();
    expect(line(200, 300)).toBeNull();
    expect(whoSays({ source: 'text', from: 5, to: 25 })).toBeNull();
    expect(speakerOfLine({ speakers: [], turns: [] })({ source: 'speech', from: 0, to: 9 })).toBeNull();
  });
});

it('those who speak are counted by how they are shown', () => {
  expect(peopleWho(FILM)).toEqual([
    { shown: 'Anna', spoken: 90 },
    { shown: 'Speaker 1', spoken: 30 },
  ]);
});

it('a name is on one line, and not empty', () => {
  expect(speakerName.parse('  Anna\n\u202eBerg\u0000 ')).toBe('Anna Berg');
  expect(speakerName.safeParse(' \n\t').success).toBe(false);
  expect(speakerName.safeParse('x'.repeat(81)).success).toBe(false);
});
