import type { Page } from '../../../page.ts';
import { administratorStep } from './administrator.tsx';
import { clubStep } from './club.tsx';
import { finishStep } from './finish.tsx';
import { languageStep } from './language.tsx';
import { mailStep } from './mail.tsx';
import { numbersStep } from './numbers.tsx';
import { setUpPage } from './overview.tsx';
import { reachStep } from './reach.tsx';
import { startStep } from './start.tsx';

/** A new exchange, step by step. */
export const SET_UP_PAGES: readonly Page[] = [
  setUpPage,
  languageStep,
  startStep,
  administratorStep,
  clubStep,
  reachStep,
  numbersStep,
  mailStep,
  finishStep,
];
