// Makes of the built client what the server takes from its jar: beside each file that shrinks its forms in Brotli and
// gzip, as small as can be, and a list of all, for what is in a jar cannot be listed.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const out = process.env.HUBBUB_WEB_OUT ?? 'dist';
const SHRINKS = /\.(html|js|css|svg|json|webmanifest|txt)$/;
/** What saves less is not worth a choice. */
const WORTH = 0.95;

const names = readdirSync(out, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(out.length + 1).split(sep).join('/'))
  .filter((name) => !/\.(br|gz)$/.test(name) && name !== 'files.txt')
  .sort();

const files = [];
for (const name of names) {
  const plain = readFileSync(join(out, name));
  const forms = SHRINKS.test(name)
    ? [
        ['.br', brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } })],
        ['.gz', gzipSync(plain, { level: 9 })],
      ]
    : [];
  files.push(name);
  for (const [suffix, form] of forms) {
    if (form.length < plain.length * WORTH) {
      writeFileSync(join(out, name + suffix), form);
      files.push(name + suffix);
    }
  }
}
writeFileSync(join(out, 'files.txt'), files.join('\n') + '\n');
