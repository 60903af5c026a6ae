import type { ComponentProps, ReactNode } from 'react';
import type { IconName } from '../theme/icons';
import { Icon } from '../theme/icons';
import './button.css';

type Look = 'main' | 'plain' | 'quiet' | 'danger';

export function Button({ look = 'plain', icon, children, busy, ...rest }: ComponentProps<'button'> & { readonly look?: Look; readonly icon?: IconName; readonly busy?: boolean }) {
  return (
    <button type="button" {...rest} className={`button ${look} ${rest.className ?? ''}`} disabled={rest.disabled ?? busy} aria-busy={busy}>
      {icon && <Icon name={icon} size={18} />}
      {children}
    </button>
  );
}

/** A button that is a picture; its name is its tooltip and what a screen reader says. */
export function IconButton({ name, icon, children, ...rest }: ComponentProps<'button'> & { readonly name: string; readonly icon: IconName; readonly children?: ReactNode }) {
  return (
    <button type="button" aria-label={name} title={name} {...rest} className={`icon-button ${rest.className ?? ''}`}>
      <Icon name={icon} />
      {children}
    </button>
  );
}
