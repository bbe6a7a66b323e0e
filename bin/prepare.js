/** `prestart`, `pretest`, …: what a fresh clone needs before the first run. Silent when there is nothing to do. */
import { preparePackages } from './packages.js';
import { preparePages } from './pages.js';

if (!(await preparePackages()) || !(await preparePages())) process.exit(1);
