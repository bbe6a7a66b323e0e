#!/usr/bin/env node
/** The command `hamvoip`. */
import { join } from 'node:path';
import { preparePackages } from './packages.js';
import { ROOT, runOnPinnedNode } from './pinned-node.js';

if (!(await preparePackages())) process.exit(1);
runOnPinnedNode([join(ROOT, 'src', 'main.ts'), ...process.argv.slice(2)]);
