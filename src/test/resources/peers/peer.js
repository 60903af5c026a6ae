// A peer in another language: says on a Redis channel what it reads, and prints what it hears there.
// Usage: node peer.js PORT CHANNEL. Speaks Redis's protocol itself, so that nothing needs installing.
'use strict';
const net = require('net');
const [port, channel] = process.argv.slice(2);

const command = (...words) =>
  `*${words.length}\r\n` + words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('');

const listener = net.connect(port, '127.0.0.1');
listener.write(command('SUBSCRIBE', channel));
let bytes = Buffer.alloc(0);
listener.on('data', (chunk) => {
  bytes = Buffer.concat([bytes, chunk]);
  for (let message = take(); message; message = take()) {
    console.log(message[0] === 'message' ? `heard ${message[2]}` : 'subscribed');
  }
});

/** The next array of the stream, or nothing while it is not whole. */
function take() {
  let at = 0;
  const line = () => {
    const end = bytes.indexOf('\r\n', at);
    if (end < 0) return undefined;
    const text = bytes.toString('utf8', at, end);
    at = end + 2;
    return text;
  };
  const head = line();
  if (head === undefined) return undefined;
  const items = [];
  for (let i = 0; i < Number(head.slice(1)); i++) {
    const item = line();
    if (item === undefined) return undefined;
    if (item[0] !== '$') {
      items.push(item.slice(1));
      continue;
    }
    const length = Number(item.slice(1));
    if (bytes.length < at + length + 2) return undefined;
    items.push(bytes.toString('utf8', at, at + length));
    at += length + 2;
  }
  bytes = bytes.subarray(at);
  return items;
}

const speaker = net.connect(port, '127.0.0.1');
require('readline')
  .createInterface({ input: process.stdin })
  .on('line', (text) => speaker.write(command('PUBLISH', channel, text)));
