import { Cpu, Film, Keyboard, Moon, Settings as SettingsIcon, Sun } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { useStore } from 'zustand';
import { actionLabel } from '../src-shared/actions';
import { t } from '../src-shared/words/words';
import { dispatcher } from './actions/dispatcher';
import { bindKeys, ownKeysNow, tooltip } from './actions/keys';
import { useActions } from './actions/use-actions';
import { call } from './api';
import { ClipToasts } from './export/clips';
import { ExportDialog } from './export/export-dialog';
import { About } from './help/about';
import { copyDiagnostics } from './help/diagnostics';
import { Shortcuts } from './help/shortcuts';
import { WorkButton } from './jobs/work-button';
import { WorkDialog } from './jobs/work-dialog';
import { WorkNews } from './jobs/work-news';
import { DropAnywhere, RefusedFiles } from './library/drop';
import { Library } from './library/library';
import { RemovingToast } from './library/removing';
import { Models } from './models/models';
import { Toasts } from './notices/toasts';
import { Settings } from './settings/settings';
import { libraryStore } from './stores/library-store';
import { tellIfItFails } from './stores/notice-store';
import { settingsStore } from './stores/settings-store';
import { typedTimeStore } from './stores/typed-time-store';
import { undoOrRedo } from './stores/undo-store';
import { updatesStore } from './stores/updates-store';
import { type Screen, viewStore } from './stores/view-store';
import { useTheme } from './theme';
import { Tray } from './tray/tray';
import { Button } from './ui/button';
import { layers } from './ui/layers';
import { Tooltip } from './ui/tooltip';
import { Workspace } from './workspace/workspace';
import './shell.css';

/** A digit that no field takes begins the time to go to, where there is a film. */
function typeTime(digit: string): boolean {
  const hasFilm = viewStore.getState().screen.name === 'video';
  if (hasFilm) typedTimeStore.getState().open(digit);
  return hasFilm;
}

function zoom(step: -1 | 0 | 1): void {
  void tellIfItFails(call('app.zoom', { step }));
}

/** The window: the rail on the left, one screen beside it, dialogs and notices above. */
export function Shell() {
  const screen = useStore(viewStore, (state) => state.screen);
  const dialog = useStore(viewStore, (state) => state.dialog);
  const view = viewStore.getState();
  const offer = useStore(updatesStore, (state) => state.status.offer);
  const newer = offer && t('shell.newer', { version: offer.version });
  const theme = useTheme();
  const switchTheme = () => {
    void settingsStore.getState().change({ theme: theme === 'dark' ? 'light' : 'dark' });
  };
  useEffect(() => bindKeys(window, dispatcher, { own: ownKeysNow, onDigit: typeTime }), []);
  useActions({
    'file.add': () => void libraryStore.getState().addByDialog(false),
    'file.addFolder': () => void libraryStore.getState().addByDialog(true),
    'edit.undo': () => undoOrRedo('undo'),
    'edit.redo': () => undoOrRedo('redo'),
    'view.close': () => layers.closeTop() || view.leave(),
    'view.zoomIn': () => zoom(1),
    'view.zoomOut': () => zoom(-1),
    'view.zoomReset': () => zoom(0),
    'view.library': () => view.go({ name: 'library' }),
    'view.work': () => view.showDialog('work'),
    'view.models': () => view.go({ name: 'models' }),
    'view.settings': () => view.go({ name: 'settings' }),
    'view.theme': switchTheme,
    'help.keys': () => view.showDialog('keys'),
    'help.diagnostics': () => void copyDiagnostics(),
    'help.about': () => view.showDialog('about'),
  });
  return (
    <div className="shell">
      <nav className="rail" aria-label={t('shell.main')}>
        <RailButton
          label={actionLabel('view.library')}
          target="library"
          screen={screen}
          icon={<Film size={18} />}
        />
        <WorkButton />
        <WorkNews />
        <RailButton
          label={actionLabel('view.models')}
          target="models"
          screen={screen}
          icon={<Cpu size={18} />}
        />
        <RailButton
          label={actionLabel('view.settings')}
          target="settings"
          screen={screen}
          icon={<SettingsIcon size={18} />}
          news={newer}
        />
        <span className="rail__space" />
        <RailAction
          label={actionLabel('help.keys')}
          hint={tooltip('help.keys')}
          icon={<Keyboard size={18} />}
          run={() => view.showDialog('keys')}
        />
        <RailAction
          label={theme === 'dark' ? t('shell.toLight') : t('shell.toDark')}
          hint={tooltip('view.theme')}
          icon={theme === 'dark' ? <Sun size={18} /> : <Moon size={18} />}
          run={switchTheme}
        />
      </nav>
      <div className="shell__column">
        <div className="shell__screen">
          <Current screen={screen} />
        </div>
        <Tray />
      </div>
      {dialog === 'keys' && <Shortcuts onClose={() => view.showDialog(null)} />}
      {dialog === 'work' && <WorkDialog onClose={() => view.showDialog(null)} />}
      {dialog === 'about' && <About onClose={() => view.showDialog(null)} />}
      <ExportDialog />
      <RefusedFiles />
      <DropAnywhere />
      <Toasts>
        <ClipToasts />
        <RemovingToast />
      </Toasts>
    </div>
  );
}

function Current({ screen }: { readonly screen: Screen }) {
  switch (screen.name) {
    case 'library':
      return <Library />;
    case 'video':
      return <Workspace key={screen.videoId} videoId={screen.videoId} />;
    case 'models':
      return <Models />;
    case 'settings':
      return <Settings />;
  }
}

function RailButton({
  label,
  target,
  screen,
  icon,
  news = null,
}: {
  readonly label: string;
  readonly target: 'library' | 'models' | 'settings';
  readonly screen: Screen;
  readonly icon: ReactNode;
  /** Said besides the label, and shown as a dot. */
  readonly news?: string | null;
}) {
  const here = screen.name === target || (target === 'library' && screen.name === 'video');
  return (
    <Tooltip content={news ?? tooltip(`view.${target}`)} describes={false}>
      <Button
        tone="quiet"
        className="rail__button"
        aria-label={label}
        aria-description={news ?? undefined}
        aria-current={here ? 'page' : undefined}
        onClick={() => viewStore.getState().go({ name: target })}
      >
        {icon}
        {news !== null && <span className="rail__news" />}
      </Button>
    </Tooltip>
  );
}

function RailAction({
  label,
  hint,
  icon,
  run,
}: {
  readonly label: string;
  readonly hint: string;
  readonly icon: ReactNode;
  readonly run: () => void;
}) {
  return (
    <Tooltip content={hint} describes={false}>
      <Button tone="quiet" className="rail__button" aria-label={label} onClick={run}>
        {icon}
      </Button>
    </Tooltip>
  );
}
