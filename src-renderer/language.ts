import { useSyncExternalStore } from 'react';
import { type Language, languageOf } from '../src-shared/words/language';
import { currentLanguage, onLanguage, setLanguage, t } from '../src-shared/words/words';
import { call } from './api';
import { tellIfItFails } from './stores/notice-store';
import { settingsStore } from './stores/settings-store';

/**
 * Takes the language that main has, and follows the setting from then on. Before anything is drawn, so that no other
 * language is seen for a moment.
 */
export async function startLanguage(): Promise<void> {
  const [system] = await Promise.all([
    tellIfItFails(call('app.systemLanguage', undefined)),
    settingsStore.getState().load(),
  ]);
  const follow = (): void => {
    const { settings } = settingsStore.getState();
    setLanguage(languageOf(settings?.language ?? 'system', system ?? 'en'));
    document.documentElement.lang = currentLanguage();
    // Where menus and notes are drawn; it stands in the page itself, outside of what is drawn anew.
    document.getElementById('above')?.setAttribute('aria-label', t('shell.above'));
  };
  follow();
  settingsStore.subscribe(follow);
}

/** The language of the window. Whatever is drawn below a `key` of it is drawn anew when it changes. */
export function useLanguage(): Language {
  return useSyncExternalStore(onLanguage, currentLanguage);
}
