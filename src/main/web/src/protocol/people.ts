/** Who is there, and what people are called. */

import type { Presence, Username } from '../model/chat';
import type { Signal, Who } from './frames';
import { record } from './record';

/** Names that are asked for at once. */
const AT_ONCE = 4;

export class People {
  presence: Readonly<Record<Username, Presence>> = record();
  names: Readonly<Record<Username, string>> = record();
  private readonly asked = new Set<Username>();
  private readonly wanted: Username[] = [];
  private asking = 0;

  /** `lookUp` finds out what somebody is called. */
  constructor(
    private readonly lookUp: (user: Username) => Promise<string>,
    private readonly changed: () => void,
  ) {}

  /** Takes who comes and goes. */
  hear(signal: Extract<Signal, { type: 'presence' }>): void {
    const states = signal.states ?? { [signal.user]: signal.state };
    this.presence = record(Object.entries({ ...this.presence, ...states }));
    this.changed();
  }

  /** Takes the members of a room. */
  meet({ users }: Who): void {
    this.presence = record([...Object.entries(this.presence), ...users.map(({ user, state }) => [user, state] as const)]);
    this.call(Object.fromEntries(users.map(({ user, name }) => [user, name])));
  }

  /** Takes what people are called. */
  call(names: Readonly<Record<Username, string>>): void {
    if (Object.entries(names).some(([user, name]) => this.names[user] !== name)) {
      this.names = record(Object.entries({ ...this.names, ...names }));
    }
    this.changed();
  }

  /** Has the names of these be known. */
  need(users: Iterable<Username>): void {
    for (const user of users) {
      if (this.names[user] === undefined && !this.asked.has(user)) {
        this.asked.add(user);
        this.wanted.push(user);
      }
    }
    while (this.asking < AT_ONCE && this.wanted.length > 0) {
      void this.askNext();
    }
  }

  /** Nobody tells of anybody any more. */
  disconnected(): void {
    this.presence = record();
    this.asked.clear();
    this.changed();
  }

  private async askNext(): Promise<void> {
    const user = this.wanted.shift();
    if (user === undefined) {
      return;
    }
    this.asking++;
    try {
      this.call({ [user]: await this.lookUp(user) });
    } catch {
      // They are gone, or the server is: they are shown by their username.
    } finally {
      this.asking--;
      this.need([]);
    }
  }
}
