import type { Username } from '../model/chat';
import type { Who } from './frames';
import { PAGE } from './log';
import type { Paging } from './paging';
import type { People } from './people';
import type { Requests } from './requests';
import type { LiveRoom } from './room';

/** In larger rooms it is not asked who is there. */
const CROWD = 1_000;

/** Has a room that somebody looks at show its last messages, who has read them, and what their authors are called. */
export async function visit(room: LiveRoom, me: Username, people: People, requests: Requests, paging: Paging): Promise<void> {
  const tasks: Promise<void>[] = [];
  if (room.shown.older && room.shown.entries.length < PAGE) {
    tasks.push(paging.older(room));
  }
  if (room.about.members <= CROWD) {
    tasks.push(
      requests.ask<Who>({ type: 'who', room: room.id }).then((who) => {
        people.meet(who);
        who.users.filter(({ user }) => user !== me).forEach(({ user, read = 0 }) => room.receive(user, read));
      }),
    );
  }
  // What fails is done again when the room is followed again.
  await Promise.allSettled(tasks);
  people.need(room.shown.entries.map((entry) => entry.from));
}
