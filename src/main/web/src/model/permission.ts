import type { Message, Role, Room, Username } from './chat';

const rank: Record<Role, number> = { owner: 3, admin: 2, member: 1 };

/** Whether `mine` may kick, ban and mute one who is `theirs`: never someone of equal or higher role. */
export function mayModerate(mine: Role, theirs: Role): boolean {
  return mine !== 'member' && rank[mine] > rank[theirs];
}

/** Roles are the owner's to give. */
export function mayGiveRoles(mine: Role): boolean {
  return mine === 'owner';
}

export function mayChange(room: Room): boolean {
  return room.visibility !== 'direct' && room.role !== 'member';
}

export function mayEnd(room: Room): boolean {
  return room.visibility !== 'direct' && room.role === 'owner';
}

export function mayInvite(room: Room): boolean {
  return mayChange(room);
}

export function mayEdit(message: Message, me: Username): boolean {
  return !message.deleted && message.from === me;
}

export function mayDelete(message: Message, me: Username, room: Room): boolean {
  return !message.deleted && (message.from === me || mayChange(room));
}
