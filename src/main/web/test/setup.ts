import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

// A machine may be busy: what does not come is given up late, and what comes is not waited for.
configure({ asyncUtilTimeout: 20_000 });
afterEach(cleanup);

// What jsdom does not have, as far as the screens need it. Tests of the protocol layer may run without a page.
if (typeof HTMLDialogElement !== 'undefined') {
  HTMLDialogElement.prototype.showModal = function show(this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close(this: HTMLDialogElement) {
    this.open = false;
  };
  Element.prototype.scrollIntoView = () => undefined;
  Element.prototype.scrollTo = () => undefined;
  globalThis.matchMedia = ((media: string) => ({ matches: media.includes('hover: hover'), media })) as typeof matchMedia;
  globalThis.CSS = { escape: (text: string) => text } as typeof CSS;
  globalThis.ResizeObserver = class {
    observe(): void {
      // Nothing has a size here.
    }
    unobserve(): void {
      // Likewise.
    }
    disconnect(): void {
      // Likewise.
    }
  };
}
