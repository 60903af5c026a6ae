import type { Model, Timeline } from '../../src/model/chat';
import { FakeChat } from '../fake/FakeChat';
import { message, people, room, rooms, talk, timeline, world } from '../fake/world';

export interface Scene {
  readonly path: string;
  readonly chat: FakeChat;
  readonly invite?: string;
}

const members = Object.entries(people).map(([user, name], at) => ({ user, name, role: user === 'alice' ? 'owner' : user === 'bob' ? 'admin' : 'member', state: (['online', 'away', 'offline'] as const)[at % 3] }));
const crowd = Array.from({ length: 2000 }, (_, n) => ({ user: `person${n}`, name: n % 13 === 0 ? `Somebody with quite a long name who is number ${n}` : `Person ${n}`, role: 'member', state: 'offline' }));
const hour = 3_600_000;

const begun = Date.now() - 3 * hour;

/** Two instances with something to do, and a third that fell silent. */
function instances() {
  const now = Date.now();
  const bounds = [500, 1_000, 2_000, 5_000, 10_000];
  return {
    instances: ['a', 'b', 'silent'].map((id, n) => {
      const at = n === 2 ? begun : now;
      const said = Math.round(at / 40 + 3_000 * Math.sin(at / 9_000 + n));
      return {
        id, address: `10.0.0.${n + 1}:8080`, version: '1.0.0', started: begun - n * 40 * hour, at, sessions: 2_400 + Math.round(90 * Math.sin(now / 7_000)), messages_in: said, messages_out: said * 41,
        loop_lag_us: 900 + n * 5_200, store: n === 1 ? 'away' : 'up', redis: 'up', deliveries: { bounds_us: bounds, counts: [1, 3, 7, 9, 10, 10].map((part) => part * said) },
      };
    }),
    cursor: null,
  };
}

