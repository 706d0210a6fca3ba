import { describe, expect, it } from 'vitest';
import { type FilteredFilm, isAskedFor } from './film-filter';

const film: FilteredFilm = {
  title: 'Summer: day 2',
  fileName: 'C0042.MP4',
  folder: { name: 'Coast trip' },
  media: {
    recording: {
      createdAt: '2024-05-01T12:30:00.000000Z',
      camera: 'Sony ILCE-7M4',
      timecode: '01:02:03:04',
      place: { latitude: 48.137, longitude: 11.575 },
    },
  },
};
const bare: FilteredFilm = { title: 'Old', fileName: 'old.avi', folder: { name: '' }, media: {} };

describe('a film that is asked for', () => {
  it.each([
    '',
    'summer c0042',
    'sony 2024-05',
    'summer: day',
    'camera:ilce',
    'date:2024-05-01t12',
    'after:2024-05-01 before:2024-06',
    'timecode:01:02',
    'place:any',
    'place:48.14,11.58',
  ])('has %j', (words) => {
    expect(isAskedFor(film, words)).toBe(true);
  });

  it.each([
    'winter',
    'camera:canon',
    'camera:2024',
    'date:2023',
    'after:2024-05-02',
    'before:2024-05-01',
    'timecode:02',
    'place:48.14,12.58',
    'place:here',
  ])('has not %j', (words) => {
    expect(isAskedFor(film, words)).toBe(false);
  });

  it('says nothing of itself where its file does not', () => {
    for (const words of ['camera:a', 'date:2', 'after:1', 'before:9', 'timecode:0', 'place:any']) {
      expect(isAskedFor(bare, words)).toBe(false);
    }
    expect(isAskedFor(bare, 'old')).toBe(true);
  });
});
