import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { saveInDialog } from './dialogs';
import { talk } from './films';
import { expect as expectPlain, test as plain } from './fixtures';
import { expect, test } from './indexed';
import { ffmpeg } from './media';
import { Library } from './pages/library';

const LABELS = { shots: 'Shots', things: 'Things', writing: 'Writing' } as const;

test('what was found is on the timeline, in the transcript and the scene card, and is counted with its places', async ({
  shared,
}) => {
  const workspace = await new Library(shared).open('talk');
  for (const label of Object.values(LABELS)) await expect(workspace.button(label)).toBeVisible();

  await workspace.tab('Transcript');
  await shared.getByRole('radio', { name: 'Written' }).click();
  await expect(workspace.lines.filter({ hasText: /McConnell/ }).first()).toBeVisible();
  await expect(workspace.lines.filter({ hasText: /your country/ })).toHaveCount(0);
  await shared.getByRole('radio', { name: 'All' }).click();

  await workspace.timeline.focus();
  await shared.keyboard.press('d');
  await expect(workspace.sceneCard).toContainText(/banana|bottle|mouse/);
  await expect(workspace.sceneCard).toContainText(/McConnell/);
  await shared.keyboard.press('Escape');
  await expect(workspace.sceneCard).toHaveCount(0);

  await workspace.tab('Chat');
  const counted = await workspace.ask('How many bananas are there?');
  await expect(counted).toContainText(/at most 1 found at once/);
  // The banana comes into the slowed picture in its second or third second, and lies on the desk, the first shot.
  await workspace.chips(counted).first().click();
  await workspace.expectWithin(0.9, 6);
  const none = await workspace.ask('Is there a giraffe?');
  await expect(none).toContainText(/found no place/);
  await expect(workspace.chips(none)).toHaveCount(0);
});

test('shots are written for an editor, things as a table, and a scene as a film', async ({
  launch,
  ownCopy,
  folder,
}) => {
  expect(ownCopy).not.toBe('');
  const { electron, window } = await launch();
  const workspace = await new Library(window).open('talk');

  const edl = join(folder, 'shots.edl');
  await saveInDialog(electron, edl);
  await workspace.exportAs('Shots…', /^Edit decision list/);
  await workspace.expectNotice(/^Saved shots\.edl/);
  // Ten frames a second have no timecode of their own: the slowest standard rate that holds them all is counted in.
  expect(await readFile(edl, 'utf8')).toMatch(/^001 .* 00:00:00:00 00:00:10:\d\d /m);

  const csv = join(folder, 'things.csv');
  await saveInDialog(electron, csv);
  await workspace.exportAs('Tables…', /^People and things/);
  await workspace.expectNotice(/^Saved things\.csv/);
  const rows = parse(await readFile(csv, 'utf8'), { columns: true }) as Record<string, string>[];
  expect(rows.map((row) => row.label)).toContain('banana');

  const clip = join(folder, 'scene.mp4');
  await saveInDialog(electron, clip);
  await workspace.timeline.focus();
  await window.keyboard.press('d');
  await workspace.choose(workspace.sceneCard.getByRole('button', { name: 'Export clip' }), /exact/);
  await workspace.expectNotice(/^Saved scene\.mp4/);
  await ffmpeg(['-xerror', '-i', clip, '-f', 'null', '-']);
});

plain(
  'a video is ready before it is looked at closely, and what was switched off is not read until it is wanted',
  async ({ app, folder }) => {
    const { window: page } = app;
    await page.evaluate(() =>
      window.longtake.invoke['settings.set']({ readText: false, findObjects: false }),
    );
    const library = new Library(page);
    await library.add([await talk(folder)]);
    await library.expectReady('talk');
    await library.idle();
    await expectPlain(library.card('talk').getByText(/^Looking closer/)).toHaveCount(0);
    const workspace = await library.open('talk');
    await expectPlain(workspace.button(LABELS.shots)).toBeVisible();
    await expectPlain(workspace.button(LABELS.things)).toHaveCount(0);
    await expectPlain(workspace.button(LABELS.writing)).toHaveCount(0);
    const asked = await workspace.ask('How many bananas are there?');
    await expectPlain(asked).toContainText('not looked for here');

    await workspace.back();
    await page.evaluate(() => window.longtake.invoke['settings.set']({ readText: true, findObjects: true }));
    await library.card('talk').getByRole('button', { name: 'Find things and writing' }).click();
    await expectPlain(library.card('talk').getByText(/^Looking closer/)).toBeVisible();
    await library.expectReady('talk');
    await library.idle();
    await expectPlain(library.card('talk').getByText(/^Looking closer/)).toHaveCount(0);
    await library.open('talk');
    await expectPlain(workspace.button(LABELS.things)).toBeVisible();
    await expectPlain(workspace.button(LABELS.writing)).toBeVisible();
  },
);
