import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { MadeOf } from '../../src-shared/video';
import { libraryStore } from '../stores/library-store';
import { choose } from '../testing/choose';
import { installFakeApi } from '../testing/fake-api';
import { sampleId, sampleVideo } from '../testing/samples';
import { FilmFacts } from './film-facts';

afterEach(cleanup);

const film = sampleVideo(1);
const madeOf: MadeOf = {
  ...{ kind: 'pictures', first: 'a.001.png', last: 'a.030.png', count: 30, rate: 25, bytes: 30_000 },
};

it('offers numbered pictures at another rate, which is a film beside the one that is there', async () => {
  const slower = sampleVideo(2);
  const asked: unknown[] = [];
  installFakeApi({
    'library.addAtRate': (input) => {
      asked.push(input);
      return { videos: [slower], refused: [] };
    },
  });
  libraryStore.setState({ videos: [film] });
  render(<FilmFacts video={{ ...film, media: { ...film.media, madeOf } }} onClose={() => undefined} />);
  expect(screen.getByText(/a\.001\.png/).textContent).toContain('a.030.png');
  await choose('Pictures a second', '12 a second');
  await waitFor(() => expect(asked).toEqual([{ videoId: sampleId(1), rate: 12 }]));
  expect(libraryStore.getState().videos.map(({ id }) => id)).toEqual([film.id, slower.id]);
});

it('offers none of a film that is read as it lies there', () => {
  installFakeApi({});
  render(<FilmFacts video={film} onClose={() => undefined} />);
  expect(screen.queryByLabelText('Pictures a second')).toBeNull();
});
