import { readFile } from 'node:fs/promises';
import { expect, test } from './fixtures';

test('the command line says its version and nothing else', async ({ longtake }) => {
  const { version } = JSON.parse(await readFile('package.json', 'utf8'));
  expect(await longtake('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

test('the command line finds everything that it needs', async ({ longtake }) => {
  const { code, stdout } = await longtake('doctor');
  // Graphics drivers may talk on standard error while devices are looked for: only the findings count.
  const notWell = stdout.split('\n').filter((line) => line !== '' && !line.startsWith('ok '));
  expect({ code, notWell }).toEqual({ code: 0, notWell: [] });
  expect(stdout).toMatch(/^ok +ffmpeg /m);
});

test('a command that is none is refused', async ({ longtake }) => {
  const { code, stdout, stderr } = await longtake('frobnicate');
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain('frobnicate');
});
