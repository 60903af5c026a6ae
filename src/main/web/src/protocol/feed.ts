import type { Model } from '../model/chat';
import { NOTHING } from './patch';
import { same } from './same';

/** Between two changes of the model that are told: about a frame of a screen. */
const FRAME_MS = 16;

/** The model as it is told: made anew after changes, but not for each of them. */
export class Feed {
  private model = NOTHING;
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private toldAt = 0;

  /** `make` makes the model of now, by what is the same as before. */
  constructor(private readonly make: (before: Model) => Model) {}

  get current(): Model {
    return this.model;
  }

  subscribe(changed: () => void): () => void {
    this.listeners.add(changed);
    return () => this.listeners.delete(changed);
  }

  /** Something has changed. */
  changed(): void {
    this.timer ??= setTimeout(() => this.tell(), Math.max(0, this.toldAt + FRAME_MS - Date.now()));
  }

  private tell(): void {
    this.timer = undefined;
    this.toldAt = Date.now();
    this.model = same(this.model, this.make(this.model));
    this.listeners.forEach((listener) => listener());
  }
}
