/** One room as this client follows it, and as the model shows it. */

import type { Entry, Pending, Room, RoomId, Timeline, Username } from '../model/chat';
import type { ChangeEvent, Joined, LogEvent, MemberEvent, MessageEvent, Signal } from './frames';
import { isChange } from './lines';
import { RoomLog } from './log';
import { record } from './record';
import { same } from './same';
import { trimmed } from './stretch';
import type { Stretch } from './stretch';
import { counted, heard } from './tally';
import type { Tally } from './tally';
import { Typists } from './typists';
import { factsOf, lastOf } from './view';
import type { KeptRoom, RoomFacts, RoomLast, RoomView } from './view';

/** Lines that are kept of a room that nobody looks at, and in the cache. */
const KEPT = 60;

export class LiveRoom {
  readonly id: RoomId;
  /** Whether its events come to this client. */
  following: 'no' | 'asked' | 'yes' = 'no';
  /** This user is a member no more, or the room has ended. */
  gone = false;
  /** What is known of it apart from its log is to be asked of the server again. */
  uncertain = false;

  private readonly log: RoomLog;
  private readonly typists: Typists;
  private facts: RoomFacts;
  private last: RoomLast | undefined;
  private tally: Tally;
  private receipts: Readonly<Record<Username, number>> = record();
  private isOpen = false;
  private isConfirmed = false;
  private divider: number | undefined;
  private roomShown: Room | undefined;
  private timelineShown: Timeline | undefined;

  constructor(
    kept: KeptRoom,
    private readonly me: Username,
    private readonly onChange: () => void,
  ) {
    this.id = kept.id;
    this.facts = kept.facts;
    this.last = kept.last;
    this.tally = kept.tally;
    this.log = new RoomLog(kept.epoch, kept.head, kept.tail);
    this.typists = new Typists(onChange);
  }

  get head(): number {
    return this.log.head;
  }

  get epoch(): string | undefined {
    return this.log.epoch;
  }

  get hole(): boolean {
    return this.log.hole;
  }

  get read(): number {
    return this.tally.read;
  }

  get newestAt(): number {
    return this.last?.ts ?? 0;
  }

  get about(): RoomFacts {
    return this.facts;
  }

  get shown(): Stretch {
    return this.log.shown;
  }

  get shownUpTo(): number | undefined {
    return this.log.shownUpTo;
  }

  /** Takes what the list of rooms says. It may be older than what is known, then it says nothing. */
  see(view: RoomView): void {
    if (view.seq < this.head && view.epoch === this.epoch) {
      return;
    }
    if (this.following === 'no' && this.log.tail.entries.length === 0) {
      this.log.skipTo(view.epoch, view.seq);
    }
    this.facts = factsOf(view);
    this.last = view.last ? lastOf(view.last) : undefined;
    const { read = 0, unread = 0, mentioned = 0 } = view;
    this.tally =
      this.tally.read > read
        ? (this.recounted(this.tally.read) ?? this.tally)
        : { read, unread, mentioned, upTo: view.seq };
    this.onChange();
  }

  /** News of a room that is not followed. */
  hearOf(news: Extract<Signal, { type: 'inbox' }>): void {
    if (this.following !== 'yes') {
      const { unread, mentioned = this.tally.mentioned, seq } = news;
      this.tally = { read: this.tally.read, unread, mentioned, upTo: seq };
      this.uncertain = true;
      this.onChange();
    }
  }

  /** Begins to be followed, or is made whole; tells the events that are new by it. */
  join(joined: Joined): LogEvent[] {
    const { afresh, events } = this.log.join(joined);
    this.following = 'yes';
    this.gone = false;
    if (afresh) {
      this.startAfresh(joined);
    } else {
      events.forEach((event) => this.apply(event));
    }
    const { name, topic, visibility, role, members } = joined;
    this.facts = { ...this.facts, name, topic, visibility, role, members };
    const read = Math.max(this.tally.read, joined.read);
    this.tally = this.recounted(read) ?? { ...this.tally, read, unread: joined.unread, upTo: joined.seq };
    this.isConfirmed = true;
    this.divide();
    this.tidy();
    this.onChange();
    return afresh ? joined.events : events;
  }

  /** Takes an event, and tells what has been applied: nothing, or it and what had to wait for it. */
  take(event: LogEvent): LogEvent[] {
    const events = this.log.take(event);
    if (events.length > 0) {
      events.forEach((next) => this.apply(next));
      this.tally = this.recounted(this.tally.read) ?? this.tally;
      this.tidy();
    }
    this.onChange();
    return events;
  }

  type(user: Username, on: boolean): void {
    if (user !== this.me) {
      this.typists.set(user, on);
    }
  }

  /** Somebody has read up to there. */
  receive(user: Username, seq: number): void {
    if (user === this.me) {
      this.markRead(seq);
    } else if ((this.receipts[user] ?? 0) < seq) {
      this.receipts = record([...Object.entries(this.receipts), [user, seq]]);
      this.onChange();
    }
  }

  /** This user has read up to there. Whether that is news. */
  markRead(seq: number): boolean {
    const read = Math.min(seq, this.head);
    if (read <= this.tally.read) {
      return false;
    }
    const now = this.recounted(read);
    this.tally = now ?? { ...this.tally, read };
    this.uncertain ||= now === undefined;
    this.onChange();
    return true;
  }

