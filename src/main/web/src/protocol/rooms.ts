/** The rooms of the user: which there are, which are followed, and what the server tells of them. */

import { ProblemError } from '../model/chat';
import type { Room, RoomId, Username } from '../model/chat';
import { backoff } from './backoff';
import type { ClientFrame, ErrorFrame, Joined, LogEvent, Signal, Since } from './frames';
import { PAGE } from './log';
import { LiveRoom } from './room';
import { same } from './same';
import type { Store } from './store';
import { firstSeen } from './view';
import type { KeptRoom, RoomView } from './view';

/** The `id` of each join frame: its answers are known by their room. */
export const JOIN = 'join';

/** Rooms that one session may follow: `limits.rooms_per_session`, unless the server says that it is less. */
const MOST_FOLLOWED = 200;
/** Changes are gathered for so long before they are written to the cache. */
const CACHE_MS = 500;
/** And before a room is asked for again of which something is uncertain. */
const ASK_MS = 1_500;
/** Before a join is tried again that the server could not serve. */
const JOIN_AGAIN_MS = 2_000;

export interface RoomsListener {
  /** Hands a frame to the network; whether it could. */
  tell(frame: ClientFrame): boolean;
  /** An answer of HTTP. */
  get(path: string): Promise<unknown>;
  /** Events of a room have been applied, or it has begun afresh with them. */
  happened(room: LiveRoom, events: readonly LogEvent[]): void;
  /** This user has read more than the server knows. */
  hasRead(room: LiveRoom): void;
  changed(): void;
}

export class Rooms {
  private readonly all = new Map<RoomId, LiveRoom>();
  private readonly opened = new Set<RoomId>();
  private muted: ReadonlySet<RoomId> = new Set();
  /** Whether it is known which rooms there are. */
  private known = false;
  private shown: readonly Room[] | undefined;
  private stale = true;
  private most = MOST_FOLLOWED;
  private listing: Promise<void> | undefined;
  private listAgain = false;
  private readonly unsaved = new Set<LiveRoom>();
  private readonly asked = new Set<RoomId>();
  private readonly timers = new Set<ReturnType<typeof setTimeout>>();

  constructor(
    private readonly me: Username,
    private readonly store: Store,
    private readonly listener: RoomsListener,
  ) {}

  get(room: RoomId): LiveRoom | undefined {
    return this.all.get(room);
  }

  /** Those that somebody looks at. */
  get open(): LiveRoom[] {
    return [...this.opened].map((id) => this.all.get(id)).filter((room) => room !== undefined);
  }

  /** As the model shows them; undefined until it is known which there are. */
  get list(): readonly Room[] | undefined {
    if (this.known && this.stale) {
      const now = [...this.all.values()].sort(byNews).map((room) => room.room(this.muted.has(room.id)));
      this.shown = same(this.shown, now);
      this.stale = false;
    }
    return this.shown;
  }

  /** Takes in what the cache has. */
  recall(kept: readonly KeptRoom[], muted: readonly RoomId[]): void {
    this.muted = new Set(muted);
    kept.filter(({ id }) => !this.all.has(id)).forEach((room) => this.add(room));
    this.known ||= kept.length > 0;
    this.changed();
  }

  mute(room: RoomId, muted: boolean): void {
    const now = new Set(this.muted);
    if (muted) {
      now.add(room);
    } else {
      now.delete(room);
    }
    this.muted = now;
    void this.store.setMuted([...now]);
    this.changed();
  }

  setOpen(room: RoomId, open: boolean): void {
    if (open) {
      this.opened.add(room);
    } else {
      this.opened.delete(room);
    }
    this.all.get(room)?.setOpen(open);
    this.changed();
    if (open) {
      this.follow();
    }
  }

  /** The connection is there: it goes on where it was. */
  connected(): void {
    this.follow();
    void this.refresh();
  }

  disconnected(): void {
    this.all.forEach((room) => room.disconnected());
  }

  /** Ends all that goes on by itself. */
  stop(): void {
    this.timers.forEach((timer) => clearTimeout(timer));
    this.all.forEach((room) => room.disconnected());
    this.all.clear();
  }

  /** Has the list read again; once more where it is being read. */
  async refresh(): Promise<void> {
    if (this.listing !== undefined) {
      this.listAgain = true;
      return this.listing;
    }
    this.listing = this.readList().finally(() => {
      this.listing = undefined;
      if (this.listAgain) {
        this.listAgain = false;
        void this.refresh();
      }
    });
    return this.listing;
  }

  joined(frame: Joined): void {
    const room = this.all.get(frame.room);
    if (room === undefined) {
      return;
    }
    const events = room.join(frame);
    this.after(room, events);
    if (room.read > frame.read) {
      this.listener.hasRead(room);
    }
    if (room.hole) {
      this.later(JOIN_AGAIN_MS, () => this.mend(room));
    }
  }

  /** Takes an answer to a join that is a refusal. */
  refused({ room: id, code, retry_after_ms: waitMs }: ErrorFrame): void {
    const rooms = id === undefined ? [...this.all.values()].filter(isAsked) : [this.all.get(id)];
    const asked = rooms.filter((room) => room !== undefined);
    asked.forEach((room) => (room.following = 'no'));
    if (code === 'not_found' || code === 'forbidden') {
      asked.forEach((room) => this.drop(room));
    } else if (code === 'bad_request' || (code === 'rate_limited' && waitMs === undefined)) {
      // It lets a session follow fewer rooms than we thought.
      const following = [...this.all.values()].filter((room) => room.following === 'yes').length;
      this.most = id === undefined ? Math.floor(this.most / 2) : following;
      this.follow();
    } else {
      this.later(waitMs ?? JOIN_AGAIN_MS + backoff(1), () => this.follow());
    }
  }

