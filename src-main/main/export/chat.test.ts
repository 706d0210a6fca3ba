import { afterEach, describe, expect, it } from 'vitest';
import type { ChatMessage, Citation } from '../../../src-shared/answers';
import { setLanguage } from '../../../src-shared/words/words';
import { type ChatSource, formatChat } from './chat';

afterEach(() => setLanguage('en'));

const ID = 'ab'.repeat(16);
const cite = (kind: Citation['kind'], quote: string, fromFile?: true): Citation => ({
  ...{ videoId: ID, kind, from: 65_000_000, to: 70_000_000, frameIndex: null, quote },
  ...(fromFile ? { fromFile } : {}),
});
const message = (role: ChatMessage['role'], text: string, citations: Citation[]): ChatMessage => ({
  ...{ id: role, role, text, citations, confidence: null, details: [], writtenBy: null },
  ...{ state: role === 'user' ? 'done' : 'stopped', error: null, createdAt: 0 },
});
const source: ChatSource = {
  scope: 'all',
  messages: [
    message('user', 'Wann?', []),
    message('assistant', 'Hier: [[0]]', [
      cite('object', 'dog'),
      cite('seen', 'castle, church'),
      cite('said', 'dog', true),
    ]),
  ],
  video: () => null,
  collection: () => '',
  exportedAt: 0,
};

describe('a chat as Markdown', () => {
  it.each([
    [
      'en',
      [
        '1. 1:05 to 1:10 in a removed video, object: dog',
        '2. 1:05 to 1:10 in a removed video, seen: castle, church',
      ],
      '3. 1:05 to 1:10 in a removed video, said by the subtitles: “dog”',
    ],
    [
      'de',
      [
        '1. 1:05 bis 1:10 im Film (entfernt), Ding: Hund',
        '2. 1:05 bis 1:10 im Film (entfernt), gesehen: Schloss, Kirche',
      ],
      '3. 1:05 bis 1:10 im Film (entfernt), laut Untertiteln gesagt: „dog“',
    ],
  ] as const)('is in the language of the window: %s', (language, named, said) => {
    setLanguage(language);
    const lines = formatChat(source, 'md', 'pictures', new Set()).split('\n');
    for (const line of [...named, said]) expect(lines).toContain(line);
  });

  it('is the same document for programs in any language', () => {
    const english = formatChat(source, 'json', 'pictures', new Set());
    setLanguage('de');
    expect(formatChat(source, 'json', 'pictures', new Set())).toBe(english);
  });
});
