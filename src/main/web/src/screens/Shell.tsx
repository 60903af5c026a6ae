import type { ComponentType } from 'react';
import { useCallback, useMemo, useState } from 'react';
import type { Me } from '../model/chat';
import { useModel } from '../model/use';
import { useAttendance } from '../desk/attendance';
import { useKeys } from '../desk/keys';
import { useNotifications } from '../desk/notifications';
import { useTitle } from '../desk/title';
import { part } from '../parts/Part';
import { useRoute } from '../route';
import { useWords } from '../words/words';
import { ConnectionBanner } from './ConnectionBanner';
import type { Over, Panel } from './desk';
import { DeskContext } from './desk';
import { RoomScreen } from './RoomScreen';
import { Sidebar } from './Sidebar';
import { Welcome } from './Welcome';
import './shell.css';

const AdminScreen = part(() => import('../admin/AdminScreen'));

// What is not needed to read and write is fetched when it is opened.
const overs: Record<Over, ComponentType<{ onClose: () => void }>> = {
  switcher: part(() => import('./Switcher')),
  directory: part(() => import('./Directory')),
  newRoom: part(() => import('./NewRoom')),
  newDirect: part(() => import('./NewDirect')),
  profile: part(() => import('./Profile')),
  keys: part(() => import('./Keys')),
};

export function Shell({ me }: { readonly me: Me }) {
  const words = useWords();
  const route = useRoute();
  const room = useModel((model) => (route.at === 'room' ? model.rooms?.find(({ id }) => id === route.room) : undefined));
  const [over, setOver] = useState<Over>();
  const [panel, setPanel] = useState<Panel>();
  const close = useCallback(() => setOver(undefined), []);
  const escape = useCallback(() => setPanel(undefined), []);
  const search = useCallback(() => setPanel('search'), []);
  const Shown = over && overs[over];

  useTitle(room);
  useAttendance();
  useNotifications(route.at === 'room' ? route.room : undefined);
  useKeys({ show: setOver, escape, search, over: over !== undefined });

  return (
    <DeskContext value={useMemo(() => ({ show: setOver, panel, setPanel }), [panel])}>
      <div className={`shell at-${route.at} ${panel && route.at === 'room' ? 'with-panel' : ''}`}>
        <a className="skip" href="#main" onClick={(event) => { event.preventDefault(); document.getElementById('main')?.focus(); }}>{words.skip}</a>
        <Sidebar me={me} here={route.at === 'room' ? route.room : undefined} />
        <main id="main" className="conversation" tabIndex={-1}>
          <ConnectionBanner />
          {route.at === 'room' && <RoomScreen key={route.room} id={route.room} room={room} seq={route.seq} me={me} />}
          {route.at === 'admin' && <AdminScreen />}
          {route.at === 'home' && <Welcome me={me} />}
        </main>
      </div>
      {Shown && <Shown onClose={close} />}
    </DeskContext>
  );
}
