import type { SubmitEvent } from 'react';
import { useState } from 'react';
import { reason } from '../model/calls';
import { useChat } from '../model/use';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { Choice, Fault, Field } from '../parts/Field';
import { codePoints } from '../text/visible';
import { go } from '../route';
import { useWords } from '../words/words';

export default function NewRoom({ onClose }: { readonly onClose: () => void }) {
  const chat = useChat();
  const words = useWords();
  const [name, setName] = useState('');
  const [topic, setTopic] = useState('');
  const [visibility, setVisibility] = useState<'public' | 'private'>('private');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const tooLong = codePoints(name.trim()) > 64;

  const make = (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    chat.call<{ id: string }>('POST', '/rooms', { name: name.trim(), visibility, ...(topic.trim() === '' ? {} : { topic: topic.trim() }) }).then(
      (room) => {
        chat.roomsChanged();
        onClose();
        go({ at: 'room', room: room.id });
      },
      (failed: unknown) => {
        setBusy(false);
        setProblem(reason(failed, words.noServer));
      },
    );
  };
  return (
    <Dialog title={words.newRoom} onClose={onClose}>
      <form className="dialog-body" onSubmit={make}>
        {problem !== undefined && <Fault>{problem}</Fault>}
        <Field label={words.roomName} autoFocus value={name} fault={tooLong ? words.nameHint : undefined} onChange={(event) => setName(event.target.value)} />
        <Field label={words.topicOptional} maxLength={250} value={topic} onChange={(event) => setTopic(event.target.value)} />
        <Choice label={words.visibility} value={visibility} options={[['private', words.private], ['public', words.public]]} onChange={setVisibility} />
        <p className="hint">{visibility === 'public' ? words.publicHint : words.privateHint}</p>
        <div className="dialog-actions">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button type="submit" look="main" busy={busy} disabled={name.trim() === '' || tooLong}>{words.makeRoom}</Button>
        </div>
      </form>
    </Dialog>
  );
}
