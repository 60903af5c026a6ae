// What stands before the instances, as a load balancer does: each connection goes to the first instance that takes it,
// in this front's own order. It can be cut, as a cable can.
import { connect, createServer } from 'node:net';

/** @param {number[]} ports of the instances, the preferred one first */
export async function front(ports) {
  const open = new Set();
  let cut = false;

  const forward = (client, [port, ...others]) => {
    if (port === undefined || client.destroyed) return client.destroy();
    const server = connect(port, '127.0.0.1');
    server.once('error', () => forward(client, others));
    server.once('connect', () => {
      server.removeAllListeners('error');
      for (const [one, other] of [[client, server], [server, client]]) {
        one.on('error', () => other.destroy());
        one.on('close', () => other.destroy());
        one.pipe(other);
      }
      client.resume();
    });
  };

  const listener = createServer({ pauseOnConnect: true }, (client) => {
    if (cut) return client.destroy();
    open.add(client);
    client.on('close', () => open.delete(client));
    client.on('error', () => client.destroy());
    forward(client, ports);
  });
  await new Promise((listening) => listener.listen(0, '127.0.0.1', listening));

  return {
    url: `http://127.0.0.1:${listener.address().port}`,
    /** Ends all connections, and takes no new ones. */
    cut() {
      cut = true;
      for (const client of open) client.destroy();
    },
    mend() {
      cut = false;
    },
    close() {
      this.cut();
      listener.close();
    },
  };
}
