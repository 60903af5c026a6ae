import type { RoomId } from '../model/chat';

const ONCE_MS = 1_000;

/** Tells the server how far one has read: the highest only, and at most once a second. */
export class Reading {
  private readonly due = new Map<RoomId, number>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly tell: (room: RoomId, seq: number) => void) {}

  mark(room: RoomId, seq: number): void {
    this.due.set(room, Math.max(seq, this.due.get(room) ?? 0));
    if (this.timer === undefined) {
      this.flush();
    }
  }

  /** Tells nothing more. */
  stop(): void {
    this.due.clear();
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private flush(): void {
    this.timer = undefined;
    if (this.due.size > 0) {
      const due = [...this.due];
      this.due.clear();
      due.forEach(([room, seq]) => this.tell(room, seq));
      this.timer = setTimeout(() => this.flush(), ONCE_MS);
    }
  }
}
