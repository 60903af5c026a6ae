/** Frames that are answered, and their answers. */

import type { ClientFrame, ErrorFrame, Reply } from './frames';
import { refused, unreachable } from './problems';

interface Waiting {
  resolve(reply: Reply): void;
  reject(why: Error): void;
}

export class Requests {
  private last = 0;
  private readonly waiting = new Map<string, Waiting>();

  /** `send` tells whether it could hand a frame to the network. */
  constructor(private readonly send: (frame: ClientFrame) => boolean) {}

  /** The answer. Fails with ProblemError: as the server refuses, or where the connection ends before it answers. */
  ask<T extends Reply>(frame: ClientFrame): Promise<T> {
    const id = `q${++this.last}`;
    return new Promise<T>((resolve, reject) => {
      this.waiting.set(id, { resolve: resolve as (reply: Reply) => void, reject });
      if (!this.send({ ...frame, id })) {
        this.waiting.delete(id);
        reject(unreachable());
      }
    });
  }

  /** Takes an answer; whether it was one to a question of `ask`. */
  answered(frame: Reply | ErrorFrame): boolean {
    const waiting = frame.id === undefined ? undefined : this.waiting.get(frame.id);
    if (waiting === undefined || frame.id === undefined) {
      return false;
    }
    this.waiting.delete(frame.id);
    if (frame.type === 'error') {
      waiting.reject(refused(frame));
    } else {
      waiting.resolve(frame);
    }
    return true;
  }

  /** No answer comes any more to what has been asked. */
  abandon(): void {
    const all = [...this.waiting.values()];
    this.waiting.clear();
    all.forEach((waiting) => waiting.reject(unreachable()));
  }
}
