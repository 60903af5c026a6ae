import type { ComponentType } from 'react';
import { useCallback, useEffect, useState } from 'react';
import type { Me, Message, Room, RoomId } from '../model/chat';
import { useChat, useModel } from '../model/use';
import type { Writing } from '../composer/Composer';
import { Composer } from '../composer/Composer';
import { remember } from '../desk/remembered';
import { part } from '../parts/Part';
import { useTelling } from '../parts/told';
import { go } from '../route';
import { Timeline } from '../timeline/Timeline';
import { Typing } from '../timeline/Typing';
import { useWords } from '../words/words';
import type { Panel } from './desk';
import { useDesk } from './desk';
import { RoomHead } from './RoomHead';

const RoomDoor = part(() => import('./RoomDoor'), <Bones />);
const opening = <aside className="panel" aria-busy="true" />;
const panels: Record<Panel, ComponentType<{ room: Room }>> = {
  search: part(() => import('./SearchPanel'), opening),
  members: part(() => import('./MembersPanel'), opening),
  invites: part(() => import('./InvitesPanel'), opening),
  settings: part(() => import('./SettingsPanel'), opening),
};

interface Props {
  readonly id: RoomId;
  /** Absent where this person is no member, or it is not known yet. */
  readonly room: Room | undefined;
  readonly seq: number | undefined;
  readonly me: Me;
}

export function RoomScreen({ id, room, seq, me }: Props) {
  const known = useModel((model) => model.rooms !== undefined);
  if (room) return <Talk room={room} seq={seq} me={me} />;
  if (!known) return <Bones />;
  return <RoomDoor id={id} />;
}

function Talk({ room, seq, me }: { readonly room: Room; readonly seq: number | undefined; readonly me: Me }) {
  const chat = useChat();
  const words = useWords();
  const { tell } = useTelling();
  const { panel } = useDesk();
  const timeline = useModel((model) => model.timelines[room.id]);
  const [writing, setWriting] = useState<Writing>();
  const [target, setTarget] = useState(() => (seq === undefined ? undefined : { seq }));
  const [followed, setFollowed] = useState(seq);
  if (followed !== seq) {
    setFollowed(seq);
    setTarget(seq === undefined ? undefined : { seq });
  }

  useEffect(() => {
    chat.open(room.id);
    remember('room', room.id);
    return () => chat.close(room.id);
  }, [chat, room.id]);

  useEffect(() => {
    if (target === undefined) return;
    chat.jump(room.id, target.seq).catch(() => {
      tell(words.noSuchMessage);
      setTarget(undefined);
    });
  }, [chat, room.id, target, tell, words]);

  const toTarget = useCallback(
    (to: number) => {
      setTarget({ seq: to });
      setFollowed(to);
      go({ at: 'room', room: room.id, seq: to });
    },
    [room.id],
  );
  const toLatest = useCallback(() => go({ at: 'room', room: room.id }, true), [room.id]);
  const reply = useCallback((to: Message) => setWriting({ is: 'reply', to }), []);
  const edit = useCallback((to: Message) => setWriting({ is: 'edit', to }), []);

  const Beside = panel && panels[panel];
  return (
    <div className="room">
      <div className="talk">
        <RoomHead room={room} />
        {timeline ? (
          <>
            <Timeline key={room.id} room={room} timeline={timeline} target={target} onTarget={toTarget} onLatest={toLatest} onReply={reply} onEdit={edit} />
            <Typing who={timeline.typing} />
          </>
        ) : (
          <Bones />
        )}
        <Composer room={room} me={me.username} writing={writing} onWriting={setWriting} />
      </div>
      {Beside && <Beside key={panel} room={room} />}
    </div>
  );
}

function Bones() {
  const words = useWords();
  return <div className="timeline-frame" role="status" aria-busy="true"><span className="unseen">{words.loading}</span></div>;
}
