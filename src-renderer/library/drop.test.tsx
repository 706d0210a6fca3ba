// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { Places } from '../collections/places';
import { WorkDialog } from '../jobs/work-dialog';
import { libraryStore } from '../stores/library-store';
import { installFakeApi } from '../testing/fake-api';
import { sampleId, sampleJob, samplePlace, sampleVideo } from '../testing/samples';
import { DropAnywhere } from './drop';

afterEach(cleanup);

/** Drags as a browser does: it drops only where the last word on what the drop would do was not "none". */
async function drag(from: Element | null | undefined, to: Element | null | undefined): Promise<void> {
  if (!from || !to) throw new Error('There is nothing to drag.');
  const dataTransfer = { types: ['text/plain'], files: [], dropEffect: 'move', setData: () => undefined };
  const tell = (name: string, element: Element) =>
    act(async () => {
      const event = new Event(name, { bubbles: true, cancelable: true });
      Object.defineProperty(event, 'dataTransfer', { value: dataTransfer });
      fireEvent(element, event);
    });
  await tell('dragstart', from);
  await tell('dragover', to);
  if (dataTransfer.dropEffect !== 'none') await tell('drop', to);
  await tell('dragend', from);
}

it('leaves a collection to be put in order by dragging', async () => {
  const fake = installFakeApi({ 'collections.move': () => undefined });
  libraryStore.setState({ status: 'ready', videos: [sampleVideo(1)] });
  const places = [1, 2, 3].map((n) => samplePlace(`${n}`, sampleId(1), n));
  render(
    <>
      <DropAnywhere />
      <Places places={places} />
    </>,
  );
  const items = screen.getAllByRole('listitem');
  await drag(items[0]?.querySelector('.place__row'), items[2]);
  expect(fake.callsOf('collections.move')).toEqual([{ placeId: '1', before: null }]);
});

it('leaves the films that wait to be put in order by dragging', async () => {
  const fake = installFakeApi({ 'jobs.move': () => undefined });
  const jobs = [1, 2, 3].map((n) => sampleJob(n, { state: 'queued', stage: 'probe' }));
  libraryStore.setState({
    status: 'ready',
    videos: [1, 2, 3].map((n) => sampleVideo(n)),
    jobs: new Map(jobs.map((job) => [job.videoId, job])),
  });
  render(
    <>
      <DropAnywhere />
      <WorkDialog onClose={() => undefined} />
    </>,
  );
  const [first, , third] = screen.getAllByRole('listitem', { hidden: true });
  await drag(third, first);
  expect(fake.callsOf('jobs.move')).toEqual([{ videoId: sampleId(3), before: sampleId(2) }]);
});
