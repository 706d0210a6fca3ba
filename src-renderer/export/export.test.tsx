// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { secondsToMicros } from '../../src-shared/time';
import type { Video } from '../../src-shared/video';
import { type ExportRequest, exportStore, followExports } from '../stores/export-store';
import { libraryStore } from '../stores/library-store';
import { noticeStore } from '../stores/notice-store';
import { playerStore } from '../stores/player-store';
import { selectionStore } from '../stores/selection-store';
import { transcriptStore } from '../stores/transcript-store';
import { cardsOfHits } from '../stores/tray-card';
import { type Answers, failWith, installFakeApi } from '../testing/fake-api';
import {
  sampleCitation,
  sampleHit,
  sampleId,
  sampleMessage,
  sampleScene,
  sampleSegment,
  sampleShot,
  sampleVideo,
} from '../testing/samples';
import { ClipToasts } from './clips';
import { ExportDialog } from './export-dialog';
import { answerRequest, findsRequest, linesRequest, rangeRequest } from './places';

const VIDEO = sampleId(1);
const SAVED = { fileName: 'out.edl', bytes: 1200 };
const RANGE = { from: secondsToMicros(10), to: secondsToMicros(20) };

function open(request: ExportRequest, answers: Answers = {}, change: Partial<Video> = {}) {
  libraryStore.setState({ videos: [sampleVideo(1, change)] });
  const fake = installFakeApi(answers);
  render(<ExportDialog />);
  act(() => exportStore.getState().open(request));
  return fake;
}
function radio(name: RegExp): HTMLInputElement {
  return screen.getByRole('radio', { name });
}
function choose(name: RegExp): void {
  fireEvent.click(radio(name));
}
async function go(): Promise<void> {
  fireEvent.click(screen.getByRole('button', { name: 'Export…' }));
  await act(async () => {});
}

beforeEach(() => {
  playerStore.getState().close();
  playerStore.getState().open(VIDEO);
  playerStore.getState().update(VIDEO, { scenes: [sampleScene(0, 0, 60)] });
  transcriptStore.setState({ videoId: VIDEO, segments: [sampleSegment(0, 1, 'Hello.')] });
  selectionStore.getState().clear();
});
afterEach(() => {
  cleanup();
  exportStore.getState().close();
  noticeStore.setState({ notices: [] });
});

