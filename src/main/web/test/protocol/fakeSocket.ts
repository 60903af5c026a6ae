import type { ClientFrame, ServerFrame } from '../../src/protocol/frames';

export interface Peer {
  opened(socket: FakeSocket): void;
  heard(socket: FakeSocket, frame: ClientFrame): void;
  closed(socket: FakeSocket): void;
}

/** A WebSocket whose other end is the test. Everything takes a turn of the event loop, in order. */
export class FakeSocket {
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  onclose: ((closed: { code: number }) => void) | null = null;
  user: string | undefined;
  readonly following = new Set<string>();
  readonly heard: ClientFrame[] = [];
  /** Nothing passes any more, and nobody is told. */
  isDead = false;
  private isOver = false;

  constructor(
    readonly url: string,
    private readonly peer: Peer,
  ) {
    queueMicrotask(() => this.peer.opened(this));
  }

  accept(): void {
    this.onopen?.();
  }

  send(text: string): void {
    const frame = JSON.parse(text) as ClientFrame;
    queueMicrotask(() => {
      if (!this.isDead && !this.isOver) {
        this.heard.push(frame);
        this.peer.heard(this, frame);
      }
    });
  }

  close(): void {
    this.isOver = true;
    this.peer.closed(this);
  }

  tell(frame: ServerFrame | object): void {
    const data = JSON.stringify(frame);
    queueMicrotask(() => {
      if (!this.isDead && !this.isOver) {
        this.onmessage?.({ data });
      }
    });
  }

  /** The server, or the network, ends it. */
  end(code: number): void {
    queueMicrotask(() => {
      if (!this.isOver) {
        this.isOver = true;
        this.peer.closed(this);
        this.onclose?.({ code });
      }
    });
  }
}
