import type { Glossary, Term } from '../../../src-shared/glossary';
import type { VideoId } from '../../../src-shared/primitives';
import type { Database } from './database';
import type { GlossaryRepository } from './types';

/** Names and terms of the library (video null) and of its films. */
export class Glossaries implements GlossaryRepository {
  constructor(private readonly database: Database) {}

  list(id: VideoId | null): Term[] {
    return this.database
      .all<{ term: string; sounds: string }>(
        'SELECT term, sounds FROM glossary WHERE video_id IS ? ORDER BY term COLLATE NOCASE, term',
        id,
      )
      .map(({ term, sounds }) => ({ text: term, soundsLike: JSON.parse(sounds) as string[] }));
  }

  replace(id: VideoId | null, terms: Glossary): void {
    this.database.transaction(() => {
      this.database.run('DELETE FROM glossary WHERE video_id IS ?', id);
      // Of two that are written alike the last counts.
      for (const { text, soundsLike } of new Map(terms.map((term) => [term.text, term])).values()) {
        const sounds = JSON.stringify(soundsLike);
        this.database.run('INSERT INTO glossary (video_id, term, sounds) VALUES (?, ?, ?)', id, text, sounds);
      }
    });
  }

  of(id: VideoId): Term[] {
    const own = this.list(id);
    const known = new Set(own.map(({ text }) => text));
    return [...own, ...this.list(null).filter(({ text }) => !known.has(text))];
  }
}
