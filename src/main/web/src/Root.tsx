import type { Chat } from './model/chat';
import { ChatContext } from './model/use';
import { Told } from './parts/told';
import { App } from './screens/App';
import type { Language } from './words/words';
import { Speaking } from './words/words';
import './theme/theme.css';
import './theme/base.css';

/** The whole client on a chat: the real one, or that of a test. */
export function Root({ chat, invite, language }: { readonly chat: Chat; readonly invite?: string | undefined; readonly language?: Language }) {
  return (
    <ChatContext value={chat}>
      <Speaking language={language}>
        <Told>
          <App invite={invite} />
        </Told>
      </Speaking>
    </ChatContext>
  );
}
