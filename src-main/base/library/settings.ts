import { DEFAULT_SETTINGS, type Settings, settings } from '../../../src-shared/settings';
import type { Database } from './database';
import type { SettingsRepository } from './types';

/** The user's settings. One that was never set, or that this version does not know, has its default. */
export class StoredSettings implements SettingsRepository {
  constructor(private readonly database: Database) {}

  get(): Settings {
    const stored: Record<string, unknown> = {};
    for (const row of this.database.all<{ name: string; value: string }>('SELECT * FROM settings')) {
      stored[row.name] = JSON.parse(row.value);
    }
    const known = Object.entries(settings.shape).filter(
      ([name, schema]) => schema.safeParse(stored[name]).success,
    );
    const valid = Object.fromEntries(known.map(([name]) => [name, stored[name]]));
    return settings.parse({ ...DEFAULT_SETTINGS, ...valid });
  }

  set(change: Partial<Settings>): Settings {
    const valid = settings.partial().parse(change);
    this.database.transaction(() => {
      for (const [name, value] of Object.entries(valid)) {
        if (value === undefined) continue;
        this.database.run(
          'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
          name,
          JSON.stringify(value),
        );
      }
    });
    return this.get();
  }
}
