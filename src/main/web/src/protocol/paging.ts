/** Pages of a room's log, asked for when somebody wants to see them. */

import { ProblemError } from '../model/chat';
import type { HistoryPage } from './frames';
import { PAGE } from './log';
import type { LiveRoom } from './room';

export interface Query {
  before?: number;
  after?: number;
  limit: number;
}

/** Asks for a page; fails with ProblemError. */
export type AskPage = (room: string, query: Query) => Promise<HistoryPage>;

/** Messages on either side of one that is jumped to. */
const AROUND = 25;

export class Paging {
  private readonly running = new Map<string, Promise<void>>();

  constructor(private readonly ask: AskPage) {}

  older(room: LiveRoom): Promise<void> {
    return this.once(`older ${room.id}`, async () => {
      const { floor, older } = room.shown;
      if (older) {
        await this.fetch(room, [{ before: floor, limit: PAGE }], (lines, [page]) =>
          room.deepen(lines, page?.more === true),
        );
      }
    });
  }

  newer(room: LiveRoom): Promise<void> {
    return this.once(`newer ${room.id}`, async () => {
      const after = room.shownUpTo;
      if (after !== undefined) {
        await this.fetch(room, [{ after, limit: PAGE }], (lines, [page]) => room.extend(lines, page?.more === true));
      }
    });
  }

  async jump(room: LiveRoom, seq: number): Promise<void> {
    if (room.reveal(seq)) {
      return;
    }
    const around = [
      { before: seq + 1, limit: AROUND },
      { after: seq, limit: AROUND },
    ];
    await this.fetch(room, around, (entries, [before, after]) => {
      const older = before?.more === true;
      room.jump({ floor: older ? (entries[0]?.seq ?? seq) : 1, entries, older }, after?.more === true);
    });
  }

  private async fetch(
    room: LiveRoom,
    queries: readonly Query[],
    show: (lines: ReturnType<LiveRoom['arrived']>, pages: readonly HistoryPage[]) => void,
  ): Promise<void> {
    const isWanted = room.expectPage();
    let pages: HistoryPage[] = [];
    try {
      pages = await Promise.all(queries.map((query) => this.page(room.id, query)));
    } finally {
      const lines = room.arrived(pages.flatMap((page) => page.events));
      if (pages.length > 0 && isWanted()) {
        show(lines, pages);
      }
    }
  }

  /** A page, at the pace that the server wants. */
  private async page(room: string, query: Query): Promise<HistoryPage> {
    for (;;) {
      try {
        return await this.ask(room, query);
      } catch (e) {
        const waitMs = e instanceof ProblemError && e.problem.code === 'rate_limited' ? e.problem.retryAfterMs : undefined;
        if (waitMs === undefined) {
          throw e;
        }
        await new Promise((resolve) => setTimeout(resolve, waitMs));
      }
    }
  }

  private once(what: string, task: () => Promise<void>): Promise<void> {
    let running = this.running.get(what);
    if (running === undefined) {
      running = task().finally(() => this.running.delete(what));
      this.running.set(what, running);
    }
    return running;
  }
}
