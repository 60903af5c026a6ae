import { useState } from 'react';
import { path, usePages } from '../model/calls';
import { useChat, useModel } from '../model/use';
import { Avatar } from '../parts/Avatar';
import { Confirm } from '../parts/Dialog';
import type { MenuItem } from '../parts/Menu';
import { Menu } from '../parts/Menu';
import { Called } from '../parts/Name';
import { useTelling } from '../parts/told';
import { useSettled } from '../screens/useSettled';
import { useWords } from '../words/words';
import { Found } from './Found';
import type { ListedAccount } from './shapes';

/** The accounts: finding, shutting out, letting in, erasing. */
export function AccountsPart() {
  const chat = useChat();
  const { admin } = useWords();
  const { attempt, tell } = useTelling();
  const me = useModel((model) => model.me?.username);
  const [wanted, setWanted] = useState('');
  const [asked, setAsked] = useState<{ what: 'disable' | 'erase'; account: ListedAccount }>();
  const [changed, setChanged] = useState<Readonly<Record<string, ListedAccount | 'gone'>>>({});
  const q = useSettled(wanted.trim());
  const pages = usePages<ListedAccount>(`/admin/users${q === '' ? '' : `?q=${encodeURIComponent(q)}`}`, 'users');
  const accounts = pages.items.map((account) => changed[account.username] ?? account).filter((account) => account !== 'gone');

  const become = (username: string, account: ListedAccount | 'gone', told: string) => {
    setChanged((before) => ({ ...before, [username]: account }));
    tell(told);
  };
  const setDisabled = ({ username }: ListedAccount, disabled: boolean) =>
    void attempt(
      chat
        .call<ListedAccount>('PATCH', path`/admin/users/${username}`, { disabled })
        .then((account) => become(username, account, disabled ? admin.disabledNow(username) : admin.enabledNow(username))),
    );
  const erase = ({ username }: ListedAccount) =>
    void attempt(chat.call('DELETE', path`/admin/users/${username}`).then(() => become(username, 'gone', admin.erased(username))));
  const items = (account: ListedAccount): MenuItem[] => [
    account.disabled
      ? { text: admin.enable, icon: 'check', do: () => setDisabled(account, false) }
      : { text: admin.disable, icon: 'lock', do: () => setAsked({ what: 'disable', account }) },
    { text: admin.erase, icon: 'trash', danger: true, do: () => setAsked({ what: 'erase', account }) },
  ];
  return (
    <Found label={admin.findAccount} wanted={wanted} onWanted={setWanted} pages={pages} none={accounts.length === 0}>
      {accounts.map((account) => (
        <li key={account.username} className="person">
          <Avatar user={account.username} name={account.name} />
          <span className="person-names">
            <strong className="cut"><Called name={account.name} /></strong>
            <span className="hint cut">@{account.username}</span>
          </span>
          <span className="tags">
            {account.administrator && <span className="role">{admin.administrator}</span>}
            {account.guest && <span className="role">{admin.guest}</span>}
            {account.disabled && <span className="role bad">{admin.isDisabled}</span>}
          </span>
          {account.username !== me && <Menu name={admin.actionsFor(`@${account.username}`)} items={items(account)} />}
        </li>
      ))}
      {asked?.what === 'disable' && <Confirm title={admin.disable} text={admin.disableSure(asked.account.username)} action={admin.disable} onYes={() => setDisabled(asked.account, true)} onClose={() => setAsked(undefined)} />}
      {asked?.what === 'erase' && <Confirm title={admin.erase} text={admin.eraseSure(asked.account.username)} action={admin.erase} onYes={() => erase(asked.account)} onClose={() => setAsked(undefined)} />}
    </Found>
  );
}