  event(event: LogEvent): void {
    const room = this.all.get(event.room);
    if (room !== undefined) {
      this.after(room, room.take(event));
      if (room.hole && room.following === 'yes') {
        this.mend(room);
      }
    }
  }

  signal(signal: Exclude<Signal, { type: 'presence' }>): void {
    const room = this.all.get(signal.room);
    if (room === undefined) {
      if (signal.type === 'inbox') {
        void this.refresh();
      }
    } else if (signal.type === 'typing') {
      room.type(signal.user, signal.on);
    } else if (signal.type === 'receipt') {
      room.receive(signal.user, signal.seq);
      this.after(room, []);
    } else {
      room.hearOf(signal);
      this.after(room, []);
    }
  }

  /** This user has read up to there. */
  read(id: RoomId, seq: number): void {
    const room = this.all.get(id);
    if (room?.markRead(seq) === true) {
      this.listener.hasRead(room);
      this.after(room, []);
    }
  }

  /** Follows what it may: the open rooms first, then those with the latest news. */
  private follow(): void {
    const rooms = [...this.all.values()].sort(byNews);
    const isOpen = (room: LiveRoom): boolean => this.opened.has(room.id);
    const spare = rooms.filter((room) => room.following !== 'no' && !isOpen(room));
    let free = this.most - rooms.filter((room) => room.following !== 'no').length;
    const join: LiveRoom[] = [];
    for (const room of [...rooms.filter(isOpen), ...rooms.filter((other) => !isOpen(other))]) {
      if (room.following === 'no') {
        const leaving = free <= 0 && isOpen(room) ? spare.pop() : undefined;
        if (leaving !== undefined) {
          leaving.following = 'no';
          this.listener.tell({ type: 'leave', room: leaving.id });
          free++;
        }
        if (free > 0) {
          free--;
          join.push(room);
        }
      }
    }
    this.join(join);
  }

  private join(rooms: readonly LiveRoom[]): void {
    if (rooms.length === 0) {
      return;
    }
    // Always with `since`: without it one who was removed from a public room would become a member again.
    const since = ({ head, epoch }: LiveRoom): Since => ({ since: head, epoch, limit: PAGE });
    const asked = Object.fromEntries(rooms.map((room) => [room.id, since(room)]));
    if (this.listener.tell({ type: 'join', id: JOIN, rooms: asked })) {
      rooms.forEach((room) => (room.following = 'asked'));
    }
  }

  private mend(room: LiveRoom): void {
    if (room.hole) {
      this.join([room]);
    }
  }

  private async readList(): Promise<void> {
    const views: RoomView[] = [];
    try {
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page = (await this.listener.get(`/rooms?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)) as {
          rooms: RoomView[];
          cursor: string | null;
        };
        views.push(...page.rooms);
        cursor = page.cursor;
      }
    } catch (e) {
      if (e instanceof ProblemError) {
        // It is read again after the next connection, or when something is heard of a room.
        return;
      }
      throw e;
    }
    const listed = new Set(views.map((view) => view.id));
    [...this.all.values()].filter((room) => !listed.has(room.id) && room.following !== 'yes').forEach((room) => this.drop(room));
    views.forEach((view) => this.see(view));
    this.known = true;
    this.changed();
    this.follow();
  }

  private see(view: RoomView): void {
    let room = this.all.get(view.id);
    if (room === undefined) {
      room = this.add(firstSeen(view));
    } else {
      room.see(view);
      if (room.read > (view.read ?? 0)) {
        this.listener.hasRead(room);
      }
    }
    this.unsaved.add(room);
    this.save();
  }

  private add(kept: KeptRoom): LiveRoom {
    const room = new LiveRoom(kept, this.me, () => this.changed());
    this.all.set(kept.id, room);
    room.setOpen(this.opened.has(kept.id));
    return room;
  }

  private drop(room: LiveRoom): void {
    room.disconnected();
    this.all.delete(room.id);
    this.unsaved.delete(room);
    void this.store.forget(room.id);
    this.changed();
  }

  /** What there is to do after something has been heard of a room. */
  private after(room: LiveRoom, events: readonly LogEvent[]): void {
    if (events.length > 0) {
      this.listener.happened(room, events);
    }
    if (room.gone) {
      this.drop(room);
      return;
    }
    if (room.uncertain && !this.asked.has(room.id)) {
      this.asked.add(room.id);
      this.later(ASK_MS, () => void this.ask(room));
    }
    this.unsaved.add(room);
    this.save();
  }

  private async ask(room: LiveRoom): Promise<void> {
    this.asked.delete(room.id);
    room.uncertain = false;
    try {
      const view = (await this.listener.get(`/rooms/${encodeURIComponent(room.id)}`)) as RoomView;
      if (this.all.get(room.id) === room && view.role !== null) {
        this.see(view);
      }
    } catch (e) {
      if (!(e instanceof ProblemError)) {
        throw e;
      }
      // What is uncertain stays so until the next news of the room.
    }
  }

  private save(): void {
    if (this.unsaved.size === 1) {
      this.later(CACHE_MS, () => {
        const rooms = [...this.unsaved].map((room) => room.forCache());
        this.unsaved.clear();
        void this.store.keep(rooms);
      });
    }
  }

  private later(ms: number, task: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      task();
    }, ms);
    this.timers.add(timer);
  }

  private changed(): void {
    this.stale = true;
    this.listener.changed();
  }
}

function isAsked(room: LiveRoom): boolean {
  return room.following === 'asked';
}

function byNews(one: LiveRoom, other: LiveRoom): number {
  return other.newestAt - one.newestAt || one.about.name.localeCompare(other.about.name);
}
