import { useEffect, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { type ShownTheme, settingsStore, shownTheme } from './stores/settings-store';

const QUERY = '(prefers-color-scheme: dark)';

function onSystemChange(notify: () => void): () => void {
  const query = window.matchMedia(QUERY);
  query.addEventListener('change', notify);
  return () => query.removeEventListener('change', notify);
}

/** The theme shown now, kept on the document's root for the style sheets. */
export function useTheme(): ShownTheme {
  const wanted = useStore(settingsStore, (state) => state.settings?.theme ?? 'system');
  const systemDark = useSyncExternalStore(onSystemChange, () => window.matchMedia(QUERY).matches);
  const theme = shownTheme(wanted, systemDark);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  return theme;
}