function chat(model: Model): FakeChat {
  return new FakeChat(model)
    .on('POST', /.*/, () => ({ id: 'garden' }))
    .on('PATCH', /.*/, () => ({}))
    .on('PUT', /.*/, () => undefined)
    .on('DELETE', /.*/, () => undefined)
    .on('GET', /^\/rooms\/[^/]+\/members/, () => ({ members, cursor: null }))
    .on('GET', /^\/rooms\/big\/members/, (path) => {
      const at = Number(new URLSearchParams(path.split('?')[1]).get('cursor') ?? 0);
      return { members: crowd.slice(at, at + 200), cursor: at + 200 < crowd.length ? String(at + 200) : null };
    })
    .on('GET', /\/(bans|mutes)/, (path) => ({ [path.includes('bans') ? 'bans' : 'mutes']: [{ user: 'troll', name: 'Some troll', by: 'alice', at: Date.now() - 30 * hour, expires_at: null }], cursor: null }))
    .on('GET', /\/invites\?/, () => ({
      invites: [
        { id: 'i1', created_by: 'alice', created_at: Date.now(), expires_at: Date.now() + 26 * hour, max_uses: 5, uses: 2 },
        { id: 'i2', created_by: 'bob', created_at: Date.now(), expires_at: null, max_uses: null, uses: 14 },
      ],
      cursor: null,
    }))
    .on('POST', /\/invites$/, () => ({ id: 'i3', code: 'x', url: 'https://chat.example.org/i/Zk3rPq9sT1uVwXyZ0aBcDe', created_by: 'alice', created_at: 1, expires_at: null, max_uses: null, uses: 0 }))
    .on('GET', /^\/invites\//, () => ({ name: 'Garden project', members: 7 }))
    .on('GET', /scope=public/, () => ({
      rooms: [
        ...rooms.filter(({ visibility }) => visibility === 'public').map((one) => ({ ...one, role: one.id === 'garden' ? 'owner' : 'member' })),
        ...['Book club', 'Chess', 'Music for the late hours and what one reads besides', 'Running'].map((name, n) => ({ ...room({ id: `x${n}`, name, topic: n === 2 ? 'A topic that is long enough to be cut off at the end of the line, whatever the width' : 'Open to all', members: 40 - n * 9 }), role: null })),
      ],
      cursor: null,
    }))
    .on('GET', /^\/users/, () => ({ users: Object.entries(people).map(([username, name]) => ({ username, name })), cursor: null }))
    .on('GET', /^\/me/, () => ({ username: 'alice', name: 'Alice Marten', guest: false, administrator: false, receipts: true }))
    .on('GET', /^\/auth\/sessions/, () => ({
      sessions: [
        { id: '1', created_at: 1, seen_at: Date.now(), agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', current: true },
        { id: '2', created_at: 1, seen_at: Date.now() - 30 * hour, agent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1', current: false },
        { id: '3', created_at: 1, seen_at: Date.now() - 400 * hour, agent: 'curl/8.5.0', current: false },
      ],
      cursor: null,
    }))
    .on('GET', /^\/search/, () => ({
      hits: [
        { room: 'garden', seq: 15, event: { ts: Date.now() - hour, from: 'bob', text: '👩‍🌾 @alice can you look at the pump before Friday?' }, ranges: [[31, 35]] },
        { room: 'general', seq: 4, event: { ts: Date.now() - 90 * hour, from: 'lena', text: `${'The old pump was loud, and nobody knew why. '.repeat(9)}In the end the pump was replaced.` }, ranges: [[8, 12]] },
      ],
      cursor: null,
    }))
    .on('GET', /^\/admin\/users/, () => ({ users: Object.entries(people).map(([username, name]) => ({ username, name, guest: username === 'mia', administrator: username === 'alice', disabled: username === 'omar', receipts: true })), cursor: null }))
    .on('GET', /^\/admin\/rooms/, () => ({ rooms: rooms.filter(({ visibility }) => visibility !== 'direct').map((one) => ({ ...one, kept: one.id === 'general', messages: one.seq * 17 })), cursor: null }))
    .on('GET', /^\/admin\/instances/, instances)
    .on('GET', /readers$/, () => ({ count: 3, readers: ['bob', 'chen', 'lena'] }))
    .on('GET', /^\/rooms\/chess$/, () => ({ ...room({ id: 'chess', name: 'Chess', topic: 'One move a day', members: 31 }), role: null }));
}

const shown = world().timelines.garden as Timeline;
const failed: Timeline = {
  ...shown,
  typing: [],
  divider: undefined,
  pending: [
    { key: 'a', room: 'garden', text: 'This one is on its way', at: Date.now(), state: 'sending' },
    { key: 'b', room: 'garden', text: 'And this one the server did not want', at: Date.now(), state: 'failed', problem: 'You are muted in this room.' },
  ],
};
const many = Array.from({ length: 50_000 }, (_, n) => message(n + 1, ['bob', 'chen', 'dana'][(n >> 2) % 3] ?? 'bob', `Message ${n + 1} ${'lorem ipsum dolor sit amet '.repeat((n * 7) % 11)}`, { ts: Date.now() - (50_000 - n) * 120_000 }));
const nasty = ['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '"><svg/onload=alert(1)>', '[x](javascript:alert(1))', 'javascript:alert(1) data:text/html,<b>x</b>', '[https://bank.example](https://evil.example/)', `Z${'\u0301'.repeat(500)}algo`, 'abc \u202egnp.exe', 'W'.repeat(600), `${'**'.repeat(2000)}x`, '||| __proto__ constructor ${{7*7}}'];
const crowdRooms = Array.from({ length: 200 }, (_, n) => room({ id: `room${n}`, name: `Room number ${n}`, unread: n % 7 === 0 ? n : 0, mentioned: n % 21 === 0 ? 3 : 0, visibility: n % 3 === 0 ? 'private' : 'public' }));

const at = (path: string, model: Partial<Model> = {}, invite?: string): Scene => ({ path, chat: chat(world(model)), invite });

export const scenes: Readonly<Record<string, Scene>> = {
  room: at('/r/garden'),
  direct: at('/r/d-bob'),
  home: at('/'),
  first: at('/', { rooms: [] }),
  loading: at('/r/garden', { rooms: undefined, timelines: {} }),
  signin: at('/', { connection: { is: 'signedOut' }, me: undefined }),
  expired: at('/', { connection: { is: 'signedOut', why: 'expired' }, me: undefined }),
  invited: at('/', { connection: { is: 'signedOut' }, me: undefined }, 'code'),
  invite: at('/', {}, 'code'),
  starting: at('/', { connection: { is: 'starting' }, me: undefined }),
  failed: at('/r/garden', { timelines: { garden: failed } }),
  waiting: at('/r/garden', { connection: { is: 'waiting', retryAt: Date.now() + 9000, draining: false } }),
  offline: at('/r/garden', { connection: { is: 'offline' } }),
  door: at('/r/chess'),
  nowhere: at('/r/nowhere'),
  empty: at('/r/general', { timelines: { general: timeline('general', []) } }),
  many: at('/r/garden', { timelines: { garden: timeline('garden', many, { older: true }) } }),
  nasty: at('/r/garden', {
    names: { ...people, evil: '<b>Evil\u202e</b>' },
    timelines: { garden: timeline('garden', nasty.map((text, n) => message(n + 1, n % 2 ? 'evil' : 'bob', text))) },
    rooms: rooms.map((one) => (one.id === 'garden' ? { ...one, name: '<img src=x onerror=alert(1)>', topic: '<script>alert(1)</script>' } : one)),
  }),
  crowd: at('/r/big', { rooms: [room({ id: 'big', name: 'Big room', members: 2000, role: 'owner' }), ...crowdRooms], timelines: { big: timeline('big', talk) } }),
  admin: at('/admin'),
  member: at('/r/garden', { rooms: rooms.map((one) => (one.id === 'garden' ? { ...one, role: 'member' as const } : one)) }),
};