describe('the export dialog of a video', () => {
  it('begins with what was asked for, and writes it in the form chosen', async () => {
    const fake = open({ kind: 'video', videoId: VIDEO, first: 'scenes' }, { 'export.places': () => SAVED });
    expect(radio(/^Scenes/).checked).toBe(true);
    choose(/^Final Cut Pro XML/);
    await go();
    const source = { kind: 'scenes', videoId: VIDEO };
    expect(fake.callsOf('export.places')).toEqual([{ source, format: 'fcpxml' }]);
    expect(noticeStore.getState().notices[0]?.message).toBe('Saved out.edl (1.2 KB).');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('stays open when the system’s dialog is closed, and shows what went wrong in its place', async () => {
    const failure = { code: 'CannotWrite', message: 'The disk is full.', remedy: 'Make room.' } as const;
    let answer = () => null;
    open({ kind: 'video', videoId: VIDEO, first: 'transcript' }, { 'export.transcript': () => answer() });
    await go();
    expect(screen.getByRole('dialog')).toBeTruthy();
    answer = () => failWith(failure as never);
    await go();
    expect(screen.getByRole('alert').textContent).toBe('The disk is full.Make room.');
  });

  it('offers only what is there, and says why not the rest', () => {
    open({ kind: 'video', videoId: VIDEO, first: 'shots' });
    expect(radio(/^Shots/).disabled).toBe(true);
    expect(screen.getByText('Cuts were not looked for')).toBeTruthy();
    expect(radio(/^Clip/).disabled).toBe(true);
    choose(/^Tables/);
    expect(screen.queryByRole('radio', { name: /^People and things/ })).toBeNull();
  });

  it('has a table for every track that was read', async () => {
    playerStore.getState().update(VIDEO, { shots: [sampleShot(0, 0, 60, 'start')] });
    const request = { kind: 'video', videoId: VIDEO, first: 'tables' } as const;
    const tracks = ['shots', 'objects', 'text'] as const;
    const fake = open(request, { 'export.table': () => SAVED }, { tracks: [...tracks] });
    expect(radio(/^Shots \(/)).toBeTruthy();
    choose(/^People and things/);
    await go();
    expect(fake.callsOf('export.table')).toEqual([{ videoId: VIDEO, table: 'objects' }]);
  });

  it('cuts the marked range out, and tells what is not as asked', async () => {
    selectionStore.getState().setRange(RANGE);
    const note = 'It begins 0.4 s earlier, at a key frame.';
    const clip = { fileName: 'a.mp4', bytes: 2_000_000, note };
    const fake = open({ kind: 'video', videoId: VIDEO, first: 'clip' }, { 'export.clip': () => clip });
    await go();
    expect(fake.callsOf('export.clip')).toEqual([{ videoId: VIDEO, ...RANGE, mode: 'fast' }]);
    expect(noticeStore.getState().notices[0]?.message).toContain(note);
  });
});

describe('the export dialog of places', () => {
  it('writes the hits of a search with why they matched', async () => {
    const matches = [
      { kind: 'written', text: 'DOG PARK', probability: null, marks: [] },
      { kind: 'object', text: 'dog', probability: 0.8, marks: [] },
    ] as const;
    const hit = sampleHit(VIDEO, 4, { matches: matches.map((match) => ({ ...match, marks: [] })) });
    const fake = open(findsRequest('Hits for dog', cardsOfHits([hit])), { 'export.places': () => SAVED });
    choose(/^Table/);
    await go();
    const note = 'Written: “DOG PARK”\nThing found: dog (80 %)';
    const places = [{ videoId: VIDEO, from: hit.from, to: hit.to, title: 'DOG PARK', note }];
    expect(fake.callsOf('export.places')).toEqual([
      { source: { kind: 'chosen', name: 'Hits for dog', places }, format: 'csv' },
    ]);
  });

  it('takes a range as a place or as a clip', async () => {
    const fake = open(rangeRequest(VIDEO, RANGE), { 'export.clip': () => ({ ...SAVED, note: null }) });
    choose(/^Clip/);
    choose(/^Exact/);
    await go();
    expect(fake.callsOf('export.clip')).toEqual([{ videoId: VIDEO, ...RANGE, mode: 'exact' }]);
  });

  it('joins them in one way alone: a film of all places is always encoded anew', async () => {
    const hits = [sampleHit(VIDEO, 4), sampleHit(VIDEO, 40)];
    const clips = { ...SAVED, note: null, clips: 2, failed: [] };
    const fake = open(findsRequest('Hits', cardsOfHits(hits)), { 'export.placeClips': () => clips });
    choose(/^Clips/);
    expect(screen.getAllByRole('radio', { name: /^One film/ })).toHaveLength(1);
    choose(/^One film/);
    await go();
    expect(fake.callsOf('export.placeClips')).toMatchObject([{ mode: 'exact', as: 'film' }]);
  });

  it('does not offer more places than fit into one list', () => {
    const lines = Array.from({ length: 5001 }, (_, n) => sampleSegment(n, n, `Line ${n}`));
    open(linesRequest(VIDEO, lines));
    expect(radio(/^Places/).disabled).toBe(true);
    expect(radio(/^Clip/).checked).toBe(true);
  });
});

describe('a clip that is being written', () => {
  const writing = [{ id: 'one', fileName: 'a.mp4', progress: 0.427 }];
  const bar = () => screen.queryByRole('progressbar', { name: 'Writing a.mp4' });

  it('shows in the dialog how far it is, and beside the window’s notices when that is closed', async () => {
    const written = Promise.withResolvers<typeof SAVED & { note: null }>();
    const fake = open(rangeRequest(VIDEO, RANGE), {
      'export.clip': () => written.promise,
      'export.stopClip': () => undefined,
    });
    render(<ClipToasts />);
    followExports();
    choose(/^Clip/);
    await go();
    act(() => fake.emit('export.clips', writing));
    expect(bar()?.getAttribute('aria-valuenow')).toBe('43');
    expect(screen.getByText('43 %')).toBeTruthy();
    act(() => exportStore.getState().close());
    expect(bar()).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Stop writing a.mp4' }));
    expect(fake.callsOf('export.stopClip')).toEqual([{ id: 'one' }]);
    act(() => fake.emit('export.clips', []));
    expect(bar()).toBeNull();
  });

  it('that was stopped is no failure', async () => {
    const cancelled = { code: 'Cancelled', message: 'Stopped.', remedy: 'Again.' } as const;
    open(rangeRequest(VIDEO, RANGE), { 'export.clip': () => failWith(cancelled) });
    choose(/^Clip/);
    await go();
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.getByRole('dialog')).toBeTruthy();
  });
});

describe('places within the contract’s limits', () => {
  it('are cut where words are longer, and never nameless', () => {
    const quote = 'x'.repeat(600);
    const message = sampleMessage('a', { citations: [sampleCitation(VIDEO, 3, { quote })] });
    const request = answerRequest(message, '');
    expect(request).toMatchObject({ kind: 'chosen', name: 'Places of an answer' });
    if (request.kind !== 'chosen') throw new Error('no places');
    expect(request.places[0]?.title).toHaveLength(500);
    expect(answerRequest(message, 'q'.repeat(300))).toMatchObject({ name: `${'q'.repeat(199)}…` });
  });
});
