import type { Chat, Model, Pending, RoomId } from '../../src/model/chat';
import { ProblemError } from '../../src/model/chat';

type Answer = (path: string, body: unknown) => unknown;

/** A chat without a server: it shows the model it is given, writes down what is asked of it, and answers from a table. */
export class FakeChat implements Chat {
  readonly asked: (readonly [string, ...unknown[]])[] = [];
  private readonly listeners = new Set<() => void>();
  private readonly answers: [string, RegExp, Answer][] = [];

  constructor(private model: Model) {}

  current = (): Model => this.model;

  subscribe = (changed: () => void): (() => void) => {
    this.listeners.add(changed);
    return () => this.listeners.delete(changed);
  };

  change(part: Partial<Model>): void {
    this.model = { ...this.model, ...part };
    for (const told of this.listeners) told();
  }

  /** What a call answers; where the answer is an error, the call fails with it. */
  on(method: string, path: RegExp, answer: Answer): this {
    this.answers.unshift([method, path, answer]);
    return this;
  }

  call<T>(method: string, path: string, body?: unknown): Promise<T> {
    this.asked.push(['call', method, path, body]);
    const found = this.answers.find(([by, to]) => by === method && to.test(path));
    const answer = found ? found[2](path, body) : new ProblemError({ status: 404, code: 'not_found', detail: 'There is no such thing.' });
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer as T);
  }

  send(room: RoomId, text: string, replyTo?: number): void {
    this.asked.push(['send', room, text, replyTo]);
    const timeline = this.model.timelines[room];
    if (!timeline) return;
    const pending: Pending = { key: `k${this.asked.length}`, room, text, replyTo, at: Date.now(), state: 'sending' };
    this.change({ timelines: { ...this.model.timelines, [room]: { ...timeline, pending: [...timeline.pending, pending] } } });
  }

  private readonly note =
    (what: string) =>
    (...args: unknown[]): void => {
      this.asked.push([what, ...args]);
    };

  private readonly promised =
    (what: string) =>
    (...args: unknown[]): Promise<void> => {
      this.asked.push([what, ...args]);
      return Promise.resolve();
    };

  signIn = this.promised('signIn');
  register = this.promised('register');
  guest = this.promised('guest');
  signOut = this.promised('signOut');
  open = this.note('open');
  close = this.note('close');
  loadOlder = this.promised('loadOlder');
  loadNewer = this.promised('loadNewer');
  jump = this.promised('jump');
  jumpToEnd = this.promised('jumpToEnd');
  retry = this.note('retry');
  discard = this.note('discard');
  edit = this.promised('edit');
  delete = this.promised('delete');
  react = this.promised('react');
  read = this.note('read');
  typing = this.note('typing');
  attend = this.note('attend');
  mute = this.note('mute');
  roomsChanged = this.note('roomsChanged');
}
