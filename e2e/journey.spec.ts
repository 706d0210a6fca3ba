import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSync } from 'subtitle';
import { chooseInDialog, saveInDialog } from './dialogs';
import { TALK, talk } from './films';
import { expect, test } from './fixtures';
import { Library } from './pages/library';
import { Tray } from './pages/tray';

test('from a file to answers with places, exports, and all of it again after a restart', async ({
  launch,
  folder,
}) => {
  const film = await talk(folder);
  const first = await launch();
  const library = new Library(first.window);

  await chooseInDialog(first.electron, [film]);
  await library.button('Choose videos').click();
  await expect(library.card('talk').getByRole('progressbar', { name: 'Indexing talk' })).toBeVisible();
  await library.expectReady('talk');
  await expect(library.card('talk')).toContainText('15 frames');

  const workspace = await library.open('talk');
  expect(await workspace.litCitations()).toBeNull();
  const said = await workspace.ask('What is said about your country?');
  await expect(said).toContainText('ask what you can do for your country');
  const seen = await workspace.ask('When is a banana seen?');
  await expect(seen).toContainText(/banana/i);

  await workspace.chips(said).first().click();
  await workspace.expectWithin(3, 11);
  await workspace.expectLit(3, 11);
  await workspace.chips(seen).first().click();
  await workspace.expectWithin(1.9, 3.1);
  await workspace.expectLit(1.9, 3.2);

  const followUp = await workspace.ask('And a keyboard?');
  await expect(followUp).toContainText(/keyboard/i);
  const asked = await workspace.questions.allTextContents();
  const answered = await workspace.answers.locator('.answer').allTextContents();
  expect(asked).toHaveLength(3);

  const srt = join(folder, 'out.srt');
  await saveInDialog(first.electron, srt);
  await workspace.exportAs('Transcript…', /SubRip/);
  await workspace.expectNotice(/^Saved out\.srt/);
  const cues = parseSync(await readFile(srt, 'utf8')).flatMap((node) =>
    node.type === 'cue' ? [node.data] : [],
  );
  expect(
    cues
      .map(({ text }) => text)
      .join(' ')
      .toLowerCase(),
  ).toContain('my fellow americans');
  let before = 0;
  for (const { start, end } of cues) {
    expect(start).toBeGreaterThanOrEqual(before);
    expect(end).toBeGreaterThan(start);
    before = end;
  }
  expect(before).toBeLessThanOrEqual(1000 * TALK.seconds);

  const chat = join(folder, 'chat.md');
  await saveInDialog(first.electron, chat);
  await workspace.choose(workspace.button('Export').first(), 'Chat as Markdown');
  await workspace.expectNotice(/^Saved chat\.md/);
  const markdown = await readFile(chat, 'utf8');
  expect(markdown).toContain('What is said about your country?');
  expect(markdown).toContain('ask what you can do for your country');
  expect(markdown).toContain('When is a banana seen?');
  expect(markdown).toMatch(/\b0:02\b/);
  expect(first.problems).toEqual([]);
  await first.close();

  const second = await launch();
  const again = new Library(second.window);
  // The film that was open is open again.
  await expect(second.window.getByRole('heading', { level: 1 })).toHaveText('talk');
  await again.arrive();
  await again.expectReady('talk');
  const reopened = await again.open('talk');
  await expect(reopened.questions).toHaveText(asked);
  await expect(reopened.answers.locator('.answer')).toHaveText(answered);
  await reopened.tab('Transcript');
  await expect(reopened.lines.first()).toContainText(/americans/i);
  await reopened.searchField.fill('banana');
  await reopened.searchField.press('Enter');
  await expect(new Tray(second.window).finds.first()).toContainText('0:02');
});
