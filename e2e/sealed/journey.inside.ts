import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startFakeModel } from '../../src-main/worker/own-model/testing/server';
import { answerQuestions, chooseInDialog, saveInDialog } from '../dialogs';
import { talk } from '../films';
import { expect, test } from '../fixtures';
import { Library } from '../pages/library';
import { OwnModelSettings } from '../pages/own-model';

test('a film is added, indexed, looked at closely, asked about, also with a model on this computer, and exported', async ({
  launch,
  folder,
}) => {
  const film = await talk(folder);
  const places = { XDG_CACHE_HOME: join(folder, 'caches'), TMPDIR: join(folder, 'temporary') };
  for (const place of Object.values(places)) await mkdir(place);
  const app = await launch({ env: places });
  const library = new Library(app.window);
  await chooseInDialog(app.electron, [film]);
  await library.button('Choose videos').click();
  await library.expectReady('talk');
  // The tracks come after it is ready.
  await library.idle();
  const id = await library.idOf('talk');
  const found = await app.window.evaluate(async (videoId) => {
    const { invoke } = window.longtake;
    const replies = [await invoke['index.shots']({ videoId }), await invoke['index.objects']({ videoId })];
    return replies.map((reply) => (reply.ok ? reply.value.length : -1));
  }, id);
  expect(Math.min(...found)).toBeGreaterThan(0);

  const workspace = await library.open('talk');
  await expect(await workspace.ask('When is a banana seen?')).toContainText(/banana/i);
  await expect(await workspace.ask('What does the sign say?')).not.toBeEmpty();
  const srt = join(folder, 'out.srt');
  await saveInDialog(app.electron, srt);
  await workspace.exportAs('Transcript…', /SubRip/);
  await workspace.expectNotice(/^Saved out\.srt/);
  expect(await readFile(srt, 'utf8')).toMatch(/americans/i);

  // A model on this computer is looked for at all the usual places, chosen and asked: that stays on this computer as well.
  const model = await startFakeModel({
    port: 11434,
    reply: () => ({ kind: 'stream', pieces: ['NOT FOUND'] }),
  });
  await answerQuestions(app.electron, true);
  const settings = new OwnModelSettings(app.window);
  await workspace.back();
  await settings.open();
  await settings.lookButton.click();
  await settings.model('small').click();
  await expect(settings.button('Stop using it')).toBeVisible();
  await app.window.getByRole('button', { name: 'Library', exact: true }).click();
  await (await library.open('talk')).ask('Why does he speak of a country?');
  expect(model.asked).toHaveLength(1);
  await model.close();
  expect(app.problems).toEqual([]);
  await app.close();

  const left = await Promise.all(Object.values(places).map((place) => readdir(place, { recursive: true })));
  expect(left.flat().filter((name) => /microsoft|onnxruntime|mat-debug|\.ses$/i.test(name))).toEqual([]);
});
