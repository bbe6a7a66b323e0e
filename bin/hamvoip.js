#!/usr/bin/env node
/** The command `hamvoip`. */
import { join } from 'node:path';
import { preparePackages } from './packages.js';
import { preparePages } from './pages.js';
import { ROOT, runOnPinnedNode } from './pinned-node.js';

/**
 * What each thread makes is soon garbage: more room for it costs memory and saves no time (bench/README.md).
 */
const V8_OPTIONS = ['--max-semi-space-size=8'];

/** The commands that show pages. */
const SERVES = new Set(['start', 'demo']);

if (!(await preparePackages())) process.exit(1);
// An exchange without pages is better than none: it says so itself.
if (process.argv.some((word) => SERVES.has(word))) await preparePages();
runOnPinnedNode([...V8_OPTIONS, join(ROOT, 'src', 'main.ts'), ...process.argv.slice(2)]);