  /** The connection is gone. */
  disconnected(): void {
    this.following = 'no';
    this.isConfirmed = false;
    this.typists.clear();
    this.onChange();
  }

  /** Whether somebody looks at it. */
  setOpen(open: boolean): void {
    if (open === this.isOpen) {
      return;
    }
    this.isOpen = open;
    this.divider = undefined;
    if (open) {
      this.divide();
    } else {
      this.log.showEnd();
      this.tidy();
    }
    this.onChange();
  }

  /** A page is asked for; the answer is whether it is still wanted when it comes. */
  expectPage(): () => boolean {
    this.log.expectPage();
    const { showing } = this.log;
    return () => showing === this.log.showing;
  }

  /** The lines of a page that was expected; to be called also where none comes. */
  arrived(page: readonly LogEvent[]): readonly Entry[] {
    return this.log.arrived(page);
  }

  /** Adds what is before the part that is shown. */
  deepen(lines: readonly Entry[], more: boolean): void {
    this.log.deepen(lines, more);
    this.tally = this.recounted(this.tally.read) ?? this.tally;
    this.onChange();
  }

  /** Adds what is after the part that is shown. */
  extend(lines: readonly Entry[], more: boolean): void {
    this.log.extend(lines, more);
    this.onChange();
  }

  /** Shows another part of the log; `more` where there is more after it. */
  jump(stretch: Stretch, more: boolean): void {
    this.log.jump(stretch, more);
    this.onChange();
  }

  showEnd(): void {
    this.log.showEnd();
    this.onChange();
  }

  /** Shows a line that is here; whether it is. */
  reveal(seq: number): boolean {
    const here = this.log.reveal(seq);
    this.onChange();
    return here;
  }

  forCache(): KeptRoom {
    return {
      id: this.id,
      facts: this.facts,
      last: this.last,
      tally: this.tally,
      epoch: this.epoch,
      head: this.head,
      tail: trimmed(this.log.tail, KEPT),
    };
  }

  room(muted: boolean): Room {
    const { read, unread, mentioned } = this.tally;
    const now = { id: this.id, ...this.facts, seq: this.head, read, unread, mentioned, last: this.last, muted };
    this.roomShown = same(this.roomShown, now);
    return this.roomShown;
  }

  timeline(pending: readonly Pending[]): Timeline {
    const { entries, older } = this.log.shown;
    const now = {
      room: this.id,
      fresh: this.isConfirmed && !this.hole,
      entries,
      older,
      newer: this.log.shownUpTo !== undefined,
      pending,
      typing: this.typists.list,
      receipts: this.receipts,
      divider: this.divider,
    };
    this.timelineShown = same(this.timelineShown, now);
    return this.timelineShown;
  }

  private startAfresh({ events, seq }: Joined): void {
    const messages = events.filter((event) => event.type === 'message');
    this.receipts = record();
    const last = messages.at(-1);
    this.last = last && lastOf(last);
    const read = Math.min(this.tally.read, seq);
    this.tally = messages
      .filter((message) => message.seq > read)
      .reduce((tally, message) => heard(tally, message, this.me), { read, unread: 0, mentioned: 0, upTo: 0 });
  }

  private apply(event: LogEvent): void {
    if (isChange(event)) {
      this.change(event);
    } else if (event.type === 'message') {
      this.message(event);
    } else if (event.type === 'member') {
      this.member(event);
    } else {
      const { name, topic, visibility } = event;
      this.facts = { ...this.facts, name, topic, visibility };
      this.gone ||= event.deleted === true;
    }
  }

  private message(event: MessageEvent): void {
    this.last = lastOf(event);
    this.typists.set(event.from, false);
    this.tally = heard(this.tally, event, this.me);
    if (event.from === this.me) {
      // To send is to have read. What was counted beyond it is not known one by one.
      this.uncertain ||= this.tally.upTo > event.seq && this.tally.unread > 0;
      this.tally = { ...this.tally, read: Math.max(this.tally.read, event.seq), unread: 0, mentioned: 0 };
    }
  }

  private change(event: ChangeEvent): void {
    if (event.type === 'reaction') {
      return;
    }
    if (event.target === this.last?.seq) {
      this.last = { ...this.last, text: event.type === 'edit' ? event.text : undefined };
    }
    // It may have been unread, or may call somebody now; that is counted here only where all unread lines are here.
    const { read } = this.tally;
    this.uncertain ||= event.target > read && this.log.tail.floor > read + 1;
  }

  private member({ user, change, role }: MemberEvent): void {
    if (change === 'joined') {
      this.facts = { ...this.facts, members: this.facts.members + 1 };
    } else if (change === 'left' || change === 'kicked') {
      this.facts = { ...this.facts, members: this.facts.members - 1 };
    } else if (change === 'banned') {
      // It may have been somebody who was no member.
      this.uncertain = true;
    }
    if (user === this.me) {
      this.facts = { ...this.facts, role: role ?? this.facts.role };
      this.gone = change === 'left' || change === 'kicked' || change === 'banned';
    }
  }

  private recounted(read: number): Tally | undefined {
    return counted(read, this.log.tail, this.head, this.me);
  }

  /** Puts the divider where reading begins. */
  private divide(): void {
    if (this.isOpen && this.divider === undefined && this.tally.unread > 0) {
      this.divider = this.tally.read;
    }
  }

  private tidy(): void {
    if (!this.isOpen && this.log.tail.entries.length > 2 * KEPT) {
      this.log.trim(KEPT);
    }
  }

}
