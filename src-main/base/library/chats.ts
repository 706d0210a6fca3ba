import { type ChatMessage, chatMessage, type Scope } from '../../../src-shared/answers';
import type { Database } from './database';
import type { ChatRepository } from './types';

interface MessageRow {
  id: string;
  video_id: string | null;
  role: string;
  text: string;
  citations: string;
  confidence: string | null;
  details: string;
  state: string;
  error: string | null;
  written_by: string | null;
  so_far: string | null;
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
    createdAt: row.created_at,
  });
}

function videoOf(scope: Scope): string | null {
  return scope === 'all' ? null : scope.videoId;
}

/** Chats, oldest message first: one a video, and one for the whole library. */
export class Chats implements ChatRepository {
  constructor(private readonly database: Database) {}

  history(scope: Scope): ChatMessage[] {
    return this.database
      .all<MessageRow>('SELECT * FROM messages WHERE video_id IS ? ORDER BY position', videoOf(scope))
      .map(toMessage);
  }

  save(scope: Scope, message: ChatMessage): void {
    this.database.run(
      `INSERT INTO messages (id, video_id, role, text, citations, confidence, details, state, error, written_by,
         so_far, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET text = excluded.text, citations = excluded.citations,
         confidence = excluded.confidence, details = excluded.details, state = excluded.state,
         error = excluded.error, written_by = excluded.written_by, so_far = excluded.so_far`,
      message.id,
      videoOf(scope),
      message.role,
      message.text,
      JSON.stringify(message.citations),
      message.confidence,
      JSON.stringify(message.details),
      message.state,
      message.error === null ? null : JSON.stringify(message.error),
      message.writtenBy,
      message.soFar === undefined ? null : JSON.stringify(message.soFar),
      message.createdAt,
    );
  }

  find(messageId: string): { scope: Scope; message: ChatMessage } | null {
    const row = this.database.get<MessageRow>('SELECT * FROM messages WHERE id = ?', messageId);
    if (row === null) return null;
    return { scope: row.video_id === null ? 'all' : { videoId: row.video_id }, message: toMessage(row) };
  }

  clear(scope: Scope): void {
    this.database.run('DELETE FROM messages WHERE video_id IS ?', videoOf(scope));
  }
}

/** Chats of a library that may only be read: what is asked is kept as long as the program runs. */
export class ChatsInMemory implements ChatRepository {
  readonly #chats = new Map<string | null, ChatMessage[]>();

  constructor(private readonly stored: Pick<ChatRepository, 'history' | 'find'>) {}

  history(scope: Scope): ChatMessage[] {
    return [...this.#of(scope)];
  }

  save(scope: Scope, message: ChatMessage): void {
    const chat = this.#of(scope);
    const at = chat.findIndex(({ id }) => id === message.id);
    chat.splice(at < 0 ? chat.length : at, 1, message);
  }

  find(messageId: string): { scope: Scope; message: ChatMessage } | null {
    for (const [video, chat] of this.#chats) {
      const message = chat.find(({ id }) => id === messageId);
      if (message) return { scope: video === null ? 'all' : { videoId: video }, message };
    }
    return this.stored.find(messageId);
  }

  clear(scope: Scope): void {
    this.#chats.set(videoOf(scope), []);
  }

  #of(scope: Scope): ChatMessage[] {
    const known = this.#chats.get(videoOf(scope)) ?? this.stored.history(scope);
    this.#chats.set(videoOf(scope), known);
    return known;
  }
}
