import type { SubmitEvent } from 'react';
import { useState } from 'react';
import type { Room } from '../model/chat';
import { path } from '../model/calls';
import { mayChange, mayEnd } from '../model/permission';
import { useChat } from '../model/use';
import { Button } from '../parts/Button';
import { Confirm } from '../parts/Dialog';
import { Choice, Field, Switch } from '../parts/Field';
import { useTelling } from '../parts/told';
import { codePoints } from '../text/visible';
import { go } from '../route';
import { useWords } from '../words/words';
import { PanelBox } from './PanelBox';

export default function SettingsPanel({ room }: { readonly room: Room }) {
  const chat = useChat();
  const words = useWords();
  const { attempt } = useTelling();
  const [ending, setEnding] = useState(false);
  const end = async () => {
    if (!(await attempt(chat.call('DELETE', path`/rooms/${room.id}`)))) return;
    chat.roomsChanged();
    go({ at: 'home' }, true);
  };
  return (
    <PanelBox title={words.roomSettings}>
      <div className="panel-body scroll">
        {mayChange(room) && <Change key={room.id} room={room} />}
        <div className="panel-part">
          <Switch label={words.muteRoom} hint={words.muteRoomHint} checked={room.muted} onChange={(on) => chat.mute(room.id, on)} />
        </div>
        {mayEnd(room) && (
          <div className="panel-part">
            <p className="hint">{words.endRoomHint}</p>
            <Button look="danger" icon="trash" onClick={() => setEnding(true)}>{words.endRoom}</Button>
          </div>
        )}
      </div>
      {ending && <Confirm title={words.endRoom} text={words.endRoomSure} action={words.endRoom} onClose={() => setEnding(false)} onYes={() => void end()} />}
    </PanelBox>
  );
}

function Change({ room }: { readonly room: Room }) {
  const chat = useChat();
  const words = useWords();
  const { tell, attempt } = useTelling();
  const [name, setName] = useState(room.name);
  const [topic, setTopic] = useState(room.topic);
  const [visibility, setVisibility] = useState(room.visibility);
  const [busy, setBusy] = useState(false);
  const nameFault = name.trim() === '' || codePoints(name.trim()) > 64 ? words.nameHint : undefined;
  const topicFault = codePoints(topic) > 250 ? words.topicHint : undefined;
  const changes = {
    ...(name.trim() !== room.name ? { name: name.trim() } : {}),
    ...(topic !== room.topic ? { topic } : {}),
    ...(visibility !== room.visibility ? { visibility } : {}),
  };

  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    if (await attempt(chat.call('PATCH', path`/rooms/${room.id}`, changes))) {
      tell(words.saved);
      chat.roomsChanged();
    }
    setBusy(false);
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      <Field data-first label={words.roomName} value={name} fault={nameFault} onChange={(event) => setName(event.target.value)} />
      <Field label={words.topic} value={topic} fault={topicFault} hint={words.topicHint} onChange={(event) => setTopic(event.target.value)} />
      <Choice label={words.visibility} value={visibility} options={[['public', words.public], ['private', words.private]]} onChange={setVisibility} />
      <p className="hint">{visibility === 'public' ? words.publicHint : words.privateHint}</p>
      <Button type="submit" look="main" busy={busy} disabled={Object.keys(changes).length === 0 || nameFault !== undefined || topicFault !== undefined}>{words.save}</Button>
    </form>
  );
}
