import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Chat } from './model/chat';
import { Root } from './Root';
import { takeInvite } from './route';
import { applyTheme } from './theme/choice';

declare function startChat(): Chat;

applyTheme();
const invite = takeInvite();
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Root chat={startChat()} invite={invite} />
    </StrictMode>,
  );
}
