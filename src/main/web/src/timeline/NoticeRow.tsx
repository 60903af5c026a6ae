import type { Notice } from '../model/chat';
import { Called, Name } from '../parts/Name';
import { useTimes, useWords } from '../words/words';
import { filled } from '../words/filled';

/** What happened to the room or its members, in a sentence. */
export function NoticeRow({ notice }: { readonly notice: Notice }) {
  const times = useTimes();
  return (
    <div className="notice" title={times.full(notice.ts)}>
      <span dir="auto"><Sentence notice={notice} /></span>
    </div>
  );
}

function Sentence({ notice }: { readonly notice: Notice }) {
  const words = useWords().notice;
  const user = <Name user={notice.user ?? notice.from} />;
  const by = <Name user={notice.from} />;
  const room = notice.name === undefined ? '' : <Called name={notice.name} />;
  switch (notice.what) {
    case 'joined':
      return filled(notice.user === undefined || notice.user === notice.from ? words.joined : words.added, { user, by });
    case 'left':
      return filled(words.left, { user });
    case 'kicked':
      return filled(words.kicked, { user, by });
    case 'banned':
      return filled(words.banned, { user, by });
    case 'unbanned':
      return filled(words.unbanned, { user, by });
    case 'role':
      return filled(words.role[notice.role ?? 'member'], { user, by });
    case 'room':
      return notice.topic ? filled(words.topic, { by, room, topic: <Called name={notice.topic} /> }) : filled(words.room, { by, room });
  }
}
