// Looking for newer versions in the built program, against a server on this machine: nothing before a person says yes.

import { listOf, startReleases } from '../src-main/worker/install/release/testing/release-server';
import { answerQuestions } from './dialogs';
import { expect, test } from './fixtures';

test('a newer version is looked for once a person has said yes, and told', async ({ launch }) => {
  const server = await startReleases();
  const packages = { 'Longtake-99.0.0.AppImage': Buffer.from('package') };
  const list = listOf('99.0.0', packages, { releaseNotes: '<b>Faster.</b>' });
  for (const name of ['latest-linux.yml', 'latest-linux-arm64.yml', 'latest-mac.yml', 'latest.yml'])
    server.files.set(name, list);
  try {
    const app = await launch({ env: { LONGTAKE_RELEASES: server.url } });
    const { window: page } = app;
    const asks = page.getByRole('switch', { name: 'Look for newer versions' });
    const settings = page.getByRole('button', { name: 'Settings', exact: true });
    await settings.click();
    const refused = await answerQuestions(app.electron, false);
    await asks.click();
    await expect.poll(refused, { message: 'the question is asked' }).toHaveLength(1);
    await expect(asks).not.toBeChecked();
    expect(server.requests).toEqual([]);

    const allowed = await answerQuestions(app.electron, true);
    await asks.click();
    await expect(page.getByText('Version 99.0.0 is there.')).toBeVisible();
    expect((await allowed())[0]).toContain('longtake.example');
    await page.getByText('What is new').click();
    await expect(page.getByText('<b>Faster.</b>')).toBeVisible();
    // What runs from a checkout is no package that could replace itself.
    await expect(page.getByRole('button', { name: 'Open the download page' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Download it' })).toHaveCount(0);
    await expect(settings).toHaveAccessibleDescription('A newer version is there: 99.0.0');
    expect(app.problems).toEqual([]);
    expect(server.requests.map(({ method, headers }) => [method, headers['user-agent']])).toEqual([
      ['GET', 'Longtake'],
    ]);
  } finally {
    await server.close();
  }
});
