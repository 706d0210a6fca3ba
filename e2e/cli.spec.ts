import { readFile } from 'node:fs/promises';
import { connectAssistant, textOf } from './assistant';
import { expect, test } from './fixtures';

test('the command line says its version and nothing else', async ({ longtake }) => {
  const { version } = JSON.parse(await readFile('package.json', 'utf8'));
  expect(await longtake('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

test('the command line finds everything that it needs', async ({ longtake }) => {
  const { code, stdout } = await longtake('doctor');
  // Graphics drivers may talk on standard error while devices are looked for: only the findings count.
  // Below the findings stands a row for each device, indented.
  const notWell = stdout.split('\n').filter((line) => line !== '' && !/^(ok| {2}) /.test(line));
  expect({ code, notWell }).toEqual({ code: 0, notWell: [] });
  expect(stdout).toMatch(/^ok +ffmpeg /m);
});

test('a command that is none is refused', async ({ longtake }) => {
  const { code, stdout, stderr } = await longtake('frobnicate');
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain('frobnicate');
});

test('the command line serves an assistant, and says that there is no library yet', async ({
  program,
  userData,
}) => {
  await using assistant = await connectAssistant(program, userData);
  const listed = await assistant.call('list_videos');
  expect(listed.isError).toBe(true);
  expect(textOf(listed)).toBe('There is no library yet. Add a video in Longtake first, then ask again.');
  expect(assistant.trouble).toEqual([]);
});
