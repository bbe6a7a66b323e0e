/** `prestart`, `pretest`, …: what a fresh clone needs before the first run. Silent when there is nothing to do. */
import { preparePackages } from './packages.js';

if (!(await preparePackages())) process.exit(1);
