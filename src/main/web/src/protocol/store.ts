/** What lies in this browser: the outbox, and the last of each room to be shown before the network answers. */

import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';
import type { Me, Pending, RoomId } from '../model/chat';
import type { KeptRoom } from './view';

/** A message of the outbox; `no` grows, and is the order in which messages go out. */
export interface Letter extends Pending {
  readonly no: number;
}

interface Schema extends DBSchema {
  facts: { key: string; value: unknown };
  rooms: { key: RoomId; value: KeptRoom };
  outbox: { key: number; value: Letter; indexes: { key: string } };
}

type Base = IDBPDatabase<Schema>;

/** Everything that is kept. Where the browser keeps nothing, it is as if it were new each time. */
export class Store {
  private readonly base: Promise<Base | undefined>;

  constructor(name = 'hubbub') {
    this.base = open(name).catch(() => undefined);
  }

  async me(): Promise<Me | undefined> {
    return (await this.fact('me')) as Me | undefined;
  }

  async setMe(me: Me): Promise<void> {
    await this.setFact('me', me);
  }

  async muted(): Promise<readonly RoomId[]> {
    return ((await this.fact('muted')) as RoomId[] | undefined) ?? [];
  }

  async setMuted(rooms: readonly RoomId[]): Promise<void> {
    await this.setFact('muted', rooms);
  }

  async rooms(): Promise<KeptRoom[]> {
    return this.attempt([], (base) => base.getAll('rooms'));
  }

  async keep(rooms: readonly KeptRoom[]): Promise<void> {
    await this.attempt(undefined, async (base) => {
      const writing = base.transaction('rooms', 'readwrite');
      await Promise.all([...rooms.map((room) => writing.store.put(room)), writing.done]);
    });
  }

  async forget(room: RoomId): Promise<void> {
    await this.attempt(undefined, (base) => base.delete('rooms', room));
  }

  /** The outbox in order; undefined where none is kept. */
  async letters(): Promise<Letter[] | undefined> {
    return this.attempt(undefined, (base) => base.getAll('outbox'));
  }

  /** Appends to the outbox, and tells the place in it. */
  async post(pending: Pending): Promise<number | undefined> {
    return this.attempt(undefined, (base) => base.add('outbox', pending as Letter));
  }

  async rewrite(letter: Letter): Promise<void> {
    await this.attempt(undefined, (base) => base.put('outbox', letter));
  }

  async unpost(key: string): Promise<void> {
    await this.attempt(undefined, async (base) => {
      const no = await base.getKeyFromIndex('outbox', 'key', key);
      if (no !== undefined) {
        await base.delete('outbox', no);
      }
    });
  }

  /** Forgets the user and what they have read; what they have not yet sent only where that is said. */
  async wipe(outboxToo: boolean): Promise<void> {
    await this.attempt(undefined, async (base) => {
      const writing = base.transaction(['facts', 'rooms', 'outbox'], 'readwrite');
      await writing.objectStore('rooms').clear();
      if (outboxToo) {
        await writing.objectStore('facts').clear();
        await writing.objectStore('outbox').clear();
      }
      await writing.done;
    });
  }

  private fact(name: string): Promise<unknown> {
    return this.attempt(undefined, (base) => base.get('facts', name));
  }

  private async setFact(name: string, value: unknown): Promise<void> {
    await this.attempt(undefined, (base) => base.put('facts', value, name));
  }

  /** A store that fails is as good as none: the server has all that counts, but for the outbox of a lost page. */
  private async attempt<T>(otherwise: T, task: (base: Base) => Promise<unknown>): Promise<T> {
    try {
      const base = await this.base;
      return base === undefined ? otherwise : ((await task(base)) as T);
    } catch {
      return otherwise;
    }
  }
}

async function open(name: string): Promise<Base> {
  const base = await openDB<Schema>(name, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('facts');
      fresh.createObjectStore('rooms', { keyPath: 'id' });
      fresh.createObjectStore('outbox', { keyPath: 'no', autoIncrement: true }).createIndex('key', 'key', { unique: true });
    },
    blocking(_current, _blocked, event) {
      // A newer client in another tab wants to change the form of it.
      (event.target as IDBDatabase).close();
    },
  });
  return base;
}
