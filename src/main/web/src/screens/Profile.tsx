import { useEffect, useState } from 'react';
import type { Account } from '../model/shapes';
import { useChat, useModel } from '../model/use';
import { forgetDrafts } from '../composer/drafts';
import { Avatar } from '../parts/Avatar';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { Choice, Switch } from '../parts/Field';
import { Called } from '../parts/Name';
import { useTelling } from '../parts/told';
import { go } from '../route';
import type { Theme } from '../theme/choice';
import { chooseTheme, useTheme } from '../theme/choice';
import { languages, useLanguage, useWords } from '../words/words';
import type { Language } from '../words/words';
import { DeleteAccount, NameForm, PasswordForm } from './AccountForms';
import { Logins } from './Logins';
import { NotificationSwitch } from './NotificationSwitch';
import './profile.css';

/** All that is one's own: the account, how the client looks, where one is logged in. */
export default function Profile({ onClose }: { readonly onClose: () => void }) {
  const chat = useChat();
  const words = useWords();
  const { attempt } = useTelling();
  const me = useModel((model) => model.me);
  const [account, setAccount] = useState<Account>();

  useEffect(() => {
    chat.call<Account>('GET', '/me').then(setAccount, () => undefined);
  }, [chat]);

  if (!me) return null;
  const receipts = (on: boolean) => void attempt(chat.call<Account>('PATCH', '/me', { receipts: on }).then(setAccount));
  const signOut = () => {
    forgetDrafts(me.username);
    void attempt(chat.signOut());
  };
  return (
    <Dialog title={words.profile} onClose={onClose} wide>
      <div className="dialog-body profile">
        <div className="profile-head">
          <Avatar user={me.username} name={me.name} size={64} />
          <div className="person-names">
            <strong className="cut"><Called name={me.name} /></strong>
            <span className="hint cut">@{me.username}</span>
          </div>
          <Button icon="leave" onClick={signOut}>{words.signOut}</Button>
        </div>
        {account?.administrator && (
          <Button
            icon="settings"
            onClick={() => {
              onClose();
              go({ at: 'admin' });
            }}
          >
            {words.admin.title}
          </Button>
        )}
        <NameForm name={me.name} />
        <section>
          <h3>{words.look}</h3>
          <Look />
        </section>
        <section>
          <h3>{words.notifications}</h3>
          <NotificationSwitch />
        </section>
        <section>
          <h3>{words.privacy}</h3>
          <Switch label={words.receipts} hint={words.receiptsHint} checked={account?.receipts ?? true} disabled={!account} onChange={receipts} />
        </section>
        {!me.guest && (
          <section>
            <h3>{words.password}</h3>
            <PasswordForm username={me.username} />
          </section>
        )}
        <section>
          <h3>{words.logins}</h3>
          <Logins />
        </section>
        <section>
          <h3>{words.deleteAccount}</h3>
          <DeleteAccount me={me} />
        </section>
      </div>
    </Dialog>
  );
}

function Look() {
  const words = useWords();
  const theme = useTheme();
  const { language, speak } = useLanguage();
  const tongues = Object.entries(languages) as [Language, string][];
  return (
    <>
      <Choice<Theme> label={words.theme} value={theme} options={[['system', words.themeSystem], ['light', words.themeLight], ['dark', words.themeDark]]} onChange={chooseTheme} />
      <Choice<Language> label={words.language} value={language} options={tongues} onChange={speak} />
    </>
  );
}
