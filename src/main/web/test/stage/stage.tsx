/** Shows the screens without a server, scene by scene: `npm run dev`, then `/test/stage/?scene=room`. */
import { createRoot } from 'react-dom/client';
import { Root } from '../../src/Root';
import { applyTheme } from '../../src/theme/choice';
import type { Language } from '../../src/words/words';
import { scenes } from './scenes';

const query = new URLSearchParams(location.search);
const scene = scenes[query.get('scene') ?? 'room'];
const theme = query.get('theme');
if (theme !== null) localStorage.setItem('hubbub.theme', theme);
applyTheme();
if (scene) {
  history.replaceState(null, '', scene.path);
  const root = document.getElementById('root');
  if (root) createRoot(root).render(<Root chat={scene.chat} invite={scene.invite} language={(query.get('language') ?? 'en') as Language} />);
  Object.assign(window, { chat: scene.chat });
}
