#!/usr/bin/env node
/** The command `hamvoip`. */
import { join } from 'node:path';
import { preparePackages } from './packages.js';
import { preparePages } from './pages.js';
import { ROOT, runOnPinnedNode } from './pinned-node.js';

/** The commands that show pages. */
const SERVES = new Set(['start', 'demo']);

if (!(await preparePackages())) process.exit(1);
// An exchange without pages is better than none: it says so itself.
if (process.argv.some((word) => SERVES.has(word))) await preparePages();
runOnPinnedNode([join(ROOT, 'src', 'main.ts'), ...process.argv.slice(2)]);
