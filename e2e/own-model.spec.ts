import { startFakeModel } from '../src-main/worker/own-model/testing/server';
import { answerQuestions } from './dialogs';
import { expect, test } from './indexed';
import { Library } from './pages/library';
import { OwnModelSettings } from './pages/own-model';

test('a model on this computer is looked for, chosen, and answers with places; without it the built-in answer stands', async ({
  launch,
  ownCopy,
}) => {
  // The end is held back until the beginning was seen.
  let rest = (): void => undefined;
  const seen = new Promise<void>((done) => {
    rest = done;
  });
  const model = await startFakeModel({
    models: ['small:1b', 'big:cloud'],
    reply: async ({ user }) => {
      const number = /^\[(\d+)\].*ask what you can do/m.exec(user)?.[1];
      // Earlier questions are told, too: the latest first.
      if (user.includes('What do they want to be asked?')) return { kind: 'hang' };
      if (user.includes('Is it raining?')) return { kind: 'stream', pieces: ['Yes, it rains.'] };
      const first = `He says: ask what you can do for your country [${number}]. `;
      return { kind: 'stream', pieces: [first, 'He also', ' sells <b>cars</b> [1].'], until: seen };
    },
  });
  const app = await launch();
  const asked = await answerQuestions(app.electron, true);
  const settings = new OwnModelSettings(app.window);
  await settings.open();
  expect(model.requests).toEqual([]);
  await settings.address.fill('http://example.org:11434');
  await expect(settings.lookButton).toBeDisabled();
  await settings.address.fill(`${model.address}/v1`);
  await settings.lookButton.click();
  await expect(settings.model('small:1b')).toBeVisible();
  await expect(settings.model('big:cloud')).toHaveCount(0);
  expect(await asked()).toEqual([]);
  await settings.model('small:1b').click();
  await expect
    .poll(asked, { message: 'what was asked about the address' })
    .toEqual([expect.stringContaining(model.address)]);
  await expect(settings.page.getByText(`small:1b answers, at ${model.address}.`)).toBeVisible();

  await app.window.getByRole('button', { name: 'Library', exact: true }).click();
  const workspace = await new Library(app.window).open('talk');
  await expect(app.window.getByText('Answers: small:1b, on this computer')).toBeVisible();
  await workspace.question.fill('What should people do?');
  await workspace.question.press('Enter');
  const answer = workspace.answers.first();
  await expect(answer).toContainText('ask what you can do for your country');
  await expect(answer).toHaveAttribute('aria-busy', 'true');
  rest();
  await expect(answer).toHaveAttribute('aria-busy', 'false');
  await expect(answer).toContainText('Written by small:1b');
  await expect(answer.locator('.answer')).not.toContainText('cars');
  await answer.getByText('How this was found').click();
  await expect(answer.locator('details')).toContainText('<b>cars</b>');
  expect(await workspace.chips(answer).count()).toBe(1);
  await workspace.chips(answer).first().click();
  await workspace.expectWithin(3, 11);

  const babble = await workspace.ask('Is it raining?');
  await expect(babble).toContainText('This was found without it');
  await expect(babble).not.toContainText('Written by');

  await workspace.question.fill('What do they want to be asked?');
  await workspace.question.press('Enter');
  await expect.poll(() => model.asked.length, { message: 'questions that reached the model' }).toBe(3);
  await workspace.button('Stop').click();
  await expect(workspace.answers.nth(2)).toContainText('Stopped');
  await model.left();

  await model.close();
  const without = await workspace.ask('What is said about your country?');
  await expect(without).toContainText('could not be reached');
  await expect(without).toContainText('ask what you can do for your country');
  expect(app.problems).toEqual([]);
  expect(ownCopy).not.toBe('');
});

test('a page cannot have what it knows given to another program, or to another machine', async ({
  sharedApp,
  shared,
}) => {
  const model = await startFakeModel({ reply: () => ({ kind: 'hang' }) });
  const asked = await answerQuestions(sharedApp.electron, false);
  const choose = (address: string) =>
    shared.evaluate(async (address) => {
      const reply = await window.longtake.invoke['settings.set']({
        ownModel: { address, model: 'small', key: '' },
      });
      return reply.ok ? reply.value.ownModel : reply.error.code;
    }, address);
  const look = (address: string) =>
    shared.evaluate(async (address) => {
      const reply = await window.longtake.invoke['models.lookForOwn']({ address, key: '' });
      return reply.ok ? reply.value.length : reply.error.code;
    }, address);
  for (const address of [
    'http://example.org',
    'http://10.0.0.1:80',
    'https://localhost',
    'http://a@127.0.0.1',
  ]) {
    expect(await choose(address)).toBe('BadRequest');
    expect(await look(address)).toBe('BadRequest');
  }
  expect(await asked()).toEqual([]);
  expect(await choose(model.address)).toBeNull();
  expect(await asked()).toEqual([expect.stringContaining(model.address)]);
  expect(model.requests).toEqual([]);
  await model.close();
});
