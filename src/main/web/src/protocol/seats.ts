import type { RoomId } from '../model/chat';
import type { Engine } from './engine';
import { Seat } from './seat';

/** The tabs at one engine: what one of them opens stays open until the last that did closes it or is gone. */
export class Seats {
  private readonly taken = new Set<Seat>();
  private open: ReadonlySet<RoomId> = new Set();

  constructor(private readonly engine: Engine) {}

  take(): Seat {
    const seat = new Seat(this.engine, () => this.arrange());
    this.taken.add(seat);
    this.arrange();
    return seat;
  }

  leave(seat: Seat): void {
    this.taken.delete(seat);
    this.arrange();
  }

  private arrange(): void {
    const seats = [...this.taken];
    const before = this.open;
    const open = new Set(seats.flatMap((seat) => [...seat.opened.keys()]));
    this.open = open;
    [...before].filter((room) => !open.has(room)).forEach((room) => this.engine.setOpen(room, false));
    [...open].filter((room) => !before.has(room)).forEach((room) => this.engine.setOpen(room, true));
    this.engine.attend(seats.some((seat) => seat.attention === 'online') ? 'online' : 'away');
  }
}
