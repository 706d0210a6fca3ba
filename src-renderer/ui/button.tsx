import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Tooltip } from './tooltip';

type Props = ButtonHTMLAttributes<HTMLButtonElement> & {
  readonly tone?: 'plain' | 'primary' | 'danger' | 'quiet';
  readonly small?: boolean;
  /** In a dialog: takes the focus when it opens. */
  readonly 'data-first'?: boolean;
};

export function Button({ tone = 'plain', small = false, className = '', ...rest }: Props) {
  const classes = [
    'button',
    tone === 'plain' ? '' : `button--${tone}`,
    small ? 'button--small' : '',
    className,
  ];
  return <button type="button" className={classes.filter(Boolean).join(' ')} {...rest} />;
}

/** A button that shows only an icon; `label` names it to the tooltip and to assistive technology. */
export function IconButton({
  label,
  hint = label,
  children,
  tone = 'quiet',
  ...rest
}: Props & { readonly label: string; readonly hint?: string; readonly children: ReactNode }) {
  return (
    <Tooltip content={hint} describes={hint !== label}>
      <Button tone={tone} {...rest} className={`button--icon ${rest.className ?? ''}`} aria-label={label}>
        {children}
      </Button>
    </Tooltip>
  );
}
