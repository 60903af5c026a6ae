/** Runs a task while no other task of that name runs in this browser. */
export type Exclusive = <T>(name: string, task: () => Promise<T>) => Promise<T>;

/** By Web Locks; where the page may not have them (no HTTPS) only this page's own tasks wait for each other. */
export function exclusively(locks: LockManager | undefined): Exclusive {
  if (locks !== undefined) {
    return (name, task) => locks.request(`hubbub-${name}`, task) as ReturnType<typeof task>;
  }
  const last = new Map<string, Promise<unknown>>();
  return (name, task) => {
    const mine = (last.get(name) ?? Promise.resolve()).then(task, task);
    last.set(name, mine);
    return mine;
  };
}
