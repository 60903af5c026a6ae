/** The engine's side of the ports to the tabs. */

import { ProblemError } from '../model/chat';
import type { Model } from '../model/chat';
import { Engine } from './engine';
import { NOTHING, diff } from './patch';
import type { Place } from './place';
import type { FromTab, ToTab } from './port';
import type { Seat } from './seat';
import { Seats } from './seats';
import { Store } from './store';

export class Host {
  private readonly engine: Engine;
  private readonly seats: Seats;

  constructor(place: Place, private readonly locks: LockManager | undefined, store = new Store()) {
    this.engine = new Engine(place, store);
    this.seats = new Seats(this.engine);
    void this.engine.start();
  }

  /** Serves the tab at the other end of a port. */
  serve(port: MessagePort): void {
    let seat: Seat | undefined;
    let told: Model = NOTHING;
    let quiet = (): void => undefined;
    const say = (message: ToTab): void => port.postMessage(message);
    const tell = (first: boolean): void => {
      const model = this.engine.model;
      say({ is: 'patch', first, patch: diff(first ? NOTHING : told, model) });
      told = model;
    };
    const leave = (): void => {
      if (seat !== undefined) {
        quiet();
        this.seats.leave(seat);
        seat = undefined;
      }
    };
    const enter = ({ opened, attention }: Extract<FromTab, { is: 'here' }>): void => {
      leave();
      seat = this.seats.take();
      opened.forEach((room) => seat?.open(room));
      seat.attend(attention);
      quiet = this.engine.subscribe(() => tell(false));
      tell(true);
    };
    port.onmessage = ({ data }: MessageEvent<FromTab>) => {
      if (data.is === 'here') {
        enter(data);
      } else if (data.is === 'gone') {
        leave();
      } else if (data.is === 'alive') {
        // The lock is free again when the tab is gone, however that came.
        void this.locks?.request(data.lock, () => {
          leave();
          port.close();
        });
      } else if (data.is === 'nudge') {
        this.engine.nudge();
      } else if (seat !== undefined) {
        void perform(seat, data, say);
      }
    };
  }
}

async function perform(
  seat: Seat,
  { id, method, args }: Extract<FromTab, { is: 'call' }>,
  say: (message: ToTab) => void,
): Promise<void> {
  try {
    const value = await (seat[method] as (...args: readonly unknown[]) => unknown).apply(seat, args as unknown[]);
    if (id !== undefined) {
      say({ is: 'answer', id, value });
    }
  } catch (e) {
    if (id !== undefined && e instanceof ProblemError) {
      say({ is: 'refusal', id, problem: e.problem });
    } else {
      throw e;
    }
  }
}
