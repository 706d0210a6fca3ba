import { answerQuestions } from '../dialogs';
import { expect, test } from '../fixtures';
import { TINY, typeMirror } from '../hub';
import { ModelsScreen } from '../pages/models';

/** Where the model comes from: a name, to be looked up; or, where nothing is sealed off, this machine. */
const MIRROR = process.env.LONGTAKE_E2E_MIRROR ?? '';

test('a model is fetched on purpose', async ({ launch }) => {
  const app = await launch();
  const models = new ModelsScreen(app.window);
  const asked = await answerQuestions(app.electron, true);
  await typeMirror(app.window, MIRROR);
  await expect.poll(asked, { message: 'what was asked about the mirror' }).toHaveLength(1);
  await models.open();
  await models.install(TINY);
  await models.expectInstalled(new RegExp(`^${TINY}`));
  expect(app.problems).toEqual([]);
});
