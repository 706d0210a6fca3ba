import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Database } from './database';
import { MIGRATIONS, migrate } from './migrations';
import { A, B, dir, librariesPerTest, open } from './testing/libraries';

librariesPerTest();

/** The version in which there was one chat a video. */
const ONE_CHAT = 5;

describe('chats of a library of before there were several', () => {
  it('are each the one that is open, with all of their messages', () => {
    const earlier = new Database(join(dir, 'library.db'), { backup: () => null });
    migrate(earlier, MIGRATIONS.slice(0, ONE_CHAT));
    for (const id of [A, B]) {
      earlier.run(
        `INSERT INTO videos (id, path, title, state, added_at, size_bytes, duration, media) VALUES (?, ?, 'T', 'new', 1, 1, 1, ?)`,
        id,
        `/${id}`,
        JSON.stringify({ container: 'mp4', duration: 1, video: null, audio: [] }),
      );
    }
    const write = (id: string, video: string | null, text: string) =>
      earlier.run(
        `INSERT INTO messages (id, video_id, role, text, citations, details, state, created_at)
         VALUES (?, ?, 'user', ?, '[]', '[]', 'done', 7)`,
        id,
        video,
        text,
      );
    write('1', A, 'One?');
    write('2', null, 'All?');
    write('3', A, 'Two?');
    earlier.close();

    const { chats } = open();
    const texts = (scope: Parameters<typeof chats.history>[0]) =>
      chats.history(scope).map(({ text }) => text);
    expect(texts({ videoId: A })).toEqual(['One?', 'Two?']);
    expect(texts('all')).toEqual(['All?']);
    expect(texts({ videoId: B })).toEqual([]);
    expect(chats.list({ videoId: A })).toMatchObject([
      { name: 'One?', messageCount: 2, createdAt: 7, open: true },
    ]);
    expect(chats.list({ videoId: B })).toEqual([]);
    // And another can be begun beside it.
    chats.open({ videoId: A }, null);
    expect(texts({ videoId: A })).toEqual([]);
    expect(chats.list({ videoId: A })).toHaveLength(2);
    // Not another empty one.
    chats.open({ videoId: A }, null);
    expect(chats.list({ videoId: A })).toHaveLength(2);
  });
});
