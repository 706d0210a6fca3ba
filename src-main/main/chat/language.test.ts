import { expect, it } from 'vitest';
import type { Language } from '../../../src-shared/words/language';
import { RemoteQuestions } from './remote-questions';

it('a question and a search go to the worker with the language of that moment', async () => {
  const sent: unknown[] = [];
  const call = async (_method: string, input: { language: Language }) => {
    sent.push(input.language);
    return { groups: [], notes: [] };
  };
  let language: Language = 'en';
  const place = { libraryDir: '', builtInPacks: '', userPacks: '', mayRemake: false };
  const questions = new RemoteQuestions({ call: call as never }, place, () => language);
  await questions.searchText('all', 'dog', 1);
  language = 'de';
  await questions.searchText('all', 'dog', 1);
  const asked = { scope: 'all' as const, text: 'dog', range: null, history: [] };
  for await (const _event of questions.ask({ ...asked, signal: new AbortController().signal }, null));
  expect(sent).toEqual(['en', 'de', 'de']);
});
