// Chats of films and of the library: messages as rows, what was taken out and can be put back.
import { randomUUID } from 'node:crypto';
import { type ChatInfo, type ChatMessage, type ChatScope, chatMessage } from '../../../src-shared/answers';
import type { Database } from './database';
import { NotFound } from './errors';
import { insertRow } from './rows';
import type { ChatRepository, MessageChoice, Row, TakenMessages } from './types';

interface MessageRow {
  id: string;
  video_id: string | null;
  collection_id: string | null;
  role: string;
  text: string;
  citations: string;
  confidence: string | null;
  details: string;
  state: string;
  error: string | null;
  written_by: string | null;
  so_far: string | null;
  asked_range: string | null;
  created_at: number;
}

function toMessage(row: MessageRow): ChatMessage {
  return chatMessage.parse({
    id: row.id,
    role: row.role,
    text: row.text,
    citations: JSON.parse(row.citations),
    confidence: row.confidence,
    details: JSON.parse(row.details),
    state: row.state,
    error: row.error === null ? null : JSON.parse(row.error),
    writtenBy: row.written_by,
    ...(row.so_far === null ? {} : { soFar: JSON.parse(row.so_far) }),
    ...(row.asked_range === null ? {} : { range: JSON.parse(row.asked_range) }),
    createdAt: row.created_at,
  });
}

interface ChatRow {
  id: string;
  name: string;
  created_at: number;
  first: string | null;
  count: number;
}

/** The film and the collection that a scope names; both null for the whole library. */
function namedIn(scope: ChatScope): [videoId: string | null, collectionId: string | null] {
  if (scope === 'all') return [null, null];
  return 'videoId' in scope ? [scope.videoId, null] : [null, scope.collectionId];
}

function scopeOf({ video_id: videoId, collection_id: collectionId }: MessageRow): ChatScope {
  if (videoId !== null) return { videoId };
  return collectionId === null ? 'all' : { collectionId };
}

/** Of what is chosen: the chat that goes whole, or the messages that go; null for those that do not. */
export function chosenIn(which: MessageChoice): {
  readonly chatId: string | null;
  readonly messageIds: ReadonlySet<string> | null;
} {
  if (which === 'open') return { chatId: null, messageIds: null };
  return 'chatId' in which
    ? { chatId: which.chatId, messageIds: null }
    : { chatId: null, messageIds: new Set(which.messageIds) };
}

/** Chats, oldest message first. Positions are never given twice: what is put back stands where it stood. */
export class Chats implements ChatRepository {
  constructor(private readonly database: Database) {}

  history(scope: ChatScope): ChatMessage[] {
    return this.database
      .all<MessageRow>('SELECT * FROM messages WHERE chat_id IS ? ORDER BY position', this.openId(scope))
      .map(toMessage);
  }

  save(scope: ChatScope, message: ChatMessage): void {
    this.database.run(
      `INSERT INTO messages (id, video_id, collection_id, chat_id, role, text, citations, confidence, details, state, error, written_by,
         so_far, asked_range, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET text = excluded.text, citations = excluded.citations,
         confidence = excluded.confidence, details = excluded.details, state = excluded.state,
         error = excluded.error, written_by = excluded.written_by, so_far = excluded.so_far`,
      message.id,
      ...namedIn(scope),
      this.openId(scope) ?? this.#begin(scope),
      message.role,
      message.text,
      JSON.stringify(message.citations),
      message.confidence,
      JSON.stringify(message.details),
      message.state,
      message.error === null ? null : JSON.stringify(message.error),
      message.writtenBy,
      message.soFar === undefined ? null : JSON.stringify(message.soFar),
      message.range === undefined ? null : JSON.stringify(message.range),
      message.createdAt,
    );
  }

  find(messageId: string): { scope: ChatScope; message: ChatMessage } | null {
    const row = this.database.get<MessageRow>('SELECT * FROM messages WHERE id = ?', messageId);
    if (row === null) return null;
    return { scope: scopeOf(row), message: toMessage(row) };
  }

  list(scope: ChatScope): ChatInfo[] {
    return this.database
      .all<ChatRow>(
        `SELECT id, name, created_at,
           (SELECT text FROM messages WHERE chat_id = chats.id AND role = 'user' ORDER BY position LIMIT 1) AS first,
           (SELECT count(*) FROM messages WHERE chat_id = chats.id) AS count
         FROM chats WHERE video_id IS ? AND collection_id IS ? ORDER BY opened DESC`,
        ...namedIn(scope),
      )
      .map((row, at) => ({
        id: row.id,
        name: row.name === '' ? (row.first ?? '') : row.name,
        createdAt: row.created_at,
        messageCount: row.count,
        open: at === 0,
      }));
  }

  openId(scope: ChatScope): string | null {
    const sql =
      'SELECT id FROM chats WHERE video_id IS ? AND collection_id IS ? ORDER BY opened DESC LIMIT 1';
    return this.database.get<{ id: string }>(sql, ...namedIn(scope))?.id ?? null;
  }

  open(scope: ChatScope, chatId: string | null): void {
    if (chatId === null) {
      const current = this.list(scope)[0];
      if (!current || current.messageCount > 0) this.#begin(scope);
      return;
    }
    const opened = this.database.run(
      'UPDATE chats SET opened = ? WHERE id = ? AND video_id IS ? AND collection_id IS ?',
      this.#nextOpened(),
      chatId,
      ...namedIn(scope),
    );
    if (opened === 0) throw new NotFound('chat');
  }

  rename(chatId: string, name: string): void {
    if (this.database.run('UPDATE chats SET name = ? WHERE id = ?', name, chatId) === 0) {
      throw new NotFound('chat');
    }
  }

  takeOut(scope: ChatScope, which: MessageChoice): TakenMessages {
    return this.database.transaction(() => {
      const { chatId: whole, messageIds } = chosenIn(which);
      const chatId = whole ?? this.openId(scope);
      const chat = this.database.get<Row>(
        'SELECT * FROM chats WHERE id IS ? AND video_id IS ? AND collection_id IS ?',
        chatId,
        ...namedIn(scope),
      );
      if (whole !== null && chat === null) throw new NotFound('chat');
      const all = this.database.all<Row>('SELECT * FROM messages WHERE chat_id IS ?', chatId);
      const messages = all.filter(({ id }) => messageIds?.has(String(id)) ?? true);
      for (const { id } of messages) this.database.run('DELETE FROM messages WHERE id = ?', id ?? null);
      if (whole !== null) this.database.run('DELETE FROM chats WHERE id = ?', whole);
      return { scope, chat: whole === null ? null : chat, messages };
    });
  }

  putBack({ chat, messages }: TakenMessages): void {
    this.database.transaction(() => {
      if (chat) insertRow(this.database, 'chats', chat);
      for (const message of messages) insertRow(this.database, 'messages', message);
    });
  }

  #begin(scope: ChatScope): string {
    const id = randomUUID();
    this.database.run(
      `INSERT INTO chats (id, video_id, collection_id, name, created_at, opened) VALUES (?, ?, ?, '', ?, ?)`,
      id,
      ...namedIn(scope),
      Date.now(),
      this.#nextOpened(),
    );
    return id;
  }

  #nextOpened(): number {
    return (
      (this.database.get<{ last: number | null }>('SELECT max(opened) AS last FROM chats')?.last ?? 0) + 1
    );
  }
}
