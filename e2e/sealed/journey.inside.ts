import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseInDialog, saveInDialog } from '../dialogs';
import { talk } from '../films';
import { expect, test } from '../fixtures';
import { Library } from '../pages/library';

test('a film is added, indexed, looked at closely, asked about and exported', async ({ launch, folder }) => {
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
  expect(app.problems).toEqual([]);
  await app.close();

  const left = await Promise.all(Object.values(places).map((place) => readdir(place, { recursive: true })));
  expect(left.flat().filter((name) => /microsoft|onnxruntime|mat-debug|\.ses$/i.test(name))).toEqual([]);
});
