import type { KeyboardEvent } from 'react';
import { useState } from 'react';
import type { IconName } from '../theme/icons';
import { Icon } from '../theme/icons';
import { IconButton } from './Button';
import { Popover } from './Popover';

export interface MenuItem {
  readonly text: string;
  readonly icon?: IconName;
  readonly danger?: boolean;
  readonly do: () => void;
}

/** Moves the focus among the items of a menu. */
function move(event: KeyboardEvent) {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')];
  const at = items.findIndex((item) => item === document.activeElement);
  const to = { ArrowDown: (at + 1) % items.length, ArrowUp: (at <= 0 ? items.length : at) - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  items[to]?.focus();
}

export function MenuBox({ anchor, label, items, onClose }: { readonly anchor: HTMLElement; readonly label: string; readonly items: readonly MenuItem[]; readonly onClose: () => void }) {
  return (
    <Popover anchor={anchor} label={label} role="menu" onClose={onClose} onKeyDown={move}>
      {items.map((item) => (
        <button
          key={item.text}
          type="button"
          role="menuitem"
          tabIndex={-1}
          className={`menu-item ${item.danger ? 'danger' : ''}`}
          onClick={() => {
            onClose();
            anchor.focus();
            item.do();
          }}
        >
          {item.icon && <Icon name={item.icon} size={18} />}
          {item.text}
        </button>
      ))}
    </Popover>
  );
}

/** A button with a menu. Without items there is no button. */
export function Menu({ name, icon = 'more', items }: { readonly name: string; readonly icon?: IconName; readonly items: readonly MenuItem[] }) {
  const [anchor, setAnchor] = useState<HTMLElement>();
  if (items.length === 0) return null;
  return (
    <>
      <IconButton
        name={name}
        icon={icon}
        aria-haspopup="menu"
        aria-expanded={anchor !== undefined}
        onClick={(event) => setAnchor(anchor ? undefined : event.currentTarget)}
      />
      {anchor && <MenuBox anchor={anchor} label={name} items={items} onClose={() => setAnchor(undefined)} />}
    </>
  );
}
