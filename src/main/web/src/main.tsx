import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startChat } from './protocol/chat';
import { Root } from './Root';
import { takeInvite } from './route';
import { keepShell } from './shell/keep';
import { applyTheme } from './theme/choice';

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
keepShell();
