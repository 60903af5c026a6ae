import type { Joined, LogEvent, MessageEvent } from '../../src/protocol/frames';

type Unnumbered<T> = T extends LogEvent ? Omit<T, 'seq' | 'ts' | 'room'> : never;

/** A room of the fake server: its log as it happened, and answers from it as PROTOCOL.md has them. */
export class FakeRoom {
  epoch = 'e1';
  log: LogEvent[] = [];
  readonly members = new Map<string, { role: 'owner' | 'member'; read: number }>();
  replay = 1000;

  constructor(
    readonly id: string,
    readonly name = id,
  ) {}

  get head(): number {
    return this.log.length;
  }

  add(event: Unnumbered<LogEvent>): LogEvent {
    const numbered = { ...event, room: this.id, seq: this.head + 1, ts: Date.now() };
    this.log.push(numbered);
    const member = this.members.get(numbered.from);
    if (numbered.type === 'message' && member !== undefined) {
      member.read = numbered.seq;
    }
    return numbered;
  }

  /** The event as history tells it: with what became of it. */
  now(event: LogEvent): LogEvent {
    if (event.type === 'edit') {
      return this.isDeleted(event.target) ? { ...event, text: undefined } : event;
    }
    if (event.type !== 'message') {
      return event;
    }
    const { text, mentions, ...rest } = event;
    if (this.isDeleted(event.seq)) {
      return { ...rest, deleted: true };
    }
    const edits = this.log.filter((other) => other.type === 'edit' && other.target === event.seq);
    const edit = edits.at(-1);
    const reactions: Record<string, string[]> = {};
    for (const other of this.log) {
      if (other.type === 'reaction' && other.target === event.seq) {
        const others = (reactions[other.emoji] ?? []).filter((user) => user !== other.from);
        reactions[other.emoji] = other.on ? [...others, other.from] : others;
      }
    }
    const left = Object.entries(reactions).filter(([, users]) => users.length > 0);
    return {
      ...rest,
      text: edit?.type === 'edit' ? edit.text : text,
      mentions: edit?.type === 'edit' ? edit.mentions : mentions,
      ...(edit === undefined ? {} : { edited: edit.seq }),
      ...(left.length === 0 ? {} : { reactions: Object.fromEntries(left) }),
    };
  }

  messages(): MessageEvent[] {
    return this.log.filter((event) => event.type === 'message').map((event) => this.now(event) as MessageEvent);
  }

  unread(user: string): number {
    const read = this.members.get(user)?.read ?? 0;
    return this.messages().filter((message) => message.seq > read && message.from !== user && !message.deleted).length;
  }

  mentioned(user: string): number {
    const read = this.members.get(user)?.read ?? 0;
    return this.messages().filter((message) => message.seq > read && message.mentions?.includes(user)).length;
  }

  page(before: number | undefined, after: number | undefined, limit: number): { events: LogEvent[]; more: boolean } {
    const all = this.messages();
    if (after !== undefined) {
      const later = all.filter((message) => message.seq > after);
      return { events: later.slice(0, limit), more: later.length > limit };
    }
    const earlier = all.filter((message) => message.seq < (before ?? Infinity));
    return { events: earlier.slice(-limit), more: earlier.length > limit };
  }

  joined(user: string, since: number | undefined, epoch: string | undefined, limit = 50): Joined {
    const recovered =
      since !== undefined &&
      since <= this.head &&
      this.head - since <= this.replay &&
      (epoch === undefined || epoch === this.epoch);
    const member = this.members.get(user);
    return {
      type: 'joined',
      id: 'join',
      room: this.id,
      epoch: this.epoch,
      seq: this.head,
      recovered,
      events: recovered
        ? this.log.slice(since).map((event) => this.now(event))
        : this.page(undefined, undefined, limit).events,
      name: this.name,
      topic: '',
      visibility: 'public',
      role: member?.role ?? 'member',
      members: this.members.size,
      read: member?.read ?? 0,
      unread: this.unread(user),
    };
  }

  view(user: string): object {
    const member = this.members.get(user);
    return {
      id: this.id,
      name: this.name,
      topic: '',
      visibility: 'public',
      role: member?.role ?? null,
      members: this.members.size,
      seq: this.head,
      epoch: this.epoch,
      read: member?.read,
      unread: this.unread(user),
      mentioned: this.mentioned(user),
      last: this.messages().at(-1) ?? null,
    };
  }

  private isDeleted(seq: number): boolean {
    return this.log.some((event) => event.type === 'delete' && event.target === seq);
  }
}
