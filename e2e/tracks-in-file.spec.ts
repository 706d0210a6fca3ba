import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseInDialog, saveInDialog } from './dialogs';
import { fullFile } from './films';
import { expect, test } from './fixtures';
import { Library } from './pages/library';

test('a film with two sound tracks, subtitles and chapters: all of it is there, and can be chosen', async ({
  launch,
  folder,
}) => {
  const film = await fullFile(folder);
  const { electron, window, problems } = await launch();
  const library = new Library(window);
  await library.add([film]);
  await library.expectReady('documentary');
  const card = library.card('documentary');
  await expect(card).toContainText('Sound 2 of 2: English, mono; 1 is silent');
  await library.more('documentary', 'About the file…');
  const about = library.dialog(/^About “documentary”/);
  await expect(about).toContainText('At the desk');
  await expect(about).toContainText('The vault is opened');
  await window.keyboard.press('Escape');

  const workspace = await library.open('documentary');
  await expect(workspace.button('Chapters')).toBeVisible();
  // The second track is what plays: a copy with it alone is made at once.
  await expect(workspace.video).toBeVisible();
  await workspace.tab('Transcript');
  await window.getByRole('radio', { name: 'Said' }).click();
  const origin = window.locator('.transcript__origin');
  await expect(origin).toHaveText('Subtitles in the file: English');
  await expect(workspace.lines.first()).toContainText('The password of the vault is marmalade.');
  if (process.env.LONGTAKE_PICTURES)
    await window.screenshot({ path: join(process.env.LONGTAKE_PICTURES, 'transcript.png') });

  await workspace.choose(workspace.button('Other sound and subtitles'), /^Heard\. Sound 2 of 2/);
  await expect(workspace.lines.first()).toContainText(/fellow Americans/);
  await expect(origin).toHaveText('Heard in English. Sound 2 of 2: English, mono');
  await workspace.choose(workspace.button('Other sound and subtitles'), /^Subtitles beside the file: German/);
  await expect(workspace.lines).toHaveText([/Das Passwort lautet Marmelade/]);

  const own = join(folder, 'brought.en.vtt');
  await writeFile(own, 'WEBVTT\n\n00:02.000 --> 00:03.000\n<b>Brought</b> by hand.\n');
  await chooseInDialog(electron, [own]);
  await workspace.choose(workspace.button('Other sound and subtitles'), 'Bring subtitles…');
  await expect(workspace.lines).toHaveText([/Brought by hand/]);
  await workspace.choose(workspace.button('Other sound and subtitles'), /^Subtitles in the file: English/);
  await expect(workspace.lines.first()).toContainText('marmalade');

  await library.idle();
  await workspace.tab('Chat');
  const said = await workspace.ask('What is said in chapter 2?');
  await expect(said).toContainText('Meet me at the lighthouse.');
  await workspace.chips(said).first().hover();
  await expect(window.getByRole('tooltip')).toContainText('Said, by the subtitles');
  const listed = await workspace.ask('Which chapters are there?');
  await expect(listed).toContainText('2. The vault is opened');
  if (process.env.LONGTAKE_PICTURES)
    await window.screenshot({ path: join(process.env.LONGTAKE_PICTURES, 'chat.png') });

  const list = join(folder, 'chapters.ffmetadata');
  await saveInDialog(electron, list);
  await workspace.exportAs('Chapters…', /ffmpeg chapters/);
  await expect
    .poll(() => readFile(list, 'utf8').catch(() => ''), { message: 'the exported chapters' })
    .toContain('title=The vault is opened');
  expect(problems).toEqual([]);
});
