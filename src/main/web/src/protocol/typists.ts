import type { Username } from '../model/chat';

/** Who does not go on writing is taken to have stopped, should nobody say so: PROTOCOL.md 3.4. */
const UNTIL_MS = 6_000;

/** Who is writing in one room. */
export class Typists {
  private readonly timers = new Map<Username, ReturnType<typeof setTimeout>>();
  private names: readonly Username[] = [];

  constructor(private readonly changed: () => void) {}

  get list(): readonly Username[] {
    return this.names;
  }

  set(user: Username, on: boolean): void {
    const known = this.timers.get(user);
    clearTimeout(known);
    if (on) {
      this.timers.set(user, setTimeout(() => this.set(user, false), UNTIL_MS));
    } else {
      this.timers.delete(user);
    }
    if ((known !== undefined) !== on) {
      this.names = [...this.timers.keys()];
      this.changed();
    }
  }

  clear(): void {
    [...this.timers.keys()].forEach((user) => this.set(user, false));
  }
}
