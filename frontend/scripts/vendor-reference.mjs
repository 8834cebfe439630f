/* Puts the script of the contract's reference pages beside the built client. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const cli = dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json'));
const target = join(root, 'dist', 'reference');

const script = readFileSync(join(cli, 'lib', 'chunks', 'redoc.standalone.js'), 'utf8');
/* Its logo is the one thing it would load from elsewhere; without a picture it shows none. */
const own = script.replace(/https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(-full)?\.svg/g, 'data:,');

mkdirSync(target, { recursive: true });
writeFileSync(join(target, 'redoc.js'), own);
