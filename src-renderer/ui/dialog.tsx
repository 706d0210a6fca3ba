import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { t } from '../../src-shared/words/words';
import { above } from './above';
import { Button, IconButton } from './button';

/** A modal dialog. The focus stays inside and comes back afterwards; Escape and a click beside it close. */
export function Dialog({
  title,
  onClose,
  children,
  actions,
  wide = false,
}: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  readonly wide?: boolean;
}) {
  const popup = useRef<HTMLDivElement>(null);
  // Not the close button, which would be first: its tooltip would cover the text.
  const first = () => popup.current?.querySelector<HTMLElement>('[data-first]') ?? popup.current;
  return (
    <Base.Root open onOpenChange={onClose}>
      <Base.Portal container={above()}>
        <Base.Backdrop className="dialog__backdrop" />
        <Base.Popup ref={popup} className={wide ? 'dialog dialog--wide' : 'dialog'} initialFocus={first}>
          <div className="dialog__head">
            <Base.Title>{title}</Base.Title>
            <IconButton label={t('ui.close')} onClick={onClose}>
              <X size={16} />
            </IconButton>
          </div>
          <Body>{children}</Body>
          {actions && <div className="dialog__foot">{actions}</div>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** What is longer than its room can be scrolled by the keyboard, too: then it takes the focus. */
function Body({ children }: { readonly children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => setScrolls(element.scrollHeight > element.clientHeight);
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);
  return (
    <div className="dialog__body" ref={box} {...(scrolls ? { tabIndex: 0 } : {})}>
      {children}
    </div>
  );
}

/** Asks before something that cannot be taken back. */
export function Confirm({
  title,
  children,
  confirm,
  onConfirm,
  onClose,
}: {
  readonly title: string;
  readonly children: ReactNode;
  readonly confirm: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}) {
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose} data-first>
            {t('ui.keep')}
          </Button>
          <Button
            tone="danger"
            onClick={() => {
              onClose();
              onConfirm();
            }}
          >
            {confirm}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
