import type { RoomId, Username } from '../model/chat';
import { forget, remember, remembered } from '../desk/remembered';

/** What somebody began to write in a room and has not sent. Kept in this browser until it is sent or they sign out. */
export function draft(me: Username, room: RoomId): string {
  return remembered(`draft.${me}.${room}`) ?? '';
}

export function keepDraft(me: Username, room: RoomId, text: string): void {
  remember(`draft.${me}.${room}`, text.trim() === '' ? undefined : text);
}

export function forgetDrafts(me: Username): void {
  forget(`draft.${me}.`);
}
