import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import { type CSSProperties, type ReactElement, type ReactNode, useEffect } from 'react';
import { createPortal } from 'react-dom';
import { useStore } from 'zustand';
import { t } from '../../src-shared/words/words';
import { type Notice, noticeStore } from '../stores/notice-store';
import { viewStore } from '../stores/view-store';
import { useWhole } from '../ui/above';
import { Button, IconButton } from '../ui/button';

/** A word that something is done goes by itself; an error stays until it was read. */
const INFO_MS = 5000;
/** Where something can be clicked, there is time to do so. */
const ACTION_MS = 12_000;

const ICONS: Readonly<Record<Notice['tone'], ReactElement>> = {
  error: <CircleAlert size={16} />,
  info: <CircleCheck size={16} />,
  hint: <Info size={16} />,
};

function Toast({ notice }: { readonly notice: Notice }) {
  const dismiss = () => noticeStore.getState().dismiss(notice.id);
  useEffect(() => {
    if (notice.tone === 'error') return;
    const timer = window.setTimeout(
      () => noticeStore.getState().dismiss(notice.id),
      notice.action ? ACTION_MS : INFO_MS,
    );
    return () => window.clearTimeout(timer);
  }, [notice]);
  return (
    <li className={`toast toast--${notice.tone}`}>
      {ICONS[notice.tone]}
      <div className="toast__words selectable" role={notice.tone === 'error' ? 'alert' : 'status'}>
        <p>{notice.message}</p>
        {notice.remedy && <p className="toast__remedy">{notice.remedy}</p>}
      </div>
      {notice.action && (
        <Button
          small
          onClick={() => {
            dismiss();
            notice.action?.run();
          }}
        >
          {notice.action.label}
        </Button>
      )}
      <IconButton label={t('notices.dismiss')} small onClick={dismiss}>
        <X size={14} />
      </IconButton>
    </li>
  );
}

/** Over what fills the screen, where something does. `children`: list items of what goes on, above what is to be said. */
export function Toasts({ children }: { readonly children?: ReactNode }) {
  const notices = useStore(noticeStore, (state) => state.notices);
  // Beside the panel, over a picture: what is said must not lie on the buttons of what it is about.
  const panel = useStore(viewStore, (state) => {
    const open = state.screen.name === 'video' ? state.videoPanelOpen : state.libraryPanelOpen;
    return open && (state.screen.name === 'video' || state.screen.name === 'library') ? state.panelWidth : 0;
  });
  const whole = useWhole();
  const drawn = (
    <section
      className="notices"
      aria-label={t('notices.all')}
      style={{ '--beside': `${whole ? 0 : panel}px` } as CSSProperties}
    >
      <ul className="toasts" aria-label={t('notices.all')}>
        {children}
        {notices.map((notice) => (
          <Toast key={notice.id} notice={notice} />
        ))}
      </ul>
    </section>
  );
  return whole ? createPortal(drawn, whole) : drawn;
}
