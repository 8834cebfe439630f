/* Copies the script of the contract's reference pages beside the built client. */
import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const cli = dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json'));
const target = join(root, 'dist', 'reference');

mkdirSync(target, { recursive: true });
copyFileSync(join(cli, 'lib', 'chunks', 'redoc.standalone.js'), join(target, 'redoc.js'));
