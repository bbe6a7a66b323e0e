/** `node bin/on-pinned-node.js SCRIPT [ARGUMENT …]` runs the script on the project's own Node. */
import { runOnPinnedNode } from './pinned-node.js';

runOnPinnedNode(process.argv.slice(2));
