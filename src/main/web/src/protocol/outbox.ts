/** Messages on their way: stored before they are sent, each room's in order, each with one key for all attempts. */

import { ProblemError } from '../model/chat';
import type { Pending, Problem, RoomId } from '../model/chat';
import { backoff } from './backoff';
import type { Exclusive } from './exclusive';
import type { Ack, ClientFrame } from './frames';
import { newKey } from './keys';
import { passes } from './problems';
import { same } from './same';
import type { Letter, Store } from './store';

/** Before another attempt, where the server has not said when. */
const PATIENCE_MS = 1_000;
/** The place of a message that is about to be stored. One that cannot be stored has none, and comes last. */
const UNSTORED = 0;

export interface Post {
  /** The answer of the server; fails with ProblemError. */
  send(frame: ClientFrame): Promise<Ack>;
  isOnline(): boolean;
  /** How far the log of a room is known; undefined for a room that is not. */
  headOf(room: RoomId): number | undefined;
  changed(): void;
}

interface Item {
  letter: Letter;
  /** The seq that the server has given it. */
  acked?: number;
}

export class Outbox {
  private items: Item[] = [];
  /** Whether it is for this tab to send. */
  private turn: 'none' | 'asked' | 'mine' = 'none';
  private readonly draining = new Map<RoomId, Promise<void>>();
  private readonly settled = new Set<string>();
  private readonly shown = new Map<RoomId, Letter[]>();

  constructor(
    private readonly store: Store,
    private readonly exclusive: Exclusive,
    private readonly post: Post,
  ) {}

  /** What waits in a room; the same array while nothing of it changes. */
  of(room: RoomId): readonly Pending[] {
    const now = this.items.map((item) => item.letter).filter((letter) => letter.room === room);
    const pending = same(this.shown.get(room), now);
    this.shown.set(room, pending);
    return pending;
  }

  /** Takes in what is stored. */
  async load(): Promise<void> {
    const stored = await this.store.letters();
    if (stored === undefined) {
      return;
    }
    const items = stored
      .filter((letter) => !this.settled.has(letter.key))
      .map((letter): Item => Object.assign(this.find(letter.key) ?? {}, { letter }));
    // Not stored yet, or stored no more but not yet seen in the log.
    const rest = this.items.filter(
      (item) => !items.includes(item) && (item.letter.no === UNSTORED || item.letter.no === Infinity || item.acked !== undefined),
    );
    this.items = [...items, ...rest];
    this.post.changed();
  }

  /** Forgets all, but for what is stored. */
  clear(): void {
    this.items = [];
    this.post.changed();
  }

  async add(room: RoomId, text: string, replyTo?: number): Promise<void> {
    const pending: Pending = { key: newKey(), room, text, replyTo, at: Date.now(), state: 'sending' };
    await this.put(pending);
  }

  async retry(key: string): Promise<void> {
    const item = this.find(key);
    if (item?.letter.state === 'failed') {
      this.items = this.items.filter((other) => other !== item);
      await this.store.unpost(key);
      const { room, text, replyTo, at } = item.letter;
      await this.put({ key, room, text, replyTo, at, state: 'sending' });
    }
  }

  async discard(key: string): Promise<void> {
    const item = this.find(key);
    if (item?.letter.state === 'failed') {
      await this.settle(key);
    }
  }

  /** It is in the log. */
  async settle(key: string): Promise<void> {
    if (this.find(key) !== undefined) {
      this.settled.add(key);
      this.items = this.items.filter((item) => item.letter.key !== key);
      this.post.changed();
      await this.store.unpost(key);
    }
  }

  /** A room has gone on: what has been acknowledged and is seen there now waits no more. */
  sweep(): void {
    const left = this.items.filter((item) => item.acked === undefined || item.acked > (this.post.headOf(item.letter.room) ?? Infinity));
    if (left.length < this.items.length) {
      this.items = left;
      this.post.changed();
    }
  }

  /** Sends what waits, while there is a connection. Of all tabs of a browser one at a time does. */
  pump(): void {
    if (this.turn === 'mine') {
      this.drain();
    } else if (this.turn === 'none' && this.post.isOnline() && this.items.some(isDue)) {
      this.turn = 'asked';
      this.exclusive('outbox', () => this.takeTurn()).then(
        () => {
          this.turn = 'none';
          this.pump();
        },
        () => {
          // The lock is not to be had; it is asked for again when there is something new.
          this.turn = 'none';
        },
      );
    }
  }

  private async takeTurn(): Promise<void> {
    // Another tab may have sent or failed some meanwhile.
    await this.load();
    this.turn = 'mine';
    this.drain();
    while (this.draining.size > 0) {
      await Promise.all(this.draining.values());
    }
    this.turn = 'asked';
  }

  private drain(): void {
    for (const { letter } of this.items.filter(isDue)) {
      if (this.post.isOnline() && !this.draining.has(letter.room)) {
        const drained = this.drainRoom(letter.room).finally(() => this.draining.delete(letter.room));
        this.draining.set(letter.room, drained);
      }
    }
  }

  private async put(pending: Pending): Promise<void> {
    const item: Item = { letter: { ...pending, no: UNSTORED } };
    this.items = [...this.items, item];
    this.post.changed();
    const no = await this.store.post(pending);
    // Where nothing can be stored it is sent nevertheless.
    item.letter = { ...item.letter, no: no ?? Infinity };
    this.pump();
  }

  private async drainRoom(room: RoomId): Promise<void> {
    for (let attempt = 0; this.post.isOnline(); ) {
      const next = this.items.find((item) => item.letter.room === room && isDue(item));
      if (next === undefined) {
        return;
      }
      const problem = await this.attempt(next.letter);
      if (problem === undefined) {
        attempt = 0;
      } else if (passes(problem)) {
        await this.patience(problem.retryAfterMs ?? PATIENCE_MS + backoff(attempt++));
      } else {
        await this.fail(next.letter.key, problem);
      }
    }
  }

  /** Sends one, and tells what is wrong with it, or nothing. */
  private async attempt(letter: Letter): Promise<Problem | undefined> {
    const { key, room, text, replyTo } = letter;
    try {
      const ack = await this.post.send({ type: 'send', room, key, text, reply_to: replyTo });
      const item = this.find(key);
      if (item !== undefined) {
        item.acked = ack.seq;
        await this.store.unpost(key);
        if (this.post.headOf(room) === undefined) {
          await this.settle(key);
        }
        this.sweep();
      }
      return undefined;
    } catch (e) {
      if (e instanceof ProblemError) {
        return e.problem;
      }
      throw e;
    }
  }

  private async fail(key: string, problem: Problem): Promise<void> {
    const item = this.find(key);
    if (item !== undefined) {
      item.letter = { ...item.letter, state: 'failed', problem: problem.detail };
      this.post.changed();
      if (Number.isFinite(item.letter.no)) {
        await this.store.rewrite(item.letter);
      }
    }
  }

  private async patience(ms: number): Promise<void> {
    if (this.post.isOnline()) {
      await new Promise((resolve) => setTimeout(resolve, ms));
    }
  }

  private find(key: string): Item | undefined {
    return this.items.find((item) => item.letter.key === key);
  }
}

function isDue({ letter, acked }: Item): boolean {
  return letter.state === 'sending' && letter.no !== UNSTORED && acked === undefined;
}
